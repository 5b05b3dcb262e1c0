package io.tidemill.executor.aws;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what a failed AWS call means for the task that needed it. */
public final class AwsErrors {
  private static final Map<String, ErrorCode> CODES =
      Map.ofEntries(
          Map.entry("ThrottlingException", ErrorCode.THROTTLED),
          Map.entry("Throttling", ErrorCode.THROTTLED),
          Map.entry("RequestLimitExceeded", ErrorCode.THROTTLED),
          Map.entry("TooManyRequestsException", ErrorCode.THROTTLED),
          Map.entry("SlowDown", ErrorCode.THROTTLED),
          Map.entry("ResourceNumberLimitExceededException", ErrorCode.QUOTA),
          Map.entry("LimitExceededException", ErrorCode.QUOTA),
          Map.entry("AccessDeniedException", ErrorCode.ACCESS_DENIED),
          Map.entry("AccessDenied", ErrorCode.ACCESS_DENIED),
          Map.entry("UnrecognizedClientException", ErrorCode.ACCESS_DENIED),
          Map.entry("InvalidClientTokenId", ErrorCode.ACCESS_DENIED),
          Map.entry("ExpiredTokenException", ErrorCode.ACCESS_DENIED),
          Map.entry("InvalidInputException", ErrorCode.CONFIGURATION),
          Map.entry("ValidationException", ErrorCode.CONFIGURATION),
          Map.entry("EntityNotFoundException", ErrorCode.RELATION_NOT_FOUND),
          Map.entry("ConcurrentModificationException", ErrorCode.COMMIT_CONFLICT),
          Map.entry("VersionMismatchException", ErrorCode.COMMIT_CONFLICT),
          Map.entry("AlreadyExistsException", ErrorCode.COMMIT_CONFLICT),
          Map.entry("IllegalSessionStateException", ErrorCode.SESSION_LOST));

  private AwsErrors() {}

  /**
   * Translates a failure.
   *
   * @param expected what was being done, as in "to read table a.b"
   */
  public static ExecutorException translate(String expected, SdkException e) {
    String code = AwsCaller.errorCode(e);
    String what =
        e instanceof AwsServiceException service ? words(service) : String.valueOf(e.getMessage());
    ErrorCode errorCode = CODES.getOrDefault(code, ErrorCode.AWS_UNAVAILABLE);
    return new ExecutorException(
        errorCode,
        "Expected %s, but AWS answered %s: %s".formatted(expected, code, what),
        requestId(e),
        e);
  }

  /** Id of the failed request, for a support case; null where there was no answer. */
  public static @Nullable String requestId(SdkException e) {
    return e instanceof AwsServiceException service ? service.requestId() : null;
  }

  private static String words(AwsServiceException e) {
    String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    return message == null || message.isBlank() ? String.valueOf(e.getMessage()) : message;
  }
}
