package io.tidemill.dbt.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An environment that remembers which variables were asked for by name. Thread-safe. */
public final class TrackedEnvironment extends AbstractMap<String, String> {
  private final Map<String, String> environment;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  public TrackedEnvironment(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String get(Object name) {
    asked.add(String.valueOf(name));
    return environment.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return environment.entrySet();
  }

  /** What was asked for so far, by name, and by others before. */
  public List<EnvironmentRead> reads(List<EnvironmentRead> before) {
    Set<String> names = new TreeSet<>(asked);
    before.forEach(read -> names.add(read.name()));
    List<EnvironmentRead> reads = new ArrayList<>();
    names.forEach(name -> reads.add(new EnvironmentRead(name, hash(name))));
    return reads;
  }

  /** Whether variables still have the values they had when they were read. */
  public boolean still(List<EnvironmentRead> reads) {
    return reads.stream().allMatch(read -> read.hash().equals(hash(read.name())));
  }

  private String hash(String name) {
    String value = environment.get(name);
    if (value == null) {
      return "";
    }
    try {
      byte[] salted = (name + '\0' + value).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(salted));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 to be available, but it is not", e);
    }
  }
}
