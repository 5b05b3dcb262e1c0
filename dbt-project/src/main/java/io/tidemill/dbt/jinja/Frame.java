package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One scope while a template is compiled. */
final class Frame {

  final Symbols symbols;
  final FunctionScope function;
  final boolean topLevel;
  final boolean inLoop;

  /** Inside a condition, where an unknown filter only fails when it is reached. */
  final boolean soft;

  private Frame(
      Symbols symbols, FunctionScope function, boolean topLevel, boolean inLoop, boolean soft) {
    this.symbols = symbols;
    this.function = function;
    this.topLevel = topLevel;
    this.inLoop = inLoop;
    this.soft = soft;
  }

  static Frame root(boolean topLevel) {
    return new Frame(Symbols.root(), new FunctionScope(null), topLevel, false, false);
  }

  Frame inner() {
    return new Frame(symbols.inner(), function, false, false, false);
  }

  Frame innerFunction() {
    return new Frame(symbols.inner(), new FunctionScope(function), false, false, false);
  }

  Frame innerLoop(boolean ownFunction) {
    FunctionScope target = ownFunction ? new FunctionScope(function) : function;
    return new Frame(symbols.inner(), target, false, true, false);
  }

  /** A scope inside this one whose variables live in another function. */
  Frame innerIn(FunctionScope target) {
    return new Frame(symbols.inner(), target, false, false, false);
  }

  /** A function for the condition of this loop: it sees what the scope around the loop sees. */
  Frame siblingFunction(Frame around) {
    return new Frame(around.symbols.inner(), new FunctionScope(function), false, false, false);
  }

  Frame asSoft() {
    return new Frame(symbols, function, topLevel, inLoop, true);
  }

  FunctionScope.Slot slot(String name) {
    String identifier = symbols.find(name);
    if (identifier == null) {
      symbols.load(name);
      throw new IllegalStateException("Expected '" + name + "' to be a name of its scope");
    }
    return function.find(identifier);
  }

  boolean knows(String name) {
    return symbols.find(name) != null;
  }

  void declareAll() {
    symbols.loads().keySet().forEach(function::declare);
  }

  /** What fills the variables of this scope when it is entered. */
  Enter entry() {
    declareAll();
    List<Step> steps = new ArrayList<>();
    for (Map.Entry<String, Symbols.Load> entry : symbols.loads().entrySet()) {
      int index = function.declare(entry.getKey());
      Symbols.Load load = entry.getValue();
      switch (load.source()) {
        case PARAMETER -> {}
        case CONTEXT -> steps.add(new Step(index, load.from(), null));
        case OUTER -> steps.add(new Step(index, null, function.find(load.from())));
        case NOTHING -> steps.add(new Step(index, null, null));
      }
    }
    return new Enter(steps.toArray(Step[]::new));
  }

  private record Step(
      int index,
      @org.jspecify.annotations.Nullable String name,
      FunctionScope.@org.jspecify.annotations.Nullable Slot outer) {}

  /** Fills the variables of a scope. */
  static final class Enter {
    private final Step[] steps;

    private Enter(Step[] steps) {
      this.steps = steps;
    }

    void run(Activation activation) {
      for (Step step : steps) {
        if (step.name != null) {
          activation.slots[step.index] = activation.context.resolve(step.name);
        } else if (step.outer != null) {
          activation.slots[step.index] =
              activation.outer(step.outer.hops()).slots[step.outer.index()];
        } else {
          activation.slots[step.index] = null;
        }
      }
    }
  }
}
