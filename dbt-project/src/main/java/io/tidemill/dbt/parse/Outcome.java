package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.JinjaException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What came of one piece of the work on a project: results, or what is wrong.
 *
 * <p>Pieces are worked on in any order; outcomes are taken in the project's order, so that what is
 * reported does not depend on which thread was first.
 */
record Outcome<T>(List<T> results, List<ProjectProblem> problems) {

  interface Step<T> {
    List<T> run() throws IOException;
  }

  /**
   * Runs a step; its failure is an outcome, too.
   *
   * @param file for messages that name none themselves
   */
  static <T> Outcome<T> of(String file, Step<T> step) {
    try {
      return new Outcome<>(step.run(), List.of());
    } catch (JinjaException e) {
      return new Outcome<>(List.of(), List.of(JinjaProblems.of(e, file)));
    } catch (ProjectException e) {
      return new Outcome<>(List.of(), e.problems());
    } catch (IOException e) {
      return new Outcome<>(
          List.of(),
          List.of(
              new ProjectProblem(
                  ProblemKind.RUNTIME, "Expected to read the file, but " + e, file, 0, 0)));
    }
  }

  /** Notes the problems and hands on the results. */
  void into(Problems noted, Consumer<T> taker) {
    problems.forEach(noted::add);
    results.forEach(taker);
  }
}
