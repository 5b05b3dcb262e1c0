package io.tidemill.executor.statement;

/**
 * A column of a result or of rows sent.
 *
 * @param name its name
 * @param type its Spark SQL type, e.g. {@code decimal(12,2)}
 */
public record ResultColumn(String name, String type) {}
