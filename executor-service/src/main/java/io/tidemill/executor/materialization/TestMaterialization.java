package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementResult;
import io.tidemill.executor.statement.Step;
import io.tidemill.executor.statement.StepResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A data test: its query runs once; rows that it finds may be kept. */
final class TestMaterialization {
  private static final String VERDICT = "verdict";

  private final Lake lake;

  TestMaterialization(Lake lake) {
    this.lake = lake;
  }

  MaterializationResult build(NodeBuild build) {
    TestOptions options = TestOptions.of(build.options());
    if (!storesFailures(build)) {
      String query = limited(build.query(), options);
      List<Step> steps = new ArrayList<>(build.preHooks());
      steps.add(SqlStep.query(VERDICT, verdictSql(options, SqlText.subquery(query))));
      return verdict(build, options, build.read("test", steps), null);
    }
    return stored(build, options, build.query());
  }

  private MaterializationResult stored(NodeBuild build, TestOptions options, String query) {
    String as = build.options().text("store_failures_as").orElse("table");
    return switch (as.toLowerCase(Locale.ROOT)) {
      case "view" -> {
        new ViewMaterialization().build(build);
        StatementResult result =
            build.read(
                "test",
                List.of(
                    SqlStep.query(
                        VERDICT,
                        verdictSql(
                            options,
                            counted(build.names().sessionCatalog(build.name()), options)))));
        yield verdict(build, options, result, build.catalog().table(build.name()).orElse(null));
      }
      case "table" -> {
        FileFormat format = build.options().format();
        TableBuild.Built built =
            new TableBuild(build, format, lake)
                .run(
                    "test and keep failures",
                    List.of(),
                    query,
                    table ->
                        List.of(
                            SqlStep.query(VERDICT, verdictSql(options, counted(table, options)))));
        yield verdict(build, options, built.result(), built.table());
      }
      default ->
          throw new ExecutorException(
              ErrorCode.CONFIGURATION,
              "'%s' is not a valid value for `store_failures_as`. Accepted values are: ['ephemeral', 'table', 'view']"
                  .formatted(as));
    };
  }

  private static boolean storesFailures(NodeBuild build) {
    String as = build.options().text("store_failures_as").orElse("");
    if (as.equalsIgnoreCase("ephemeral")) {
      return false;
    }
    return !as.isEmpty() || build.options().flag("store_failures", build.storeFailures());
  }

  /** All failures are kept; a limit is on those that are counted. */
  private static String counted(String table, TestOptions options) {
    return options
        .limit()
        .map(limit -> "(select * from " + table + " limit " + limit + ")")
        .orElse(table);
  }

  private static String limited(String query, TestOptions options) {
    return options
        .limit()
        .map(limit -> "select * from " + SqlText.subquery(query) + " limit " + limit)
        .orElse(query);
  }

  private static String verdictSql(TestOptions options, String from) {
    return "select %s as failures, %s %s as should_warn, %s %s as should_error from %s dbt_internal_test"
        .formatted(
            options.failCalc(),
            options.failCalc(),
            options.warnIf(),
            options.failCalc(),
            options.errorIf(),
            from);
  }

  private static MaterializationResult verdict(
      NodeBuild build,
      TestOptions options,
      @Nullable StatementResult result,
      @Nullable CatalogTable relation) {
    if (result == null) {
      throw new IllegalStateException(
          "Expected the verdict of %s to be read with its failures, but there was no statement"
              .formatted(build.node().uniqueId()));
    }
    StepResult step = result.step(VERDICT);
    if (step.rows().size() != 1 || step.rows().get(0).get(0) == null) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected fail_calc of %s to give one number, but '%s' gave %s"
              .formatted(build.node().uniqueId(), options.failCalc(), step.rows()));
    }
    List<@Nullable Object> row = step.rows().get(0);
    long failures = number(row.get(0));
    return options.judge(
        failures, Boolean.TRUE.equals(row.get(1)), Boolean.TRUE.equals(row.get(2)), relation);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number
        ? number.longValue()
        : new BigDecimal(String.valueOf(value)).longValue();
  }
}
