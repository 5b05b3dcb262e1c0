package io.tidemill.executor.session;

import io.tidemill.dbt.config.GlueCredentials;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Profiles for tests: a small complete one, changed by the names of its components. */
public final class Profiles {
  private Profiles() {}

  public static GlueCredentials minimal() {
    return with(Map.of());
  }

  public static GlueCredentials with(Map<String, Object> changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("roleArn", "arn:aws:iam::000000000000:role/session");
    values.put("region", "us-east-1");
    values.put("workers", 2);
    values.put("workerType", "G.1X");
    values.put("schema", "analytics");
    values.put("location", "s3://lake/");
    values.put("sessionProvisioningTimeout", Duration.ofSeconds(120));
    values.put("idleTimeout", Duration.ofMinutes(10));
    values.put("queryTimeout", Duration.ofMinutes(300));
    values.put("glueVersion", "5.1");
    values.put("seedFormat", "parquet");
    values.put("seedMode", "overwrite");
    values.put("customIcebergCatalogNamespace", "glue_catalog");
    values.put("statementPollInterval", Duration.ofSeconds(1));
    values.put("botoRetryMode", "adaptive");
    values.put("botoRetryMaxAttempts", 10);
    values.put("icebergGlueCommitLockTable", "lock");
    values.putAll(changes);
    RecordComponent[] components = GlueCredentials.class.getRecordComponents();
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] = values.getOrDefault(components[i].getName(), absent(types[i]));
    }
    try {
      Constructor<GlueCredentials> constructor =
          GlueCredentials.class.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object absent(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == List.class) {
      return List.of();
    }
    return type == Map.class ? Map.of() : null;
  }
}
