package io.tidemill.cli.api;

import io.tidemill.cli.UserException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The planner's REST API. Thread-safe. */
public final class PlannerApi {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int NOT_FOUND = 404;
  private static final Duration POLL = Duration.ofMillis(150);
  private static final Duration ARRIVAL = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final String url;
  private final @Nullable String token;

  /**
   * @param url where the planner is, e.g. {@code http://127.0.0.1:18080}
   * @param token API token; null where none is needed
   */
  public PlannerApi(String url, @Nullable String token) {
    this.url = url.replaceAll("/+$", "");
    this.token = token;
  }

  /**
   * @throws UserException if the planner cannot be reached or refuses; the text says what to do
   */
  public JsonNode get(String path) {
    return call("GET", path, null);
  }

  /**
   * @throws UserException if the planner cannot be reached or refuses; the text says what to do
   */
  public JsonNode post(String path, @Nullable JsonNode body) {
    return call("POST", path, body == null ? null : body.toString());
  }

  /**
   * Posts a text as it is, JSON or not.
   *
   * @throws UserException if the planner cannot be reached or refuses; the text says what to do
   */
  public JsonNode postText(String path, String body) {
    return call("POST", path, body);
  }

  /**
   * Asks for a run again and again until it has ended.
   *
   * @param patience how long to wait at most; null: as long as it takes
   * @param each sees every answer, the last one included
   * @return the last answer: {@code run} and {@code tasks}
   * @throws UserException if it takes longer than the patience given
   */
  public JsonNode awaitEnd(String runId, @Nullable Duration patience, Consumer<JsonNode> each)
      throws InterruptedException {
    Instant began = Instant.now();
    while (true) {
      JsonNode answer = run(runId, began);
      if (answer.isObject()) {
        each.accept(answer);
        if (answer.path("run").path("finishedAt").isString()) {
          return answer;
        }
      }
      if (patience != null && Instant.now().isAfter(began.plus(patience))) {
        throw new UserException(
            "Expected run %s to end within %d s, but it is %s. Look at tidemill runs, and at the logs"
                .formatted(
                    runId,
                    patience.toSeconds(),
                    answer.path("run").path("state").asString("not there yet")));
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /** A run that was asked for a moment ago may not be there yet: its command is on its way. */
  private JsonNode run(String runId, Instant began) {
    try {
      return get("/v1/runs/" + segment(runId));
    } catch (Refused e) {
      if (e.status() != NOT_FOUND || Instant.now().isAfter(began.plus(ARRIVAL))) {
        throw e;
      }
      return JSON.missingNode();
    }
  }

  /** One segment of a path, with everything escaped that would cut it. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode call(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw refused(response);
      }
      return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    } catch (ConnectException e) {
      throw new UserException(
          "Expected a planner at %s, but nothing listens there. Start one with ./tidemill up, or name another with --api or TIDEMILL_API"
              .formatted(url),
          e);
    } catch (IOException | JacksonException e) {
      throw new UserException(
          "Expected an answer from %s%s, but: %s".formatted(url, path, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("Interrupted while asking " + url, e);
    }
  }

  private static UserException refused(HttpResponse<String> response) {
    String detail = response.body();
    try {
      JsonNode problem = JSON.readTree(response.body());
      detail = problem.path("detail").asString(problem.path("title").asString(response.body()));
    } catch (JacksonException notJson) {
      // The body as it is says more than nothing.
    }
    String message =
        "The planner answered %d to %s %s: %s"
            .formatted(
                response.statusCode(),
                response.request().method(),
                response.request().uri().getPath(),
                detail);
    return new Refused(response.statusCode(), message);
  }

  /** The planner answered, but not with what was asked for. */
  public static final class Refused extends UserException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    /** HTTP status. */
    public int status() {
      return status;
    }
  }
}
