package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Python in a CPython process of the session's own. The process calls back for everything that
 * Spark does, over a loopback connection that only it can open.
 */
final class PythonKernel implements LanguageKernel {
  private static final Logger LOG = LoggerFactory.getLogger(PythonKernel.class);
  private static final String SCRIPT = "kernel.py";
  private static final int CONNECT_MILLIS = 30_000;

  private final String sessionId;
  private final PythonCalls calls;
  private @Nullable Child child;

  PythonKernel(String sessionId, SparkSession session) {
    this.sessionId = sessionId;
    this.calls = new PythonCalls(session);
  }

  @Override
  public StatementOutput run(String code, String jobGroup) {
    try {
      return exchange(child(), code);
    } catch (IOException e) {
      close();
      String reason =
          "Expected a working python3 on the PATH, but "
              + e.getMessage()
              + ". Install Python 3.9 or later.";
      return new StatementOutput.Failed("PythonUnavailable", reason, List.of(reason));
    }
  }

  @Override
  public synchronized void interrupt() {
    if (child != null) {
      try {
        new ProcessBuilder("kill", "-INT", String.valueOf(child.process().pid())).start();
      } catch (IOException e) {
        LOG.warn("Could not interrupt the Python of session {}", sessionId, e);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (child != null) {
      child.process().destroyForcibly();
      child = null;
    }
  }

  private StatementOutput exchange(Child python, String code) throws IOException {
    python.send(Json.object().put("run", code));
    while (true) {
      ObjectNode message = python.receive();
      if (message.has("done")) {
        calls.release(Json.elements(message.path("released")));
        return output((ObjectNode) message.path("done"));
      }
      python.send(calls.answer(message.path("call").asText(), message.path("args")));
    }
  }

  private static StatementOutput output(ObjectNode done) {
    if (done.has("text")) {
      return new StatementOutput.Ok(done.path("text").asText());
    }
    return new StatementOutput.Failed(
        done.path("name").asText(),
        done.path("value").asText(),
        Json.stringList(done.path("traceback")));
  }

  private synchronized Child child() throws IOException {
    if (child == null) {
      child = start();
    }
    return child;
  }

  private Child start() throws IOException {
    Path script = Files.createTempFile("glue-kernel", ".py");
    try (InputStream source =
        Objects.requireNonNull(PythonKernel.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      Files.write(script, source.readAllBytes());
    }
    String token = UUID.randomUUID().toString();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(CONNECT_MILLIS);
      ProcessBuilder command = new ProcessBuilder("python3", "-u", script.toString());
      command.environment().put("TIDEMILL_KERNEL_PORT", String.valueOf(server.getLocalPort()));
      command.environment().put("TIDEMILL_KERNEL_TOKEN", token);
      command.environment().put("TIDEMILL_SESSION_ID", sessionId);
      command.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      command.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = command.start();
      Socket socket = server.accept();
      socket.setTcpNoDelay(true);
      Child started = new Child(process, socket);
      if (!started.receive().path("token").asText().equals(token)) {
        socket.close();
        process.destroyForcibly();
        throw new IOException("another process took the kernel's connection");
      }
      return started;
    } finally {
      Files.deleteIfExists(script);
    }
  }

  /** The process and the two directions of its connection. */
  private record Child(Process process, BufferedReader in, Writer out) {
    Child(Process process, Socket socket) throws IOException {
      this(
          process,
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
          new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
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
  }
}
