package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.spark.SparkEngine;
import io.tidemill.glue.statement.StatementRequest;
import io.tidemill.glue.statement.Step;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Runs single steps and describes their results. */
final class StepRunner {
  /** What Spark's parser calls the statements that write rows. */
  private static final Set<String> WRITES =
      Set.of(
          "InsertIntoStatement",
          "InsertIntoDir",
          "CreateTableAsSelect",
          "ReplaceTableAsSelect",
          "MergeIntoTable",
          "UnresolvedMergeIntoIcebergTable",
          "DeleteFromTable",
          "DeltaDelete",
          "DeltaMergeInto",
          "UpdateTable");

  private final SparkEngine engine;
  private final SparkSession session;
  private final StatementRequest request;
  private final String jobGroup;

  StepRunner(SparkEngine engine, SparkSession session, StatementRequest request, String jobGroup) {
    this.engine = engine;
    this.session = session;
    this.request = request;
    this.jobGroup = jobGroup;
  }

  ObjectNode run(Step step) throws Exception {
    ObjectNode result = blank();
    if (step instanceof Step.Sql sql) {
      runSql(sql, result);
    } else if (step instanceof Step.CreateView view) {
      new TempViews(session).create(view);
    } else if (step instanceof Step.LoadCsv csv) {
      new TempViews(session).load(csv);
    }
    return result;
  }

  static ObjectNode blank() {
    ObjectNode result = Json.object();
    result.set("schema", Json.array());
    result.set("rows", Json.array());
    return result.put("truncated", false).putNull("affected");
  }

  private void runSql(Step.Sql step, ObjectNode result) throws Exception {
    for (String table : step.refresh()) {
      refresh(table);
    }
    engine.writtenRecords().start(jobGroup);
    long written;
    Dataset<Row> answer;
    try {
      answer = session.sql(step.sql());
    } finally {
      written = engine.writtenRecords().finish(jobGroup, engine.context());
    }
    result.set("schema", RowJson.schema(answer.schema()));
    if (isWrite(answer.queryExecution().logical())) {
      result.put("affected", affected(answer, written));
    }
    switch (step.fetch()) {
      case ROWS -> fetch(answer, result);
      case COUNT -> {
        result.set(
            "schema", Json.array().add(Json.object().put("name", "count").put("type", "bigint")));
        result.set("rows", Json.array().add(Json.array().add(answer.count())));
      }
      case NONE -> {}
    }
  }

  private void fetch(Dataset<Row> answer, ObjectNode result) {
    RowJson json = new RowJson(ZoneId.of(session.conf().get("spark.sql.session.timeZone")));
    ArrayNode rows = Json.array();
    long bytes = 0;
    boolean truncated = false;
    List<Row> taken = answer.takeAsList(request.maxRows() + 1);
    for (Row row : taken) {
      ArrayNode values = json.row(row);
      bytes += Json.write(values).length();
      if (rows.size() == request.maxRows() || bytes > request.maxBytes()) {
        truncated = true;
        break;
      }
      rows.add(values);
    }
    result.set("rows", rows);
    result.put("truncated", truncated);
  }

  /** Delta says itself how many rows it touched; for the others it is what their tasks wrote. */
  private static long affected(Dataset<Row> answer, long written) {
    boolean told = List.of(answer.columns()).contains("num_affected_rows");
    if (told) {
      List<Row> rows = answer.select("num_affected_rows").takeAsList(1);
      if (!rows.isEmpty() && rows.get(0).get(0) instanceof Number number) {
        return number.longValue();
      }
    }
    return written;
  }

  private static boolean isWrite(LogicalPlan plan) {
    String name = plan.getClass().getSimpleName();
    if (WRITES.contains(name)) {
      return true;
    }
    boolean wrapper = name.equals("UnresolvedWith") || name.equals("CommandResult");
    return wrapper && plan.children().nonEmpty() && isWrite(plan.children().head());
  }

  /** A table that is not there has nothing cached either. */
  private void refresh(String table) throws AnalysisException {
    try {
      session.catalog().refreshTable(table);
    } catch (Exception e) {
      boolean absent =
          e instanceof AnalysisException analysis
              && String.valueOf(analysis.getErrorClass()).endsWith("_NOT_FOUND");
      if (!absent) {
        throw e;
      }
    }
  }
}
