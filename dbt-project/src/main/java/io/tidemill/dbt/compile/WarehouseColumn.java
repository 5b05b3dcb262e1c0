package io.tidemill.dbt.compile;

import org.jspecify.annotations.Nullable;

/**
 * A column of a relation or a result.
 *
 * @param type Spark's type text: {@code bigint}, {@code decimal(10,2)}, {@code array<string>}
 * @param partition whether the table is partitioned by it
 */
public record WarehouseColumn(
    String name, String type, @Nullable String comment, boolean partition) {

  public WarehouseColumn(String name, String type) {
    this(name, type, null, false);
  }
}
