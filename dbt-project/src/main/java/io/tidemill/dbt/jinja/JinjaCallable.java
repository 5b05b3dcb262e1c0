package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/** A function of the host that templates may call. */
@FunctionalInterface
public interface JinjaCallable extends JinjaObject {

  @Override
  @Nullable Object call(CallArguments arguments);

  @Override
  default boolean isCallable() {
    return true;
  }

  @Override
  default String pythonType() {
    return "function";
  }

  @Override
  default boolean truthy() {
    return true;
  }
}
