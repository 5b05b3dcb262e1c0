package io.tidemill.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.DbtLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill docs serve}: the documentation site on this machine. */
@Command(
    name = "serve",
    description = {
      "Serve dbt's documentation site from the target folder until Ctrl-C.",
      "The page itself is dbt's: it is taken from target/index.html, or fetched from --site-url once."
    },
    mixinStandardHelpOptions = true)
public final class DocsServeCommand implements Callable<Integer> {
  private static final Set<String> SERVED = Set.of("index.html", "manifest.json", "catalog.json");
  private static final String SITE =
      "https://raw.githubusercontent.com/dbt-labs/dbt-core/main/core/dbt/task/docs/index.html";

  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "8080")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "127.0.0.1")
  private String host = "127.0.0.1";

  @Option(
      names = "--site-url",
      paramLabel = "URL",
      description = "Where the page is fetched from when target/index.html is not there.",
      defaultValue = SITE)
  private String siteUrl = SITE;

  @Option(
      names = {"--no-browser", "--browser"},
      hidden = true)
  private boolean accepted;

  @Override
  public Integer call() throws InterruptedException {
    DbtLog log = logging.log();
    Path target = project.targetPath();
    for (String file : new String[] {"manifest.json", "catalog.json"}) {
      if (!Files.exists(target.resolve(file))) {
        throw new UserException(
            "Expected %s in %s, but it is not there. Make it with: tidemill docs generate"
                .formatted(file, target));
      }
    }
    fetchPage(target.resolve("index.html"));
    HttpServer server = start(target);
    log.info("Serving docs at http://%s:%d".formatted(host, server.getAddress().getPort()));
    log.info("Press Ctrl+C to exit.");
    new CountDownLatch(1).await();
    return ExitCodes.OK;
  }

  private void fetchPage(Path page) throws InterruptedException {
    if (Files.exists(page)) {
      return;
    }
    try {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .connectTimeout(Duration.ofSeconds(10))
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(siteUrl))
                      .timeout(Duration.ofSeconds(30))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        Files.writeString(page, response.body());
        return;
      }
      throw unavailable(page, "HTTP " + response.statusCode(), null);
    } catch (IOException e) {
      throw unavailable(page, e.toString(), e);
    }
  }

  private UserException unavailable(
      Path page, String why, @org.jspecify.annotations.Nullable Exception cause) {
    return new UserException(
        "Expected dbt's documentation page at %s, but: %s. Put an index.html of dbt docs generate at %s, or name another place with --site-url"
            .formatted(siteUrl, why, page),
        cause);
  }

  private HttpServer start(Path target) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
      server.createContext("/", exchange -> answer(exchange, target));
      server.start();
      return server;
    } catch (IOException e) {
      throw new UserException(
          "Expected port %d of %s to be free, but: %s. Name another with --port"
              .formatted(port, host, e.getMessage()),
          e);
    }
  }

  /** Only the three files of the site: the target folder holds more than is to be shown. */
  private static void answer(HttpExchange exchange, Path target) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().replaceFirst("^/", "");
      String file = name.isEmpty() ? "index.html" : name;
      if (!SERVED.contains(file) || !Files.exists(target.resolve(file))) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .add("Content-Type", file.endsWith("html") ? "text/html" : "application/json");
      byte[] content = Files.readAllBytes(target.resolve(file));
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }
}
