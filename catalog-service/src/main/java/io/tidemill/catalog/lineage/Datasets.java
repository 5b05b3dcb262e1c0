package io.tidemill.catalog.lineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.DatasetFacets;
import io.openlineage.client.OpenLineage.DatasetFacetsBuilder;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.SchemaDatasetFacetFields;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestColumn;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestSource;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.BuiltColumn;
import io.tidemill.event.BuiltRelation;
import io.tidemill.event.CompletionStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The datasets of an event: what a node reads and what it builds, with what is known about them.
 */
final class Datasets {
  private final OpenLineage openLineage;
  private final DatasetNames names;
  private final Locations locations;

  Datasets(OpenLineage openLineage, DatasetNames names, Locations locations) {
    this.openLineage = openLineage;
    this.names = names;
    this.locations = locations;
  }

  /** What the node reads. */
  List<InputDataset> inputs(String environment, Manifest manifest, ManifestNode node) {
    return parents(manifest, node).stream()
        .map(parent -> input(environment, manifest, parent).build())
        .toList();
  }

  /**
   * What a test reads, with its verdict on the dataset it is declared on, or on all of them where
   * it is on none.
   */
  List<InputDataset> tested(
      String environment, Manifest manifest, ManifestNode test, AttemptCompleted completed) {
    List<InputDataset> inputs = new ArrayList<>();
    Set<String> parents = parents(manifest, test);
    String attached = test.attachedNode();
    // A generic test on a source has no attached node; its first parent is the source.
    String subject = attached == null && test.testMetadata() != null ? first(parents) : attached;
    for (String parent : parents) {
      var input = input(environment, manifest, parent);
      if (subject == null || subject.equals(parent)) {
        input.inputFacets(
            openLineage
                .newInputDatasetInputFacetsBuilder()
                .dataQualityAssertions(verdict(test, completed))
                .build());
      }
      inputs.add(input.build());
    }
    return inputs;
  }

  private static @Nullable String first(Set<String> parents) {
    return parents.isEmpty() ? null : parents.iterator().next();
  }

  private OpenLineage.DataQualityAssertionsDatasetFacet verdict(
      ManifestNode test, AttemptCompleted completed) {
    String severity = test.config().text("severity");
    var assertion =
        openLineage
            .newDataQualityAssertionsDatasetFacetAssertionsBuilder()
            .assertion(test.testMetadata() == null ? test.name() : test.testMetadata().name())
            .name(test.name())
            .success(
                completed.getStatus() == CompletionStatus.PASS
                    || completed.getStatus() == CompletionStatus.SUCCESS)
            .column(test.columnName())
            .severity("WARN".equalsIgnoreCase(severity) ? "warn" : "error");
    if (completed.getFailures() != null) {
      assertion.actual(completed.getFailures().toString()).expected("0");
    }
    return openLineage.newDataQualityAssertionsDatasetFacet(List.of(assertion.build()));
  }

  /** What the node builds; columns and counts are known when it is built. */
  OutputDataset output(
      String environment, ManifestNode node, AttemptCompleted completed, boolean start) {
    BuiltRelation built = completed.getRelation();
    String location =
        built == null
            ? locations.of(environment, node.uniqueId()).orElse(null)
            : built.getLocation();
    DatasetId id =
        built == null
            ? names.table(node.schema(), node.alias(), location)
            : names.table(built.getSchema$(), built.getIdentifier(), location);
    List<SchemaDatasetFacetFields> fields = start || built == null ? List.of() : builtFields(built);
    var output =
        openLineage
            .newOutputDatasetBuilder()
            .namespace(id.namespace())
            .name(id.name())
            .facets(facets(id, fields, node.description(), node.meta()));
    if (!start && completed.getRowsAffected() != null) {
      output.outputFacets(
          openLineage
              .newOutputDatasetOutputFacetsBuilder()
              .outputStatistics(
                  openLineage
                      .newOutputStatisticsOutputDatasetFacetBuilder()
                      .rowCount(completed.getRowsAffected())
                      .build())
              .build());
    }
    return output.build();
  }

  private OpenLineage.InputDatasetBuilder input(String environment, Manifest manifest, String id) {
    ManifestSource source = manifest.sources().get(id);
    if (source != null) {
      DatasetId name = names.table(source.schema(), source.identifier(), landing(source));
      return input(name, declaredFields(source.columns()), source.description(), source.meta());
    }
    ManifestNode node = manifest.nodes().get(id);
    if (node == null) {
      throw new IllegalArgumentException(
          "Expected " + id + " to be in the manifest, but it is not");
    }
    String location = locations.of(environment, id).orElse(null);
    DatasetId name = names.table(node.schema(), node.alias(), location);
    return input(name, declaredFields(node.columns()), node.description(), node.meta());
  }

  private OpenLineage.InputDatasetBuilder input(
      DatasetId id,
      List<SchemaDatasetFacetFields> fields,
      String description,
      Map<String, Object> meta) {
    return openLineage
        .newInputDatasetBuilder()
        .namespace(id.namespace())
        .name(id.name())
        .facets(facets(id, fields, description, meta));
  }

  private static @Nullable String landing(ManifestSource source) {
    Object external = source.external().get("location");
    if (external != null) {
      return external.toString();
    }
    return source.meta().get("tidemill") instanceof Map<?, ?> tidemill
            && tidemill.get("landing") != null
        ? String.valueOf(tidemill.get("landing"))
        : null;
  }

  private DatasetFacets facets(
      DatasetId id,
      List<SchemaDatasetFacetFields> fields,
      String description,
      Map<String, Object> meta) {
    DatasetFacetsBuilder facets = openLineage.newDatasetFacetsBuilder();
    if (!fields.isEmpty()) {
      facets.schema(openLineage.newSchemaDatasetFacet(fields));
    }
    if (!id.symlinks().isEmpty()) {
      facets.symlinks(
          openLineage.newSymlinksDatasetFacet(
              id.symlinks().stream()
                  .map(
                      link ->
                          openLineage.newSymlinksDatasetFacetIdentifiers(
                              link.namespace(), link.name(), link.type()))
                  .toList()));
    }
    if (!description.isBlank()) {
      facets.documentation(
          openLineage.newDocumentationDatasetFacetBuilder().description(description).build());
    }
    if (meta.get("owner") != null) {
      facets.ownership(
          openLineage
              .newOwnershipDatasetFacetBuilder()
              .owners(
                  List.of(
                      openLineage.newOwnershipDatasetFacetOwners(
                          String.valueOf(meta.get("owner")), "OWNER")))
              .build());
    }
    return facets.build();
  }

  private List<SchemaDatasetFacetFields> builtFields(BuiltRelation built) {
    List<SchemaDatasetFacetFields> fields = new ArrayList<>();
    for (BuiltColumn column : built.getColumns()) {
      fields.add(field(column.getName(), column.getType(), column.getComment(), fields.size()));
    }
    return fields;
  }

  private List<SchemaDatasetFacetFields> declaredFields(Map<String, ManifestColumn> columns) {
    List<SchemaDatasetFacetFields> fields = new ArrayList<>();
    for (ManifestColumn column : columns.values()) {
      fields.add(field(column.name(), column.dataType(), column.description(), fields.size()));
    }
    return fields;
  }

  private SchemaDatasetFacetFields field(
      String name, @Nullable String type, @Nullable String description, int before) {
    var field =
        openLineage.newSchemaDatasetFacetFieldsBuilder().name(name).ordinal_position(before + 1L);
    if (type != null && !type.isBlank()) {
      field.type(type);
    }
    if (description != null && !description.isBlank()) {
      field.description(description);
    }
    return field.build();
  }

  /** Parents with a relation of their own: an ephemeral model stands for what it reads. */
  private static Set<String> parents(Manifest manifest, ManifestNode node) {
    Set<String> parents = new LinkedHashSet<>();
    for (String id : node.dependsOn()) {
      ManifestNode parent = manifest.nodes().get(id);
      if (parent != null && parent.ephemeral()) {
        parents.addAll(parents(manifest, parent));
      } else if (parent != null || manifest.sources().containsKey(id)) {
        parents.add(id);
      }
    }
    return parents;
  }
}
