package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.PyDict;

/** {@code api}: the classes macros may make objects of. */
public final class Api {
  private Api() {}

  public static PyDict object() {
    PyDict api = new PyDict();
    api.put("Relation", RelationClass.OBJECT);
    api.put("Column", ColumnClass.OBJECT);
    return api;
  }
}
