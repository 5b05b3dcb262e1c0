package io.tidemill.executor.statement;

import java.util.List;

/**
 * What a statement gave.
 *
 * @param steps one result per step of the request, in its order
 * @param sessionId session it ran on
 * @param statementId its id in that session
 */
public record StatementResult(List<StepResult> steps, String sessionId, int statementId) {

  public StatementResult {
    steps = List.copyOf(steps);
  }

  /** The result of the step of that name; asking for one that was not in the request is a bug. */
  public StepResult step(String name) {
    return steps.stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a step '%s' in the statement's result, but it has %s"
                        .formatted(name, steps.stream().map(StepResult::name).toList())));
  }
}
