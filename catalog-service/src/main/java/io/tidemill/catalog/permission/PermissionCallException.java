package io.tidemill.catalog.permission;

import io.tidemill.catalog.permission.Permissions.CallError;
import org.jspecify.annotations.Nullable;

/** A call to the catalog failed as a whole. */
public final class PermissionCallException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient CallError error;
  private final @Nullable String requestId;

  public PermissionCallException(
      String operation, CallError error, @Nullable String requestId, @Nullable Throwable cause) {
    super("Expected " + operation + " to succeed, but got " + error, cause);
    this.error = error;
    this.requestId = requestId;
  }

  public CallError error() {
    return error;
  }

  public @Nullable String requestId() {
    return requestId;
  }
}
