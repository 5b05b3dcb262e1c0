package io.tidemill.dbt.jinja;

/**
 * A top-level block of a file, or the text between two blocks.
 *
 * @param type the tag, such as {@code macro} or {@code docs}; {@link #DATA} for text
 * @param name the word after the tag; empty when there is none
 * @param contents source between the opening and the closing tag
 * @param fullBlock source with both tags
 * @param offset index of the full block in the file
 * @param line line of the file on which the full block starts, from 1
 * @param contentsLine line of the file on which the contents start, from 1
 */
public record Block(
    String type,
    String name,
    String contents,
    String fullBlock,
    int offset,
    int line,
    int contentsLine) {

  /** The type of text outside of blocks. */
  public static final String DATA = "__dbt__data";

  /** The name under which the full block is parsed, so that errors name lines of the file. */
  public TemplateName templateName(TemplateName file) {
    return new TemplateName(file.file(), file.lineOffset() + line - 1);
  }
}
