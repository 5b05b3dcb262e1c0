package io.tidemill.glue.kernel;

import io.tidemill.glue.statement.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Makes the temporary views that seeds are loaded from. */
final class TempViews {
  private static final String ANSI = "spark.sql.ansi.enabled";

  private final SparkSession session;

  TempViews(SparkSession session) {
    this.session = session;
  }

  /** Values are cast strictly: one that does not fit its column fails when it is read. */
  void create(Step.CreateView step) {
    List<StructField> fields = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Step.ColumnType column : step.columns()) {
      fields.add(DataTypes.createStructField(column.name(), DataTypes.StringType, true));
    }
    for (List<String> row : step.rows()) {
      if (row.size() != step.columns().size()) {
        throw new IllegalArgumentException(
            "Expected every row of view "
                + step.view()
                + " to have "
                + step.columns().size()
                + " values, but one has "
                + row.size());
      }
      rows.add(RowFactory.create(row.toArray()));
    }
    Dataset<Row> texts = session.createDataFrame(rows, DataTypes.createStructType(fields));
    boolean ansi = Boolean.parseBoolean(session.conf().get(ANSI, "false"));
    session.conf().set(ANSI, true);
    try {
      texts.select(casts(step.columns())).createOrReplaceTempView(step.view());
    } finally {
      session.conf().set(ANSI, ansi);
    }
  }

  void load(Step.LoadCsv step) {
    List<StructField> fields =
        step.columns().stream()
            .map(c -> DataTypes.createStructField(c.name(), DataType.fromDDL(c.type()), true))
            .toList();
    session
        .read()
        .schema(new StructType(fields.toArray(StructField[]::new)))
        .option("header", step.header())
        .option("sep", step.delimiter())
        .option("nullValue", step.nullValue())
        .option("quote", "\"")
        .option("escape", "\"")
        .option("multiLine", true)
        .option("mode", "FAILFAST")
        .csv(step.path())
        .createOrReplaceTempView(step.view());
  }

  private static Column[] casts(List<Step.ColumnType> columns) {
    return columns.stream()
        .map(c -> quoted(c.name()).cast(DataType.fromDDL(c.type())).as(c.name()))
        .toArray(Column[]::new);
  }

  private static Column quoted(String column) {
    return functions.col("`" + column.replace("`", "``") + "`");
  }
}
