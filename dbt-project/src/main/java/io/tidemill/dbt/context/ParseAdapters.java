package io.tidemill.dbt.context;

import io.tidemill.dbt.config.Profile;

/** Makes the {@code adapter} of the parse phase. */
public final class ParseAdapters {
  private ParseAdapters() {}

  public static AdapterObject of(NodeScope scope, Profile profile) {
    return new ParseAdapter(scope, profile.glue().customIcebergCatalogNamespace());
  }
}
