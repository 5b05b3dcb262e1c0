package io.tidemill.catalog.permission;

import io.tidemill.catalog.permission.Permissions.CallError;
import java.util.Set;

/**
 * Tells errors that pass from errors that stay. Lake Formation's are learned from those who ran it:
 * the SDK retries only throttling, and some errors that read like mistakes are a role or a grant
 * that has not spread yet.
 */
final class Transience {
  private static final Set<String> PASSING_CODES =
      Set.of(
          "ConcurrentModificationException",
          "OperationTimeoutException",
          "ThrottlingException",
          "ThrottledException",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "InternalServiceException",
          "ServiceUnavailableException",
          "Unreachable");

  private Transience() {}

  static boolean passes(CallError error) {
    String code = error.code();
    String message = error.message();
    return PASSING_CODES.contains(code)
        || (code.startsWith("InvalidInput")
            && (message.contains("Invalid principal")
                || message.contains("Grantee has no permissions")
                || message.contains("register the S3 path")))
        || (code.startsWith("AccessDenied")
            && message.contains("is not authorized to access requested permissions"));
  }

  /**
   * Whether the error of a change says that the change is not needed, because its end is reached
   * already.
   */
  static boolean alreadySo(Change.Action action, CallError error) {
    String message = error.message();
    return switch (action) {
      case REVOKE, CLOSE ->
          message.contains("No permissions revoked")
              || message.contains("revoke permission on non-existent column")
              || error.code().equals("EntityNotFoundException");
      case DELETE_FILTER, REMOVE_TAG -> error.code().equals("EntityNotFoundException");
      case CREATE_FILTER -> false;
      case UPDATE_FILTER, ADD_TAG, GRANT -> false;
    };
  }
}
