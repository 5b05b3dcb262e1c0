package io.tidemill.glue.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server. Calls below {@link #ENGINE_PREFIX} come from the engine's own clients: they are
 * neither counted nor disturbed by faults.
 */
public final class Endpoint implements AutoCloseable {
  public static final String ENGINE_PREFIX = "/_engine";
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  private final HttpServer server;
  private final ExecutorService threads;
  private final Router router;
  private final CallJournal calls;
  private final Faults faults;

  private Endpoint(HttpServer server, Router router, CallJournal calls, Faults faults) {
    this.server = server;
    this.router = router;
    this.calls = calls;
    this.faults = faults;
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "glue-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Binds the address; port 0 takes a free one. Calls are answered once {@link #start} is called.
   *
   * @throws IOException if the address cannot be bound
   */
  public static Endpoint bind(
      InetSocketAddress address, Services services, CallJournal calls, Faults faults)
      throws IOException {
    // Without it the kernel holds back small answers for 40 ms; it is read once, at the first
    // server.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    HttpServer server = HttpServer.create(address, 256);
    Endpoint endpoint = new Endpoint(server, new Router(services), calls, faults);
    server.setExecutor(endpoint.threads);
    server.createContext("/", endpoint::answer);
    return endpoint;
  }

  public void start() {
    server.start();
  }

  public URI uri() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      HttpCall call = new HttpCall(exchange);
      HttpReply reply;
      boolean lost = false;
      try {
        Router.Route route = router.route(call);
        if (route.fromClient()) {
          calls.count(route.action());
          lost = faults.playBefore(route.action());
        }
        reply = route.handler().handle(call);
      } catch (AwsException e) {
        reply = router.refusal(call, e);
      }
      if (!lost) {
        send(exchange, reply);
      }
    } catch (IOException e) {
      LOG.debug("Connection ended before the answer was written", e);
    } catch (RuntimeException | Error e) {
      LOG.error("Expected to answer {}, but failed", exchange.getRequestURI(), e);
      sendFailure(exchange, e);
    }
  }

  private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
    exchange.getRequestBody().readAllBytes();
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    boolean headOnly = exchange.getRequestMethod().equals("HEAD");
    if (headOnly) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(reply.length()));
    }
    boolean bodiless = headOnly || reply.length() == 0;
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.length());
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        reply.body().writeTo(out);
      }
    }
  }

  private static void sendFailure(HttpExchange exchange, Throwable cause) {
    ObjectNode error = Json.object().put("__type", "InternalServiceException");
    error.put("Message", String.valueOf(cause));
    try {
      send(exchange, HttpReply.json(500, error));
    } catch (IOException e) {
      LOG.debug("Connection ended before the failure was written", e);
    }
  }
}
