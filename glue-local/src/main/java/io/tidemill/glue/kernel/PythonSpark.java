package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What stands behind {@code spark} in a session's Python process. */
interface PythonSpark extends AutoCloseable {
  /** The Python to start. */
  String python();

  /** The module of the Python side that opens the session. */
  String module();

  /** What a machine without it needs, for the message. */
  String requirement();

  /** What the process finds in its environment besides what every kernel gives it. */
  Map<String, String> environment();

  /** Carries out a call of the Python side; failures are answers too. */
  ObjectNode answer(String call, JsonNode args);

  /** Lets go of what the Python side holds no more. */
  void release(List<JsonNode> ids);

  @Override
  void close();
}
