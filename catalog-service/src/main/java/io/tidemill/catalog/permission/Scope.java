package io.tidemill.catalog.permission;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;

/** How much of a table a permission is about. Columns have lower-case names, as the catalog has. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Scope.WholeTable.class, name = "table"),
  @JsonSubTypes.Type(value = Scope.Column.class, name = "column"),
  @JsonSubTypes.Type(value = Scope.ColumnsExcept.class, name = "columns-except"),
  @JsonSubTypes.Type(value = Scope.Filtered.class, name = "filter"),
})
public sealed interface Scope {
  Scope TABLE = new WholeTable();

  /** All of it. */
  record WholeTable() implements Scope {
    @Override
    public String toString() {
      return "table";
    }
  }

  /** One column. Lake Formation grants several at once; one at a time they can be told apart. */
  record Column(String name) implements Scope {
    public Column {
      name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return "column " + name;
    }
  }

  /** Every column, later ones too, but these. */
  record ColumnsExcept(List<String> names) implements Scope {
    public ColumnsExcept {
      names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList();
    }

    @Override
    public String toString() {
      return "columns except " + String.join(", ", names);
    }
  }

  /** What a data cells filter lets through. */
  record Filtered(String filter) implements Scope {
    @Override
    public String toString() {
      return "filter " + filter;
    }
  }
}
