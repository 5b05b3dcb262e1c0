package io.tidemill.glue;

import io.tidemill.glue.store.StoreException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the endpoint as a process of its own. Prints one line on stdout when it listens; ends on
 * SIGTERM, with the exit code 143 that this signal gives a JVM. Exit code 2 if it could not start.
 */
public final class GlueLocal {
  private static final int CANNOT_START = 2;

  private GlueLocal() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    try {
      Options options = Options.parse(arguments);
      GlueLocalServer server = start(options);
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    ended.countDown();
                  },
                  "glue-shutdown"));
      System.out.println("glue-local is listening on " + server.uri());
      ended.await();
    } catch (IllegalArgumentException e) {
      refuse(e.getMessage() + "\n" + Options.USAGE);
    }
  }

  private static GlueLocalServer start(Options options) {
    try {
      return GlueLocalServer.start(options, Clock.systemUTC());
    } catch (BindException e) {
      throw refuse(
          "Expected to listen on "
              + options.host()
              + ":"
              + options.port()
              + ", but the address is taken or not ours ("
              + e.getMessage()
              + "). Stop what is using it, or choose another with --port.");
    } catch (FileSystemException e) {
      throw refuse(
          "Expected to write to "
              + e.getFile()
              + ", but failed ("
              + e.getClass().getSimpleName()
              + "). Choose other directories with --home and --lake.");
    } catch (IOException | StoreException e) {
      throw refuse(e.getMessage());
    }
  }

  private static RuntimeException refuse(@org.jspecify.annotations.Nullable String message) {
    System.err.println("glue-local: " + message);
    Runtime.getRuntime().halt(CANNOT_START);
    return new IllegalStateException("halted");
  }
}
