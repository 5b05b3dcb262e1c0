package io.tidemill.executor.materialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestParts;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IcebergTablesTest {
  private final Map<String, ManifestNode> nodes = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final FakeCatalog catalog =
      new FakeCatalog(new ArrayList<>()) {
        @Override
        public Optional<CatalogTable> table(TableName name) {
          asked.add(name.toString());
          return super.table(name);
        }
      };

  @Test
  void believesTheProjectOfParentsAndAsksTheCatalogOfAllElse() {
    parent("ice", Map.of("materialized", "incremental", "file_format", "iceberg"));
    parent("plain", Map.of("materialized", "table"));
    parent("seen", Map.of("materialized", "view", "file_format", "iceberg"));
    parent("sown", Map.of("materialized", "seed"));
    catalog.with(FakeCatalog.table("silver.sown", "iceberg", "s3://lake/sown", "id int"));
    catalog.with(FakeCatalog.table("raw.orders", "iceberg", "s3://lake/raw", "id int"));
    IcebergTables tables = new IcebergTables(manifest(), child(), catalog);

    assertThat(tables).accepts(name("silver.ice"), name("silver.sown"), name("raw.orders"));
    assertThat(tables).rejects(name("silver.plain"), name("silver.seen"), name("raw.absent"));
    assertThat(asked).containsExactly("silver.sown", "raw.orders", "raw.absent");
  }

  private void parent(String name, Map<String, Object> config) {
    nodes.put(
        "model.shop." + name,
        new ManifestNode(
            Map.of(
                "unique_id",
                "model.shop." + name,
                "schema",
                "silver",
                "alias",
                name,
                "config",
                config)));
  }

  private ManifestNode child() {
    return new ManifestNode(Map.of("depends_on", Map.of("nodes", List.copyOf(nodes.keySet()))));
  }

  private Manifest manifest() {
    return new Manifest(
        new ManifestParts(
            Map.of(), nodes, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of()));
  }

  private static TableName name(String text) {
    String[] parts = text.split("\\.");
    return new TableName(parts[0], parts[1]);
  }
}
