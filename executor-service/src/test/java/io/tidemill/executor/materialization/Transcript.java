package io.tidemill.executor.materialization;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.statement.CsvStep;
import io.tidemill.executor.statement.PythonStep;
import io.tidemill.executor.statement.ResultColumn;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementFailedException;
import io.tidemill.executor.statement.StatementRequest;
import io.tidemill.executor.statement.StatementResult;
import io.tidemill.executor.statement.Statements;
import io.tidemill.executor.statement.Step;
import io.tidemill.executor.statement.StepError;
import io.tidemill.executor.statement.StepResult;
import io.tidemill.executor.statement.ViewStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes statements without running them, and writes down all that a build does: statements, their
 * steps, and what it changes in the catalog and the lake.
 */
final class Transcript implements Statements {
  final List<String> log = new ArrayList<>();
  final FakeCatalog catalog = new FakeCatalog(log);
  final Lake lake = new LoggedLake();
  private final Map<String, List<List<Object>>> rows = new HashMap<>();
  private final Map<String, List<String>> schemas = new HashMap<>();
  private final List<String> folders = new ArrayList<>();
  private int conflicts;
  private int statements;

  /** What a step gives back, whenever one of that name runs. */
  Transcript answer(String step, List<List<Object>> result) {
    rows.put(step, result);
    return this;
  }

  /** A description of columns, as {@code name type}. */
  Transcript describes(String step, String... columns) {
    List<List<Object>> result = new ArrayList<>();
    for (String column : columns) {
      result.add(List.of((Object[]) column.split(" ")));
    }
    return answer(step, result);
  }

  Transcript schema(String step, String... names) {
    schemas.put(step, List.of(names));
    return this;
  }

  Transcript conflicts(int times) {
    conflicts = times;
    return this;
  }

  Transcript folder(String uri) {
    folders.add(uri);
    return this;
  }

  int statements() {
    return statements;
  }

  /** All that happened, for comparison with what is written down in a test. */
  String text() {
    return String.join("\n", log);
  }

  MaterializationResult build(TestNode node) {
    return new DbtMaterializer(lake).build(node.build(this, catalog));
  }

  @Override
  public StatementResult run(StatementRequest request) {
    statements++;
    String conf = request.conf().isEmpty() ? "" : " " + new TreeMap<>(request.conf());
    log.add("[" + request.purpose() + "]" + conf);
    List<StepResult> results = new ArrayList<>();
    for (Step step : request.steps()) {
      if (conflicts > 0 && step.name().equals(TableBuild.MAIN)) {
        conflicts--;
        throw new StatementFailedException(
            ErrorCode.COMMIT_CONFLICT,
            "someone was quicker",
            step.name(),
            new StepError("Conflict", null, null, "conflict", null, null, ""),
            results,
            null);
      }
      log.add("  " + describe(step));
      if (step instanceof SqlStep sql) {
        CreatedTables.apply(sql.sql(), catalog);
      }
      results.add(result(step));
    }
    return new StatementResult(results, "session", statements);
  }

  private StepResult result(Step step) {
    List<ResultColumn> schema =
        schemas.getOrDefault(step.name(), List.of()).stream()
            .map(name -> new ResultColumn(name, "string"))
            .toList();
    return new StepResult(
        step.name(),
        StepResult.Status.DONE,
        Duration.ZERO,
        schema,
        rows.getOrDefault(step.name(), List.of()),
        false,
        null,
        null);
  }

  private static String describe(Step step) {
    return step.fold(
        new Step.Fold<>() {
          @Override
          public String sql(SqlStep sql) {
            String when =
                sql.when() == null ? "" : " when " + sql.when().step() + " " + sql.when().rows();
            return sql.name() + when + (sql.ignoreErrors() ? " (may fail)" : "") + ": " + sql.sql();
          }

          @Override
          public String view(ViewStep view) {
            return view.name() + ": " + view.view() + " " + view.columns() + " " + view.rows();
          }

          @Override
          public String csv(CsvStep csv) {
            return csv.name() + ": " + csv.view() + " " + csv.columns() + " from " + csv.path();
          }

          @Override
          public String python(PythonStep python) {
            return python.name() + ": " + python.view() + " by " + python.file();
          }
        });
  }

  private final class LoggedLake implements Lake {
    @Override
    public void put(String uri, byte[] content) {
      log.add("PutObject " + uri);
    }

    @Override
    public List<String> folders(String folder) {
      return folders;
    }

    @Override
    public List<String> files(String folder) {
      return List.of(folder + "/part-0." + folder.length());
    }

    @Override
    public void copy(String from, String to) {
      log.add("CopyObject " + from + " to " + to);
    }

    @Override
    public void deleteFolder(String folder) {
      log.add("DeleteFolder " + folder);
    }
  }
}
