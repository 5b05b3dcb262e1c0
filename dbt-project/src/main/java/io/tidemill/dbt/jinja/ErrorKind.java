package io.tidemill.dbt.jinja;

/** What went wrong in a template, named after the exception that Jinja2 or Python raises for it. */
public enum ErrorKind {
  SYNTAX("TemplateSyntaxError"),
  ASSERTION("TemplateAssertionError"),
  UNDEFINED("UndefinedError"),
  RUNTIME("TemplateRuntimeError"),
  SECURITY("SecurityError"),
  FILTER_ARGUMENT("FilterArgumentError"),
  TYPE("TypeError"),
  VALUE("ValueError"),
  KEY("KeyError"),
  INDEX("IndexError"),
  ATTRIBUTE("AttributeError"),
  ZERO_DIVISION("ZeroDivisionError"),
  OVERFLOW("OverflowError"),
  RECURSION("RecursionError"),
  PYTHON_ASSERTION("AssertionError"),
  PYTHON_RUNTIME("RuntimeError"),
  PYTHON_SYNTAX("SyntaxError"),
  STOP_ITERATION("StopIteration"),
  NOT_IMPLEMENTED("NotImplementedError"),
  REGEX("error"),
  UNKNOWN_TIME_ZONE("UnknownTimeZoneError"),
  RENDERING("JinjaRenderingError"),
  /** dbt's general compilation error, for host functions to raise. */
  BLOCK("CompilationError"),
  BLOCK_NOT_AT_TOP("BlockDefinitionNotAtTopError"),
  NESTED_TAGS("NestedTagsError"),
  MISSING_CLOSE_TAG("MissingCloseTagError"),
  MISSING_CONTROL_FLOW_START("MissingControlFlowStartTagError"),
  UNEXPECTED_CONTROL_FLOW_END("UnexpectedControlFlowEndTagError"),
  UNEXPECTED_END_OF_FILE("UnexpectedMacroEOFError"),
  MATERIALIZATION_ARGUMENT("MaterializationArgError"),
  /** A bound of {@link RenderLimits} was exceeded or the render was cancelled. */
  LIMIT("LimitExceeded");

  private final String pythonName;

  ErrorKind(String pythonName) {
    this.pythonName = pythonName;
  }

  /** The name of the Python exception class. */
  public String pythonName() {
    return pythonName;
  }

  /** Whether the template is malformed, as opposed to failing when rendered. */
  public boolean isSyntax() {
    return this == SYNTAX || this == ASSERTION || this == PYTHON_SYNTAX;
  }
}
