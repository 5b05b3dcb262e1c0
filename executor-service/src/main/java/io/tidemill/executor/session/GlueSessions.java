package io.tidemill.executor.session;

import static io.tidemill.executor.aws.RetryPolicy.IDEMPOTENT_WRITE;
import static io.tidemill.executor.aws.RetryPolicy.READ;

import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.aws.AwsErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.CreateSessionRequest;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.IllegalSessionStateException;
import software.amazon.awssdk.services.glue.model.ListSessionsRequest;
import software.amazon.awssdk.services.glue.model.ListSessionsResponse;
import software.amazon.awssdk.services.glue.model.Session;

/** Sessions over Glue's API. Thread-safe. */
public final class GlueSessions implements Sessions {
  private static final String ORIGIN = "tidemill";

  private final AwsClients clients;
  private final AwsCaller aws;

  public GlueSessions(AwsClients clients, AwsCaller aws) {
    this.clients = clients;
    this.aws = aws;
  }

  @Override
  public void create(String id, SessionSpec spec, Map<String, String> ownerTags) {
    Map<String, String> tags = new HashMap<>(spec.tags());
    tags.putAll(ownerTags);
    CreateSessionRequest.Builder request =
        CreateSessionRequest.builder()
            .id(id)
            .description("Tidemill " + spec.workersText())
            .role(spec.role())
            .command(command -> command.name("glueetl").pythonVersion("3"))
            .defaultArguments(spec.arguments())
            .glueVersion(spec.glueVersion())
            .workerType(spec.workerType())
            .numberOfWorkers(spec.workers())
            .idleTimeout(minutes(spec.idleTimeout()))
            .timeout(minutes(spec.timeout()))
            .requestOrigin(ORIGIN)
            .tags(tags);
    if (spec.securityConfiguration() != null) {
      request.securityConfiguration(spec.securityConfiguration());
    }
    if (!spec.connections().isEmpty()) {
      request.connections(list -> list.connections(spec.connections()));
    }
    try {
      // The id is ours, so a repeated call cannot make a second session.
      aws.call(
          "CreateSession",
          IDEMPOTENT_WRITE,
          () -> clients.glue(spec.region()).createSession(request.build()));
    } catch (AlreadyExistsException e) {
      // The answer to an earlier call was lost; the session is there.
    } catch (SdkException e) {
      throw AwsErrors.translate("to create a Glue session of " + spec.workersText(), e);
    }
  }

  @Override
  public Optional<SessionStatus> find(String region, String id) {
    try {
      return Optional.of(
          status(
              aws.call(
                      "GetSession",
                      READ,
                      () -> clients.glue(region).getSession(request -> request.id(id)))
                  .session()));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsErrors.translate("to read Glue session " + id, e);
    }
  }

  @Override
  public List<SessionStatus> list(String region, Map<String, String> tags) {
    List<SessionStatus> all = new ArrayList<>();
    String token = null;
    do {
      ListSessionsRequest request =
          ListSessionsRequest.builder().tags(tags).nextToken(token).requestOrigin(ORIGIN).build();
      ListSessionsResponse page;
      try {
        page = aws.call("ListSessions", READ, () -> clients.glue(region).listSessions(request));
      } catch (SdkException e) {
        throw AwsErrors.translate("to list Glue sessions", e);
      }
      page.sessions().stream()
          .map(GlueSessions::status)
          .filter(session -> session.state().alive())
          .forEach(all::add);
      token = page.nextToken();
    } while (token != null && !token.isEmpty());
    return all;
  }

  @Override
  public void stop(String region, String id) {
    try {
      aws.call(
          "StopSession",
          IDEMPOTENT_WRITE,
          () -> clients.glue(region).stopSession(request -> request.id(id)));
    } catch (EntityNotFoundException | IllegalSessionStateException e) {
      // Gone or going already; that is what we wanted.
    } catch (SdkException e) {
      throw AwsErrors.translate("to stop Glue session " + id, e);
    }
  }

  private static SessionStatus status(Session session) {
    return new SessionStatus(
        session.id(),
        SessionState.of(session.statusAsString()),
        session.createdOn(),
        session.workerTypeAsString(),
        session.numberOfWorkers() == null ? 0 : session.numberOfWorkers(),
        session.dpuSeconds() == null ? 0 : session.dpuSeconds(),
        session.errorMessage());
  }

  private static int minutes(Duration duration) {
    return (int) Math.max(1, duration.toMinutes());
  }
}
