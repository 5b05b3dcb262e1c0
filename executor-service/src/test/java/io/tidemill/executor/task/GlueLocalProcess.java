package io.tidemill.executor.task;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** glue-local as a process of its own, as `tidemill up` starts it: real Spark behind Glue's API. */
final class GlueLocalProcess implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final URI uri;

  private GlueLocalProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  static GlueLocalProcess start() {
    Path target = Path.of(System.getProperty("tidemill.root")).resolve("glue-local/target");
    try {
      Path home = Files.createTempDirectory("executor-glue");
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "@" + target.resolve("jvm.options"),
                  "-cp",
                  jar(target) + ":" + Files.readString(target.resolve("classpath")).strip(),
                  "io.tidemill.glue.GlueLocal"));
      command.addAll(
          List.of(
              "--port",
              "0",
              "--home",
              home.resolve("glue").toString(),
              "--lake",
              home.resolve("lake").toString(),
              "--provisioning-delay",
              "100ms"));
      Process process =
          new ProcessBuilder(command).redirectError(home.resolve("glue.log").toFile()).start();
      GlueLocalProcess glue = new GlueLocalProcess(process, address(process, home));
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> glue.get("health").path("engine").asString("").equals("ready"));
      return glue;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return uri;
  }

  /** Calls of clients by action since the last reset. */
  long calls(String action) {
    return get("calls").path("AWSGlue." + action).asLong(0);
  }

  void resetCalls() {
    send("DELETE", "calls", "");
  }

  void fault(Map<String, Object> fault) {
    send("POST", "faults", JsonMapper.shared().writeValueAsString(fault));
  }

  void clearFaults() {
    send("DELETE", "faults", "");
  }

  private JsonNode get(String path) {
    return JsonMapper.shared().readTree(send("GET", path, ""));
  }

  private String send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/_tidemill/" + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path jar(Path target) throws IOException {
    try (Stream<Path> files = Files.exists(target) ? Files.list(target) : Stream.empty()) {
      return files
          .filter(file -> file.getFileName().toString().matches("tidemill-glue-local-.*\\.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "Expected glue-local's jar in %s, but there is none; run mvn -pl glue-local -am package -DskipTests first"
                          .formatted(target)));
    }
  }

  private static URI address(Process process, Path home) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("glue-local is listening on ")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IllegalStateException(
          "Expected glue-local to listen, but it ended: "
              + Files.readString(home.resolve("glue.log")));
    }
    Thread drain = new Thread(() -> out.lines().forEach(ignored -> {}), "glue-out");
    drain.setDaemon(true);
    drain.start();
    return URI.create(line.substring(line.indexOf("http")).strip());
  }
}
