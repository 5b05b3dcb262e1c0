package io.tidemill.planner.config;

/** A setting that the planner cannot start with: which, what it is, and what to do. */
public final class InvalidConfigurationException extends RuntimeException {
  private final String key;

  public InvalidConfigurationException(String key, String message) {
    super(message);
    this.key = key;
  }

  /** Throws unless a setting is as it must be. */
  public static void require(boolean condition, String key, String message) {
    if (!condition) {
      throw new InvalidConfigurationException(key, message);
    }
  }

  /** Name of the setting, such as {@code tidemill.environments[0].name}. */
  public String key() {
    return key;
  }
}
