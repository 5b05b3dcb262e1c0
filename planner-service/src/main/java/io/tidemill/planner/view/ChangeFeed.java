package io.tidemill.planner.view;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes changes on to whoever listens. A slow listener costs nobody but itself. */
public final class ChangeFeed {
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  /** Begins to collect changes for one listener, who closes the subscription in the end. */
  public Subscription subscribe() {
    Subscription subscription = new Subscription(this);
    subscriptions.add(subscription);
    return subscription;
  }

  /** Passes a change on; never waits. */
  public void publish(Change change) {
    subscriptions.forEach(subscription -> subscription.offer(change));
  }

  void remove(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  /** How many listen. */
  public int listeners() {
    return subscriptions.size();
  }
}
