package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code adapter} while parsing: nothing exists and nothing is done. */
final class ParseAdapter extends AdapterObject {
  private static final Set<String> NOTHING =
      Set.of(
          "get_relation",
          "rename_relation",
          "drop_relation",
          "drop_schema",
          "create_schema",
          "truncate_relation",
          "cache_added",
          "cache_dropped",
          "cache_renamed",
          "execute",
          "expand_target_column_types",
          "expand_column_types",
          "verify_database",
          "load_dataframe",
          "add_query",
          "standardize_grants_dict",
          "get_location",
          "get_table_type",
          "glue_rename_relation",
          "duplicate_view",
          "create_csv_table",
          "delta_update_manifest",
          "delta_create_table",
          "hudi_merge_table",
          "iceberg_expire_snapshots",
          "add_lf_tags",
          "apply_lf_grants",
          "execute_pyspark",
          "execute_python",
          "valid_snapshot_target",
          "assert_valid_snapshot_target_given_strategy",
          "submit_python_job",
          "get_partitions_metadata",
          "drop_relation_if_exists",
          "render_raw_columns_constraints",
          "render_raw_model_constraints",
          "parse_index",
          "debug_query");
  private static final Set<String> LISTS =
      Set.of(
          "get_columns_in_relation",
          "get_missing_columns",
          "list_relations",
          "list_schemas",
          "get_column_schema_from_query",
          "get_columns_in_query",
          "list_relations_without_caching",
          "get_columns_in_select_sql");

  private final String icebergNamespace;

  ParseAdapter(NodeScope scope, String icebergNamespace) {
    super(scope);
    this.icebergNamespace = icebergNamespace;
  }

  @Override
  protected @Nullable Object method(String name) {
    if (NOTHING.contains(name)) {
      return (JinjaCallable) arguments -> null;
    }
    if (LISTS.contains(name)) {
      return (JinjaCallable) arguments -> new PyList();
    }
    return switch (name) {
      case "already_exists", "check_schema_exists" -> (JinjaCallable) arguments -> false;
      case "nice_connection_name" -> (JinjaCallable) arguments -> "master";
      default -> Missing.MISSING;
    };
  }

  @Override
  protected String icebergNamespace() {
    return icebergNamespace;
  }
}
