package io.tidemill.dbt.jinja;

import java.util.List;

/** Jinja2's {@code cycler()}. */
final class Cycler implements JinjaObject {

  private final List<Object> items;
  private int index;

  Cycler(List<Object> items) {
    if (items.isEmpty()) {
      throw new JinjaException(ErrorKind.PYTHON_RUNTIME, "at least one item has to be provided");
    }
    this.items = items;
  }

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "current" -> items.get(index);
      case "items" -> PyTuple.copyOf(items);
      case "pos" -> (long) index;
      case "next" -> new BoundFunction("next", arguments -> next());
      case "reset" ->
          new BoundFunction(
              "reset",
              arguments -> {
                index = 0;
                return PyNone.NONE;
              });
      default -> Missing.MISSING;
    };
  }

  private Object next() {
    Object current = items.get(index);
    index = (index + 1) % items.size();
    return current;
  }

  @Override
  public String pythonType() {
    return "Cycler";
  }

  @Override
  public String qualifiedType() {
    return "jinja2.utils.Cycler";
  }
}
