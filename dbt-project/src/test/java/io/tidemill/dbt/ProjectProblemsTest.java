package io.tidemill.dbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectProblemsTest {
  @TempDir Path folder;

  @Test
  void reportsEveryMistakeOfAProjectAtOnceWithFileAndLine() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file("models/syntax.sql", "select 1\nfrom {{ oops(\n")
            .file("models/raises.sql", "select 1\n{{ exceptions.raise_compiler_error('no good') }}")
            .file("models/y.yml", "models:\n  - name: fine\n   description: broken\n")
            .file("macros/m.sql", "{% macro open() %} never closed");
    // when
    ProjectException failure = catchThrowableOfType(ProjectException.class, project::load);
    // then
    assertThat(failure.problems())
        .extracting(ProjectProblem::file)
        .containsExactlyInAnyOrder(
            "macros/m.sql", "models/raises.sql", "models/syntax.sql", "models/y.yml");
    assertThat(failure.problems())
        .filteredOn(problem -> "models/y.yml".equals(problem.file()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(ProblemKind.PARSING);
              assertThat(problem.line()).isEqualTo(3);
            });
    assertThat(failure.problems())
        .filteredOn(problem -> "models/raises.sql".equals(problem.file()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).isEqualTo("no good");
              assertThat(problem.line()).isEqualTo(2);
            });
  }

  @Test
  void namesTheTargetOfARefThatLeadsNowhere() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder).file("models/a.sql", "select *\nfrom {{ ref('nope') }}");
    // when
    ProjectException failure = catchThrowableOfType(ProjectException.class, project::load);
    // then
    assertThat(failure.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(ProblemKind.TARGET_NOT_FOUND);
              assertThat(problem.message())
                  .isEqualTo(
                      "Model 'model.p.a' (models/a.sql) depends on a node named 'nope' which was not found");
              assertThat(problem.line()).isEqualTo(2);
            });
  }
}
