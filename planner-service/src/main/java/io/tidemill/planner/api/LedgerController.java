package io.tidemill.planner.api;

import io.tidemill.event.LedgerEntry;
import io.tidemill.event.LedgerState;
import io.tidemill.planner.api.Explanations.EventExplanation;
import io.tidemill.planner.api.Explanations.ModelExplanation;
import io.tidemill.planner.view.LedgerView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of triggers, and why models ran or did not. */
@RestController
final class LedgerController {
  private final LedgerView ledger;
  private final Explanations explanations;

  LedgerController(LedgerView ledger, Explanations explanations) {
    this.ledger = ledger;
    this.explanations = explanations;
  }

  @GetMapping("/v1/events")
  Ledger list(
      @RequestParam @Nullable String environment,
      @RequestParam @Nullable String state,
      @RequestParam @Nullable String run,
      @RequestParam(defaultValue = "100") int limit) {
    return new Ledger(
        run == null
            ? ledger.entries(environment, Words.valueOf(LedgerState.class, "state", state), limit)
            : ledger.ofRun(run, limit));
  }

  @GetMapping("/v1/why/event/{id}")
  EventExplanation whyEvent(@PathVariable String id) {
    return explanations.event(id);
  }

  @GetMapping("/v1/why/model/{name}")
  ModelExplanation whyModel(@PathVariable String name, @RequestParam @Nullable String environment) {
    return explanations.model(name, environment);
  }

  record Ledger(List<LedgerEntry> events) {}
}
