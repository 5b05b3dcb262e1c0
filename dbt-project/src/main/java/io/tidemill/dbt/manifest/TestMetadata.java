package io.tidemill.dbt.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which generic test a test node is made from.
 *
 * @param name {@code not_null}, {@code unique}, ...
 * @param kwargs its arguments, {@code model} and {@code column_name} among them
 * @param namespace package that was named, as in {@code dbt_utils.expression_is_true}
 */
public record TestMetadata(String name, Map<String, Object> kwargs, @Nullable String namespace) {

  public TestMetadata {
    kwargs = Content.freeze(kwargs);
  }
}
