package io.tidemill.dbt.context;

/**
 * The release of dbt whose behaviour is reproduced: what {@code dbt_version} says and artifacts
 * carry.
 */
public final class DbtVersion {
  public static final String VALUE = "1.12.6";

  private DbtVersion() {}
}
