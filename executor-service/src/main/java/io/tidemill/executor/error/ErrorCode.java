package io.tidemill.executor.error;

import io.tidemill.event.ErrorClass;

/**
 * The name of a failure: one meaning, one to blame, one advice. Codes are part of the events and of
 * the documentation; an existing one is never renamed.
 */
public enum ErrorCode {
  SQL_SYNTAX(ErrorClass.USER, "Correct the SQL at the line named."),
  SQL_ANALYSIS(ErrorClass.USER, "Correct the column, function or type that the message names."),
  RELATION_NOT_FOUND(
      ErrorClass.USER,
      "Build the relation first, or correct its name or schema in ref() or source()."),
  SQL_RUNTIME(ErrorClass.USER, "Correct the expression or the data that the message names."),
  PYTHON_MODEL(
      ErrorClass.USER,
      "Correct the Python model at the line named; a module that is missing goes into packages."),
  MERGE_CARDINALITY(
      ErrorClass.USER,
      "Make unique_key unique in the model's query, e.g. with row_number() over the key."),
  CONSTRAINT_VIOLATION(
      ErrorClass.USER, "Correct the data or relax the constraint in the model's contract."),
  COMPILATION(ErrorClass.USER, "Correct the model, macro or variable that the message names."),
  CONFIGURATION(ErrorClass.USER, "Correct the option that the message names."),
  ACCESS_DENIED(ErrorClass.USER, "Give the role the permission that the message names."),
  STATEMENT_TIMEOUT(
      ErrorClass.USER,
      "Raise the statement timeout of the model, or give its session more workers."),
  COMMIT_CONFLICT(
      ErrorClass.PLATFORM,
      "Nothing to do: it is tried again; another writer changed the table meanwhile."),
  SESSION_LOST(
      ErrorClass.PLATFORM,
      "Nothing to do: it is tried again on another session. See its log in Glue if it recurs."),
  SESSION_FAILED(
      ErrorClass.PLATFORM,
      "Look at the session's log in Glue; check role, connections and jars of the profile."),
  AWS_UNAVAILABLE(
      ErrorClass.PLATFORM,
      "Nothing to do: it is tried again. Check the network and AWS's status if it recurs."),
  ENGINE_FAILURE(
      ErrorClass.PLATFORM,
      "Nothing to do: it is tried again. Give the session larger workers if it recurs."),
  PROVISIONING_TIMEOUT(
      ErrorClass.CAPACITY,
      "Raise session_provisioning_timeout_in_seconds, or keep sessions warm with"
          + " tidemill.executor.pool.min."),
  QUOTA(
      ErrorClass.CAPACITY,
      "Lower tidemill.executor.pool.max or the workers, or ask AWS for a higher Glue quota."),
  THROTTLED(
      ErrorClass.CAPACITY,
      "Nothing to do: it is tried again later. Lower the number of slots if it recurs."),
  OUTCOME_UNKNOWN(
      ErrorClass.PLATFORM,
      "Look at the table's newest snapshot; the task is settled by reading before it is tried"
          + " again."),
  PROTOCOL(
      ErrorClass.BUG,
      "Report it with the run id: a session answered what Tidemill does not understand."),
  INTERNAL(ErrorClass.BUG, "Report it with the run id and the stack trace of the executor's log.");

  private final ErrorClass errorClass;
  private final String advice;

  ErrorCode(ErrorClass errorClass, String advice) {
    this.errorClass = errorClass;
    this.advice = advice;
  }

  /** Who is to blame; decides whether the planner tries again. */
  public ErrorClass errorClass() {
    return errorClass;
  }

  /** What the reader can do, one or two sentences. */
  public String advice() {
    return advice;
  }
}
