package io.tidemill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as a planner would what a test has told it to; knows what it was asked. */
public final class PlannerStub implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Deque<String>> answers = new LinkedHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public PlannerStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add(body.isEmpty() ? request : request + " " + body);
          String answer = next(request);
          byte[] bytes =
              (answer == null ? "{\"detail\": \"no " + request + "\"}" : answer).getBytes(UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private synchronized String next(String request) {
    Deque<String> left = answers.get(request);
    if (left == null) {
      return null;
    }
    return left.size() > 1 ? left.poll() : left.peek();
  }

  /** Answers a request with these in turn, the last one for ever. */
  public synchronized PlannerStub answer(String request, String... bodies) {
    answers.put(request, new ArrayDeque<>(List.of(bodies)));
    return this;
  }

  public List<String> asked() {
    return asked;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
