package io.tidemill.glue.aws;

/**
 * A refusal in the service's own terms: the error code AWS gives for it, the HTTP status and the
 * text.
 */
public final class AwsException extends RuntimeException {
  private final String code;
  private final int status;

  public AwsException(String code, int status, String message) {
    super(message);
    this.code = code;
    this.status = status;
  }

  public static AwsException entityNotFound(String message) {
    return new AwsException("EntityNotFoundException", 400, message);
  }

  public static AwsException alreadyExists(String message) {
    return new AwsException("AlreadyExistsException", 400, message);
  }

  public static AwsException invalidInput(String message) {
    return new AwsException("InvalidInputException", 400, message);
  }

  public static AwsException validation(String message) {
    return new AwsException("ValidationException", 400, message);
  }

  public static AwsException illegalSessionState(String message) {
    return new AwsException("IllegalSessionStateException", 400, message);
  }

  public static AwsException concurrentModification(String message) {
    return new AwsException("ConcurrentModificationException", 400, message);
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  public boolean isEntityNotFound() {
    return code.equals("EntityNotFoundException");
  }

  public boolean isAlreadyExists() {
    return code.equals("AlreadyExistsException");
  }

  /** Exceptions of this kind are answers: their stack trace tells nobody anything. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
