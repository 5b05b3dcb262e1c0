package io.tidemill.dbt.jinja;

/**
 * An exception of the host that wants to know where in the templates it was raised.
 *
 * <p>The engine lets exceptions of host functions pass; on their way out it tells those of this
 * type what it would note on its own.
 */
public interface TracedFailure {

  /** The place of an expression that was being evaluated; the innermost is told first. */
  void at(TemplateName template, Position position);

  /** A macro whose call the exception leaves. */
  void through(JinjaException.MacroFrame frame);
}
