package io.tidemill.glue.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import java.util.Map;
import java.util.TreeMap;

/** The tags of sessions, addressed by ARN. */
final class Tags {
  private static final int MAX_TAGS = 50;
  private static final String SESSION_RESOURCE = ":session/";

  private final Sessions sessions;

  Tags(Sessions sessions) {
    this.sessions = sessions;
  }

  Map<String, Action> actions() {
    return Map.of("TagResource", this::tag, "UntagResource", this::untag, "GetTags", this::get);
  }

  static void check(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw AwsException.invalidInput(
          "Expected at most " + MAX_TAGS + " tags, but got " + tags.size() + ".");
    }
    tags.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
            throw AwsException.invalidInput(
                "Expected tag keys of 1 to 128 and values of up to 256 characters, but got '"
                    + key
                    + "' = '"
                    + value
                    + "'.");
          }
        });
  }

  private ObjectNode tag(JsonRequest request) {
    Session session = session(request);
    Map<String, String> tags = new TreeMap<>(session.tags());
    tags.putAll(Json.stringMap(request.object("TagsToAdd")));
    check(tags);
    session.retag(tags);
    return Json.object();
  }

  private ObjectNode untag(JsonRequest request) {
    Session session = session(request);
    Map<String, String> tags = new TreeMap<>(session.tags());
    tags.keySet().removeAll(request.strings("TagsToRemove"));
    session.retag(tags);
    return Json.object();
  }

  private ObjectNode get(JsonRequest request) {
    ObjectNode response = Json.object();
    response.set("Tags", Json.strings(session(request).tags()));
    return response;
  }

  private Session session(JsonRequest request) {
    String arn = request.text("ResourceArn");
    int at = arn.indexOf(SESSION_RESOURCE);
    if (!arn.startsWith("arn:aws") || at < 0) {
      throw AwsException.invalidInput(
          "Expected ResourceArn to be that of a session, but it is '" + arn + "'.");
    }
    return sessions.require(arn.substring(at + SESSION_RESOURCE.length()));
  }
}
