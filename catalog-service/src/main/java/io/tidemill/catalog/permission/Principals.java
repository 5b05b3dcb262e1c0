package io.tidemill.catalog.permission;

import java.util.Map;
import java.util.TreeMap;

/**
 * The names by which models call principals, so that a model reads the same in every environment.
 */
public record Principals(Map<String, String> aliases, String account) {

  public Principals {
    aliases = Map.copyOf(aliases);
  }

  /** These names, and those of {@code other} where this has none. */
  public Principals orElse(Map<String, String> other) {
    Map<String, String> merged = new TreeMap<>(other);
    merged.putAll(aliases);
    return new Principals(merged, account);
  }

  /**
   * The principal that a model calls {@code grantee}: an alias or an id that Lake Formation takes
   * as it is.
   *
   * @throws GovernanceException when it is neither
   */
  public Principal resolve(String grantee) {
    String alias = aliases.get(grantee);
    if (alias != null) {
      return Principal.of(alias.replaceAll("\\{\\{\\s*account\\s*}}", account));
    }
    try {
      return Principal.of(grantee);
    } catch (GovernanceException notAnId) {
      throw new GovernanceException(
          "Expected grantee '"
              + grantee
              + "' to be an alias or a principal's ARN, but it is neither; add tidemill.principals["
              + grantee
              + "] to the service's configuration or to the project's tidemill.yml (known aliases: "
              + new TreeMap<>(aliases).keySet()
              + ")");
    }
  }
}
