package io.tidemill.executor.materialization;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A glue-local for one test class, as a process of its own. */
final class LocalGlue implements AutoCloseable {
  private static final String LISTENING = "is listening on ";

  private final Process process;
  private final URI uri;

  private LocalGlue(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  static LocalGlue start(Path home) {
    Path target = Path.of(System.getProperty("tidemill.root")).resolve("glue-local/target");
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "@" + target.resolve("jvm.options"),
                      "-cp",
                      target.resolve("classes")
                          + ":"
                          + Files.readString(target.resolve("classpath")).strip(),
                      "io.tidemill.glue.GlueLocal",
                      "--port",
                      "0",
                      "--home",
                      home.resolve("glue").toString(),
                      "--lake",
                      home.resolve("lake").toString(),
                      "--provisioning-delay",
                      "100ms"))
              .redirectError(home.resolve("glue.log").toFile())
              .start();
      return new LocalGlue(process, uri(process.inputReader(), home));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI uri(BufferedReader out, Path home) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int at = line.indexOf(LISTENING);
      if (at >= 0) {
        return URI.create(line.substring(at + LISTENING.length()).strip());
      }
    }
    throw new IllegalStateException(
        "Expected glue-local to listen, but it ended:\n"
            + Files.readString(home.resolve("glue.log")));
  }
}
