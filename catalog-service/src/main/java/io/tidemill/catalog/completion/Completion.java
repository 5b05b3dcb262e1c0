package io.tidemill.catalog.completion;

import io.tidemill.catalog.permission.TableName;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.BuiltRelation;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ModelEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of an attempt, as it came in.
 *
 * @param fleet key of the record
 * @param partition partition of model-events it came from: whoever owns that owns what is left to
 *     do
 * @param raw the record's value, kept so that it can be tried again later
 */
record Completion(
    String fleet, int partition, ModelEvent event, AttemptCompleted completed, byte[] raw) {

  /** The table it built, when it built one and it may be read. */
  Optional<TableName> table() {
    BuiltRelation relation = completed.getRelation();
    return completed.getStatus() == CompletionStatus.SUCCESS && relation != null
        ? Optional.of(new TableName(relation.getSchema$(), relation.getIdentifier()))
        : Optional.empty();
  }

  /** Where its data are; null when it built nothing, or a view. */
  @Nullable String location() {
    BuiltRelation relation = completed.getRelation();
    return relation == null ? null : relation.getLocation();
  }

  /** What must not be worked on twice at a time. */
  String lane() {
    return table().map(TableName::toString).orElse(event.getNodeId());
  }
}
