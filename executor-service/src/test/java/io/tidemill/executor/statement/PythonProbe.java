package io.tidemill.executor.statement;

import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.session.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sends our statements without the line that glue-local recognises, so that its Python interpreter
 * runs them.
 */
public final class PythonProbe {
  private static final String REGION = "us-east-1";
  private final StatementApi api;
  private final StatementWatch watch;
  private final String sessionId;

  public PythonProbe(AwsClients clients, AwsCaller aws, Sessions sessions, String sessionId) {
    this.api = new GlueStatementApi(clients, aws);
    this.watch =
        new StatementWatch(api, sessions, PollSchedule.DEFAULT, Duration.ZERO, Clock.systemUTC());
    this.sessionId = sessionId;
  }

  public void install() {
    try (InputStream in = StatementApi.class.getResourceAsStream("tidemill_helper.py")) {
      String helper = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      StatementAnswer answer = send(StatementCodec.install(helper, Map.of()));
      if (!answer.ok()) {
        throw new IllegalStateException("not installed: " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<StepResult> run(String sql) {
    StatementRequest request = StatementRequest.read("probe", List.of(SqlStep.query("q", sql)));
    return send(StatementCodec.run(new AttemptId("r", "n", 1, 1), 1, "h", request, 10_000).code())
        .steps();
  }

  private StatementAnswer send(String code) {
    String python = code.lines().skip(1).collect(Collectors.joining("\n"));
    int id = api.run(REGION, sessionId, python);
    StatementStatus status =
        watch
            .untilOver(
                REGION,
                sessionId,
                id,
                Clock.systemUTC().instant(),
                Duration.ofMinutes(2),
                new Interruption(),
                new Quiet())
            .status();
    return StatementAnswer.read(status.text())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    status.errorName()
                        + " "
                        + status.errorValue()
                        + " "
                        + status.traceback()
                        + status.text()));
  }

  private static final class Quiet implements AttemptJournal {
    @Override
    public void intended(String session, String statementHash, String purpose) {}

    @Override
    public void submitted(String session, int statementId, String statementHash) {}

    @Override
    public void progressed(double share, String message) {}
  }
}
