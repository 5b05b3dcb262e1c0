package io.tidemill.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.aws.AwsProperties;
import io.tidemill.executor.aws.Sleeper;
import io.tidemill.executor.session.GlueSessions;
import io.tidemill.executor.session.Profiles;
import io.tidemill.executor.session.SessionSpecs;
import io.tidemill.executor.session.SessionState;
import io.tidemill.executor.statement.PythonProbe;
import io.tidemill.executor.statement.StepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The statement helper in a real Python interpreter, as it runs on AWS. Needs python3 on the path;
 * the native way that glue-local takes for the same statements is in the other tests and needs
 * none.
 */
class HelperOnPythonIT {

  @Test
  void answersFromPythonAsTheNativeWayDoes() {
    Assumptions.assumeTrue(hasPython(), "python3 is not on the path");
    try (GlueLocalProcess glue = GlueLocalProcess.start();
        AwsClients clients =
            new AwsClients(
                new AwsProperties(
                    glue.uri(), "us-east-1", Duration.ofSeconds(5), Duration.ofSeconds(30)))) {
      AwsCaller aws = new AwsCaller(new SimpleMeterRegistry(), Sleeper.SYSTEM);
      GlueSessions sessions = new GlueSessions(clients, aws);
      sessions.create(
          "python",
          SessionSpecs.of(
              Profiles.minimal(),
              Set.of(),
              new TestProject().with("m", "").node("m").orElseThrow()),
          Map.of());
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  sessions.find("us-east-1", "python").orElseThrow().state() == SessionState.READY);
      PythonProbe probe = new PythonProbe(clients, aws, sessions, "python");

      probe.install();
      List<StepResult> results =
          probe.run(
              "select cast(1 as bigint) as a, '\\\\d''' as b, cast(null as string) as c, cast(2.50 as decimal(10,2)) as d, date'2026-11-25' as e");

      assertThat(results.get(0).status()).isEqualTo(StepResult.Status.DONE);
      assertThat(results.get(0).rows().get(0))
          .isEqualTo(
              Arrays.asList(1L, "\\d", null, new java.math.BigDecimal("2.50"), "2026-11-25"));
      List<StepResult> failed = probe.run("select no_such_column");
      assertThat(failed.get(0).status()).isEqualTo(StepResult.Status.FAILED);
      assertThat(failed.get(0).error().message()).contains("no_such_column");
    }
  }

  private static boolean hasPython() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
  }
}
