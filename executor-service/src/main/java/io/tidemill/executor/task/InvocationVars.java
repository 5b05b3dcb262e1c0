package io.tidemill.executor.task;

import io.tidemill.event.ModelReady;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The vars a task is rendered with: those of the run, and the partitions that landed. */
final class InvocationVars {
  /**
   * What {@code var('tidemill_landed_partitions')} gives: key=value paths; empty for the whole
   * model.
   */
  static final String LANDED_PARTITIONS = "tidemill_landed_partitions";

  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private InvocationVars() {}

  static Map<String, Object> of(ModelReady ready) {
    try {
      Map<String, Object> vars = JsonMapper.shared().readValue(ready.getVars(), MAP);
      vars.put(LANDED_PARTITIONS, ready.getPartitions());
      return vars;
    } catch (JacksonException e) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected the vars of run %s to be a JSON object, but: %s"
              .formatted(ready.getRunId(), e.getMessage()),
          null,
          e);
    }
  }
}
