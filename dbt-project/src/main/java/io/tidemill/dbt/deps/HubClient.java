package io.tidemill.dbt.deps;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A package hub over HTTP, and downloads. Answers are kept as long as the client. */
final class HubClient {
  static final String DEFAULT_URL = "https://hub.getdbt.com/";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRIES = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(15))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String url;
  private final Map<String, JsonNode> packages = new LinkedHashMap<>();

  HubClient(String url) {
    this.url = url.endsWith("/") ? url : url + "/";
  }

  /** Versions of a package with what the hub says of each. */
  JsonNode versions(String name) {
    return packages.computeIfAbsent(name, this::fetch);
  }

  /** Names of the versions that this dbt version may use. */
  List<String> compatible(String name, Version dbt) {
    List<String> compatible = new ArrayList<>();
    versions(name)
        .properties()
        .forEach(
            entry -> {
              List<String> required = texts(entry.getValue().path("require_dbt_version"));
              if (required.isEmpty() || VersionRange.of(required).admits(dbt)) {
                compatible.add(entry.getKey());
              }
            });
    return compatible;
  }

  JsonNode version(String name, String version) {
    JsonNode found = versions(name).path(version);
    if (!found.isObject()) {
      throw DependencyFailure.of(
          "Could not find version %s of package %s on the hub %s".formatted(version, name, url));
    }
    return found;
  }

  private JsonNode fetch(String name) {
    URI address = URI.create(url + "api/v1/" + name + ".json");
    HttpResponse<String> response = send(address, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == 404) {
      throw DependencyFailure.of("Package " + name + " was not found in the package index");
    }
    if (response.statusCode() != 200) {
      throw DependencyFailure.of(
          "Expected the hub to answer for package %s, but %s gave HTTP %d"
              .formatted(name, address, response.statusCode()));
    }
    try {
      JsonNode versions = JSON.readTree(response.body()).path("versions");
      if (versions.isObject()) {
        return versions;
      }
      throw DependencyFailure.of(
          "Expected %s to give the versions of package %s, but it gave none"
              .formatted(address, name));
    } catch (JacksonException e) {
      throw DependencyFailure.of(
          "Expected %s to give JSON, but: %s".formatted(address, e.getOriginalMessage()), e);
    }
  }

  /** Downloads a file. */
  void download(String from, Path to) {
    URI address = URI.create(from);
    try {
      Files.createDirectories(to.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw DependencyFailure.of("Expected to write " + to + ", but: " + e, e);
    }
    if ("file".equals(address.getScheme())) {
      copy(Path.of(address), to);
      return;
    }
    HttpResponse<Path> response = send(address, HttpResponse.BodyHandlers.ofFile(to));
    if (response.statusCode() != 200) {
      throw DependencyFailure.of(
          "Expected to download %s, but it gave HTTP %d".formatted(from, response.statusCode()));
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DependencyFailure.of("Expected to read " + from + ", but: " + e, e);
    }
  }

  private <T> HttpResponse<T> send(URI address, HttpResponse.BodyHandler<T> body) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    IOException last = null;
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        HttpResponse<T> response = http.send(request, body);
        if (response.statusCode() < 500 || tries == TRIES) {
          return response;
        }
      } catch (IOException e) {
        last = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DependencyFailure.of("Interrupted while asking " + address, e);
      }
    }
    throw DependencyFailure.of(
        "Expected %s to answer, but: %s. Name another hub with DBT_PACKAGE_HUB_URL"
            .formatted(address, last),
        last);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> texts.add(item.asString()));
    } else if (node.isString() && !node.asString().isBlank()) {
      texts.add(node.asString());
    }
    return texts;
  }
}
