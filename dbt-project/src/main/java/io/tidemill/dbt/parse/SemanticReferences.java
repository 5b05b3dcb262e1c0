package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What semantic models, metrics, saved queries and exposures of metrics depend on. */
final class SemanticReferences {
  private final Drafts drafts;
  private final Problems problems;

  SemanticReferences(Drafts drafts, Problems problems) {
    this.drafts = drafts;
    this.problems = problems;
  }

  void resolveAll() {
    drafts.semanticModels().values().forEach(this::relation);
    drafts.metrics().values().forEach(metric -> inputMeasures(metric, new HashSet<>()));
    drafts.metrics().values().forEach(this::metric);
    drafts
        .savedQueries()
        .values()
        .forEach(
            query -> {
              Map<String, Object> params = Properties.mapOf(query.content().get("query_params"));
              Set<String> nodes = new LinkedHashSet<>();
              ConfigMerge.list(params.get("metrics"))
                  .forEach(name -> add(query, String.valueOf(name), nodes));
              dependOn(query, nodes);
            });
    drafts
        .exposures()
        .values()
        .forEach(
            exposure -> {
              Set<String> nodes = new LinkedHashSet<>();
              for (Object call : ConfigMerge.list(exposure.content().get("metrics"))) {
                List<Object> names = ConfigMerge.list(call);
                add(exposure, String.valueOf(names.get(names.size() - 1)), nodes);
              }
              dependOn(exposure, nodes);
            });
  }

  private void relation(NodeDraft model) {
    model.content().remove("sources");
    Map<String, Object> dependsOn = Properties.mapOf(model.content().get("depends_on"));
    for (Object id : ConfigMerge.list(dependsOn.get("nodes"))) {
      Map<String, Object> node = drafts.known(id.toString());
      if (node != null) {
        model.put(
            "node_relation",
            ConfigDefaults.of(
                "alias", node.get("alias"),
                "schema_name", node.get("schema"),
                "database", node.get("database"),
                "relation_name", node.get("relation_name")));
      }
    }
  }

  private static Map<String, Object> params(NodeDraft metric) {
    return Properties.mapOf(metric.content().get("type_params"));
  }

  private static List<@Nullable Object> ownMeasures(NodeDraft metric) {
    Map<String, Object> params = params(metric);
    Map<String, Object> conversion = Properties.mapOf(params.get("conversion_type_params"));
    List<@Nullable Object> measures = new ArrayList<>();
    measures.add(params.get("measure"));
    measures.add(conversion.get("base_measure"));
    measures.add(conversion.get("conversion_measure"));
    measures.removeIf(measure -> measure == null);
    return measures;
  }

  private static List<@Nullable Object> inputs(NodeDraft metric) {
    Map<String, Object> params = params(metric);
    List<@Nullable Object> inputs = new ArrayList<>();
    inputs.add(params.get("numerator"));
    inputs.add(params.get("denominator"));
    inputs.addAll(ConfigMerge.list(params.get("metrics")));
    inputs.removeIf(input -> input == null);
    return inputs;
  }

  private static String name(@Nullable Object input) {
    return String.valueOf(Properties.mapOf(input).get("name"));
  }

  /** Every measure a metric is made of, through the metrics it is made of. */
  private Set<Object> inputMeasures(NodeDraft metric, Set<String> seen) {
    if (!seen.add(metric.uniqueId())) {
      return Set.of();
    }
    Set<Object> measures = new LinkedHashSet<>();
    ownMeasures(metric).forEach(measures::add);
    for (Object input : inputs(metric)) {
      NodeDraft other = find(name(input));
      if (other != null) {
        measures.addAll(inputMeasures(other, seen));
        seen.remove(other.uniqueId());
      }
    }
    Map<String, Object> params = params(metric);
    params.put("input_measures", new ArrayList<>(measures));
    metric.put("type_params", params);
    return measures;
  }

  private void metric(NodeDraft metric) {
    Set<String> nodes = new LinkedHashSet<>();
    for (Object measure : ownMeasures(metric)) {
      String model = semanticModelWith(name(measure));
      if (model == null) {
        problems.add(
            ProblemKind.PARSING,
            "A semantic model having a measure `"
                + name(measure)
                + "` does not exist but was referenced by metric '"
                + metric.name()
                + "'",
            metric.file());
      } else {
        nodes.add(model);
      }
    }
    inputs(metric).forEach(input -> add(metric, name(input), nodes));
    dependOn(metric, nodes);
  }

  private @Nullable String semanticModelWith(String measure) {
    for (NodeDraft model : drafts.semanticModels().values()) {
      for (Object known : ConfigMerge.list(model.content().get("measures"))) {
        if (name(known).equals(measure)) {
          return model.uniqueId();
        }
      }
    }
    return null;
  }

  private @Nullable NodeDraft find(String name) {
    for (NodeDraft metric : drafts.metrics().values()) {
      if (metric.name().equals(name)) {
        return metric;
      }
    }
    return null;
  }

  private void add(NodeDraft from, String name, Set<String> nodes) {
    NodeDraft metric = find(name);
    if (metric != null) {
      nodes.add(metric.uniqueId());
      return;
    }
    problems.add(
        ProblemKind.TARGET_NOT_FOUND,
        Character.toUpperCase(from.type().label().charAt(0))
            + from.type().label().substring(1)
            + " '"
            + from.uniqueId()
            + "' ("
            + from.file()
            + ") depends on a metric named '"
            + name
            + "' which was not found",
        from.file());
  }

  private static void dependOn(NodeDraft draft, Set<String> nodes) {
    Map<String, Object> dependsOn = Properties.mapOf(draft.content().get("depends_on"));
    List<Object> all = ConfigMerge.list(dependsOn.get("nodes"));
    nodes.stream().filter(id -> !all.contains(id)).forEach(all::add);
    dependsOn.put("nodes", all);
    draft.put("depends_on", dependsOn);
  }
}
