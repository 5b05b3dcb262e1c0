package io.tidemill.dbt.yaml;

import org.jspecify.annotations.Nullable;

/** Text that is not YAML, and where it stops being so. */
public final class YamlException extends RuntimeException {
  private final transient YamlPosition position;

  YamlException(String problem, YamlPosition position, @Nullable Throwable cause) {
    super(problem, cause);
    this.position = position;
  }

  public YamlPosition position() {
    return position;
  }
}
