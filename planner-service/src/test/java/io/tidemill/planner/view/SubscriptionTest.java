package io.tidemill.planner.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.planner.view.Change.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private final ChangeFeed feed = new ChangeFeed();

  @Test
  void givesTheLatestChangeOfEachKeyInOrderOfTheLatest() throws InterruptedException {
    try (Subscription subscription = feed.subscribe()) {
      feed.publish(new Change(Kind.TASK, "a", 1));
      feed.publish(new Change(Kind.TASK, "b", 2));
      feed.publish(new Change(Kind.TASK, "a", 3));

      Subscription.Batch batch = subscription.take(Duration.ZERO);

      assertThat(batch.changes()).extracting(Change::content).containsExactly(2, 3);
      assertThat(batch.incomplete()).isFalse();
      assertThat(subscription.take(Duration.ZERO).changes()).isEmpty();
    }
  }

  @Test
  void tellsAListenerThatDoesNotKeepUpThatSomethingWasLeftOut() throws InterruptedException {
    try (Subscription subscription = feed.subscribe()) {
      for (int i = 0; i <= 20_000; i++) {
        feed.publish(new Change(Kind.TASK, "task-" + i, i));
      }

      assertThat(subscription.take(Duration.ZERO).incomplete()).isTrue();
    }
  }

  @Test
  void collectsNothingForWhoHasLeft() {
    feed.subscribe().close();

    assertThat(feed.listeners()).isZero();
  }
}
