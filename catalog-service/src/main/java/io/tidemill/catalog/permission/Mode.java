package io.tidemill.catalog.permission;

import java.util.Locale;

/** How far the service goes to make a table's permissions what the project declares. */
public enum Mode {
  /** Reports the difference and changes nothing. */
  AUDIT,
  /** Adds what is missing and takes nothing away. */
  ADDITIVE,
  /**
   * Adds what is missing and takes away what it once added itself. Permissions given by others
   * stay.
   */
  MANAGED,
  /** Adds what is missing and takes away everything else, but for protected principals. */
  AUTHORITATIVE;

  /** The mode a project writes as {@code name}. */
  public static Mode of(String name) {
    for (Mode mode : values()) {
      if (mode.label().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new GovernanceException(
        "Expected governance mode to be audit, additive, managed or authoritative, but got '"
            + name
            + "'");
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
