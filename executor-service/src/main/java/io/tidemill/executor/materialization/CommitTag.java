package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.Condition;
import io.tidemill.executor.statement.Fetch;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementResult;
import io.tidemill.executor.statement.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a task leaves in every commit it makes, so that the data itself can say whether it did.
 *
 * <p>Iceberg 1.10 takes properties of a snapshot only from the writer's options, which SQL cannot
 * give. But every snapshot carries Iceberg's environment context, and SQL can call the method that
 * adds to it: over a literal row the optimizer evaluates the call on the driver. The context
 * belongs to the whole JVM, so the task's digest is part of the key: sessions that share a JVM do
 * not overwrite each other's.
 *
 * @param attempt who commits; the epoch is left out, since a later one asks for the same statement
 */
record CommitTag(AttemptId attempt) {
  /** Name of the step that tells whether the task has committed. */
  static final String CHECK = "committed";

  /** Table property that names the task whose rows a table of plain files holds. */
  static final String TABLE_PROPERTY = "tidemill.task";

  /** Table property of a replacement under its own name: complete, built by that task. */
  static final String STAGED_PROPERTY = "tidemill.staged";

  private static final String HISTORY = "history";
  private static final String HUDI_PREFIX = "hoodie.tidemill";
  private static final String HUDI_KEY = HUDI_PREFIX + ".task";
  private static final String CONTEXT = "org.apache.iceberg.EnvironmentContext";

  String key() {
    return "tidemill-task-" + TaskDigest.of(attempt.task());
  }

  /** Steps around writes to Iceberg tables: tags their snapshots. */
  SqlStep begin() {
    return SqlStep.query("tag", call("put", key(), attempt.attemptName()));
  }

  /** Ends what {@link #begin} began. */
  SqlStep end() {
    return SqlStep.query("untag", call("remove", key()));
  }

  /** Spark settings that put the task into the commits of formats that take it from there. */
  Map<String, String> conf(FileFormat format) {
    return switch (format.kind()) {
      case DELTA -> Map.of("spark.databricks.delta.commitInfo.userMetadata", attempt.attemptName());
      case HUDI ->
          Map.of(
              "hoodie.datasource.write.commitmeta.key.prefix",
              HUDI_PREFIX,
              HUDI_KEY,
              attempt.attemptName());
      case FILES, ICEBERG -> Map.of();
    };
  }

  /**
   * Steps that give {@link #conf} to those after them, where not all of a statement may have it.
   */
  List<SqlStep> set(FileFormat format) {
    List<SqlStep> steps = new ArrayList<>();
    new TreeMap<>(conf(format))
        .forEach(
            (key, value) ->
                steps.add(SqlStep.run("tag_" + (steps.size() + 1), "set " + key + "=" + value)));
    return steps;
  }

  /** Ends what {@link #set} began. */
  List<SqlStep> reset(FileFormat format) {
    List<SqlStep> steps = new ArrayList<>();
    new TreeMap<>(conf(format))
        .keySet()
        .forEach(key -> steps.add(SqlStep.run("untag_" + (steps.size() + 1), "reset " + key)));
    return steps;
  }

  /** Asks a Delta or Hudi table for its latest commits and what was put into them. */
  SqlStep history(FileFormat format, TableName name, String table) {
    return format.kind() == FileFormat.Kind.HUDI
        ? SqlStep.query(
                HISTORY,
                "call show_commit_extra_metadata(table => %s, metadata_key => %s)"
                    .formatted(SqlText.literal(name.toString()), SqlText.literal(HUDI_KEY)))
            .ignoringErrors()
        : SqlStep.query(HISTORY, "describe history " + table + " limit 100");
  }

  /** Whether what {@link #history} found names this task. */
  boolean isIn(StatementResult seen) {
    StepResult history = seen.step(HISTORY);
    List<String> names = Columns.names(history.schema());
    int metadata = Math.max(names.indexOf("userMetadata"), names.indexOf("metadata_value"));
    return metadata >= 0
        && history.rows().stream()
            .map(row -> String.valueOf(row.get(metadata)))
            .anyMatch(text -> text.startsWith(attempt.task() + "/"));
  }

  /** Says of a replacement that all of it is there. */
  SqlStep staged(String table) {
    return SqlStep.run(
        "staged",
        "alter table %s set tblproperties %s"
            .formatted(table, SqlText.properties(Map.of(STAGED_PROPERTY, attempt.task()))));
  }

  /** Says of a table of plain files whose rows it holds. */
  SqlStep written(String table) {
    return SqlStep.run(
        "tag",
        "alter table %s set tblproperties %s"
            .formatted(table, SqlText.properties(tableProperty())));
  }

  Map<String, String> tableProperty() {
    return Map.of(TABLE_PROPERTY, attempt.task());
  }

  /** Whether a table of plain files says that it holds this task's rows. */
  boolean isOn(CatalogTable table) {
    return table.parameter(TABLE_PROPERTY).filter(attempt.task()::equals).isPresent();
  }

  /** Whether a replacement says that it is complete, and this task's. */
  boolean isStagedIn(CatalogTable table) {
    return table.parameter(STAGED_PROPERTY).filter(attempt.task()::equals).isPresent();
  }

  /** Asks an Iceberg table whether the task has committed; gives a row if so. */
  SqlStep check(String table) {
    return new SqlStep(
        CHECK,
        "select snapshot_id from %s.snapshots where summary[%s] is not null limit 1"
            .formatted(table, SqlText.literal(key())),
        Fetch.ROWS,
        List.of(),
        null,
        false);
  }

  /** Holds when {@link #check} found nothing. */
  static Condition notCommitted() {
    return new Condition(CHECK, Condition.Rows.EMPTY);
  }

  private static String call(String method, String... arguments) {
    StringBuilder sql =
        new StringBuilder("select reflect('" + CONTEXT + "', " + SqlText.literal(method));
    for (String argument : arguments) {
      sql.append(", ").append(SqlText.literal(argument));
    }
    return sql.append(") from values (1)").toString();
  }
}
