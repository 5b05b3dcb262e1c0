package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

/** The endpoint as a process: how it starts, how it refuses to, and what a kill leaves. */
class GlueLocalProcessTest {
  @TempDir Path home;

  @Test
  void keepsItsCatalogOverAKill() throws Exception {
    Process first = launch("--port", "0", "--home", home.resolve("glue").toString());
    try (GlueClient glue = client(first)) {
      glue.createDatabase(c -> c.databaseInput(d -> d.name("kept")));
      for (int i = 0; i < 20; i++) {
        int number = i;
        glue.createTable(c -> c.databaseName("kept").tableInput(t -> t.name("t" + number)));
      }
    }
    first.destroyForcibly().waitFor();

    Process second = launch("--port", "0", "--home", home.resolve("glue").toString());
    try (GlueClient glue = client(second)) {
      assertThat(glue.getTables(g -> g.databaseName("kept")).tableList()).hasSize(20);
    }
    second.destroy();
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesATakenPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process =
          launch("--port", "" + taken.getLocalPort(), "--home", home.resolve("glue").toString());
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
      assertThat(errors(process)).contains("127.0.0.1:" + taken.getLocalPort(), "--port");
    }
  }

  @Test
  void refusesDirectoriesThatCannotBe() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "not a directory");
    Process process = launch("--port", "0", "--home", file.resolve("glue").toString());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(errors(process)).contains(file.toString(), "--home");
  }

  @Test
  void refusesUnknownOptions() throws Exception {
    Process process = launch("--prot", "1");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(errors(process)).contains("--prot", "Usage");
  }

  private Process launch(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + jvmOptions());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), GlueLocal.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(home.resolve("stderr").toFile()).start();
  }

  private static Path jvmOptions() {
    Path module = Path.of("src/main/jvm/jvm.options");
    return Files.exists(module) ? module : Path.of("glue-local").resolve(module);
  }

  private static GlueClient client(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).startsWith("glue-local is listening on http://127.0.0.1:");
    return GlueClient.builder()
        .endpointOverride(URI.create(line.substring(line.indexOf("http"))))
        .region(Region.EU_WEST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private String errors(Process process) throws IOException {
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    return Files.readString(home.resolve("stderr"));
  }
}
