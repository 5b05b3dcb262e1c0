package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;

/** Compiles assignment targets. */
final class Targets {

  private Targets() {}

  /** Stores a value. */
  interface Target {
    void assign(Activation activation, Object value);
  }

  static Target compile(Expr target, Frame frame) {
    if (target instanceof Expr.Name name) {
      int index = frame.slot(name.name()).index();
      if (!frame.topLevel) {
        return (activation, value) -> activation.slots[index] = value;
      }
      return (activation, value) -> {
        activation.slots[index] = value;
        activation.context.set(name.name(), value);
      };
    }
    if (target instanceof Expr.NamespaceTarget attribute) {
      FunctionScope.Slot slot = frame.slot(attribute.name());
      return (activation, value) -> namespace(activation, slot).set(attribute.attribute(), value);
    }
    if (target instanceof Expr.TupleOf tuple) {
      List<Target> parts = tuple.items().stream().map(item -> compile(item, frame)).toList();
      return (activation, value) -> unpack(parts, activation, value);
    }
    throw new IllegalStateException("Expected an assignable expression, but got " + target);
  }

  private static Namespace namespace(Activation activation, FunctionScope.Slot slot) {
    if (activation.outer(slot.hops()).slots[slot.index()] instanceof Namespace namespace) {
      return namespace;
    }
    throw new JinjaException(ErrorKind.RUNTIME, "cannot assign attribute on non-namespace object");
  }

  /**
   * Fails when a namespace target in an assignment is none, which Jinja2 checks before it evaluates
   * the value.
   */
  static Target check(Expr target, Frame frame) {
    List<FunctionScope.Slot> slots = new ArrayList<>();
    AstWalker walker =
        new AstWalker() {
          @Override
          public Boolean namespaceTarget(Expr.NamespaceTarget attribute) {
            slots.add(frame.slot(attribute.name()));
            return true;
          }
        };
    target.accept(walker);
    return (activation, value) -> slots.forEach(slot -> namespace(activation, slot));
  }

  private static void unpack(List<Target> parts, Activation activation, Object value) {
    List<Object> unpacked = Iteration.unpack(value, parts.size());
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).assign(activation, unpacked.get(i));
    }
  }
}
