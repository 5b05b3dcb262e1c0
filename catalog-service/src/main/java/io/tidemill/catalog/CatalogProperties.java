package io.tidemill.catalog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the catalog service works.
 *
 * @param instance name of this instance, unique among those that run at the same time: a second one
 *     of the same name ends the first
 * @param group Kafka consumer group that its instances share
 * @param stateTopic compacted topic in which it remembers what it applied and handled
 * @param cache folder into which project bundles are unpacked
 * @param batch most completions handled together
 * @param parallelism tables handled at the same time
 * @param retry when a model that could not be published is tried again
 */
@ConfigurationProperties("tidemill.catalog")
public record CatalogProperties(
    @DefaultValue("catalog-0") String instance,
    @DefaultValue("tidemill-catalog") String group,
    @DefaultValue("tidemill.catalog-state") String stateTopic,
    @DefaultValue(".tidemill/catalog/projects") Path cache,
    @DefaultValue("50") int batch,
    @DefaultValue("4") int parallelism,
    @DefaultValue Retry retry,
    @DefaultValue PermissionProperties permission,
    @DefaultValue Drift drift) {

  /**
   * Waits between tries.
   *
   * @param first wait after the first try; each further one is twice as long
   * @param longest longest wait
   */
  public record Retry(@DefaultValue("2s") Duration first, @DefaultValue("5m") Duration longest) {}

  /**
   * Lake Formation.
   *
   * @param enabled whether permissions are looked after at all
   * @param mode mode of tables whose project names none: audit, additive, managed or authoritative
   * @param protectedPrincipals ARNs from which nothing is ever taken
   * @param mostPrincipalsRevoked principals that one plan may take permissions of a table from; a
   *     plan for more is refused
   * @param trustedFor how long a table found in order is not read again while its declaration stays
   *     the same
   * @param tries tries of one call to Lake Formation within a reconciliation
   * @param firstWait longest wait after the first try; doubles
   * @param longestWait longest wait after any try
   */
  public record PermissionProperties(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("managed") String mode,
      @DefaultValue Set<String> protectedPrincipals,
      @DefaultValue("20") int mostPrincipalsRevoked,
      @DefaultValue("10m") Duration trustedFor,
      @DefaultValue("6") int tries,
      @DefaultValue("500ms") Duration firstWait,
      @DefaultValue("10s") Duration longestWait) {
    public PermissionProperties {
      protectedPrincipals = Set.copyOf(protectedPrincipals);
    }
  }

  /**
   * The look at all tables for permissions that others changed.
   *
   * @param interval time between two looks
   */
  public record Drift(@DefaultValue("24h") Duration interval) {}
}
