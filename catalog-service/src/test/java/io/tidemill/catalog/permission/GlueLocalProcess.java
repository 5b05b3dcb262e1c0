package io.tidemill.catalog.permission;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** glue-local as a process of its own, as the launcher starts it. */
final class GlueLocalProcess implements AutoCloseable {
  private final Process process;
  private final URI url;

  private GlueLocalProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it; a test without a built glue-local is skipped and says so. */
  static GlueLocalProcess startOrSkip(Path home) throws IOException {
    Path target = Path.of(System.getProperty("tidemill.root", "..")).resolve("glue-local/target");
    Path classPath = target.resolve("classpath");
    boolean built = Files.isRegularFile(classPath) && Files.isDirectory(target.resolve("classes"));
    if (!built) {
      System.out.println(
          "Skipped: glue-local is not built; run mvn -pl glue-local -am -DskipTests package before");
    }
    assumeTrue(built);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path options = target.resolve("jvm.options");
    if (Files.isRegularFile(options)) {
      command.add("@" + options);
    }
    command.add("-Xmx512m");
    command.add("-cp");
    command.add(
        target.resolve("classes") + File.pathSeparator + Files.readString(classPath).strip());
    command.add("io.tidemill.glue.GlueLocal");
    command.addAll(
        List.of(
            "--port", "0", "--account", "123456789012", "--home", home.resolve("glue").toString()));
    command.addAll(List.of("--lake", home.resolve("lake").toString()));
    Process process =
        new ProcessBuilder(command).redirectError(home.resolve("glue-local.err").toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.contains("http://")) {
      process.destroyForcibly();
      throw new IOException("Expected glue-local to say where it listens, but it said: " + line);
    }
    URI url = URI.create(line.substring(line.indexOf("http://")).split("[\\s,]")[0]);
    return new GlueLocalProcess(process, url);
  }

  URI url() {
    return url;
  }

  /** The next calls of an action are refused with this error. */
  void fail(String action, String error, int times) throws IOException, InterruptedException {
    String fault =
        "{\"action\":\"%s\",\"kind\":\"error\",\"error\":\"%s\",\"status\":400,\"times\":%d}";
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/_tidemill/faults"))
            .POST(HttpRequest.BodyPublishers.ofString(fault.formatted(action, error, times)))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "Expected glue-local to take a fault, but it answered: " + response.body());
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
