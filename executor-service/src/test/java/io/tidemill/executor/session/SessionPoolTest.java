package io.tidemill.executor.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionPoolTest {
  private static final Runnable PATIENT = () -> {};
  private final FakeSessions sessions = new FakeSessions();
  private final List<String> prepared = new ArrayList<>();
  private final TurnableClock clock = new TurnableClock();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SessionOwner owner = new SessionOwner("fleet", "one");
  private SessionPool pool = pool(0, 2, PoolProperties.OnShutdown.STOP);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void preparesASessionOnceAndGivesItOutAgain() {
    String first = leaseAndGiveBack();
    String second = leaseAndGiveBack();

    assertThat(second).isEqualTo(first);
    assertThat(prepared).containsExactly(first);
  }

  @Test
  void neverExceedsItsMaximumAndWaitsForOneToComeBack() {
    SessionLease one = lease();
    SessionLease two = lease();
    CompletableFuture<SessionLease> third = CompletableFuture.supplyAsync(this::lease, threads);

    assertThat(sessions.ids()).hasSize(2);
    assertThat(third).isNotDone();
    one.close();

    assertThat(third.join().sessionId()).isEqualTo(one.sessionId());
    two.close();
  }

  @Test
  void makesRoomForAnotherSpecByStoppingAnIdleSession() {
    pool = pool(0, 1, PoolProperties.OnShutdown.STOP);
    String small = leaseAndGiveBack();

    SessionLease large = pool.lease(spec("G.2X"), "t", Duration.ZERO, PATIENT);

    assertThat(large.sessionId()).isNotEqualTo(small);
    await().until(() -> sessions.stopped().contains(small));
  }

  @Test
  void releasesAnIdleSessionButNotBelowTheBillingFloorOrTheMinimum() {
    String id = leaseAndGiveBack();
    clock.turn(Duration.ofSeconds(30));
    pool.maintain();
    assertThat(sessions.stopped()).isEmpty();

    clock.turn(Duration.ofMinutes(10));
    pool.maintain();

    assertThat(sessions.stopped()).containsExactly(id);
  }

  @Test
  void keepsTheMinimumWarm() {
    pool = pool(1, 2, PoolProperties.OnShutdown.STOP);
    leaseAndGiveBack();
    clock.turn(Duration.ofMinutes(10));

    pool.maintain();

    assertThat(sessions.stopped()).isEmpty();
  }

  @Test
  void takesAnotherSessionWhenTheIdleOneHasEndedUnnoticed() {
    String dead = leaseAndGiveBack();
    sessions.become(dead, SessionState.TIMEOUT);
    clock.turn(Duration.ofMinutes(2));

    SessionLease lease = lease();

    assertThat(lease.sessionId()).isNotEqualTo(dead);
  }

  @Test
  void retiresASessionAfterErrorsInARow() {
    SessionLease first = lease();
    first.suspect();
    first.close();
    SessionLease second = lease();
    assertThat(second.sessionId()).isEqualTo(first.sessionId());
    second.suspect();
    second.close();

    assertThat(sessions.stopped()).containsExactly(first.sessionId());
    assertThat(pool.snapshot()).isEmpty();
  }

  @Test
  void forgetsALostSessionWithoutStoppingIt() {
    SessionLease lease = lease();
    lease.lost();
    lease.close();

    assertThat(pool.snapshot()).isEmpty();
    assertThat(sessions.stopped()).isEmpty();
  }

  @Test
  void saysWhyAFailedSessionFailed() {
    sessions.bornAs(SessionState.FAILED);

    assertThatThrownBy(this::lease)
        .isInstanceOfSatisfying(
            ExecutorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_FAILED))
        .hasMessageContaining("FAILED");
  }

  @Test
  void aQuotaErrorIsACapacityError() {
    sessions.refuse(() -> new ExecutorException(ErrorCode.QUOTA, "limit exceeded"));

    assertThatThrownBy(this::lease)
        .isInstanceOfSatisfying(
            ExecutorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUOTA));
  }

  @Test
  void givesUpOnASessionThatDoesNotBecomeReady() {
    sessions.bornAs(SessionState.PROVISIONING);
    CompletableFuture<SessionLease> waiting = CompletableFuture.supplyAsync(this::lease, threads);
    await().until(() -> !sessions.ids().isEmpty());

    clock.turn(Duration.ofMinutes(3));

    assertThatThrownBy(waiting::join)
        .hasRootCauseInstanceOf(ExecutorException.class)
        .hasMessageContaining("120 s");
    await().until(() -> sessions.stopped().size() == 1);
  }

  @Test
  void aWaitingTaskLeavesWhenItIsCancelled() {
    lease();
    lease();
    RuntimeException cancelled = new IllegalStateException("cancelled");

    assertThatThrownBy(
            () ->
                pool.lease(
                    spec("G.1X"),
                    "t",
                    Duration.ZERO,
                    () -> {
                      throw cancelled;
                    }))
        .isSameAs(cancelled);
  }

  @Test
  void adoptsTheSessionsOfItsEarlierLife() {
    String id = owner.newId(spec("G.1X"), clock);
    sessions.existing(id, owner.tags());
    sessions.existing("tidemill-fleet-other-s000000000000-x", Map.of("tidemill-fleet", "fleet"));

    pool.adopt("us-east-1");

    await().until(() -> pool.snapshot().stream().anyMatch(s -> s.state().equals("READY")));
    assertThat(lease().sessionId()).isEqualTo(id);
    assertThat(pool.snapshot())
        .hasSize(1)
        .first()
        .extracting(SessionSnapshot::reason)
        .isEqualTo("adopted");
  }

  @Test
  void reapsOnlySessionsWhoseExecutorIsGone() {
    String own = leaseAndGiveBack();
    sessions.existing("tidemill-fleet-dead-s000000000000-x", Map.of("tidemill-fleet", "fleet"));
    sessions.existing("tidemill-fleet-alive-s000000000000-y", Map.of("tidemill-fleet", "fleet"));

    List<String> reaped = pool.reap("us-east-1", id -> id.contains("dead") || id.equals(own));

    assertThat(reaped).containsExactly("tidemill-fleet-dead-s000000000000-x");
  }

  @Test
  void countsDpuSecondsUsedAndIdle() {
    SessionLease lease = lease();
    clock.turn(Duration.ofSeconds(10));
    lease.ran(Duration.ofSeconds(10));
    lease.close();
    clock.turn(Duration.ofSeconds(5));

    SessionSnapshot session = pool.snapshot().get(0);
    assertThat(session.dpuSeconds()).isEqualTo(30.0);
    assertThat(session.idleDpuSeconds()).isEqualTo(10.0);
    assertThat(session.statements()).isEqualTo(1);
  }

  @Test
  void stopsIdleSessionsAtTheEndButNotOneWhereAStatementRunsOn() {
    SessionLease busy = lease();
    String idle = leaseAndGiveBack();
    busy.leftRunning();
    busy.close();

    pool.close();

    assertThat(sessions.stopped()).containsExactly(idle);
  }

  @Test
  void keepsSessionsForTheNextLifeWhenToldTo() {
    pool = pool(0, 2, PoolProperties.OnShutdown.KEEP);
    leaseAndGiveBack();

    pool.close();

    assertThat(sessions.stopped()).isEmpty();
  }

  private String leaseAndGiveBack() {
    try (SessionLease lease = lease()) {
      return lease.sessionId();
    }
  }

  private SessionLease lease() {
    return pool.lease(spec("G.1X"), "run/node", Duration.ZERO, PATIENT);
  }

  private SessionPool pool(int min, int max, PoolProperties.OnShutdown onShutdown) {
    PoolProperties properties =
        new PoolProperties(
            min,
            max,
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(2),
            Duration.ofSeconds(60),
            2,
            onShutdown);
    return new SessionPool(
        sessions,
        (region, id, conf) -> {
          synchronized (prepared) {
            prepared.add(id);
          }
        },
        owner,
        properties,
        2,
        threads,
        clock,
        duration -> Thread.yield(),
        new SimpleMeterRegistry());
  }

  private static SessionSpec spec(String workerType) {
    return new SessionSpec(
        "us-east-1",
        "arn:aws:iam::000000000000:role/r",
        "5.1",
        workerType,
        2,
        Duration.ofMinutes(10),
        Duration.ofMinutes(300),
        null,
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Duration.ofSeconds(120),
        "");
  }
}
