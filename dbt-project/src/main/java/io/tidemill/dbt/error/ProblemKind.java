package io.tidemill.dbt.error;

/**
 * dbt's classes of errors that a project can cause, with the words dbt starts their messages with.
 */
public enum ProblemKind {
  /** Jinja that does not render, refs that lead nowhere, duplicate names. */
  COMPILATION("CompilationError", "Compilation Error"),
  /** YAML that does not parse or does not have the shape dbt expects. */
  PARSING("ParsingError", "Parsing Error"),
  /** {@code dbt_project.yml} is missing or wrong. */
  PROJECT("DbtProjectError", "Runtime Error"),
  /** {@code profiles.yml} is missing or wrong. */
  PROFILE("DbtProfileError", "Runtime Error"),
  /** {@code selectors.yml} or a selector is wrong. */
  SELECTOR("DbtSelectorsError", "Runtime Error"),
  /** A model's columns do not meet its contract. */
  CONTRACT("ContractError", "Compilation Error"),
  /** A ref to something missing or disabled. */
  TARGET_NOT_FOUND("TargetNotFoundError", "Compilation Error"),
  /** Two resources would be one. */
  DUPLICATE_RESOURCE("DuplicateResourceNameError", "Compilation Error"),
  /** A required environment variable or var is not there. */
  MISSING_VALUE("RequiredVarNotFoundError", "Compilation Error"),
  /** A config has a value of the wrong type. */
  SCHEMA_CONFIG("SchemaConfigError", "Parsing Error"),
  /** Packages are missing or clash. */
  DEPENDENCY("DependencyError", "Runtime Error"),
  /** The warehouse refused what was asked during rendering. */
  DATABASE("DbtDatabaseError", "Database Error"),
  /** Anything else that stops dbt. */
  RUNTIME("DbtRuntimeError", "Runtime Error");

  private final String dbtClass;
  private final String title;

  ProblemKind(String dbtClass, String title) {
    this.dbtClass = dbtClass;
    this.title = title;
  }

  /** Name of the exception class dbt raises. */
  public String dbtClass() {
    return dbtClass;
  }

  /** What dbt's message starts with. */
  public String title() {
    return title;
  }
}
