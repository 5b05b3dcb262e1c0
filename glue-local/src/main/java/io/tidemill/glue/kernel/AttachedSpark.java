package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.spark.SparkEngine;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import py4j.GatewayServer;

/**
 * The user's own pyspark, attached to the session through a py4j gateway that only this session's
 * Python can open: it listens on the loopback address and asks for a token.
 */
final class AttachedSpark implements PythonSpark {
  private final String python;
  private final String version;
  private final URI endpoint;
  private final String token = UUID.randomUUID().toString();
  private final GatewayServer gateway;

  AttachedSpark(String python, String sessionId, SparkEngine engine, SparkSession session) {
    this.python = python;
    this.version = session.version();
    this.endpoint = engine.endpoint().resolve("/");
    this.gateway =
        new GatewayServer.GatewayServerBuilder()
            .entryPoint(new PySparkEntry(sessionId, engine.context(), session))
            .javaAddress(InetAddress.getLoopbackAddress())
            .javaPort(0)
            .authToken(token)
            .build();
    gateway.start();
  }

  @Override
  public String python() {
    return python;
  }

  @Override
  public String module() {
    return "attached";
  }

  @Override
  public String requirement() {
    return "Expected " + python + " to be a Python with pyspark " + version;
  }

  @Override
  public Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("PYSPARK_GATEWAY_PORT", String.valueOf(gateway.getListeningPort())),
        Map.entry("PYSPARK_GATEWAY_SECRET", token),
        // One connection, one thread of the driver: the statement's job group holds for all it
        // does.
        Map.entry("PYSPARK_PIN_THREAD", "false"),
        Map.entry("PYSPARK_PYTHON", python),
        Map.entry("PYSPARK_DRIVER_PYTHON", python),
        Map.entry("TIDEMILL_SPARK_VERSION", version),
        Map.entry("AWS_ENDPOINT_URL", endpoint.toString()),
        Map.entry("AWS_DEFAULT_REGION", "us-east-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "local"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "local"));
  }

  /** The gateway carries everything; nothing comes over the kernel's own channel. */
  @Override
  public ObjectNode answer(String call, JsonNode args) {
    return Json.object().put("value", false);
  }

  @Override
  public void release(List<JsonNode> ids) {}

  @Override
  public void close() {
    gateway.shutdown();
  }
}
