package io.tidemill.executor.materialization;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A file format in dbt's words, with what Spark on Glue can do to tables of it. */
enum FileFormat {
  PARQUET(Kind.FILES),
  ORC(Kind.FILES),
  CSV(Kind.FILES),
  JSON(Kind.FILES),
  TEXT(Kind.FILES),
  ICEBERG(Kind.ICEBERG),
  S3TABLES(Kind.ICEBERG),
  DELTA(Kind.DELTA),
  HUDI(Kind.HUDI);

  /** Formats that are written and replaced in the same way. */
  enum Kind {
    /** Plain files in a folder: no transaction of their own, so the catalog is what is swapped. */
    FILES,
    ICEBERG,
    DELTA,
    HUDI
  }

  private final Kind kind;

  FileFormat(Kind kind) {
    this.kind = kind;
  }

  /** The format that a config names. */
  static FileFormat of(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    for (FileFormat format : values()) {
      if (format.name().equals(wanted)) {
        return format;
      }
    }
    throw new ExecutorException(
        ErrorCode.CONFIGURATION,
        "Invalid file format provided: %s\nExpected one of: %s"
            .formatted(
                name,
                Arrays.stream(values()).map(FileFormat::label).collect(Collectors.joining(", "))));
  }

  Kind kind() {
    return kind;
  }

  /** The word dbt and the catalog use. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word after {@code using}. */
  String provider() {
    return kind == Kind.ICEBERG ? "iceberg" : label();
  }

  /** Whether {@code create or replace table} is one step that readers see as old or new. */
  boolean replacesItself() {
    return kind == Kind.ICEBERG || kind == Kind.DELTA;
  }

  /** Whether single rows can be updated and deleted. */
  boolean changesRows() {
    return kind != Kind.FILES;
  }

  /** Whether a table that the catalog calls {@code label} is of this format. */
  boolean isCalled(String label) {
    return label.equalsIgnoreCase(provider()) || label.equalsIgnoreCase(label());
  }
}
