package io.tidemill.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * OpenLineage.
 *
 * @param producer URI that says who makes the events
 * @param namespace namespace of jobs; {@code {environment}} stands for the environment's name
 * @param versionPattern matches the end of a location that changes with each build and is no part
 *     of a dataset's name
 * @param file file of all events, one a line; unset: none is written
 * @param http endpoint that takes OpenLineage events; unset: none is called
 * @param httpHeaders sent with each call, such as {@code Authorization}
 * @param httpTimeout limit of one call
 */
@ConfigurationProperties("tidemill.lineage")
public record LineageProperties(
    @DefaultValue("https://tidemill.io/catalog-service/0.1.0") URI producer,
    @DefaultValue("tidemill/{environment}") String namespace,
    @DefaultValue("/[0-9a-f]{16}$") String versionPattern,
    @Nullable Path file,
    @Nullable URI http,
    @DefaultValue Map<String, String> httpHeaders,
    @DefaultValue("10s") Duration httpTimeout) {

  public LineageProperties {
    httpHeaders = Map.copyOf(httpHeaders);
  }
}
