package io.tidemill.dbt.jinja;

/**
 * Names a piece of template source for messages.
 *
 * @param file what to print as the file, usually a path relative to the project
 * @param lineOffset lines of the file before the first line of the source, so that errors name
 *     lines of the file
 */
public record TemplateName(String file, int lineOffset) {

  /** A name for source that starts at the first line of its file. */
  public static TemplateName of(String file) {
    return new TemplateName(file, 0);
  }
}
