package io.tidemill.glue.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import io.tidemill.glue.aws.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Glue's operations on sessions and statements. */
public final class SessionActions {
  private static final int PAGE = 100;
  private static final int MAX_CODE = 68_000;

  private final Sessions sessions;

  public SessionActions(Sessions sessions) {
    this.sessions = sessions;
  }

  public Map<String, Action> actions() {
    Map<String, Action> actions = new HashMap<>(new Tags(sessions).actions());
    actions.put("CreateSession", this::create);
    actions.put("GetSession", request -> sessionResponse(session(request, "Id")));
    actions.put("ListSessions", this::list);
    actions.put("StopSession", this::stop);
    actions.put("DeleteSession", this::delete);
    actions.put("RunStatement", this::run);
    actions.put("GetStatement", this::statement);
    actions.put("ListStatements", this::statements);
    actions.put("CancelStatement", this::cancel);
    return actions;
  }

  private ObjectNode create(JsonRequest request) {
    return sessionResponse(sessions.create(SessionSpec.parse(request)));
  }

  private ObjectNode list(JsonRequest request) {
    Map<String, String> tags = Json.stringMap(request.body().path("Tags"));
    List<Session> found =
        sessions.all().stream()
            .filter(session -> session.tags().entrySet().containsAll(tags.entrySet()))
            .toList();
    Page<Session> page = Page.of(found, request, PAGE);
    ObjectNode response = Json.object();
    response.set("Ids", Json.strings(page.items().stream().map(Session::id).toList()));
    response.set("Sessions", Json.array(page.items().stream().map(Session::toJson).toList()));
    page.putToken(response);
    return response;
  }

  private ObjectNode stop(JsonRequest request) {
    Session session = session(request, "Id");
    session.stop();
    return Json.object().put("Id", session.id());
  }

  private ObjectNode delete(JsonRequest request) {
    String id = request.text("Id");
    sessions.delete(id);
    return Json.object().put("Id", id);
  }

  private ObjectNode run(JsonRequest request) {
    String code = request.text("Code");
    if (code.length() > MAX_CODE) {
      throw AwsException.validation(
          "1 validation error detected: Value at 'code' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + MAX_CODE
              + " (it has "
              + code.length()
              + ")");
    }
    return Json.object().put("Id", session(request, "SessionId").submit(code));
  }

  private ObjectNode statement(JsonRequest request) {
    ObjectNode response = Json.object();
    response.set("Statement", session(request, "SessionId").statement(statementId(request, "Id")));
    return response;
  }

  private ObjectNode statements(JsonRequest request) {
    return Page.response(
        "Statements", Page.of(session(request, "SessionId").statements(), request, PAGE));
  }

  private ObjectNode cancel(JsonRequest request) {
    session(request, "SessionId").cancel(statementId(request, "Id"));
    return Json.object();
  }

  private static ObjectNode sessionResponse(Session session) {
    ObjectNode response = Json.object();
    response.set("Session", session.toJson());
    return response;
  }

  private Session session(JsonRequest request, String field) {
    return sessions.require(request.text(field));
  }

  private static int statementId(JsonRequest request, String field) {
    if (!request.body().path(field).isInt()) {
      throw AwsException.validation("Expected " + field + " to be the number of a statement.");
    }
    return request.integer(field, -1);
  }
}
