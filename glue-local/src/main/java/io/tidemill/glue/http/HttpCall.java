package io.tidemill.glue.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP request: its line, its headers and its unread body. */
public final class HttpCall {
  private final HttpExchange exchange;
  private final Map<String, String> query;
  private @Nullable String bodyText;

  HttpCall(HttpExchange exchange) {
    this.exchange = exchange;
    this.query = form(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
  }

  public String method() {
    return exchange.getRequestMethod();
  }

  /** The path with its escapes resolved. */
  public String path() {
    return exchange.getRequestURI().getPath();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  public Map<String, String> query() {
    return query;
  }

  public InputStream body() {
    return exchange.getRequestBody();
  }

  /** The body as text; it can be asked for again, unlike {@link #body}. */
  public String bodyText() throws IOException {
    if (bodyText == null) {
      bodyText = new String(body().readAllBytes(), StandardCharsets.UTF_8);
    }
    return bodyText;
  }

  /** The fields of a query string or of a form body. */
  public static Map<String, String> form(String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        fields.put(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
