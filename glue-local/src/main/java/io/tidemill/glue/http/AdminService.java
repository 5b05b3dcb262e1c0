package io.tidemill.glue.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** The endpoint's own switches under {@code /_tidemill}: health, call counts, faults. */
public final class AdminService implements HttpService {
  public static final String PREFIX = "/_tidemill/";

  private final CallJournal calls;
  private final Faults faults;
  private final SessionFaults sessions;
  private final Supplier<ObjectNode> health;

  public AdminService(
      CallJournal calls, Faults faults, SessionFaults sessions, Supplier<ObjectNode> health) {
    this.calls = calls;
    this.faults = faults;
    this.sessions = sessions;
    this.health = health;
  }

  /** Faults inside sessions, which the HTTP front cannot play. */
  public interface SessionFaults {
    void kill(String sessionId);

    void delayStatements(Duration delay, int times);

    void clear();
  }

  @Override
  public String actionOf(HttpCall call) {
    return "Admin." + call.path();
  }

  @Override
  public HttpReply handle(HttpCall call) throws IOException {
    String route = call.method() + " " + call.path().substring(PREFIX.length());
    switch (route) {
      case "GET health" -> {
        return HttpReply.json(200, health.get());
      }
      case "GET calls" -> {
        return HttpReply.json(200, calls.toJson());
      }
      case "DELETE calls" -> calls.reset();
      case "POST faults" -> add(Json.parseObject(call.bodyText()));
      case "DELETE faults" -> {
        faults.clear();
        sessions.clear();
      }
      default ->
          throw new AwsException(
              "NotFound",
              404,
              "Expected GET health, GET calls, DELETE calls, POST faults or DELETE faults under "
                  + PREFIX
                  + ", but got "
                  + route);
    }
    return HttpReply.json(200, Json.object());
  }

  private void add(ObjectNode json) {
    JsonRequest request = new JsonRequest(json);
    if (request.has("killSession")) {
      sessions.kill(request.text("killSession"));
    } else if (request.has("delayStatementMillis")) {
      sessions.delayStatements(
          Duration.ofMillis(request.integer("delayStatementMillis", 0)),
          request.integer("times", 1));
    } else {
      faults.add(Fault.parse(json));
    }
  }
}
