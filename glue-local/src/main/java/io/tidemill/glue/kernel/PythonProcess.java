package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A CPython process with the Python side of a kernel in it, and the connection to it. */
final class PythonProcess implements AutoCloseable {
  private static final String PACKAGE = "tidemill_kernel";
  private static final List<String> MODULES =
      List.of("channel.py", "glue.py", "kernel.py", "standin.py", "attached.py");
  private static final String START =
      "import sys; sys.path.insert(0, sys.argv[1]); from "
          + PACKAGE
          + " import kernel; sys.path.pop(0); kernel.main()";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int LOOK_MILLIS = 200;

  private final Process process;
  private final Socket socket;
  private final BufferedReader in;
  private final Writer out;

  private PythonProcess(Process process, Socket socket) throws IOException {
    this.process = process;
    this.socket = socket;
    this.in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    this.out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
  }

  /**
   * Starts a process and waits until its session is open.
   *
   * @throws IOException if there is no such Python, or it lacks what it needs
   */
  static PythonProcess start(String sessionId, PythonSpark spark) throws IOException {
    Path directory = Files.createTempDirectory("glue-kernel");
    String token = UUID.randomUUID().toString();
    Process process = null;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unpack(directory);
      ProcessBuilder command =
          new ProcessBuilder(spark.python(), "-u", "-c", START, directory.toString());
      command.environment().putAll(spark.environment());
      command
          .environment()
          .putAll(
              Map.of(
                  "TIDEMILL_KERNEL_PORT",
                  String.valueOf(server.getLocalPort()),
                  "TIDEMILL_KERNEL_TOKEN",
                  token,
                  "TIDEMILL_KERNEL_MODULE",
                  spark.module(),
                  "TIDEMILL_SESSION_ID",
                  sessionId));
      command.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      command.redirectError(ProcessBuilder.Redirect.INHERIT);
      process = command.start();
      PythonProcess started = new PythonProcess(process, accept(server, process));
      started.greet(token);
      return started;
    } catch (IOException e) {
      if (process != null) {
        process.destroyForcibly();
      }
      throw e;
    } finally {
      remove(directory);
    }
  }

  void send(ObjectNode message) throws IOException {
    out.write(Json.write(message) + "\n");
    out.flush();
  }

  ObjectNode receive() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the Python process has ended");
    }
    return Json.parseObject(line);
  }

  /** Raises KeyboardInterrupt in the running code. */
  void interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("Expected to close a kernel's connection, but failed", e);
    }
  }

  private void greet(String token) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) START_LIMIT.toMillis());
    ObjectNode greeting = receive();
    if (!greeting.path("token").asText().equals(token)) {
      socket.close();
      throw new IOException("another process took the kernel's connection");
    }
    if (greeting.has("failure")) {
      socket.close();
      throw new IOException(greeting.path("failure").asText());
    }
    socket.setSoTimeout(0);
  }

  private static Socket accept(ServerSocket server, Process process) throws IOException {
    server.setSoTimeout(LOOK_MILLIS);
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try {
        return server.accept();
      } catch (SocketTimeoutException e) {
        if (!process.isAlive()) {
          throw new IOException("it ended with exit code " + process.exitValue(), e);
        }
        if (System.nanoTime() > limit) {
          throw new IOException("it did not connect within " + START_LIMIT.toSeconds() + " s", e);
        }
      }
    }
  }

  private static void unpack(Path directory) throws IOException {
    Path modules = Files.createDirectory(directory.resolve(PACKAGE));
    for (String module : MODULES) {
      try (InputStream source =
          Objects.requireNonNull(
              PythonProcess.class.getResourceAsStream("python/" + module), module)) {
        Files.copy(source, modules.resolve(module));
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var walk = Files.walk(directory)) {
      walk.forEach(files::add);
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(files.get(i));
    }
  }
}
