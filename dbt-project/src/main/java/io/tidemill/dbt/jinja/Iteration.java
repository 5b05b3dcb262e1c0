package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Python's {@code iter()}, {@code len()} and {@code in}. */
final class Iteration {

  private Iteration() {}

  static Iterator<?> of(Object value) {
    Iterator<?> iterator = ofOrNull(value);
    if (iterator == null) {
      throw JinjaException.type("'" + PyTypes.name(value) + "' object is not iterable");
    }
    return iterator;
  }

  static @Nullable Iterator<?> ofOrNull(Object value) {
    if (value instanceof PyList list) {
      return new ListIterator(list);
    }
    if (value instanceof PyDict dict) {
      return new DictView(dict, DictView.Part.KEYS).iterate();
    }
    if (value instanceof PySet set) {
      return new ArrayList<>(set).iterator();
    }
    if (value instanceof PyTuple tuple) {
      return tuple.iterator();
    }
    String text = PyText.of(value);
    if (text != null) {
      return characters(text);
    }
    if (value instanceof JinjaObject object) {
      Iterator<?> iterator = object.iterate();
      if (iterator == null || iterator instanceof PyIterator) {
        return iterator;
      }
      return new Iterator<Object>() {
        @Override
        public boolean hasNext() {
          return iterator.hasNext();
        }

        @Override
        public Object next() {
          return PythonValues.fromJava(iterator.next());
        }
      };
    }
    return null;
  }

  private static Iterator<Object> characters(String text) {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < text.length();
      }

      @Override
      public Object next() {
        if (at >= text.length()) {
          throw new NoSuchElementException();
        }
        int start = at;
        at += Character.charCount(text.codePointAt(at));
        return text.substring(start, at);
      }
    };
  }

  /** Sees what is appended to the list while it is iterated, as Python's iterator does. */
  private static final class ListIterator implements Iterator<Object> {
    private final PyList list;
    private int index;

    ListIterator(PyList list) {
      this.list = list;
    }

    @Override
    public boolean hasNext() {
      return index < list.size();
    }

    @Override
    public Object next() {
      if (index >= list.size()) {
        throw new NoSuchElementException();
      }
      return list.get(index++);
    }
  }

  static List<Object> toList(Object value) {
    if (value instanceof PyList || value instanceof PyTuple || value instanceof PySet) {
      return new ArrayList<>((Collection<?>) value);
    }
    List<Object> result = new ArrayList<>();
    of(value).forEachRemaining(result::add);
    return result;
  }

  /** The elements of an iterable that must have exactly so many. */
  static List<Object> unpack(Object value, int count) {
    Iterator<?> values = ofOrNull(value);
    if (values == null) {
      throw JinjaException.type("cannot unpack non-iterable " + PyTypes.name(value) + " object");
    }
    List<Object> unpacked = new ArrayList<>(count);
    while (unpacked.size() < count && values.hasNext()) {
      unpacked.add(values.next());
    }
    if (unpacked.size() < count) {
      throw JinjaException.value(
          "not enough values to unpack (expected " + count + ", got " + unpacked.size() + ")");
    }
    if (values.hasNext()) {
      throw JinjaException.value("too many values to unpack (expected " + count + ")");
    }
    return unpacked;
  }

  static int length(Object value) {
    int length = lengthOrNegative(value);
    if (length < 0) {
      throw JinjaException.type("object of type '" + PyTypes.name(value) + "' has no len()");
    }
    return length;
  }

  static int lengthOrNegative(Object value) {
    if (value instanceof Collection<?> items) {
      return items.size();
    }
    if (value instanceof PyDict dict) {
      return dict.size();
    }
    String text = PyText.of(value);
    if (text != null) {
      return PyText.length(text);
    }
    return value instanceof JinjaObject object ? object.length() : -1;
  }

  static boolean contains(Object container, Object value) {
    String text = PyText.of(container);
    if (text != null) {
      String part = PyText.of(value);
      if (part == null) {
        throw JinjaException.type(
            "'in <string>' requires string as left operand, not " + PyTypes.name(value));
      }
      return text.contains(part);
    }
    if (container instanceof PyDict dict) {
      return dict.containsKey(value);
    }
    if (container instanceof PySet set) {
      return set.contains(value);
    }
    if (container instanceof DictView view) {
      return view.contains(value);
    }
    if (container instanceof JinjaObject object && object.isMapping()) {
      return object.getItem(value) != Missing.MISSING;
    }
    Iterator<?> iterator = ofOrNull(container);
    if (iterator == null) {
      throw JinjaException.type(
          "argument of type '" + PyTypes.name(container) + "' is not iterable");
    }
    while (iterator.hasNext()) {
      Object item = iterator.next();
      if (item == value || Comparisons.equal(item, value)) {
        return true;
      }
    }
    return false;
  }
}
