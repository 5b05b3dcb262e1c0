package io.tidemill.executor.materialization;

import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a table's files go: its folder, and below it one folder per version for formats that have
 * no transactions.
 *
 * @param base {@code custom_location} as it is; else the profile's {@code location} with schema and
 *     table, or with the table only under {@code root_location}; null when neither is given
 * @param version name of the version's folder
 */
record Location(@Nullable String base, String version) {
  private static final Pattern VERSION = Pattern.compile("[0-9a-f]{16}");

  static Location of(
      TableName name, ModelOptions options, GlueCredentials credentials, String version) {
    Optional<String> custom = options.text("custom_location").map(Location::trimmed);
    String base =
        custom
            .or(
                () ->
                    Optional.ofNullable(credentials.location())
                        .map(root -> below(root, name, credentials)))
            .orElse(null);
    return new Location(base, version);
  }

  /** The folder of this version; empty when nobody said where the table's files go. */
  Optional<String> versioned() {
    return Optional.ofNullable(base).map(folder -> folder + "/" + version);
  }

  /** The same, for a node whose files must go somewhere. */
  String versionedFor(ManifestNode node) {
    return versioned()
        .orElseThrow(
            () ->
                new ExecutorException(
                    ErrorCode.CONFIGURATION,
                    "Expected `location` in the profile's target or `custom_location` in the config of %s, but neither is there. Set one to the s3:// folder that its files are to go to"
                        .formatted(node.uniqueId())));
  }

  /** Whether {@code uri} is an older version of this table, made by us and no longer of use. */
  boolean isOtherVersion(String uri) {
    String prefix = base + "/";
    return base != null
        && uri.startsWith(prefix)
        && VERSION.matcher(uri.substring(prefix.length())).matches()
        && !uri.equals(prefix + version);
  }

  private static String below(String root, TableName name, GlueCredentials credentials) {
    String folder = trimmed(root);
    return credentials.rootLocation()
        ? folder + "/" + name.name()
        : folder + "/" + name.database() + "/" + name.name();
  }

  private static String trimmed(String uri) {
    return uri.endsWith("/") ? trimmed(uri.substring(0, uri.length() - 1)) : uri;
  }
}
