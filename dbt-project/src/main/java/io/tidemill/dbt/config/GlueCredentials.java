package io.tidemill.dbt.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code type: glue} output of profiles.yml: every option of the adapter, with its defaults.
 *
 * <p>Names are the adapter's in camel case; times have their unit in the type.
 *
 * @param queryTimeout {@code query_timeout_in_minutes}; Glue applies it to the whole session
 * @param defaultArguments parsed {@code k=v,k=v}
 * @param tags parsed {@code k=v,k=v}
 */
public record GlueCredentials(
    @Nullable String roleArn,
    @Nullable String region,
    @Nullable Integer workers,
    @Nullable String workerType,
    String schema,
    @Nullable String database,
    @Nullable String tempSchema,
    @Nullable String location,
    boolean rootLocation,
    Duration sessionProvisioningTimeout,
    Duration idleTimeout,
    Duration queryTimeout,
    String glueVersion,
    @Nullable String securityConfiguration,
    List<String> connections,
    @Nullable String conf,
    @Nullable String datalakeFormats,
    @Nullable String extraJars,
    @Nullable String extraPyFiles,
    Map<String, String> defaultArguments,
    Map<String, String> tags,
    @Nullable String deltaAthenaPrefix,
    String seedFormat,
    String seedMode,
    boolean enableSparkSeedCasting,
    boolean useInteractiveSessionRoleForApiCalls,
    @Nullable String glueSessionId,
    boolean glueSessionReuse,
    boolean enableSessionPerModel,
    @Nullable String groupSessionId,
    boolean useArrow,
    String customIcebergCatalogNamespace,
    Duration statementPollInterval,
    String botoRetryMode,
    int botoRetryMaxAttempts,
    List<String> packages,
    @Nullable String lfTags,
    String icebergGlueCommitLockTable) {

  public GlueCredentials {
    connections = List.copyOf(connections);
    defaultArguments = Map.copyOf(defaultArguments);
    tags = Map.copyOf(tags);
    packages = List.copyOf(packages);
  }
}
