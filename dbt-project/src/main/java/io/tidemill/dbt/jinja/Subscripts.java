package io.tidemill.dbt.jinja;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jinja2's sandboxed access to attributes and items. */
final class Subscripts {

  /** Attributes that every Python object has, all of them out of bounds. */
  private static final Set<String> DUNDERS =
      Set.of(
          "__class__",
          "__delattr__",
          "__dir__",
          "__doc__",
          "__eq__",
          "__format__",
          "__ge__",
          "__getattribute__",
          "__getstate__",
          "__gt__",
          "__hash__",
          "__init__",
          "__init_subclass__",
          "__le__",
          "__lt__",
          "__ne__",
          "__new__",
          "__reduce__",
          "__reduce_ex__",
          "__repr__",
          "__setattr__",
          "__sizeof__",
          "__str__",
          "__subclasshook__");

  private static final Set<String> CONTAINER_DUNDERS =
      Set.of("__len__", "__getitem__", "__iter__", "__contains__");

  private final UndefinedPolicy policy;

  Subscripts(UndefinedPolicy policy) {
    this.policy = policy;
  }

  /** {@code target.name}: the attribute, else the item. */
  Object attribute(Object target, String name) {
    Object value = rawAttribute(target, name);
    if (value != Missing.MISSING) {
      return name.startsWith("_") ? unsafe(target, name) : value;
    }
    Object item = rawItem(target, name);
    return item == Missing.MISSING ? Undefined.ofMember(policy, target, name) : item;
  }

  /** {@code target[key]}: the item, else the attribute. */
  Object item(Object target, Object key) {
    Object item = rawItem(target, key);
    if (item != Missing.MISSING) {
      return item;
    }
    String name = PyText.of(key);
    if (name != null) {
      Object value = rawAttribute(target, name);
      if (value != Missing.MISSING) {
        return name.startsWith("_") ? unsafe(target, name) : value;
      }
    }
    return Undefined.ofMember(policy, target, key);
  }

  private Undefined unsafe(Object target, String name) {
    String hint =
        "access to attribute "
            + PyRepr.quote(name)
            + " of "
            + PyRepr.quote(PyTypes.name(target))
            + " object is unsafe.";
    return new Undefined(policy, ErrorKind.SECURITY, hint, target, name);
  }

  /** {@code getattr(target, name)}, or MISSING. */
  static Object rawAttribute(Object target, String name) {
    if (target instanceof JinjaObject object) {
      if (name.startsWith("_") && !(object instanceof Undefined)) {
        return DUNDERS.contains(name) ? PyNone.NONE : Missing.MISSING;
      }
      return PythonValues.fromJava(object.getAttribute(name));
    }
    Method method = Methods.find(target, name);
    if (method != null) {
      return new BoundMethod(target, name, method);
    }
    if (name.startsWith("_")) {
      boolean container = PyText.is(target) || target instanceof List || target instanceof Map;
      return DUNDERS.contains(name) || container && CONTAINER_DUNDERS.contains(name)
          ? PyNone.NONE
          : Missing.MISSING;
    }
    if (PyNumbers.isNumber(target)) {
      return switch (name) {
        case "real" -> target instanceof Boolean flag ? (flag ? 1L : 0L) : target;
        case "imag" -> target instanceof Double ? (Object) 0.0 : (Object) 0L;
        case "numerator" -> PyNumbers.isInt(target) ? Operators.plus(target) : Missing.MISSING;
        case "denominator" -> PyNumbers.isInt(target) ? 1L : Missing.MISSING;
        default -> Missing.MISSING;
      };
    }
    return Missing.MISSING;
  }

  /** {@code target[key]}, or MISSING when Python raises TypeError or LookupError. */
  private static Object rawItem(Object target, Object key) {
    if (target instanceof PyDict dict) {
      if (key instanceof PyList || key instanceof PyDict || key instanceof PySet) {
        return Missing.MISSING;
      }
      Object value = dict.get(key);
      return value == null ? Missing.MISSING : value;
    }
    if (target instanceof List<?> list) {
      if (key instanceof PySlice slice) {
        return slice(target, slice);
      }
      if (!(key instanceof Long) && !(key instanceof Boolean)) {
        return Missing.MISSING;
      }
      int index = PyNumbers.toIndex(key);
      int absolute = index < 0 ? index + list.size() : index;
      return absolute < 0 || absolute >= list.size() ? Missing.MISSING : list.get(absolute);
    }
    String text = PyText.of(target);
    if (text != null) {
      if (!(key instanceof Long) && !(key instanceof Boolean)) {
        return Missing.MISSING;
      }
      int length = PyText.length(text);
      int index = PyNumbers.toIndex(key);
      int absolute = index < 0 ? index + length : index;
      return absolute < 0 || absolute >= length
          ? Missing.MISSING
          : PyText.substring(text, absolute, absolute + 1);
    }
    if (target instanceof JinjaObject object) {
      return itemOf(object, key);
    }
    return Missing.MISSING;
  }

  private static Object itemOf(JinjaObject object, Object key) {
    try {
      return PythonValues.fromJava(object.getItem(key));
    } catch (JinjaException failure) {
      boolean lookup =
          failure.kind() == ErrorKind.TYPE
              || failure.kind() == ErrorKind.INDEX
              || failure.kind() == ErrorKind.KEY;
      if (lookup) {
        return Missing.MISSING;
      }
      throw failure;
    }
  }

  /** {@code target[start:stop:step]}, which Jinja2 leaves to Python. */
  static Object slice(Object target, PySlice slice) {
    String text = PyText.of(target);
    if (text != null) {
      String part = PyText.slice(text, slice);
      return target instanceof Markup ? new Markup(part) : part;
    }
    if (target instanceof PyList || target instanceof PyTuple) {
      List<?> items = (List<?>) target;
      PySlice.Bounds bounds = slice.resolve(items.size());
      Object[] part = new Object[bounds.size()];
      for (int i = 0; i < part.length; i++) {
        part[i] = items.get((int) (bounds.start() + i * bounds.step()));
      }
      return target instanceof PyTuple ? PyTuple.of(part) : PyList.of(part);
    }
    if (target instanceof PyDict) {
      throw JinjaException.type("unhashable type: 'slice'");
    }
    if (target instanceof JinjaObject object && object.hasItems()) {
      Object part = object.getItem(slice);
      if (part != Missing.MISSING) {
        return PythonValues.fromJava(part);
      }
    }
    if (target instanceof Undefined undefined) {
      throw undefined.failure();
    }
    throw JinjaException.type("'" + PyTypes.name(target) + "' object is not subscriptable");
  }
}
