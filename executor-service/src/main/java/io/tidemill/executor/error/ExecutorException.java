package io.tidemill.executor.error;

import io.tidemill.event.ErrorClass;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that has been understood: it names its code and, where an AWS call failed, that call's
 * request id.
 *
 * <p>Everything the executor throws on purpose is one of these; anything else reaching the end of a
 * task is a {@link ErrorCode#INTERNAL} error.
 */
public class ExecutorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  @Nullable private final String awsRequestId;

  public ExecutorException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public ExecutorException(
      ErrorCode code, String message, @Nullable String awsRequestId, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.awsRequestId = awsRequestId;
  }

  /** What the failure is called. */
  public final ErrorCode code() {
    return code;
  }

  /** Who is to blame. */
  public final ErrorClass errorClass() {
    return code.errorClass();
  }

  /** Id of the AWS call that failed, for a support case. */
  public final Optional<String> awsRequestId() {
    return Optional.ofNullable(awsRequestId);
  }
}
