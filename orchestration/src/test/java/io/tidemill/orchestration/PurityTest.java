package io.tidemill.orchestration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Decisions depend on nothing but what they are given. */
class PurityTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidemill.orchestration");

  @Test
  void knowsNoKafkaNoSpringNoFilesNoNetworkNoLogNoThreads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.springframework..",
            "org.slf4j..",
            "java.io..",
            "java.net..",
            "java.nio.file..",
            "java.sql..",
            "java.util.concurrent..",
            "java.util.logging..")
        .check(CLASSES);
  }

  @Test
  void hasNoClockAndNoChanceOfItsOwn() {
    noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(CLASSES);
    noClasses().should().dependOnClassesThat().areAssignableTo(Random.class).check(CLASSES);
    noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    noClasses().should().callMethod(System.class, "nanoTime").check(CLASSES);
    noClasses().should().callMethod(Math.class, "random").check(CLASSES);
  }

  @Test
  void packagesDependOnEachOtherWithoutACircle() {
    SlicesRuleDefinition.slices()
        .matching("io.tidemill.orchestration.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }
}
