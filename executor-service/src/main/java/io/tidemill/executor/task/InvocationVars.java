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
    Map<String, Object> vars = object(ready, "vars", ready.getVars());
    vars.put(LANDED_PARTITIONS, ready.getPartitions());
    return vars;
  }

  /** The members of {@code flags} that differ from dbt's defaults. */
  static Map<String, Object> flags(ModelReady ready) {
    return object(ready, "flags", ready.getFlags());
  }

  private static Map<String, Object> object(ModelReady ready, String what, String json) {
    try {
      return JsonMapper.shared().readValue(json, MAP);
    } catch (JacksonException e) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected the %s of run %s to be a JSON object, but: %s"
              .formatted(what, ready.getRunId(), e.getMessage()),
          null,
          e);
    }
  }
}
