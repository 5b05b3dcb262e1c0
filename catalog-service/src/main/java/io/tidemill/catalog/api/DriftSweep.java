package io.tidemill.catalog.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.catalog.permission.Atom;
import io.tidemill.catalog.permission.AuditTrail;
import io.tidemill.catalog.permission.Drift;
import io.tidemill.catalog.permission.Ledger;
import io.tidemill.catalog.permission.Reconciler;
import io.tidemill.catalog.state.StateTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at all tables from time to time and says what others took away. It repairs nothing: the
 * next build does.
 */
@Component
class DriftSweep {
  private static final Logger log = LoggerFactory.getLogger(DriftSweep.class);

  private final Ledger ledger;
  private final Reconciler reconciler;
  private final AuditTrail audit;
  private final StateTopic state;
  private final Counter drifted;

  DriftSweep(
      Ledger ledger,
      Reconciler reconciler,
      AuditTrail audit,
      StateTopic state,
      MeterRegistry metrics) {
    this.ledger = ledger;
    this.reconciler = reconciler;
    this.audit = audit;
    this.state = state;
    this.drifted = metrics.counter("tidemill.catalog.drift");
  }

  @Scheduled(
      initialDelayString = "${tidemill.catalog.drift.interval:24h}",
      fixedDelayString = "${tidemill.catalog.drift.interval:24h}")
  void sweep() throws InterruptedException {
    state.catchUp();
    for (Drift drift : Drift.of(ledger, reconciler)) {
      if (!drift.drifted()) {
        continue;
      }
      drifted.increment();
      log.warn(
          "Permissions of {} drifted: {} missing, {} foreign",
          drift.table(),
          drift.missing(),
          drift.foreign());
      for (Atom atom : drift.missing()) {
        audit.record(entry(drift, atom));
      }
    }
  }

  private static AuditTrail.Entry entry(Drift drift, Atom atom) {
    return new AuditTrail.Entry(
        new AuditTrail.Cause("-", "sweep", null, "-"),
        "drift",
        drift.table().toString(),
        atom,
        "applied before, no longer in place",
        "found",
        null);
  }
}
