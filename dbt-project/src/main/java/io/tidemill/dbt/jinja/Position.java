package io.tidemill.dbt.jinja;

/**
 * A place in template source.
 *
 * @param line line of the template source, from 1
 * @param column column in characters, from 1
 */
public record Position(int line, int column) {}
