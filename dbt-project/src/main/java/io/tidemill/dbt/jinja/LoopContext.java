package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}. */
final class LoopContext implements JinjaCallable {

  /** Renders the loop's body for other items, one level deeper. */
  interface Recursion {
    Object render(Object iterable, int depth);
  }

  private final Object iterable;
  private final @Nullable Recursion recursion;
  private final UndefinedPolicy policy;
  private final int depth0;
  private Iterator<?> iterator;
  private int index0 = -1;
  private int length = -1;
  private @Nullable Object after;
  private @Nullable Object current;
  private @Nullable Object before;
  private @Nullable PyTuple lastChanged;

  LoopContext(
      Object iterable,
      Iterator<?> iterator,
      UndefinedPolicy policy,
      @Nullable Recursion recursion,
      int depth0) {
    this.iterable = iterable;
    this.iterator = iterator;
    this.policy = policy;
    this.recursion = recursion;
    this.depth0 = depth0;
  }

  boolean hasNext() {
    return after != null || iterator.hasNext();
  }

  Object next() {
    Object value = after == null ? iterator.next() : after;
    after = null;
    index0++;
    before = current;
    current = value;
    return value;
  }

  private boolean peek() {
    if (after == null && iterator.hasNext()) {
      after = iterator.next();
    }
    return after != null;
  }

  @Override
  public int length() {
    if (length < 0) {
      length = Iteration.lengthOrNegative(iterable);
    }
    if (length < 0) {
      List<Object> rest = new ArrayList<>();
      iterator.forEachRemaining(rest::add);
      iterator = rest.iterator();
      length = rest.size() + index0 + 1 + (after == null ? 0 : 1);
    }
    return length;
  }

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "index0" -> (long) index0;
      case "index" -> (long) index0 + 1;
      case "length" -> (long) length();
      case "revindex0" -> (long) length() - index0 - 1;
      case "revindex" -> (long) length() - index0;
      case "first" -> index0 == 0;
      case "last" -> !peek();
      case "depth" -> (long) depth0 + 1;
      case "depth0" -> (long) depth0;
      case "previtem" ->
          index0 == 0 || before == null
              ? Undefined.ofHint(policy, "there is no previous item", null)
              : before;
      case "nextitem" ->
          peek() && after != null ? after : Undefined.ofHint(policy, "there is no next item", null);
      case "cycle" -> new BoundFunction("cycle", this::cycle);
      case "changed" -> new BoundFunction("changed", this::changed);
      default -> Missing.MISSING;
    };
  }

  private Object cycle(CallArguments arguments) {
    if (arguments.size() == 0) {
      throw JinjaException.type("no items for cycling given");
    }
    return arguments.positional().get(index0 % arguments.size());
  }

  private Object changed(CallArguments arguments) {
    PyTuple values = PyTuple.copyOf(arguments.positional());
    boolean changed = lastChanged == null || !Comparisons.equal(lastChanged, values);
    lastChanged = values;
    return changed;
  }

  @Override
  public Object call(CallArguments arguments) {
    if (recursion == null) {
      throw JinjaException.type(
          "The loop must have the 'recursive' marker to be called recursively.");
    }
    Object items = Signature.of("__call__(iterable)").bind(arguments)[0];
    return recursion.render(java.util.Objects.requireNonNull(items), depth0 + 1);
  }

  @Override
  public boolean truthy() {
    return length() > 0;
  }

  @Override
  public String pythonType() {
    return "LoopContext";
  }

  @Override
  public String qualifiedType() {
    return "jinja2.runtime.LoopContext";
  }

  @Override
  public String repr() {
    return "<LoopContext " + (index0 + 1) + "/" + length() + ">";
  }
}
