package io.tidemill.executor.materialization;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * dbt's snapshot queries: the first copy, and the merge that closes changed rows and adds new ones.
 *
 * <p>The rows to merge are a union of what is new, what ends and what is gone, each told by {@code
 * dbt_change_type}. All of it is one statement, so that every mention of the time is the same time.
 *
 * @param options the snapshot's config
 * @param source name of the temporary view over the snapshot's query
 */
record SnapshotSql(SnapshotOptions options, String source) {
  private static final String NOW = "current_timestamp()";

  /** The first copy: every row is current. */
  String first() {
    SnapshotOptions.MetaColumns meta = options.meta();
    return "select *, %s as %s, %s as %s, %s as %s, %s as %s%s from %s"
        .formatted(
            scdId(),
            meta.scdId(),
            updatedAt(),
            meta.updatedAt(),
            updatedAt(),
            meta.validFrom(),
            validTo(),
            meta.validTo(),
            options.recordsDeletes() ? ", 'False' as " + meta.isDeleted() : "",
            source);
  }

  /**
   * The merge.
   *
   * @param target name of the snapshot table in SQL
   * @param sourceColumns columns of the query
   * @param targetColumns columns that the table had before any was added for this run
   */
  String merge(String target, List<String> sourceColumns, List<String> targetColumns) {
    SnapshotOptions.MetaColumns meta = options.meta();
    List<String> inserted = new ArrayList<>(sourceColumns);
    inserted.addAll(metaColumns());
    List<String> absent =
        targetColumns.stream().filter(column -> !contains(inserted, column)).toList();
    List<String> all = new ArrayList<>(inserted);
    all.addAll(absent);
    String values =
        inserted.stream()
            .map(column -> "DBT_INTERNAL_SOURCE." + SqlText.quoted(column))
            .collect(Collectors.joining(", "));
    String nulls = ", null".repeat(absent.size());
    return ("merge into %s as DBT_INTERNAL_DEST using (%s) as DBT_INTERNAL_SOURCE"
            + " on DBT_INTERNAL_SOURCE.%s = DBT_INTERNAL_DEST.%s"
            + " when matched and %s and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')"
            + " then update set %s = DBT_INTERNAL_SOURCE.%s"
            + " when not matched and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert'"
            + " then insert (%s) values (%s%s)")
        .formatted(
            target,
            changes(target, sourceColumns, targetColumns),
            meta.scdId(),
            meta.scdId(),
            isCurrent("DBT_INTERNAL_DEST."),
            meta.validTo(),
            meta.validTo(),
            SqlText.columns(all),
            values,
            nulls);
  }

  private String changes(String target, List<String> source, List<String> targetColumns) {
    String changed = rowChanged(source, targetColumns);
    List<String> parts =
        new ArrayList<>(List.of(insertions(source, changed), updates(source, changed)));
    if (options.hardDeletes() != SnapshotOptions.HardDeletes.IGNORE) {
      parts.add(deletes(source));
    }
    if (options.recordsDeletes()) {
      parts.add(deletionRecords(source, targetColumns));
    }
    return "with source_data as (select *, %s from %s), snapshotted_data as (select *, %s from %s where %s) %s"
        .formatted(
            keyFields(),
            source(),
            keyFields(),
            target,
            isCurrent(""),
            String.join(" union all ", parts));
  }

  private String insertions(List<String> source, String changed) {
    return "select 'insert' as dbt_change_type, %s, %s as %s, %s as %s, %s as %s, %s as %s%s from source_data left outer join snapshotted_data on %s where %s is null or %s"
        .formatted(
            from("source_data", source),
            updatedAt("source_data"),
            options.meta().updatedAt(),
            updatedAt("source_data"),
            options.meta().validFrom(),
            validTo("source_data"),
            options.meta().validTo(),
            scdId("source_data"),
            options.meta().scdId(),
            options.recordsDeletes() ? ", 'False' as " + options.meta().isDeleted() : "",
            keysMatch(),
            key("snapshotted_data", 1),
            changed);
  }

  private String updates(List<String> source, String changed) {
    return "select 'update', %s, %s, %s, %s, snapshotted_data.%s%s from source_data join snapshotted_data on %s where %s"
        .formatted(
            from("source_data", source),
            updatedAt("source_data"),
            updatedAt("source_data"),
            updatedAt("source_data"),
            options.meta().scdId(),
            isDeleted(),
            keysMatch(),
            changed);
  }

  private String deletes(List<String> source) {
    return "select 'delete', %s, %s, %s, %s, snapshotted_data.%s%s from snapshotted_data left join source_data on %s where %s is null%s"
        .formatted(
            from("source_data", source),
            NOW,
            NOW,
            NOW,
            options.meta().scdId(),
            isDeleted(),
            keysMatch(),
            key("source_data", 1),
            notYetRecorded());
  }

  private String deletionRecords(List<String> source, List<String> targetColumns) {
    String columns =
        source.stream()
            .map(
                column ->
                    (contains(targetColumns, column) ? "snapshotted_data." : "source_data.")
                        + SqlText.quoted(column))
            .collect(Collectors.joining(", "));
    return "select 'insert', %s, %s, %s, snapshotted_data.%s, %s, 'True' from snapshotted_data left join source_data on %s where %s is null%s"
        .formatted(
            columns,
            NOW,
            NOW,
            options.meta().validTo(),
            hash(List.of("snapshotted_data." + options.meta().scdId(), NOW)),
            keysMatch(),
            key("source_data", 1),
            notYetRecorded());
  }

  // The newest row may already say that the source's row is gone.
  private String notYetRecorded() {
    return options.recordsDeletes()
        ? " and not (snapshotted_data.%s = 'True' and %s)"
            .formatted(options.meta().isDeleted(), isCurrent("snapshotted_data."))
        : "";
  }

  private String isDeleted() {
    return options.recordsDeletes() ? ", snapshotted_data." + options.meta().isDeleted() : "";
  }

  private String rowChanged(List<String> source, List<String> target) {
    String changed =
        options.strategy() == SnapshotOptions.Strategy.TIMESTAMP
            ? "snapshotted_data.%s < %s"
                .formatted(options.meta().validFrom(), updatedAt("source_data"))
            : valuesDiffer(source, target);
    return options.recordsDeletes()
        ? "(%s or snapshotted_data.%s = 'True')".formatted(changed, options.meta().isDeleted())
        : "(" + changed + ")";
  }

  private String valuesDiffer(List<String> source, List<String> target) {
    List<String> checked = options.checkColumns().isEmpty() ? source : options.checkColumns();
    boolean columnAdded = checked.stream().anyMatch(column -> !contains(target, column));
    if (columnAdded) {
      return "TRUE";
    }
    return checked.stream()
        .map(
            column ->
                "not (snapshotted_data.%s <=> source_data.%s)"
                    .formatted(SqlText.quoted(column), SqlText.quoted(column)))
        .collect(Collectors.joining(" or "));
  }

  private String isCurrent(String prefix) {
    String validTo = prefix + options.meta().validTo();
    return options
        .validToCurrent()
        .map(current -> "(%s = %s or %s is null)".formatted(validTo, current, validTo))
        .orElse(validTo + " is null");
  }

  private String validTo() {
    return validTo("");
  }

  /** Null of the type of the times, or what the project wants there. */
  private String validTo(String relation) {
    String updatedAt = updatedAt(relation);
    return "coalesce(nullif(%s, %s), %s)"
        .formatted(updatedAt, updatedAt, options.validToCurrent().orElse("null"));
  }

  private String updatedAt() {
    return updatedAt("");
  }

  private String updatedAt(String relation) {
    return options.updatedAt().map(column -> in(relation, column)).orElse(NOW);
  }

  private String scdId() {
    return scdId("");
  }

  private String scdId(String relation) {
    List<String> arguments =
        new ArrayList<>(options.uniqueKey().stream().map(key -> in(relation, key)).toList());
    arguments.add(updatedAt(relation));
    return hash(arguments);
  }

  private static String hash(List<String> arguments) {
    return arguments.stream()
        .map(argument -> "coalesce(cast(" + argument + " as string), '')")
        .collect(Collectors.joining(" || '|' || ", "md5(", ")"));
  }

  private String keyFields() {
    return IntStream.range(0, options.uniqueKey().size())
        .mapToObj(i -> options.uniqueKey().get(i) + " as dbt_unique_key_" + (i + 1))
        .collect(Collectors.joining(", "));
  }

  private String keysMatch() {
    return IntStream.rangeClosed(1, options.uniqueKey().size())
        .mapToObj(i -> key("snapshotted_data", i) + " = " + key("source_data", i))
        .collect(Collectors.joining(" and "));
  }

  private static String key(String relation, int number) {
    return relation + ".dbt_unique_key_" + number;
  }

  private List<String> metaColumns() {
    SnapshotOptions.MetaColumns meta = options.meta();
    List<String> columns =
        new ArrayList<>(List.of(meta.updatedAt(), meta.validFrom(), meta.validTo(), meta.scdId()));
    if (options.recordsDeletes()) {
      columns.add(meta.isDeleted());
    }
    return columns;
  }

  private static String from(String relation, List<String> columns) {
    return columns.stream()
        .map(column -> relation + "." + SqlText.quoted(column))
        .collect(Collectors.joining(", "));
  }

  // A plain column is named with its relation, an expression is left as it is.
  private static String in(String relation, String column) {
    boolean plain = column.matches("[A-Za-z_][A-Za-z0-9_]*");
    return relation.isEmpty() || !plain ? column : relation + "." + column;
  }

  private static boolean contains(List<String> names, String name) {
    return names.stream()
        .anyMatch(other -> other.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
  }
}
