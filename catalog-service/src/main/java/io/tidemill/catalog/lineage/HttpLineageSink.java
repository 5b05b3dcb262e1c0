package io.tidemill.catalog.lineage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** An OpenLineage endpoint: Marquez's {@code /api/v1/lineage}, DataHub's, or anyone's. */
public final class HttpLineageSink implements LineageSink {
  private final URI url;
  private final Map<String, String> headers;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param headers sent with each event, such as {@code Authorization}
   */
  public HttpLineageSink(URI url, Map<String, String> headers, Duration timeout) {
    this.url = url;
    this.headers = Map.copyOf(headers);
    this.timeout = timeout;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public void deliver(String event) throws IOException, InterruptedException, RejectedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(event));
    headers.forEach(request::header);
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    String message =
        "Expected "
            + url
            + " to take a lineage event, but it answered "
            + status
            + ": "
            + response.body();
    // 401 and 403 are the credentials' fault, 404 the address's: the event is fine and waits until
    // that is put right.
    boolean rejected = status == 400 || status == 413 || status == 415 || status == 422;
    if (rejected) {
      throw new RejectedException(message);
    }
    throw new IOException(message);
  }
}
