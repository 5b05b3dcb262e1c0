package io.tidemill.dbt.jinja;

import io.tidemill.dbt.jinja.Expr.Comparator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns expressions of one scope into code. */
final class ExpressionCompiler implements Expr.Visitor<Code> {

  private final JinjaEnvironment environment;
  private final TemplateName template;
  private final boolean isNative;
  private final Frame frame;

  ExpressionCompiler(
      JinjaEnvironment environment, TemplateName template, boolean isNative, Frame frame) {
    this.environment = environment;
    this.template = template;
    this.isNative = isNative;
    this.frame = frame;
  }

  Code compile(Expr expression) {
    return expression.accept(this);
  }

  /** Code that adds the place to errors that do not know theirs. */
  private Code located(Position at, Code code) {
    return activation -> {
      try {
        return code.eval(activation);
      } catch (JinjaException failure) {
        throw failure.at(template, at);
      } catch (RuntimeException failure) {
        if (failure instanceof TracedFailure traced) {
          traced.at(template, at);
        }
        throw failure;
      }
    };
  }

  private Code[] compileAll(List<Expr> expressions) {
    return expressions.stream().map(this::compile).toArray(Code[]::new);
  }

  @Override
  public Code constant(Expr.Constant constant) {
    Object value = constant.value();
    return activation -> value;
  }

  @Override
  public Code name(Expr.Name name) {
    FunctionScope.Slot slot = frame.slot(name.name());
    int index = slot.index();
    int hops = slot.hops();
    if (hops == 0) {
      return activation -> {
        Object value = activation.slots[index];
        return value == null ? activation.context.undefined(name.name()) : value;
      };
    }
    return activation -> {
      Object value = activation.outer(hops).slots[index];
      return value == null ? activation.context.undefined(name.name()) : value;
    };
  }

  @Override
  public Code namespaceTarget(Expr.NamespaceTarget target) {
    throw new IllegalStateException("Expected a namespace target only in an assignment");
  }

  @Override
  public Code tuple(Expr.TupleOf tuple) {
    Code[] items = compileAll(tuple.items());
    return activation -> PyTuple.copyOf(evalAll(items, activation));
  }

  @Override
  public Code list(Expr.ListOf list) {
    Code[] items = compileAll(list.items());
    return activation -> new PyList(evalAll(items, activation));
  }

  private static List<Object> evalAll(Code[] codes, Activation activation) {
    List<Object> values = new ArrayList<>(codes.length);
    for (Code code : codes) {
      values.add(code.eval(activation));
    }
    return values;
  }

  @Override
  public Code dict(Expr.DictOf dict) {
    Code[] keys = dict.items().stream().map(pair -> compile(pair.key())).toArray(Code[]::new);
    Code[] values = dict.items().stream().map(pair -> compile(pair.value())).toArray(Code[]::new);
    return located(
        dict.at(),
        activation -> {
          PyDict result = new PyDict();
          for (int i = 0; i < keys.length; i++) {
            result.put(keys[i].eval(activation), values[i].eval(activation));
          }
          return result;
        });
  }

  @Override
  public Code binary(Expr.Binary binary) {
    Code left = compile(binary.left());
    Code right = compile(binary.right());
    return located(
        binary.at(),
        switch (binary.operator()) {
          case ADD -> activation -> Operators.add(left.eval(activation), right.eval(activation));
          case SUBTRACT ->
              activation -> Operators.subtract(left.eval(activation), right.eval(activation));
          case MULTIPLY ->
              activation -> Operators.multiply(left.eval(activation), right.eval(activation));
          case DIVIDE ->
              activation -> Operators.divide(left.eval(activation), right.eval(activation));
          case FLOOR_DIVIDE ->
              activation -> Operators.floorDivide(left.eval(activation), right.eval(activation));
          case MODULO ->
              activation -> Operators.modulo(left.eval(activation), right.eval(activation));
          case POWER ->
              activation -> Operators.power(left.eval(activation), right.eval(activation));
        });
  }

  @Override
  public Code logical(Expr.Logical logical) {
    Code left = compile(logical.left());
    Code right = compile(logical.right());
    boolean and = logical.and();
    return activation -> {
      Object value = left.eval(activation);
      return Truth.of(value) == and ? right.eval(activation) : value;
    };
  }

  @Override
  public Code not(Expr.Not not) {
    Code operand = compile(not.operand());
    return activation -> !Truth.of(operand.eval(activation));
  }

  @Override
  public Code sign(Expr.Sign sign) {
    Code operand = compile(sign.operand());
    return located(
        sign.at(),
        sign.negative()
            ? activation -> Operators.negate(operand.eval(activation))
            : activation -> Operators.plus(operand.eval(activation)));
  }

  @Override
  public Code compare(Expr.Compare compare) {
    Code first = compile(compare.first());
    int count = compare.rest().size();
    Code[] rest =
        compare.rest().stream().map(operand -> compile(operand.value())).toArray(Code[]::new);
    Comparator[] comparators =
        compare.rest().stream().map(Expr.Operand::comparator).toArray(Comparator[]::new);
    return located(
        compare.at(),
        activation -> {
          Object left = first.eval(activation);
          for (int i = 0; i < count; i++) {
            Object right = rest[i].eval(activation);
            if (!holds(comparators[i], left, right)) {
              return false;
            }
            left = right;
          }
          return true;
        });
  }

  private static boolean holds(Comparator comparator, Object left, Object right) {
    return switch (comparator) {
      case EQUAL -> Comparisons.equal(left, right);
      case NOT_EQUAL -> !Comparisons.equal(left, right);
      case LESS -> Comparisons.test(Comparisons.Order.LESS, left, right);
      case LESS_EQUAL -> Comparisons.test(Comparisons.Order.LESS_EQUAL, left, right);
      case GREATER -> Comparisons.test(Comparisons.Order.GREATER, left, right);
      case GREATER_EQUAL -> Comparisons.test(Comparisons.Order.GREATER_EQUAL, left, right);
      case IN -> Iteration.contains(right, left);
      case NOT_IN -> !Iteration.contains(right, left);
    };
  }

  @Override
  public Code concat(Expr.Concat concat) {
    Code[] parts = compileAll(concat.parts());
    return activation -> {
      StringBuilder joined = new StringBuilder();
      for (Object part : evalAll(parts, activation)) {
        joined.append(PyRepr.str(part));
      }
      activation.context.state.checkLength(joined.length());
      return joined.toString();
    };
  }

  @Override
  public Code conditional(Expr.Conditional conditional) {
    ExpressionCompiler soft =
        new ExpressionCompiler(environment, template, isNative, frame.asSoft());
    Code test = soft.compile(conditional.test());
    Code then = soft.compile(conditional.then());
    if (conditional.otherwise() == null) {
      String hint =
          "the inline if-expression on line "
              + conditional.at().line()
              + " evaluated to false and no else section was defined.";
      return activation ->
          Truth.of(test.eval(activation))
              ? then.eval(activation)
              : Undefined.ofHint(UndefinedPolicy.DEFAULT, hint, null);
    }
    Code otherwise = soft.compile(conditional.otherwise());
    return activation ->
        Truth.of(test.eval(activation)) ? then.eval(activation) : otherwise.eval(activation);
  }

  @Override
  public Code filter(Expr.Filter filter) {
    FilterFunction function = environment.filter(filter.name(), isNative);
    if (function == null) {
      return unknown("filter", filter.name(), filter.at());
    }
    Code target =
        filter.target() == null ? activation -> activation.blockText : compile(filter.target());
    ArgumentsCode arguments = arguments(filter.arguments(), filter.name());
    return located(
        filter.at(),
        activation ->
            PythonValues.fromJava(
                function.apply(
                    environment.filterContext(isNative),
                    target.eval(activation),
                    arguments.eval(activation))));
  }

  @Override
  public Code test(Expr.Test test) {
    FilterFunction function = environment.test(test.name());
    if (function == null) {
      return unknown("test", test.name(), test.at());
    }
    Code target = compile(test.target());
    ArgumentsCode arguments = arguments(test.arguments(), test.name());
    return located(
        test.at(),
        activation ->
            PythonValues.fromJava(
                function.apply(
                    environment.filterContext(isNative),
                    target.eval(activation),
                    arguments.eval(activation))));
  }

  private Code unknown(String kind, String name, Position at) {
    if (!frame.soft) {
      throw new JinjaException(
              ErrorKind.ASSERTION, "No " + kind + " named " + PyRepr.quote(name) + ".")
          .at(template, at);
    }
    String message = "No " + kind + " named " + PyRepr.quote(name) + " found.";
    return activation -> {
      throw new JinjaException(ErrorKind.RUNTIME, message).at(template, at);
    };
  }

  @Override
  public Code call(Expr.Call call) {
    return call(call, null);
  }

  /** A call, perhaps with the body of a call block as its caller. */
  Code call(Expr.Call call, @Nullable Code caller) {
    ArgumentsCode arguments =
        arguments(call.arguments(), "jinja2.sandbox.SandboxedEnvironment.call");
    if (caller == null && call.callee() instanceof Expr.Attribute attribute) {
      return located(call.at(), methodCall(attribute, arguments));
    }
    Code callee = compile(call.callee());
    return located(
        call.at(),
        activation -> {
          Object function = callee.eval(activation);
          if (function instanceof Undefined undefined) {
            undefined.call(CallArguments.NONE);
          }
          CallArguments values = arguments.eval(activation);
          return Calls.call(
              function, caller == null ? values : values.with("caller", caller.eval(activation)));
        });
  }

  /** Calls methods of built-in values without making a bound method first. */
  private Code methodCall(Expr.Attribute attribute, ArgumentsCode arguments) {
    Code target = compile(attribute.target());
    String name = attribute.name();
    Subscripts subscripts = environment.subscripts();
    return activation -> {
      Object self = target.eval(activation);
      Method method = name.startsWith("_") ? null : Methods.find(self, name);
      if (method != null) {
        return method.call(self, arguments.eval(activation));
      }
      Object function = subscripts.attribute(self, name);
      if (function instanceof Undefined undefined) {
        undefined.call(CallArguments.NONE);
      }
      return Calls.call(function, arguments.eval(activation));
    };
  }

  /** Compiled arguments. */
  private interface ArgumentsCode {
    CallArguments eval(Activation activation);
  }

  private ArgumentsCode arguments(Expr.Arguments arguments, String function) {
    if (arguments == Expr.Arguments.NONE) {
      return activation -> CallArguments.NONE;
    }
    Code[] positional = compileAll(arguments.positional());
    String[] names = arguments.keywords().stream().map(Expr.Keyword::name).toArray(String[]::new);
    Code[] values =
        arguments.keywords().stream().map(keyword -> compile(keyword.value())).toArray(Code[]::new);
    failOnRepeated(names);
    Code star = arguments.star() == null ? null : compile(arguments.star());
    Code doubleStar = arguments.doubleStar() == null ? null : compile(arguments.doubleStar());
    return activation -> {
      List<Object> list =
          positional.length == 0 && star == null ? List.of() : evalAll(positional, activation);
      if (star != null) {
        addStar(list, star.eval(activation));
      }
      if (names.length == 0 && doubleStar == null) {
        return new CallArguments(list, Map.of());
      }
      Map<String, Object> keywords = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        keywords.put(names[i], values[i].eval(activation));
      }
      if (doubleStar != null) {
        addDoubleStar(keywords, doubleStar.eval(activation), function);
      }
      return new CallArguments(list, keywords);
    };
  }

  private void failOnRepeated(String[] names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new JinjaException(ErrorKind.PYTHON_SYNTAX, "keyword argument repeated: " + name);
      }
    }
  }

  private static void addStar(List<Object> list, Object values) {
    Iterator<?> iterator = Iteration.ofOrNull(values);
    if (iterator == null) {
      throw JinjaException.type("Value after * must be an iterable, not " + PyTypes.name(values));
    }
    iterator.forEachRemaining(list::add);
  }

  private static void addDoubleStar(Map<String, Object> keywords, Object values, String function) {
    if (!(values instanceof PyDict dict)) {
      throw JinjaException.type(
          function + "() argument after ** must be a mapping, not " + PyTypes.name(values));
    }
    for (Map.Entry<Object, Object> entry : dict.entrySet()) {
      String name = PyText.of(entry.getKey());
      if (name == null) {
        throw JinjaException.type("keywords must be strings");
      }
      if (keywords.put(name, entry.getValue()) != null) {
        throw JinjaException.type(
            function + "() got multiple values for keyword argument '" + name + "'");
      }
    }
  }

  @Override
  public Code attribute(Expr.Attribute attribute) {
    Code target = compile(attribute.target());
    Subscripts subscripts = environment.subscripts();
    return located(
        attribute.at(),
        activation -> subscripts.attribute(target.eval(activation), attribute.name()));
  }

  @Override
  public Code item(Expr.Item item) {
    Code target = compile(item.target());
    Code index = compile(item.index());
    if (item.index() instanceof Expr.Slice) {
      return located(
          item.at(),
          activation ->
              slice(activation, target.eval(activation), (PySlice) index.eval(activation)));
    }
    Subscripts subscripts = environment.subscripts();
    return located(
        item.at(), activation -> subscripts.item(target.eval(activation), index.eval(activation)));
  }

  /**
   * What cannot be sliced fails, unless Jinja2 meets it when it folds constants: then it is
   * undefined.
   */
  private Object slice(Activation activation, Object target, PySlice slice) {
    if (!activation.context.isFolding()) {
      return Subscripts.slice(target, slice);
    }
    try {
      return Subscripts.slice(target, slice);
    } catch (JinjaException failure) {
      if (failure.kind() != ErrorKind.TYPE) {
        throw failure;
      }
      return Undefined.ofMember(environment.undefinedPolicy(), target, slice);
    }
  }

  @Override
  public Code slice(Expr.Slice slice) {
    Code start = part(slice.start());
    Code stop = part(slice.stop());
    Code step = part(slice.step());
    return activation ->
        new PySlice(start.eval(activation), stop.eval(activation), step.eval(activation));
  }

  private Code part(@Nullable Expr expression) {
    return expression == null ? activation -> PyNone.NONE : compile(expression);
  }
}
