package io.tidemill.executor.task;

import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.BuiltColumn;
import io.tidemill.event.BuiltRelation;
import io.tidemill.executor.catalog.CatalogColumn;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.materialization.MaterializationResult;
import io.tidemill.executor.project.FileArtifacts;
import io.tidemill.executor.project.TableColumns;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes how an attempt ended as the event that tells of it; times are the caller's. */
final class Completions {
  private Completions() {}

  static AttemptCompleted.Builder of(
      MaterializationResult result, TaskAccount account, FileArtifacts artifacts) {
    return account(account, artifacts)
        .setStatus(result.status())
        .setMessage(result.message())
        .setRowsAffected(result.rowsAffected())
        .setFailures(result.failures())
        .setRelation(result.relation() == null ? null : relation(result.relation()));
  }

  static AttemptCompleted.Builder of(
      Failures.Failure failure, TaskAccount account, FileArtifacts artifacts) {
    return account(account, artifacts)
        .setStatus(failure.status())
        .setErrorClass(failure.code() == null ? null : failure.code().errorClass())
        .setErrorCode(failure.code() == null ? null : failure.code().name())
        .setMessage(failure.message())
        .setAwsRequestId(failure.awsRequestId());
  }

  private static AttemptCompleted.Builder account(TaskAccount account, FileArtifacts artifacts) {
    return AttemptCompleted.newBuilder()
        .setCompiledUri(artifacts.compiledUri().map(URI::toString).orElse(null))
        .setFirstStatementAt(account.firstStatementAt().orElse(null))
        .setStatements(account.statements())
        .setAwsCalls(account.awsCalls())
        .setDpuSeconds(account.dpuSeconds())
        .setSessionId(account.sessionId().orElse(null));
  }

  private static BuiltRelation relation(CatalogTable table) {
    List<BuiltColumn> columns = new ArrayList<>();
    if (TableColumns.known(table)) {
      TableColumns.current(table).forEach(column -> columns.add(column(column, false)));
      table.partitionKeys().forEach(column -> columns.add(column(column, true)));
    }
    @Nullable String location = table.isView() ? null : table.location().orElse(null);
    return BuiltRelation.newBuilder()
        .setSchema$(table.name().database())
        .setIdentifier(table.name().name())
        .setType(table.isView() ? "view" : "table")
        .setFormat(table.format().orElse(null))
        .setLocation(location)
        .setColumns(columns)
        .build();
  }

  private static BuiltColumn column(CatalogColumn column, boolean partition) {
    return BuiltColumn.newBuilder()
        .setName(column.name())
        .setType(column.type())
        .setComment(column.comment())
        .setPartition(partition)
        .build();
  }
}
