package io.tidemill.planner.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.dbt.manifest.ManifestSource;
import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.TriggerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TriggerMatchingTest {
  private static final ManifestSource ORDERS =
      source(
          "orders",
          Map.of(
              "landing", "s3://landing/orders/",
              "partition_by", List.of("region", "dt"),
              "quiet_period", "5s"));
  private static final ManifestSource ORDERS_LATE =
      source(
          "orders_late", Map.of("landing", "s3://landing/orders_late/", "topic", "orders-topic"));

  @Test
  void matchesALandingToTheSourceBelowWhosePrefixItIs() {
    assertThat(sources(match(created("landing", "orders/region=eu/dt=2026-11-22/p.parquet"))))
        .containsExactly("orders");
    assertThat(sources(match(created("landing", "orders_late/p.parquet"))))
        .containsExactly("orders_late");
    assertThat(match(created("other", "orders/p.parquet"))).isEmpty();
    assertThat(match(created("landing", "order"))).isEmpty();
  }

  @Test
  void namesThePartitionThatTheDeclaredFoldersSayInTheDeclaredOrder() {
    assertThat(
            only(match(created("landing", "orders/dt=2026-11-22/region=eu/p.parquet")))
                .partitions())
        .isEqualTo(Partitions.of(List.of("region=eu/dt=2026-11-22")));
  }

  @Test
  void takesTheWholeSourceWhenAFolderIsMissingOrNoneIsDeclared() {
    assertThat(
            only(match(created("landing", "orders/dt=2026-11-22/p.parquet")))
                .partitions()
                .isWhole())
        .isTrue();
    assertThat(only(match(created("landing", "orders_late/dt=1/p.parquet"))).partitions().isWhole())
        .isTrue();
  }

  @Test
  void readsHowLandingsCoalesce() {
    Match match = only(match(created("landing", "orders/p.parquet")));

    assertThat(match.coalescing().quietPeriod()).isEqualTo(Duration.ofSeconds(5));
    assertThat(match.coalescing().maxWait()).isEqualTo(Duration.ofMinutes(1));
    assertThat(only(match(created("landing", "orders_late/p.parquet"))).coalescing().quietPeriod())
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void takesNoNoticeOfFoldersAndWhatWritersLeaveBehindButOfMarkers() {
    assertThat(match(created("landing", "orders/"))).isEmpty();
    assertThat(match(created("landing", "orders/_temporary/0/p.parquet"))).isEmpty();
    assertThat(match(created("landing", "orders/.p.parquet.crc"))).isEmpty();
    assertThat(match(created("landing", "orders_$folder$"))).isEmpty();
    assertThat(sources(match(created("landing", "orders/_SUCCESS")))).containsExactly("orders");
  }

  @Test
  void takesNoticeOfADeletionOnlyWhereASourceAsksForIt() {
    ManifestSource shrinking =
        source("shrinking", Map.of("landing", "s3://landing/s/", "on_delete", "refresh"));
    Trigger deleted = trigger(TriggerKind.OBJECT_DELETED, "landing", "s/p.parquet", Map.of());

    assertThat(sources(matching(ORDERS, shrinking).match(deleted))).containsExactly("shrinking");
    assertThat(match(trigger(TriggerKind.OBJECT_DELETED, "landing", "orders/p", Map.of())))
        .isEmpty();
  }

  @Test
  void understandsPatternsAsEventBridgeDoes() {
    ManifestSource json =
        source(
            "json",
            Map.of(
                "pattern",
                Map.of(
                    "detail",
                    Map.of("object", Map.of("key", List.of(Map.of("suffix", ".metadata.json")))))));
    TriggerMatching matching = matching(json);

    assertThat(sources(matching.match(created("any", "t/metadata/00001.metadata.json"))))
        .containsExactly("json");
    assertThat(matching.match(created("any", "t/data/0.parquet"))).isEmpty();
  }

  @Test
  void matchesRecordsOfUpstreamTopics() {
    assertThat(sources(match(trigger(TriggerKind.TOPIC_RECORD, "orders-topic", "k", Map.of()))))
        .containsExactly("orders_late");
  }

  @Test
  void takesTheNameOfASourceATableOrANodeFromACall() {
    assertThat(sources(match(call("raw.orders", Map.of())))).containsExactly("orders");
    assertThat(sources(match(call("source.shop.raw.orders", Map.of())))).containsExactly("orders");
    assertThat(sources(match(call("raw", Map.of())))).containsExactly("orders", "orders_late");
    Match node = only(match(call("model.shop.mart", Map.of())));
    assertThat(node.reach()).isEqualTo(Match.Reach.EXACTLY);
    assertThat(match(call("raw.unheard_of", Map.of()))).isEmpty();
  }

  @Test
  void takesTheSelectionThatACallOrScheduleBringsAlong() {
    Match match = only(match(call("anything", Map.of("select", "tag:daily  mart+"))));

    assertThat(match.origins())
        .containsExactlyInAnyOrder(new NodeId("tag:daily"), new NodeId("mart+"));
    assertThat(match.reach()).isEqualTo(Match.Reach.EXACTLY);
    assertThat(only(match(trigger(TriggerKind.SCHEDULE, "nightly", "nightly", Map.of()))).origins())
        .containsExactly(new NodeId("everything"));
  }

  @Test
  void namesTheSourceWhoseMetaIsWrong() {
    assertThatThrownBy(() -> matching(source("bad", Map.of("quiet_period", "soon"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected meta.tidemill.quiet_period of source.shop.raw.bad to be a duration such as 500ms, 5s, 2m, 1h, but it is 'soon'");
    assertThatThrownBy(() -> matching(source("bad", Map.of("landing", "/tmp/landing"))))
        .hasMessageContaining("meta.tidemill.landing of source.shop.raw.bad");
    assertThatThrownBy(() -> matching(source("bad", Map.of("pattern", Map.of("detail", "x")))))
        .hasMessageContaining("meta.tidemill.pattern of source.shop.raw.bad");
  }

  private static List<Match> match(Trigger trigger) {
    return matching(ORDERS, ORDERS_LATE).match(trigger);
  }

  private static TriggerMatching matching(ManifestSource... sources) {
    return TriggerMatching.of(
        Arrays.asList(sources),
        node -> node.value().equals("model.shop.mart"),
        (select, exclude) ->
            select.isEmpty()
                ? Set.of(new NodeId("everything"))
                : Set.copyOf(select.stream().map(NodeId::new).toList()));
  }

  private static ManifestSource source(String table, Map<String, Object> tidemill) {
    Map<String, Object> content = new HashMap<>();
    content.put("unique_id", "source.shop.raw." + table);
    content.put("source_name", "raw");
    content.put("name", table);
    content.put("meta", Map.of("tidemill", tidemill));
    return new ManifestSource(content);
  }

  private static Trigger created(String bucket, String key) {
    return trigger(TriggerKind.OBJECT_CREATED, bucket, key, Map.of());
  }

  private static Trigger call(String subject, Map<String, String> parameters) {
    return trigger(TriggerKind.API, "api", subject, parameters);
  }

  private static Trigger trigger(
      TriggerKind kind, String source, String subject, Map<String, String> parameters) {
    return new Trigger(
        new EventId("t"),
        null,
        kind,
        source,
        subject,
        null,
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        parameters);
  }

  private static List<String> sources(List<Match> matches) {
    return matches.stream()
        .map(match -> match.window().replace("source.shop.raw.", ""))
        .sorted()
        .toList();
  }

  private static Match only(List<Match> matches) {
    assertThat(matches).hasSize(1);
    return matches.get(0);
  }
}
