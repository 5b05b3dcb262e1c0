package io.tidemill.catalog.permission;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What Lake Formation lets a principal do with a table. {@code ALL} does not appear: it is all of
 * these.
 */
public enum Permission {
  ALTER,
  DELETE,
  DESCRIBE,
  DROP,
  INSERT,
  SELECT;

  /** Every permission, as Lake Formation's {@code ALL} stands for. */
  public static Set<Permission> all() {
    return EnumSet.allOf(Permission.class);
  }

  /**
   * The permissions that a privilege of dbt's {@code grants} config stands for.
   *
   * @throws GovernanceException when Lake Formation knows nothing like it
   */
  public static Set<Permission> ofPrivilege(String privilege) {
    return switch (privilege.strip().toLowerCase(Locale.ROOT)) {
      case "select" -> EnumSet.of(SELECT, DESCRIBE);
      case "insert" -> EnumSet.of(INSERT);
      case "delete" -> EnumSet.of(DELETE);
      case "update", "modify" -> EnumSet.of(INSERT, DELETE);
      case "alter" -> EnumSet.of(ALTER);
      case "drop" -> EnumSet.of(DROP);
      case "describe" -> EnumSet.of(DESCRIBE);
      case "all", "all privileges" -> all();
      default ->
          throw new GovernanceException(
              "Expected a privilege of select, insert, update, delete, modify, alter, drop, describe or all, but got '"
                  + privilege
                  + "'; Lake Formation has no such permission on tables");
    };
  }

  /**
   * The permissions that Lake Formation's name stands for; empty for those that are not about
   * tables.
   */
  public static Set<Permission> ofLakeFormation(String name) {
    if (name.equals("ALL") || name.equals("SUPER_USER")) {
      return all();
    }
    for (Permission permission : values()) {
      if (permission.name().equals(name)) {
        return EnumSet.of(permission);
      }
    }
    return EnumSet.noneOf(Permission.class);
  }
}
