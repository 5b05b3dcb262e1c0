package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template that cannot be parsed or rendered.
 *
 * <p>The message is the text that Jinja2 or Python gives for the same mistake. Where it happened is
 * added on the way out: the innermost expression gives file, line and column, each macro call adds
 * a frame to the stack. Not thread-safe until it has left the engine.
 */
public final class JinjaException extends RuntimeException {

  private final ErrorKind kind;
  private final String text;
  private final List<MacroFrame> macroStack = new ArrayList<>();
  private @Nullable TemplateName template;
  private @Nullable Position position;

  /**
   * One macro call that was active when the error happened.
   *
   * @param macro name of the macro as written in its file
   * @param file file that defines the macro
   * @param line line of that file on which the macro starts
   */
  public record MacroFrame(String macro, String file, int line) {}

  /** An error of the given kind whose place is not yet known. */
  public JinjaException(ErrorKind kind, String text) {
    super(text, null, false, false);
    this.kind = kind;
    this.text = text;
  }

  /** An error of the given kind that another exception caused. */
  public JinjaException(ErrorKind kind, String text, Throwable cause) {
    super(text, cause, false, true);
    this.kind = kind;
    this.text = text;
  }

  static JinjaException type(String text) {
    return new JinjaException(ErrorKind.TYPE, text);
  }

  static JinjaException value(String text) {
    return new JinjaException(ErrorKind.VALUE, text);
  }

  static JinjaException overflow(String text) {
    return new JinjaException(ErrorKind.OVERFLOW, text);
  }

  /** Records where the error happened unless a place nearer to it is already known. */
  JinjaException at(TemplateName name, Position where) {
    if (position == null) {
      template = name;
      position = where;
    }
    return this;
  }

  /** Names the template of an error whose place is known. */
  JinjaException in(TemplateName name) {
    template = name;
    return this;
  }

  JinjaException through(MacroFrame frame) {
    macroStack.add(frame);
    return this;
  }

  /** What kind of error this is. */
  public ErrorKind kind() {
    return kind;
  }

  /** The bare message, as Jinja2 or Python words it. */
  public String text() {
    return text;
  }

  /** The file in which it happened, or empty when unknown. */
  public String file() {
    return template == null ? "" : template.file();
  }

  /** The line of the file, from 1, or 0 when unknown. */
  public int line() {
    return position == null || template == null ? 0 : position.line() + template.lineOffset();
  }

  /**
   * The line of the template source, from 1, or 0 when unknown; differs from {@link #line} for a
   * block of a file.
   */
  public int templateLine() {
    return position == null ? 0 : position.line();
  }

  /** The column in characters, from 1, or 0 when unknown. */
  public int column() {
    return position == null ? 0 : position.column();
  }

  /** The macros that were being called, innermost first. */
  public List<MacroFrame> macroStack() {
    return List.copyOf(macroStack);
  }

  @Override
  public String getMessage() {
    StringBuilder message = new StringBuilder(text);
    if (position != null) {
      message
          .append("\n  in ")
          .append(file())
          .append(" line ")
          .append(line())
          .append(" column ")
          .append(column());
    }
    for (MacroFrame frame : macroStack) {
      message.append("\n  in macro ").append(frame.macro());
      message.append(" (").append(frame.file()).append(" line ").append(frame.line()).append(')');
    }
    return message.toString();
  }
}
