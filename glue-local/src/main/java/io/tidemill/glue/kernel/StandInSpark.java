package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A small stand-in for pyspark, so that any Python will do; the engine carries out its calls. */
final class StandInSpark implements PythonSpark {
  private final PythonCalls calls;

  StandInSpark(SparkSession session) {
    this.calls = new PythonCalls(session);
  }

  @Override
  public String python() {
    return "python3";
  }

  @Override
  public String module() {
    return "standin";
  }

  @Override
  public String requirement() {
    return "Expected a working python3 on the PATH (3.9 or later)";
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public ObjectNode answer(String call, JsonNode args) {
    return calls.answer(call, args);
  }

  @Override
  public void release(List<JsonNode> ids) {
    calls.release(ids);
  }

  @Override
  public void close() {}
}
