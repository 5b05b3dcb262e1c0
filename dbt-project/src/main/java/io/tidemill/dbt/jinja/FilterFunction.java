package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/** A filter or a test. */
@FunctionalInterface
public interface FilterFunction {

  /** The result for a target value and the arguments after it; plain Java results are converted. */
  @Nullable Object apply(FilterContext context, Object value, CallArguments arguments);
}
