package io.tidemill.cli.local;

import io.tidemill.cli.UserException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestColumn;
import io.tidemill.dbt.manifest.ManifestSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the tables of a project's external sources in the local Data Catalog where they are
 * missing, as a crawler or Terraform would on AWS. A source takes part if it has {@code
 * external.location} and {@code external.file_format} (or {@code using}). Columns come from the
 * source's columns with {@code data_type} and from {@code external.partitions}, whose values Spark
 * reads from the path.
 */
public final class SourceTables {
  private static final JsonMapper JSON = new JsonMapper();

  private final String endpoint;

  /**
   * @param endpoint local Glue endpoint
   */
  public SourceTables(String endpoint) {
    this.endpoint = endpoint;
  }

  /** Creates what is missing; returns the names of the new tables. */
  public List<String> createMissing(Manifest manifest) {
    List<String> created = new ArrayList<>();
    try (GlueClient glue = LocalGlue.glue(endpoint)) {
      for (ManifestSource source : manifest.sources().values()) {
        Map<String, Object> external = source.external();
        if (external.get("location") != null && format(external) != null && missing(glue, source)) {
          create(glue, source, external);
          created.add(source.schema() + "." + source.identifier());
        }
      }
    } catch (GlueException e) {
      throw new UserException(
          "Expected the Glue endpoint %s to create the source tables, but: %s"
              .formatted(endpoint, e.getMessage()),
          e);
    }
    return created;
  }

  private static boolean missing(GlueClient glue, ManifestSource source) {
    try {
      glue.getTable(r -> r.databaseName(source.schema()).name(source.identifier()));
      return false;
    } catch (EntityNotFoundException e) {
      return true;
    }
  }

  private static void create(GlueClient glue, ManifestSource source, Map<String, Object> external) {
    try {
      glue.createDatabase(r -> r.databaseInput(d -> d.name(source.schema())));
    } catch (AlreadyExistsException e) {
      // Another source of the same database came first.
    }
    glue.createTable(r -> r.databaseName(source.schema()).tableInput(table(source, external)));
  }

  private static TableInput table(ManifestSource source, Map<String, Object> external) {
    List<Column> columns = new ArrayList<>();
    for (ManifestColumn column : source.columns().values()) {
      columns.add(column(column.name(), column.dataType(), column.description()));
    }
    if (external.get("partitions") instanceof List<?> partitions) {
      for (Object partition : partitions) {
        if (partition instanceof Map<?, ?> p) {
          String name = String.valueOf(p.get("name"));
          columns.removeIf(column -> column.name().equals(name));
          columns.add(column(name, String.valueOf(p.get("data_type")), null));
        }
      }
    }
    String location = String.valueOf(external.get("location"));
    Map<String, String> options = new HashMap<>();
    if (external.get("options") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
    }
    options.put("path", location);
    // Spark's own form of a table over files: partition values come from the path, so that a new
    // folder is part of the table without being registered.
    Map<String, String> parameters = new HashMap<>();
    parameters.put("spark.sql.sources.provider", String.valueOf(format(external)));
    parameters.put("spark.sql.sources.schema", sparkSchema(columns));
    parameters.put("EXTERNAL", "TRUE");
    return TableInput.builder()
        .name(source.identifier())
        .tableType("EXTERNAL_TABLE")
        .parameters(parameters)
        .storageDescriptor(
            StorageDescriptor.builder()
                .columns(columns)
                .location(location)
                .serdeInfo(SerDeInfo.builder().parameters(options).build())
                .build())
        .build();
  }

  private static @Nullable Object format(Map<String, Object> external) {
    return external.getOrDefault("file_format", external.get("using"));
  }

  private static Column column(String name, @Nullable String type, @Nullable String comment) {
    return Column.builder()
        .name(name)
        .type(type == null ? "string" : type)
        .comment(comment)
        .build();
  }

  private static String sparkSchema(List<Column> columns) {
    ObjectNode schema = JSON.createObjectNode().put("type", "struct");
    ArrayNode fields = schema.putArray("fields");
    for (Column column : columns) {
      fields
          .addObject()
          .put("name", column.name())
          .put("type", sparkType(column.type()))
          .put("nullable", true)
          .putObject("metadata");
    }
    return schema.toString();
  }

  private static String sparkType(String type) {
    return switch (type) {
      case "int" -> "integer";
      case "bigint" -> "long";
      case "smallint" -> "short";
      case "tinyint" -> "byte";
      default -> type;
    };
  }
}
