package io.tidemill.catalog.permission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a project declares for one table.
 *
 * @param atoms what is to be in place
 * @param emptied permissions declared with no grantee: nobody is to hold them
 * @param onlyTheseTags whether tags that are not declared go, whoever attached them
 * @param onlyTheseFilters whether data cells filters that are not declared go, whoever made them
 * @param closed whether IAM_ALLOWED_PRINCIPALS loses its permissions, as the very last step
 */
public record Desired(
    TableName table,
    Mode mode,
    Set<Atom> atoms,
    Set<Permission> emptied,
    boolean onlyTheseTags,
    boolean onlyTheseFilters,
    boolean closed) {

  public Desired {
    atoms = Set.copyOf(atoms);
    emptied = Set.copyOf(emptied);
  }

  /** Whether the project says anything about this table. */
  public boolean silent() {
    return atoms.isEmpty() && emptied.isEmpty() && !onlyTheseTags && !onlyTheseFilters && !closed;
  }

  /** SHA-256 over what is declared: equal declarations have equal hashes. */
  public String hash() {
    StringBuilder text = new StringBuilder();
    text.append(mode)
        .append(new TreeSet<>(emptied))
        .append(onlyTheseTags)
        .append(onlyTheseFilters)
        .append(closed);
    atoms.stream().map(Desired::canonical).sorted().forEach(line -> text.append('\n').append(line));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java runtime has SHA-256", impossible);
    }
  }

  private static String canonical(Atom atom) {
    return atom.getClass().getSimpleName() + " " + atom;
  }
}
