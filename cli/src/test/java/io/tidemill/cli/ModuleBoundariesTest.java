package io.tidemill.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The table of modules in docs/architecture.md: who may use whom. */
class ModuleBoundariesTest {
  private static final Path ROOT = Path.of(System.getProperty("tidemill.root", ".."));

  /** Module folder to the packages it may use, its own left out. */
  private static final Map<String, List<String>> ALLOWED =
      new TreeMap<>(
          Map.of(
              "schemas", List.of(),
              "dbt-project", List.of(),
              "kafka-local", List.of(),
              "glue-local", List.of(),
              "orchestration", List.of("dbt"),
              "planner-service", List.of("event", "schemas", "dbt", "orchestration"),
              "executor-service", List.of("event", "schemas", "dbt"),
              "catalog-service", List.of("event", "schemas", "dbt"),
              "cli",
                  List.of(
                      "event",
                      "schemas",
                      "dbt",
                      "executor.aws",
                      "executor.catalog",
                      "executor.error",
                      "executor.materialization",
                      "executor.project",
                      "executor.session",
                      "executor.statement")));

  private static final Map<String, List<String>> OWN =
      Map.of(
          "schemas", List.of("event", "schemas"),
          "dbt-project", List.of("dbt"),
          "kafka-local", List.of("kafka"),
          "glue-local", List.of("glue"),
          "orchestration", List.of("orchestration"),
          "planner-service", List.of("planner"),
          "executor-service", List.of("executor"),
          "catalog-service", List.of("catalog"),
          "cli", List.of("cli"));

  @TestFactory
  Stream<DynamicTest> usesOnlyTheModulesItMay() {
    return ALLOWED.keySet().stream()
        .map(module -> DynamicTest.dynamicTest(module, () -> check(module)));
  }

  private static void check(String module) {
    Path classes = ROOT.resolve(module).resolve("target/classes");
    if (!Files.isDirectory(classes)) {
      throw new AssertionError(
          "Expected %s to be compiled, but %s is missing; run mvn -B verify at the root"
              .formatted(module, classes));
    }
    JavaClasses imported = new ClassFileImporter().importPath(classes);
    noClasses()
        .should()
        .dependOnClassesThat(oursBut(module))
        .because("docs/architecture.md says what " + module + " may use")
        .allowEmptyShould(true)
        .check(imported);
  }

  private static DescribedPredicate<JavaClass> oursBut(String module) {
    return DescribedPredicate.describe(
        "are of a module that %s may not use".formatted(module),
        type -> {
          String name = type.getPackageName();
          return name.startsWith("io.tidemill.")
              && Stream.concat(OWN.get(module).stream(), ALLOWED.get(module).stream())
                  .map(part -> "io.tidemill." + part)
                  .noneMatch(allowed -> name.equals(allowed) || name.startsWith(allowed + "."));
        });
  }
}
