package io.tidemill.planner.project;

import io.tidemill.dbt.manifest.ManifestSource;
import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.trigger.CoalescingPolicy;
import io.tidemill.planner.trigger.LandingLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a dbt source says about its landings.
 *
 * @param source unique id
 * @param name {@code source.table}, as people call it
 * @param landing where its files land; empty when it does not say
 * @param topics upstream topics whose records concern it
 * @param partitionKeys keys of the {@code key=value} folders that name a partition; empty: landings
 *     concern the whole
 * @param onDelete whether a deleted file makes it stale, too
 */
record SourceRules(
    NodeId source,
    String name,
    Optional<LandingLocation> landing,
    List<String> topics,
    List<String> partitionKeys,
    boolean onDelete,
    CoalescingPolicy coalescing) {

  private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
  private static final Duration BATCH_WAIT = Duration.ofHours(1);
  private static final int QUIET_PERIODS = 10;

  static SourceRules of(ManifestSource source) {
    TidemillMeta meta = TidemillMeta.of(source.uniqueId(), source.meta());
    return new SourceRules(
        new NodeId(source.uniqueId()),
        source.sourceName() + "." + source.name(),
        landing(source, meta),
        meta.texts("topic"),
        meta.texts("partition_by"),
        meta.text("on_delete").filter("refresh"::equals).isPresent(),
        coalescing(meta));
  }

  private static Optional<LandingLocation> landing(ManifestSource source, TidemillMeta meta) {
    Optional<String> uri = meta.text("landing");
    if (uri.isPresent()) {
      if (!LandingLocation.isValid(uri.get())) {
        throw meta.refusal("landing", "a location s3://bucket/prefix/");
      }
      return uri.map(LandingLocation::parse);
    }
    return Optional.ofNullable(source.external().get("location"))
        .map(String::valueOf)
        .filter(LandingLocation::isValid)
        .map(LandingLocation::parse);
  }

  private static CoalescingPolicy coalescing(TidemillMeta meta) {
    Duration quiet = meta.duration("quiet_period").orElse(Duration.ZERO);
    int files = meta.positive("min_files", 1);
    Optional<String> marker = meta.text("marker");
    Set<String> quorum = new HashSet<>(meta.texts("quorum"));
    boolean waitsForMore = files > 1 || marker.isPresent() || !quorum.isEmpty();
    Duration longest =
        meta.duration("max_wait").orElse(waitsForMore ? BATCH_WAIT : longestFor(quiet));
    return new CoalescingPolicy(quiet, longest, files, marker.orElse(null), quorum);
  }

  private static Duration longestFor(Duration quiet) {
    Duration many = quiet.multipliedBy(QUIET_PERIODS);
    return quiet.isZero() || many.compareTo(SHORTEST_WAIT) > 0 ? many : SHORTEST_WAIT;
  }

  /** The partition that an object's key names; the whole source when it names none. */
  Partitions partitions(String key) {
    if (partitionKeys.isEmpty()) {
      return Partitions.WHOLE;
    }
    Map<String, String> segments = new HashMap<>();
    for (String segment : key.split("/")) {
      int equals = segment.indexOf('=');
      if (equals > 0) {
        segments.put(segment.substring(0, equals), segment);
      }
    }
    List<String> path = new ArrayList<>();
    for (String partitionKey : partitionKeys) {
      String segment = segments.get(partitionKey);
      if (segment == null) {
        return Partitions.WHOLE;
      }
      path.add(segment);
    }
    return Partitions.of(List.of(String.join("/", path)));
  }
}
