package io.tidemill.catalog.permission;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;

/** What an LF-tag is attached to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TagTarget.OnDatabase.class, name = "database"),
  @JsonSubTypes.Type(value = TagTarget.OnTable.class, name = "table"),
  @JsonSubTypes.Type(value = TagTarget.OnColumn.class, name = "column"),
})
public sealed interface TagTarget {
  TagTarget DATABASE = new OnDatabase();
  TagTarget TABLE = new OnTable();

  /** The table's database: other tables inherit from it, so we add there and never remove. */
  record OnDatabase() implements TagTarget {
    @Override
    public String toString() {
      return "database";
    }
  }

  /** The table. */
  record OnTable() implements TagTarget {
    @Override
    public String toString() {
      return "table";
    }
  }

  /** A column of the table. */
  record OnColumn(String name) implements TagTarget {
    public OnColumn {
      name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return "column " + name;
    }
  }
}
