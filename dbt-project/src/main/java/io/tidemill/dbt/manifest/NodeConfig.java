package io.tidemill.dbt.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration a node ended up with, after dbt's rules of precedence and merging.
 *
 * @param values everything, also keys dbt does not know; values are strings, numbers, booleans,
 *     lists, maps, null
 */
public record NodeConfig(Map<String, Object> values) {

  public NodeConfig {
    values = Content.freeze(values);
  }

  public boolean enabled() {
    return Content.flag(values, "enabled", true);
  }

  /**
   * {@code view}, {@code table}, {@code incremental}, {@code ephemeral}, {@code seed}, {@code
   * test}, ... or a custom one.
   */
  public String materialized() {
    return Content.text(values, "materialized");
  }

  public List<String> tags() {
    return Content.texts(values, "tags");
  }

  public Map<String, Object> meta() {
    return Content.object(values, "meta");
  }

  /** Privilege to grantees, as configured. */
  public Map<String, Object> grants() {
    return Content.object(values, "grants");
  }

  /** Whether {@code full_refresh} is configured; null when it is left to the command. */
  public @Nullable Boolean fullRefresh() {
    return values.get("full_refresh") instanceof Boolean flag ? flag : null;
  }

  /** The raw value of a key, null when absent. */
  public @Nullable Object get(String key) {
    return values.get(key);
  }

  /** The value of a key as text, null when absent. */
  public @Nullable String text(String key) {
    return Content.textOrNull(values, key);
  }

  /** The value of a key as a list of strings; one string counts as a list of one. */
  public List<String> texts(String key) {
    return Content.texts(values, key);
  }
}
