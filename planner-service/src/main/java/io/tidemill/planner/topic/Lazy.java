package io.tidemill.planner.topic;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value made on first use: a Kafka client that is made while the broker is away fails for good.
 */
final class Lazy<T> {
  private final Supplier<T> maker;
  private @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T value() {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }

  synchronized void ifPresent(Consumer<? super T> action) {
    if (made != null) {
      action.accept(made);
    }
  }
}
