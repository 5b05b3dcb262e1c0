package io.tidemill.glue.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.JsonRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A failure to play the next few times an action is called. */
public record Fault(String action, Kind kind, int times, String error, int status, Duration delay) {
  /** What happens instead of, or in addition to, the plain answer. */
  public enum Kind {
    /** The call is refused with ThrottlingException. */
    THROTTLE,
    /** The call is refused with the given error code and status. */
    ERROR,
    /** The call is carried out, and the connection is closed without an answer. */
    DROP_RESPONSE,
    /** The call is carried out after a delay. */
    DELAY;

    static Kind named(String name) {
      String wanted = name.replace("_", "");
      return Arrays.stream(values())
          .filter(kind -> kind.name().replace("_", "").equalsIgnoreCase(wanted))
          .findFirst()
          .orElseThrow(
              () ->
                  AwsException.validation(
                      "Expected a fault kind of "
                          + Arrays.stream(values())
                              .map(Kind::name)
                              .collect(Collectors.joining(", "))
                          + ", but got '"
                          + name
                          + "'."));
    }
  }

  static Fault parse(ObjectNode json) {
    JsonRequest request = new JsonRequest(json);
    return new Fault(
        request.text("action"),
        Kind.named(request.text("kind")),
        request.integer("times", 1),
        request.optionalText("error").orElse("InternalServiceException"),
        request.integer("status", 500),
        Duration.ofMillis(request.integer("millis", 0)));
  }

  Fault spent() {
    return new Fault(action, kind, times - 1, error, status, delay);
  }
}
