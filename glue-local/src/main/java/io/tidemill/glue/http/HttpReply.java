package io.tidemill.glue.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemill.glue.aws.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What goes back: status, headers, body. The length is that of the body, also when it is left out.
 */
public record HttpReply(int status, Map<String, String> headers, long length, Body body) {
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  public static HttpReply json(int status, JsonNode content) {
    return bytes(status, Map.of("Content-Type", "application/x-amz-json-1.1"), Json.write(content));
  }

  public static HttpReply xml(int status, String content) {
    return bytes(status, Map.of("Content-Type", "text/xml"), content);
  }

  public static HttpReply empty(int status, Map<String, String> headers) {
    return new HttpReply(status, headers, 0, out -> {});
  }

  private static HttpReply bytes(int status, Map<String, String> headers, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new HttpReply(status, headers, bytes.length, out -> out.write(bytes));
  }

  /** Writes the body to the connection. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }
}
