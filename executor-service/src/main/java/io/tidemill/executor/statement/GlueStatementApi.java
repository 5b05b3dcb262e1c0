package io.tidemill.executor.statement;

import static io.tidemill.executor.aws.RetryPolicy.IDEMPOTENT_WRITE;
import static io.tidemill.executor.aws.RetryPolicy.ONLY_WHEN_REFUSED;
import static io.tidemill.executor.aws.RetryPolicy.READ;

import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.aws.AwsErrors;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetStatementResponse;
import software.amazon.awssdk.services.glue.model.IllegalSessionStateException;
import software.amazon.awssdk.services.glue.model.ListStatementsRequest;
import software.amazon.awssdk.services.glue.model.ListStatementsResponse;
import software.amazon.awssdk.services.glue.model.Statement;
import software.amazon.awssdk.services.glue.model.StatementOutput;

/** Statement calls over Glue's API. Thread-safe. */
public final class GlueStatementApi implements StatementApi {
  private static final String ORIGIN = "tidemill";

  private final AwsClients clients;
  private final AwsCaller aws;

  public GlueStatementApi(AwsClients clients, AwsCaller aws) {
    this.clients = clients;
    this.aws = aws;
  }

  @Override
  public int run(String region, String sessionId, String code) {
    try {
      return aws.call(
              "RunStatement",
              ONLY_WHEN_REFUSED,
              () ->
                  clients
                      .glue(region)
                      .runStatement(
                          request -> request.sessionId(sessionId).code(code).requestOrigin(ORIGIN)))
          .id();
    } catch (EntityNotFoundException | IllegalSessionStateException e) {
      throw new ExecutorException(
          ErrorCode.SESSION_LOST,
          "Expected session %s to take a statement, but: %s".formatted(sessionId, e.getMessage()),
          AwsErrors.requestId(e),
          e);
    } catch (SdkException e) {
      if (surelyRefused(e)) {
        throw AwsErrors.translate("to run a statement on session " + sessionId, e);
      }
      throw new SubmissionUnknownException(
          "Expected Glue to say whether session %s took the statement, but: %s"
              .formatted(sessionId, e.getMessage()),
          e);
    }
  }

  @Override
  public Optional<StatementStatus> find(String region, String sessionId, int statementId) {
    try {
      GetStatementResponse response =
          aws.call(
              "GetStatement",
              READ,
              () ->
                  clients
                      .glue(region)
                      .getStatement(
                          request ->
                              request.sessionId(sessionId).id(statementId).requestOrigin(ORIGIN)));
      return Optional.of(status(response.statement(), response.responseMetadata().requestId()));
    } catch (EntityNotFoundException | IllegalSessionStateException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsErrors.translate(
          "to read statement %d of session %s".formatted(statementId, sessionId), e);
    }
  }

  @Override
  public Optional<List<StatementStatus>> list(String region, String sessionId) {
    List<StatementStatus> all = new ArrayList<>();
    String token = null;
    do {
      ListStatementsRequest request =
          ListStatementsRequest.builder()
              .sessionId(sessionId)
              .nextToken(token)
              .requestOrigin(ORIGIN)
              .build();
      ListStatementsResponse page;
      try {
        page = aws.call("ListStatements", READ, () -> clients.glue(region).listStatements(request));
      } catch (EntityNotFoundException | IllegalSessionStateException e) {
        return Optional.empty();
      } catch (SdkException e) {
        throw AwsErrors.translate("to list the statements of session " + sessionId, e);
      }
      page.statements().forEach(statement -> all.add(status(statement, null)));
      token = page.nextToken();
    } while (token != null && !token.isEmpty());
    return Optional.of(all);
  }

  @Override
  public void cancel(String region, String sessionId, int statementId) {
    try {
      aws.call(
          "CancelStatement",
          IDEMPOTENT_WRITE,
          () ->
              clients
                  .glue(region)
                  .cancelStatement(
                      request ->
                          request.sessionId(sessionId).id(statementId).requestOrigin(ORIGIN)));
    } catch (EntityNotFoundException | IllegalSessionStateException e) {
      // It is over, and so is the session.
    } catch (SdkException e) {
      throw AwsErrors.translate(
          "to cancel statement %d of session %s".formatted(statementId, sessionId), e);
    }
  }

  /** Glue answered with an error of the caller's, or was never reached. */
  private static boolean surelyRefused(SdkException e) {
    if (e instanceof AwsServiceException service) {
      return service.statusCode() < 500 && !AwsCaller.errorCode(e).contains("Timeout");
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  private static StatementStatus status(Statement statement, @Nullable String requestId) {
    StatementOutput output =
        statement.output() == null ? StatementOutput.builder().build() : statement.output();
    String text = output.data() == null ? null : output.data().textPlain();
    return new StatementStatus(
        statement.id(),
        StatementStatus.State.of(statement.stateAsString()),
        text(statement.code()),
        // Typed as the statement's state, the status would read as unknown: Glue says "ok" and
        // "error" here.
        "error".equalsIgnoreCase(output.statusAsString()),
        text(text),
        text(output.errorName()),
        text(output.errorValue()),
        output.traceback(),
        statement.progress(),
        requestId);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
