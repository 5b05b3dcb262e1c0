package io.tidemill.dbt.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemill.dbt.ProjectFolder;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UnreadableFilesTest {
  @TempDir private Path root;

  @Test
  void namesFileAndLineOfBytesThatAreNotUtf8() throws IOException {
    ProjectFolder project = new ProjectFolder(root);
    for (String file : List.of("models/a.sql", "models/a.yml", "macros/a.sql", "models/a.md")) {
      project.file(file, "");
      Files.write(root.resolve(file), "-- caf\n-- é".getBytes(StandardCharsets.ISO_8859_1));
    }

    List<ProjectProblem> problems = problems(project);

    assertThat(problems)
        .extracting(ProjectProblem::file)
        .containsExactlyInAnyOrder("models/a.sql", "models/a.yml", "macros/a.sql", "models/a.md");
    assertThat(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.kind()).isEqualTo(ProblemKind.RUNTIME);
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.message())
                  .isEqualTo(
                      "Expected the file to be UTF-8, but byte 10 is 0xE9. Save the file as UTF-8");
            });
  }

  @Test
  void refusesCodeOfAHundredMegabytesWithoutReadingIt() throws IOException {
    ProjectFolder project = new ProjectFolder(root).file("models/small.sql", "select 1");
    for (String file : List.of("models/huge.sql", "models/huge.yml")) {
      try (RandomAccessFile huge = new RandomAccessFile(root.resolve(file).toFile(), "rw")) {
        huge.setLength(100L << 20);
      }
    }

    assertThat(problems(project))
        .extracting(ProjectProblem::file)
        .containsExactlyInAnyOrder("models/huge.sql", "models/huge.yml");
    assertThat(problems(project).get(0).message())
        .contains("at most 33554432 bytes, but it has 104857600")
        .contains(".dbtignore");
  }

  @Test
  void takesASeedOfAHundredMegabytesByItsPath() throws IOException {
    ProjectFolder project = new ProjectFolder(root).file("seeds/huge.csv", "");
    try (RandomAccessFile huge =
        new RandomAccessFile(root.resolve("seeds/huge.csv").toFile(), "rw")) {
      huge.setLength(100L << 20);
    }

    assertThat(project.load().manifest().nodes().get("seed.p.huge").checksum().name())
        .isEqualTo("path");
  }

  @Test
  @Timeout(60)
  void readsEachFileOnceWhereLinksLeadInCircles() throws IOException {
    ProjectFolder project = new ProjectFolder(root).file("models/deep/a.sql", "select 1 as a");
    Files.createSymbolicLink(root.resolve("models/deep/up"), root.resolve("models"));
    Files.createSymbolicLink(root.resolve("models/self"), root.resolve("models/self"));
    Files.createSymbolicLink(root.resolve("models/gone.sql"), root.resolve("nowhere.sql"));

    assertThat(project.load().manifest().nodes().keySet()).containsExactly("model.p.a");
  }

  @Test
  void boundsTheDepthOfMacrosAtTheModelThatCallsThem() {
    ProjectFolder project =
        new ProjectFolder(root)
            .file("macros/loop.sql", "{% macro loop() %}{{ loop() }}{% endmacro %}")
            .file("macros/again.sql", "{% macro again() %}{{ again() }}{% endmacro %}")
            .file("models/fine.sql", "select 1 as a")
            .file("models/endless.sql", "select {{ again() }}");

    List<ProjectProblem> problems = problems(project);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).message()).contains("maximum recursion depth exceeded");
  }

  @Test
  @Timeout(120)
  void boundsTheOutputOfAModel() {
    ProjectFolder project =
        new ProjectFolder(root).file("models/large.sql", "select '{{ 'x' * 1000000000 }}'");

    List<ProjectProblem> problems = problems(project);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).file()).isEqualTo("models/large.sql");
    assertThat(problems.get(0).message()).contains("at most 67108864 items");
  }

  private static List<ProjectProblem> problems(ProjectFolder project) {
    ProjectException failure = catchThrowableOfType(ProjectException.class, project::load);
    assertThat(failure).isNotNull();
    return failure.problems();
  }
}
