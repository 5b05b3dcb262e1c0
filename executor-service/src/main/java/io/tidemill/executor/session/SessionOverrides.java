package io.tidemill.executor.session;

import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node's {@code meta} over the profile: a model may ask for another session by naming connection
 * options there.
 *
 * <p>Only options that shape a session count. Words that businesses use in {@code meta} for other
 * things ({@code tags}, {@code location}, {@code schema}, {@code region}, {@code connections},
 * {@code packages}) count only with the right form, or not at all: a business key must not open a
 * session of its own.
 */
final class SessionOverrides {
  private SessionOverrides() {}

  static GlueCredentials apply(GlueCredentials profile, ManifestNode node) {
    Map<String, Object> meta = new LinkedHashMap<>(node.meta());
    meta.putAll(node.config().meta());
    Overrides o = new Overrides(meta, node.uniqueId());
    return new GlueCredentials(
        o.text("role_arn", profile.roleArn()),
        profile.region(),
        o.number("workers", profile.workers()),
        o.text("worker_type", profile.workerType()),
        profile.schema(),
        profile.database(),
        profile.tempSchema(),
        profile.location(),
        profile.rootLocation(),
        o.duration(
            "session_provisioning_timeout_in_seconds", profile.sessionProvisioningTimeout(), 1),
        o.duration("idle_timeout", profile.idleTimeout(), 60),
        o.duration("query_timeout_in_minutes", profile.queryTimeout(), 60),
        String.valueOf(o.text("glue_version", profile.glueVersion())),
        o.text("security_configuration", profile.securityConfiguration()),
        profile.connections(),
        o.text("conf", profile.conf()),
        o.text("datalake_formats", profile.datalakeFormats()),
        o.text("extra_jars", profile.extraJars()),
        o.text("extra_py_files", profile.extraPyFiles()),
        o.pairs("default_arguments", profile.defaultArguments()),
        profile.tags(),
        profile.deltaAthenaPrefix(),
        profile.seedFormat(),
        profile.seedMode(),
        profile.enableSparkSeedCasting(),
        profile.useInteractiveSessionRoleForApiCalls(),
        o.text("glue_session_id", profile.glueSessionId()),
        profile.glueSessionReuse(),
        o.flag("enable_session_per_model", profile.enableSessionPerModel()),
        o.text("group_session_id", profile.groupSessionId()),
        profile.useArrow(),
        profile.customIcebergCatalogNamespace(),
        profile.statementPollInterval(),
        profile.botoRetryMode(),
        profile.botoRetryMaxAttempts(),
        profile.packages(),
        profile.lfTags(),
        profile.icebergGlueCommitLockTable());
  }

  private record Overrides(Map<String, Object> meta, String node) {

    @Nullable String text(String key, @Nullable String otherwise) {
      Object value = meta.get(key);
      if (value == null) {
        return otherwise;
      }
      if (value instanceof List<?> list) {
        return String.join(",", list.stream().map(String::valueOf).toList());
      }
      return String.valueOf(value);
    }

    @Nullable Integer number(String key, @Nullable Integer otherwise) {
      Object value = meta.get(key);
      return value == null ? otherwise : Integer.valueOf(whole(key, value));
    }

    Duration duration(String key, Duration otherwise, int seconds) {
      Object value = meta.get(key);
      return value == null ? otherwise : Duration.ofSeconds((long) whole(key, value) * seconds);
    }

    boolean flag(String key, boolean otherwise) {
      Object value = meta.get(key);
      return value == null ? otherwise : Boolean.parseBoolean(String.valueOf(value));
    }

    Map<String, String> pairs(String key, Map<String, String> otherwise) {
      Object value = meta.get(key);
      if (value == null) {
        return otherwise;
      }
      Map<String, String> pairs = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> map) {
        map.forEach((k, v) -> pairs.put(String.valueOf(k), String.valueOf(v)));
        return pairs;
      }
      Arrays.stream(String.valueOf(value).split(","))
          .filter(pair -> !pair.isBlank())
          .forEach(
              pair -> {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                  throw refused(key, "pairs k=v,k=v", pair);
                }
                pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
              });
      return pairs;
    }

    private int whole(String key, Object value) {
      try {
        return value instanceof Number number
            ? Math.toIntExact(number.longValue())
            : Integer.parseInt(String.valueOf(value).strip());
      } catch (NumberFormatException e) {
        throw refused(key, "a whole number", String.valueOf(value));
      }
    }

    private ExecutorException refused(String key, String expected, String actual) {
      return new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected meta.%s of %s to be %s, but it is '%s'".formatted(key, node, expected, actual));
    }
  }
}
