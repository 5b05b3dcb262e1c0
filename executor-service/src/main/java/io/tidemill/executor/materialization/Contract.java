package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.ManifestColumn;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.statement.ResultColumn;
import io.tidemill.executor.statement.SqlStep;
import io.tidemill.executor.statement.StatementResult;
import io.tidemill.executor.statement.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A model's promise of names and types of its columns, checked before anything is written. */
final class Contract {
  /** Name of the step that describes what the contract promises. */
  static final String PROMISED = "contract";

  private Contract() {}

  /**
   * The query with its columns in the contract's order, after both were found to agree.
   *
   * @return the query as it was, where the node has no enforced contract
   */
  static String enforce(NodeBuild build, String query, List<? extends Step> before) {
    if (!build.node().contractEnforced()) {
      return query;
    }
    List<Step> steps = new ArrayList<>(build.takeSources());
    steps.addAll(before);
    steps.add(SqlStep.query("definition", "describe query " + SqlText.query(query)));
    steps.add(promised(build));
    StatementResult result = build.read("check contract", steps);
    check(Columns.described(result.step("definition")), Columns.described(result.step(PROMISED)));
    return inOrder(build, query);
  }

  /** The same for a table: its rows also meet the constraints. */
  static String enforceOnRows(NodeBuild build, String query) {
    return Constraints.enforce(build.node(), enforce(build, query, List.of()));
  }

  private static String inOrder(NodeBuild build, String query) {
    return "select "
        + SqlText.columns(
            build.node().columns().values().stream().map(ManifestColumn::name).toList())
        + " from "
        + SqlText.subquery(query)
        + " as model_subq";
  }

  /** Asks Spark for the contract's types in its own spelling. */
  static SqlStep promised(NodeBuild build) {
    return SqlStep.query(PROMISED, "describe query " + empty(build.node().columns().values()));
  }

  /** Refuses, in dbt's words, a query whose columns are not those of the contract. */
  static void check(List<ResultColumn> definition, List<ResultColumn> contract) {
    List<String> rows = new ArrayList<>();
    for (ResultColumn column : definition) {
      Optional<ResultColumn> promised = Columns.find(contract, column.name());
      if (promised.isEmpty()) {
        rows.add(row(column.name(), column.type(), "", "missing in contract"));
      } else if (!Columns.type(column.type()).equals(Columns.type(promised.get().type()))) {
        rows.add(row(column.name(), column.type(), promised.get().type(), "data type mismatch"));
      }
    }
    for (ResultColumn column : contract) {
      if (Columns.find(definition, column.name()).isEmpty()) {
        rows.add(row(column.name(), "", column.type(), "missing in definition"));
      }
    }
    if (!rows.isEmpty()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          """
          This model has an enforced contract that failed.
          Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.

          | column_name | definition_type | contract_type | mismatch_reason |
          | ----------- | --------------- | ------------- | --------------- |
          %s\
          """
              .formatted(rows.stream().sorted().collect(Collectors.joining("\n"))));
    }
  }

  private static String row(String column, String definition, String contract, String reason) {
    return "| %s | %s | %s | %s |".formatted(column, definition, contract, reason);
  }

  private static String empty(Collection<ManifestColumn> contract) {
    return contract.stream()
        .map(
            column ->
                "cast(null as %s) as %s".formatted(type(column), SqlText.quoted(column.name())))
        .collect(Collectors.joining(", ", "select ", ""));
  }

  private static String type(ManifestColumn column) {
    String type = column.dataType();
    if (type == null) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected every column of an enforced contract to have a data_type, but '%s' has none"
              .formatted(column.name()));
    }
    return type;
  }
}
