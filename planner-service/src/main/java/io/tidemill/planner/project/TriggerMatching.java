package io.tidemill.planner.project;

import io.tidemill.dbt.manifest.ManifestSource;
import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.trigger.CoalescingPolicy;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.TriggerKind;
import io.tidemill.planner.trigger.LandingLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of trigger means to a project. Objects are matched by location and pattern,
 * upstream records by topic, everything else by the name of the source or node it speaks of, or by
 * the selection it brings along.
 */
final class TriggerMatching {
  private final Map<NodeId, SourceRules> sources;
  private final LandingPatterns patterns;
  private final Predicate<NodeId> isNode;
  private final BiFunction<List<String>, List<String>, Set<NodeId>> selection;

  private TriggerMatching(
      Map<NodeId, SourceRules> sources,
      LandingPatterns patterns,
      Predicate<NodeId> isNode,
      BiFunction<List<String>, List<String>, Set<NodeId>> selection) {
    this.sources = sources;
    this.patterns = patterns;
    this.isNode = isNode;
    this.selection = selection;
  }

  /**
   * Reads what the sources say.
   *
   * @param isNode whether the project has such a node
   * @param selection answers dbt's select and exclude
   * @throws IllegalArgumentException when a {@code meta.tidemill} is not as it must be
   */
  static TriggerMatching of(
      Collection<ManifestSource> sources,
      Predicate<NodeId> isNode,
      BiFunction<List<String>, List<String>, Set<NodeId>> selection) {
    Map<NodeId, SourceRules> rules = new LinkedHashMap<>();
    Map<String, List<Map<?, ?>>> patterns = new LinkedHashMap<>();
    for (ManifestSource source : sources) {
      SourceRules rule = SourceRules.of(source);
      rules.put(rule.source(), rule);
      List<Map<?, ?>> own = new ArrayList<>();
      rule.landing()
          .ifPresent(place -> own.add(LandingPatterns.below(place.bucket(), place.prefix())));
      TidemillMeta.of(source.uniqueId(), source.meta()).mapping("pattern").ifPresent(own::add);
      patterns.put(rule.source().value(), own);
    }
    return new TriggerMatching(rules, LandingPatterns.of(patterns), isNode, selection);
  }

  List<Match> match(Trigger trigger) {
    return switch (trigger.kind()) {
      case OBJECT_CREATED, OBJECT_DELETED -> objects(trigger);
      case TOPIC_RECORD -> records(trigger);
      case SCHEDULE, FRESHNESS, API -> named(trigger);
    };
  }

  private List<Match> objects(Trigger trigger) {
    if (isNoData(trigger.subject())) {
      return List.of();
    }
    return patterns.matching(trigger).stream()
        .map(source -> sources.get(new NodeId(source)))
        .filter(rules -> trigger.kind() == TriggerKind.OBJECT_CREATED || rules.onDelete())
        .map(rules -> landing(rules, rules.partitions(trigger.subject())))
        .toList();
  }

  // Folders that consoles make, and what Spark and Hadoop write beside the data; markers count.
  private static boolean isNoData(String key) {
    if (key.endsWith("/")) {
      return true;
    }
    String name = key.substring(key.lastIndexOf('/') + 1);
    return key.contains("/_temporary/")
        || key.contains("/_spark_metadata/")
        || (name.startsWith(".") || name.endsWith("_$folder$"));
  }

  private List<Match> records(Trigger trigger) {
    return sources.values().stream()
        .filter(rules -> rules.topics().contains(trigger.source()))
        .map(rules -> landing(rules, Partitions.WHOLE))
        .toList();
  }

  private List<Match> named(Trigger trigger) {
    List<String> select = words(trigger.parameters().get("select"));
    List<String> exclude = words(trigger.parameters().get("exclude"));
    if (!select.isEmpty() || !exclude.isEmpty()) {
      return exactly(trigger, selection.apply(select, exclude));
    }
    String subject = trigger.subject();
    List<Match> bySource =
        sources.values().stream()
            .filter(rules -> isMeant(rules, subject))
            .map(rules -> landing(rules, Partitions.WHOLE))
            .toList();
    if (!bySource.isEmpty()) {
      return bySource;
    }
    NodeId node = subject.isBlank() ? null : new NodeId(subject);
    if (node != null && isNode.test(node)) {
      return exactly(trigger, Set.of(node));
    }
    boolean isForAll = trigger.kind() == TriggerKind.SCHEDULE && subject.equals(trigger.source());
    return isForAll ? exactly(trigger, selection.apply(List.of(), List.of())) : List.of();
  }

  private static boolean isMeant(SourceRules rules, String subject) {
    return rules.name().equals(subject)
        || rules.source().value().equals(subject)
        || rules.name().startsWith(subject + ".");
  }

  private static List<Match> exactly(Trigger trigger, Set<NodeId> nodes) {
    return nodes.isEmpty()
        ? List.of()
        : List.of(
            new Match(
                trigger.source() + ":" + trigger.subject(),
                nodes,
                Match.Reach.EXACTLY,
                Partitions.WHOLE,
                CoalescingPolicy.IMMEDIATE));
  }

  private static Match landing(SourceRules rules, Partitions partitions) {
    return Match.landing(rules.source(), partitions, rules.coalescing());
  }

  private static List<String> words(@Nullable String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
  }

  /** Where files land, as far as the sources say. */
  List<LandingLocation> landingLocations() {
    return sources.values().stream().flatMap(rules -> rules.landing().stream()).distinct().toList();
  }
}
