package io.tidemill.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PropertiesTest {
  @Test
  void hasDefaultsForEverything() {
    assertThat(bind("tidemill.catalog", CatalogProperties.class, Map.of()))
        .isEqualTo(
            new CatalogProperties(
                "catalog-0",
                "tidemill-catalog",
                "tidemill.catalog-state",
                Path.of(".tidemill/catalog/projects"),
                50,
                4,
                new CatalogProperties.Retry(Duration.ofSeconds(2), Duration.ofMinutes(5)),
                new CatalogProperties.PermissionProperties(
                    true,
                    "managed",
                    Set.of(),
                    20,
                    Duration.ofMinutes(10),
                    6,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10)),
                new CatalogProperties.Drift(Duration.ofHours(24))));
    assertThat(bind("tidemill.lineage", LineageProperties.class, Map.of()))
        .isEqualTo(
            new LineageProperties(
                URI.create("https://tidemill.io/catalog-service/0.1.0"),
                "tidemill/{environment}",
                "/[0-9a-f]{16}$",
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10)));
    assertThat(bind("tidemill.aws", AwsProperties.class, Map.of()))
        .isEqualTo(
            new AwsProperties(
                null, "us-east-1", null, Duration.ofSeconds(5), Duration.ofSeconds(30)));
    SharedProperties shared = bind("tidemill", SharedProperties.class, Map.of());
    assertThat(shared.bundles().folder()).isEqualTo(Path.of(".tidemill/bundles"));
    assertThat(shared.replication()).isEqualTo((short) -1);
  }

  @Test
  void readsEveryPermissionSetting() {
    CatalogProperties properties =
        bind(
            "tidemill.catalog",
            CatalogProperties.class,
            Map.of(
                "tidemill.catalog.instance", "b",
                "tidemill.catalog.permission.enabled", "false",
                "tidemill.catalog.permission.mode", "audit",
                "tidemill.catalog.permission.protected-principals", "111111111111,222222222222",
                "tidemill.catalog.permission.most-principals-revoked", "3",
                "tidemill.catalog.permission.trusted-for", "1h",
                "tidemill.catalog.permission.tries", "2",
                "tidemill.catalog.permission.first-wait", "1s",
                "tidemill.catalog.permission.longest-wait", "2s"));
    assertThat(properties.instance()).isEqualTo("b");
    assertThat(properties.permission())
        .isEqualTo(
            new CatalogProperties.PermissionProperties(
                false,
                "audit",
                Set.of("111111111111", "222222222222"),
                3,
                Duration.ofHours(1),
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2)));
  }

  @Test
  void readsAliasesOfPrincipalsAsTheyAreWritten() {
    SharedProperties shared =
        bind(
            "tidemill",
            SharedProperties.class,
            Map.of("tidemill.principals[europe_desk]", "111111111111"));
    assertThat(shared.principals()).containsExactly(Map.entry("europe_desk", "111111111111"));
  }

  @Test
  void refusesABundleStoreThatIsNoFolder() {
    assertThatThrownBy(
            () ->
                bind(
                    "tidemill",
                    SharedProperties.class,
                    Map.of("tidemill.bundles.uri", "http://example.com")))
        .rootCause()
        .hasMessage(
            "Expected tidemill.bundles.uri to be a file: URI, but it is http://example.com");
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }
}
