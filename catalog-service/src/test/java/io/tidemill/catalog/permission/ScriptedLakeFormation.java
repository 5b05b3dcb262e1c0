package io.tidemill.catalog.permission;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers Lake Formation's operations over HTTP with what a test says, for what a real one cannot
 * be made to do.
 */
final class ScriptedLakeFormation implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();

  /** A call as it came in. */
  record Call(String operation, JsonNode body) {}

  private record Answer(int status, String body) {}

  ScriptedLakeFormation() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next call of this operation is answered so; without more, with an empty object. */
  synchronized ScriptedLakeFormation answer(String operation, String body) {
    answers.computeIfAbsent(operation, key -> new ArrayDeque<>()).add(new Answer(200, body));
    return this;
  }

  synchronized ScriptedLakeFormation fail(String operation, String code, String message) {
    String body = "{\"__type\":\"" + code + "\",\"Message\":\"" + message + "\"}";
    answers.computeIfAbsent(operation, key -> new ArrayDeque<>()).add(new Answer(400, body));
    return this;
  }

  synchronized List<Call> calls(String operation) {
    return calls.stream().filter(call -> call.operation.equals(operation)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String operation = exchange.getRequestURI().getPath().substring(1);
    calls.add(new Call(operation, JSON.readTree(exchange.getRequestBody().readAllBytes())));
    Deque<Answer> scripted = answers.getOrDefault(operation, new ArrayDeque<>());
    Answer answer = scripted.isEmpty() ? new Answer(200, "{}") : scripted.poll();
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("x-amzn-RequestId", "request-" + calls.size());
    exchange.sendResponseHeaders(answer.status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
