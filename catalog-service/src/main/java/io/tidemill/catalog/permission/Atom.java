package io.tidemill.catalog.permission;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;

/**
 * The smallest thing that can be in place or not on a table. Two states compare as two sets of
 * these.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Atom.Grant.class, name = "grant"),
  @JsonSubTypes.Type(value = Atom.Tag.class, name = "tag"),
  @JsonSubTypes.Type(value = Atom.Filter.class, name = "filter"),
})
public sealed interface Atom {

  /**
   * A principal may do something.
   *
   * @param grantOption the right to pass the permission on; held beside the permission itself, as
   *     an atom of its own
   */
  record Grant(Principal principal, Scope scope, Permission permission, boolean grantOption)
      implements Atom {
    @Override
    public String toString() {
      return principal + " " + permission + (grantOption ? " (grant option)" : "") + " on " + scope;
    }
  }

  /** An LF-tag is attached. Lake Formation keeps keys and values in lower case. */
  record Tag(TagTarget target, String key, String value) implements Atom {
    public Tag {
      key = key.toLowerCase(Locale.ROOT);
      value = value.toLowerCase(Locale.ROOT);
    }

    boolean samePlace(Tag other) {
      return target.equals(other.target) && key.equals(other.key);
    }

    @Override
    public String toString() {
      return key + "=" + value + " on " + target;
    }
  }

  /**
   * A data cells filter exists.
   *
   * @param rows row filter expression; empty for all rows
   * @param columns columns it shows; empty for all but the excluded ones
   */
  record Filter(String name, String rows, List<String> columns, List<String> excludedColumns)
      implements Atom {
    public Filter {
      rows = rows.strip();
      columns = lowerCase(columns);
      excludedColumns = lowerCase(excludedColumns);
    }

    private static List<String> lowerCase(List<String> names) {
      return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList();
    }

    @Override
    public String toString() {
      String shown = columns.isEmpty() ? "*" : String.join(", ", columns);
      String hidden =
          excludedColumns.isEmpty() ? "" : " except " + String.join(", ", excludedColumns);
      return name + ": " + shown + hidden + (rows.isEmpty() ? "" : " where " + rows);
    }
  }
}
