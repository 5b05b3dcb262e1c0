package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestSource;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.statement.PythonStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Python model on its way into a statement: its code runs in the session and leaves a temporary
 * view, from which everything goes on as for a SQL model.
 */
final class PythonModel {
  private static final JsonMapper JSON = JsonMapper.shared();

  private PythonModel() {}

  /**
   * The step that runs the model.
   *
   * @param view name of the view it leaves
   * @param references names of Iceberg tables get their catalog by it
   */
  static PythonStep step(
      MaterializationContext context, String code, String view, IcebergReferences references) {
    ManifestNode node = context.node();
    Manifest manifest = context.project().manifest();
    Map<String, Object> dbt = new LinkedHashMap<>();
    dbt.put("refs", refs(node, manifest, references));
    dbt.put("sources", sources(node, manifest, references));
    dbt.put("config", node.config().values());
    Map<String, @Nullable Object> self = new LinkedHashMap<>();
    self.put("database", node.schema());
    self.put("schema", node.schema());
    self.put("identifier", node.alias());
    self.put("name", named(node.schema(), node.alias(), references));
    dbt.put("this", self);
    dbt.put("isIncremental", isIncremental(context));
    return new PythonStep(
        "model", view, node.originalFilePath(), code, JSON.writeValueAsString(dbt));
  }

  private static boolean isIncremental(MaterializationContext context) {
    ManifestNode node = context.node();
    if (!node.config().materialized().equals("incremental")
        || new ModelOptions(node.config()).fullRefresh(context.fullRefresh())) {
      return false;
    }
    Catalog catalog = context.catalog();
    return catalog
        .table(new TableName(node.schema(), node.alias()))
        .filter(table -> !table.isView())
        .isPresent();
  }

  /** What {@code dbt.ref} is called with, and the relation it means. */
  private static Map<String, String> refs(
      ManifestNode node, Manifest manifest, IcebergReferences references) {
    Map<String, String> refs = new LinkedHashMap<>();
    for (Object ref : list(node.content().get("refs"))) {
      if (ref instanceof Map<?, ?> parts) {
        String name = Objects.toString(parts.get("name"), "");
        String packageName = Objects.toString(parts.get("package"), "");
        String version = Objects.toString(parts.get("version"), "");
        ManifestNode parent = parent(node, manifest, name, packageName, version);
        String key =
            (packageName.isEmpty() ? "" : packageName + ".")
                + name
                + (version.isEmpty() ? "" : ".v" + version);
        refs.put(key, named(parent.schema(), parent.alias(), references));
      }
    }
    return refs;
  }

  private static ManifestNode parent(
      ManifestNode node, Manifest manifest, String name, String packageName, String version) {
    List<ManifestNode> candidates =
        node.dependsOn().stream()
            .map(manifest::node)
            .flatMap(Optional::stream)
            .filter(parent -> parent.name().equals(name))
            .filter(parent -> packageName.isEmpty() || parent.packageName().equals(packageName))
            .toList();
    ManifestNode parent =
        candidates.stream()
            .filter(one -> version.isEmpty() ? isLatest(one) : version(one).equals(version))
            .findFirst()
            .orElseThrow(
                () -> refused(node, "Expected ref('%s') to be among its parents".formatted(name)));
    if (parent.ephemeral()) {
      throw refused(
          node,
          "Expected ref('%s') to be a table or a view, because Python reads relations, but it is ephemeral"
              .formatted(name));
    }
    return parent;
  }

  private static boolean isLatest(ManifestNode node) {
    String version = version(node);
    return version.isEmpty()
        || version.equals(Objects.toString(node.content().get("latest_version"), ""));
  }

  private static String version(ManifestNode node) {
    return Objects.toString(node.content().get("version"), "");
  }

  private static Map<String, String> sources(
      ManifestNode node, Manifest manifest, IcebergReferences references) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String id : node.dependsOn()) {
      ManifestSource source = manifest.sources().get(id);
      if (source != null) {
        sources.put(
            source.sourceName() + "." + source.name(),
            named(source.schema(), source.identifier(), references));
      }
    }
    return sources;
  }

  /** The relation's name as Spark finds it. */
  private static String named(String schema, String identifier, IcebergReferences references) {
    String from = "from ";
    return references
        .qualify(from + SqlText.identifier(schema) + "." + SqlText.identifier(identifier))
        .substring(from.length());
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static ExecutorException refused(ManifestNode node, String reason) {
    return new ExecutorException(
        ErrorCode.CONFIGURATION, "Cannot build %s: %s".formatted(node.uniqueId(), reason));
  }
}
