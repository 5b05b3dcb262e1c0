package io.tidemill.dbt.jinja;

import java.util.Iterator;
import java.util.Map;

/**
 * What {@code dict.keys()}, {@code values()} and {@code items()} return: a live view of the dict.
 */
record DictView(PyDict dict, Part part) implements JinjaObject {

  enum Part {
    KEYS("dict_keys"),
    VALUES("dict_values"),
    ITEMS("dict_items");

    private final String type;

    Part(String type) {
      this.type = type;
    }
  }

  @Override
  public Iterator<Object> iterate() {
    Iterator<Map.Entry<Object, Object>> entries = dict.entrySet().iterator();
    return new Iterator<>() {
      private final int size = dict.size();

      @Override
      public boolean hasNext() {
        if (dict.size() != size) {
          throw new JinjaException(
              ErrorKind.PYTHON_RUNTIME, "dictionary changed size during iteration");
        }
        return entries.hasNext();
      }

      @Override
      public Object next() {
        Map.Entry<Object, Object> entry = entries.next();
        return switch (part) {
          case KEYS -> entry.getKey();
          case VALUES -> entry.getValue();
          case ITEMS -> PyTuple.of(entry.getKey(), entry.getValue());
        };
      }
    };
  }

  boolean contains(Object value) {
    if (part == Part.KEYS) {
      return dict.containsKey(value);
    }
    if (part == Part.ITEMS) {
      if (!(value instanceof PyTuple pair) || pair.size() != 2) {
        return false;
      }
      Object found = dict.get(pair.get(0));
      return found != null && Comparisons.equal(found, pair.get(1));
    }
    for (Object item : dict.values()) {
      if (Comparisons.equal(item, value)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the view takes part in set operations. */
  boolean isSetLike() {
    return part != Part.VALUES;
  }

  PySet toSet() {
    PySet set = new PySet();
    iterate().forEachRemaining(set::add);
    return set;
  }

  @Override
  public int length() {
    return dict.size();
  }

  @Override
  public String pythonType() {
    return part.type;
  }

  @Override
  public String repr() {
    return part.type + "(" + PyRepr.repr(new PyList(Iteration.toList(this))) + ")";
  }

  @Override
  public boolean equals(Object other) {
    if (other == this) {
      return true;
    }
    return isSetLike()
        && other instanceof DictView view
        && view.isSetLike()
        && toSet().equals(view.toSet());
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(dict);
  }
}
