package io.tidemill.glue.http;

import io.tidemill.glue.aws.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The faults that wait to be played. Each is used up by the calls that it hits. */
public final class Faults {
  private final List<Fault> waiting = new ArrayList<>();

  public synchronized void add(Fault fault) {
    waiting.add(fault);
  }

  public synchronized void clear() {
    waiting.clear();
  }

  /** Plays what must happen before the action; tells whether its answer must get lost. */
  boolean playBefore(String action) {
    Optional<Fault> taken = take(action);
    if (taken.isEmpty()) {
      return false;
    }
    Fault fault = taken.get();
    switch (fault.kind()) {
      case THROTTLE -> throw new AwsException("ThrottlingException", 400, "Rate exceeded");
      case ERROR ->
          throw new AwsException(fault.error(), fault.status(), "Injected fault for " + action);
      case DELAY -> {
        long deadline = System.nanoTime() + fault.delay().toNanos();
        while (System.nanoTime() < deadline) {
          LockSupport.parkNanos(deadline - System.nanoTime());
        }
      }
      case DROP_RESPONSE -> {
        return true;
      }
    }
    return false;
  }

  private synchronized Optional<Fault> take(String action) {
    ListIterator<Fault> iterator = waiting.listIterator();
    while (iterator.hasNext()) {
      Fault fault = iterator.next();
      if (fault.action().equals(action) || action.endsWith("." + fault.action())) {
        if (fault.times() <= 1) {
          iterator.remove();
        } else {
          iterator.set(fault.spent());
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
