package io.tidemill.executor.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that decides whether two tasks can share a session. Tasks of equal specs share a pool.
 *
 * @param region AWS region
 * @param role role that the session runs as
 * @param glueVersion Glue version, e.g. {@code 5.1}
 * @param workerType worker type, e.g. {@code G.1X}
 * @param workers number of workers
 * @param idleTimeout after which Glue itself ends an idle session: the net under our own release
 * @param timeout after which Glue ends the session in any case
 * @param securityConfiguration encryption settings by name; null for none
 * @param connections Glue connections by name
 * @param arguments DefaultArguments, complete: conf, formats, jars
 * @param sessionConf Spark settings that are made when the session starts; they do not fit in the
 *     arguments
 * @param tags tags of the user's
 * @param provisioningTimeout how long it may take to become READY
 * @param group separates sessions that must not be shared although all else is equal; empty for
 *     none
 */
public record SessionSpec(
    String region,
    String role,
    String glueVersion,
    String workerType,
    int workers,
    Duration idleTimeout,
    Duration timeout,
    @Nullable String securityConfiguration,
    List<String> connections,
    Map<String, String> arguments,
    Map<String, String> sessionConf,
    Map<String, String> tags,
    Duration provisioningTimeout,
    String group) {

  private static final int SHORT = 12;

  public SessionSpec {
    connections = List.copyOf(connections);
    arguments = Map.copyOf(arguments);
    sessionConf = Map.copyOf(sessionConf);
    tags = Map.copyOf(tags);
  }

  /**
   * Identity of the spec: twelve hexadecimal digits over everything but the provisioning timeout.
   */
  public String digest() {
    SortedMap<String, Object> all = new TreeMap<>();
    all.put("region", region);
    all.put("role", role);
    all.put("glueVersion", glueVersion);
    all.put("workerType", workerType);
    all.put("workers", workers);
    all.put("idleTimeout", idleTimeout);
    all.put("timeout", timeout);
    all.put("securityConfiguration", String.valueOf(securityConfiguration));
    all.put("connections", connections);
    all.put("arguments", new TreeMap<>(arguments));
    all.put("sessionConf", new TreeMap<>(sessionConf));
    all.put("tags", new TreeMap<>(tags));
    all.put("group", group);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, SHORT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "Expected every Java to have SHA-256, but this one has not", e);
    }
  }

  /** Worker count and type as people write it: {@code 2 x G.1X}. */
  public String workersText() {
    return workers + " x " + workerType;
  }

  /** DPUs that it is billed for while it lives. */
  public double dpus() {
    return WorkerTypes.dpus(workerType, workers);
  }
}
