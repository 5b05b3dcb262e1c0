package io.tidemill.executor.materialization;

import io.tidemill.dbt.compile.CompiledNode;
import io.tidemill.dbt.compile.RelationName;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.PythonStep;
import io.tidemill.executor.statement.Statements;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A dbt node written down in a test, as if it had been rendered. */
final class TestNode {
  private final Map<String, Object> content = new LinkedHashMap<>();
  private final Map<String, Object> config = new LinkedHashMap<>();
  private final Map<String, Object> columns = new LinkedHashMap<>();
  private final List<String> preHooks = new ArrayList<>();
  private final List<String> postHooks = new ArrayList<>();
  private final Set<String> icebergTables = new java.util.HashSet<>();
  private String sql = "select 1 as id";
  private Path file = Path.of("seed.csv");
  private boolean fullRefresh;
  private boolean storeFailures;
  private List<String> partitions = List.of();
  private PythonStep python;
  private UserMacros macros = UserMacros.NONE;
  private String run = "run-1";
  private int attempt = 1;
  private PriorAttempt prior = new PriorAttempt.None();
  private String location = "s3://lake/wh";
  private boolean rootLocation;
  private String icebergCatalog = "glue_catalog";

  private TestNode(String type, String name) {
    content.put("unique_id", type + ".shop." + name);
    content.put("resource_type", type);
    content.put("name", name);
    content.put("package_name", "shop");
    content.put("schema", "silver");
    content.put("alias", name);
    content.put("description", "");
    content.put("original_file_path", "models/" + name + ".sql");
  }

  static TestNode model(String materialized, String name) {
    return new TestNode("model", name).config("materialized", materialized);
  }

  static TestNode of(String type, String name) {
    return new TestNode(type, name).config("materialized", type);
  }

  TestNode config(String key, Object value) {
    config.put(key, value);
    return this;
  }

  TestNode format(String format) {
    return config("file_format", format);
  }

  TestNode sql(String text) {
    sql = text;
    return this;
  }

  TestNode schema(String schema) {
    content.put("schema", schema);
    return this;
  }

  TestNode described(String text) {
    content.put("description", text);
    return this;
  }

  TestNode column(String name, String description, String dataType) {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("name", name);
    column.put("description", description);
    column.put("data_type", dataType);
    columns.put(name, column);
    return this;
  }

  TestNode contract() {
    content.put("contract", Map.of("enforced", true));
    return this;
  }

  TestNode preHook(String hook) {
    preHooks.add(hook);
    return this;
  }

  TestNode postHook(String hook) {
    postHooks.add(hook);
    return this;
  }

  TestNode fullRefresh() {
    fullRefresh = true;
    return this;
  }

  TestNode storeFailures() {
    storeFailures = true;
    return this;
  }

  /** A Python model; {@code context} is what its {@code dbt} knows. */
  TestNode python(String code, String context) {
    content.put("language", "python");
    python = new PythonStep("model", "tidemill_python", "models/m.py", code, context);
    return this;
  }

  TestNode landed(String... paths) {
    partitions = List.of(paths);
    return this;
  }

  /** A macro of the user's, and what it prints. */
  TestNode macro(String name, Function<List<Object>, String> text) {
    macros =
        new UserMacros() {
          @Override
          public boolean has(String macro) {
            return macro.equals(name);
          }

          @Override
          public String call(String macro, List<Object> arguments) {
            return text.apply(arguments);
          }
        };
    return this;
  }

  TestNode constraint(String column, String type, String expression) {
    Map<String, Object> constraint = new LinkedHashMap<>();
    constraint.put("type", type);
    constraint.put("expression", expression);
    @SuppressWarnings("unchecked")
    Map<String, Object> content = (Map<String, Object>) columns.get(column);
    content.put("constraints", List.of(constraint));
    return this;
  }

  TestNode incrementally() {
    fullRefresh = false;
    return this;
  }

  TestNode run(String id) {
    run = id;
    return this;
  }

  TestNode attempt(int number) {
    attempt = number;
    return this;
  }

  /** A later attempt, whose earlier one nobody knows more of. */
  TestNode afterALostAttempt() {
    attempt++;
    prior = new PriorAttempt.Unknown(new AttemptId(run, "node", 1, 1), "hash", "session", null);
    return this;
  }

  TestNode file(Path path) {
    file = path;
    return this;
  }

  TestNode location(String uri) {
    location = uri;
    return this;
  }

  TestNode rootLocation() {
    rootLocation = true;
    return this;
  }

  TestNode icebergParent(String name) {
    icebergTables.add(name);
    return this;
  }

  NodeBuild build(Statements statements, Catalog catalog) {
    content.put("config", config);
    content.put("columns", columns);
    ManifestNode node = new ManifestNode(content);
    CompiledNode compiled =
        new CompiledNode(
            node,
            sql,
            preHooks,
            postHooks,
            new RelationName(null, node.schema(), node.alias()),
            node.config());
    return new NodeBuild(
        new BuildMeans(
            new AttemptId(run, node.uniqueId(), attempt, attempt),
            prior,
            compiled,
            python,
            file,
            credentials(),
            name -> isIceberg(name, catalog),
            fullRefresh,
            storeFailures,
            partitions,
            macros,
            QueryComment.NONE,
            statements,
            catalog,
            new NoArtifacts()));
  }

  private boolean isIceberg(TableName name, Catalog catalog) {
    return icebergTables.contains(name.toString())
        || catalog
            .table(name)
            .flatMap(table -> table.format())
            .filter("iceberg"::equals)
            .isPresent();
  }

  GlueCredentials credentials() {
    return new GlueCredentials(
        "arn:aws:iam::000000000000:role/glue",
        "us-east-1",
        2,
        "G.1X",
        "silver",
        null,
        null,
        location,
        rootLocation,
        Duration.ofMinutes(10),
        Duration.ofMinutes(10),
        Duration.ofMinutes(300),
        "5.1",
        null,
        List.of(),
        null,
        "iceberg,delta,hudi",
        null,
        null,
        Map.of(),
        Map.of(),
        null,
        "parquet",
        "overwrite",
        false,
        false,
        null,
        false,
        false,
        null,
        false,
        icebergCatalog,
        Duration.ofSeconds(1),
        "adaptive",
        10,
        List.of(),
        null,
        "myGlueLockTable");
  }

  private record NoArtifacts() implements SqlArtifacts {
    @Override
    public void compiled(ManifestNode node, String text) {}

    @Override
    public void run(ManifestNode node, String text) {}
  }
}
