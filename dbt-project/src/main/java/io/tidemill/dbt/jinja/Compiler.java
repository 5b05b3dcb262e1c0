package io.tidemill.dbt.jinja;

import io.tidemill.dbt.jinja.Exec.Flow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the statements of one scope into code. */
final class Compiler implements Stmt.Visitor<Exec> {

  private final Program.Builder program;
  private final Frame frame;
  private final ExpressionCompiler expressions;

  Compiler(Program.Builder program, Frame frame) {
    this.program = program;
    this.frame = frame;
    this.expressions =
        new ExpressionCompiler(
            program.environment(), program.template(), program.isNative(), frame);
  }

  Exec block(List<Stmt> body) {
    Exec[] statements = body.stream().map(statement -> statement.accept(this)).toArray(Exec[]::new);
    if (statements.length == 1) {
      return statements[0];
    }
    return (activation, out) -> {
      for (Exec statement : statements) {
        Flow flow = statement.run(activation, out);
        if (flow != Flow.NEXT) {
          return flow;
        }
      }
      return Flow.NEXT;
    };
  }

  private Exec located(Position at, Exec exec) {
    TemplateName template = program.template();
    return (activation, out) -> {
      try {
        return exec.run(activation, out);
      } catch (JinjaException failure) {
        throw failure.at(template, at);
      }
    };
  }

  private Compiler in(Frame inner) {
    return new Compiler(program, inner);
  }

  @Override
  public Exec output(Stmt.Output output) {
    List<Exec> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean pending = false;
    for (Expr part : output.parts()) {
      Code code = expressions.compile(part);
      Object constant = ConstantFolder.fold(part, code, program.nowhere());
      if (constant != null) {
        text.append(PyRepr.str(constant));
        pending = true;
        continue;
      }
      if (pending) {
        parts.add(text(text.toString()));
        text.setLength(0);
        pending = false;
      }
      parts.add(
          (activation, out) -> {
            out.print(code.eval(activation));
            return Flow.NEXT;
          });
    }
    if (pending) {
      parts.add(text(text.toString()));
    }
    Exec[] all = parts.toArray(Exec[]::new);
    return located(
        output.at(),
        (activation, out) -> {
          for (Exec part : all) {
            part.run(activation, out);
          }
          return Flow.NEXT;
        });
  }

  private static Exec text(String text) {
    return (activation, out) -> {
      out.text(text);
      return Flow.NEXT;
    };
  }

  @Override
  public Exec assign(Stmt.Assign assign) {
    Code value = expressions.compile(assign.value());
    Targets.Target check = Targets.check(assign.target(), frame);
    Targets.Target target = Targets.compile(assign.target(), frame);
    return located(
        assign.at(),
        (activation, out) -> {
          check.assign(activation, PyNone.NONE);
          target.assign(activation, value.eval(activation));
          return Flow.NEXT;
        });
  }

  @Override
  public Exec assignBlock(Stmt.AssignBlock block) {
    Frame inner = frame.inner();
    new SymbolVisitor(inner.symbols).walk(block.body());
    Frame.Enter enter = inner.entry();
    Exec body = in(inner).block(block.body());
    if (block.filter() != null) {
      new SymbolVisitor(inner.symbols).walk(block.filter());
      inner.declareAll();
    }
    Code filter = block.filter() == null ? null : in(inner).expressions.compile(block.filter());
    Targets.Target target = Targets.compile(block.target(), frame);
    return located(
        block.at(),
        (activation, out) -> {
          enter.run(activation);
          Output.Text captured = capture(activation);
          Flow flow = body.run(activation, captured);
          if (flow == Flow.NEXT) {
            target.assign(activation, filtered(activation, captured.content(), filter));
          }
          return flow;
        });
  }

  private Output.Text capture(Activation activation) {
    return new Output.Text(activation.context.state, !program.isNative());
  }

  private static Object filtered(Activation activation, String text, @Nullable Code filter) {
    if (filter == null) {
      return text;
    }
    activation.blockText = text;
    return filter.eval(activation);
  }

  @Override
  public Exec ifElse(Stmt.If statement) {
    Compiler soft = in(frame.asSoft());
    int count = statement.branches().size();
    Code[] tests = new Code[count];
    Exec[] bodies = new Exec[count];
    for (int i = 0; i < count; i++) {
      tests[i] = soft.expressions.compile(statement.branches().get(i).test());
      bodies[i] = soft.block(statement.branches().get(i).body());
    }
    Exec otherwise = soft.block(statement.otherwise());
    return located(
        statement.at(),
        (activation, out) -> {
          for (int i = 0; i < count; i++) {
            if (Truth.of(tests[i].eval(activation))) {
              return bodies[i].run(activation, out);
            }
          }
          return otherwise.run(activation, out);
        });
  }

  @Override
  public Exec forEach(Stmt.For loop) {
    return new LoopCompiler(program, frame).compile(loop);
  }

  @Override
  public Exec loopControl(Stmt.LoopControl control) {
    if (!frame.inLoop && !program.insideLoop()) {
      throw new JinjaException(
              ErrorKind.PYTHON_SYNTAX,
              control.isBreak() ? "'break' outside loop" : "'continue' not properly in loop")
          .at(program.template(), control.at());
    }
    Flow flow = control.isBreak() ? Flow.BREAK : Flow.CONTINUE;
    return (activation, out) -> flow;
  }

  @Override
  public Exec macro(Stmt.Macro macro) {
    MacroFunction.Compiled compiled =
        macroBody(macro.internalName(), macro.parameters(), macro.body(), macro.at());
    int slot = frame.slot(macro.internalName()).index();
    return (activation, out) -> {
      MacroFunction function = new MacroFunction(compiled, activation);
      activation.slots[slot] = function;
      if (frame.topLevel) {
        activation.context.set(macro.internalName(), function);
      }
      return Flow.NEXT;
    };
  }

  private MacroFunction.Compiled macroBody(
      @Nullable String name, Stmt.Parameters parameters, List<Stmt> body, Position at) {
    Frame inner = frame.innerFunction();
    new SymbolVisitor(inner.symbols).macro(parameters, body);
    List<String> names = parameters.names().stream().map(Expr.Name::name).toList();
    failOnRepeated(names, inner, at);
    Set<String> special =
        new HashSet<>(UndeclaredNames.in(body, Set.of("caller", "kwargs", "varargs")));
    if (special.contains("caller") && names.contains("caller")) {
      failOnCallerWithoutDefault(names, parameters, at);
      special.remove("caller");
    }
    special.removeIf(each -> names.contains(each));
    int caller = specialSlot(inner, special, "caller");
    int keywords = specialSlot(inner, special, "kwargs");
    int varargs = specialSlot(inner, special, "varargs");
    new SymbolVisitor(inner.symbols).macro(parameters, body);
    Frame.Enter enter = inner.entry();
    boolean wasInLoop = program.enterLoop(false);
    Compiler compiler = in(inner);
    List<@Nullable Code> defaults = new ArrayList<>();
    int required = names.size() - parameters.defaults().size();
    for (int i = 0; i < names.size(); i++) {
      defaults.add(
          i < required
              ? null
              : compiler.expressions.compile(parameters.defaults().get(i - required)));
    }
    Exec code = compiler.block(body);
    program.enterLoop(wasInLoop);
    List<Integer> slots = names.stream().map(each -> inner.slot(each).index()).toList();
    return new MacroFunction.Compiled(
        name, names, slots, caller, keywords, varargs, inner.function, enter, defaults, code);
  }

  private void failOnRepeated(List<String> names, Frame inner, Position at) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        String variable = "l_" + String.valueOf(inner.symbols.find(name)).replace(' ', '_');
        throw new JinjaException(
                ErrorKind.PYTHON_SYNTAX,
                "duplicate argument " + PyRepr.quote(variable) + " in function definition")
            .at(program.template(), at);
      }
    }
  }

  private void failOnCallerWithoutDefault(
      List<String> names, Stmt.Parameters parameters, Position at) {
    int fromEnd = names.indexOf("caller") - names.size() + parameters.defaults().size();
    if (fromEnd < 0) {
      throw new JinjaException(
              ErrorKind.ASSERTION,
              "When defining macros or call blocks the special \"caller\" argument must be omitted"
                  + " or be given a default.")
          .at(program.template(), at);
    }
  }

  private static int specialSlot(Frame inner, Set<String> special, String name) {
    return special.contains(name)
        ? inner.function.declare(inner.symbols.declareParameter(name))
        : -1;
  }

  @Override
  public Exec callBlock(Stmt.CallBlock block) {
    MacroFunction.Compiled compiled = macroBody(null, block.parameters(), block.body(), block.at());
    Code call =
        expressions.call(block.call(), activation -> new MacroFunction(compiled, activation));
    return located(
        block.at(),
        (activation, out) -> {
          out.result(call.eval(activation));
          return Flow.NEXT;
        });
  }

  @Override
  public Exec filterBlock(Stmt.FilterBlock block) {
    Frame inner = frame.inner();
    SymbolVisitor visitor = new SymbolVisitor(inner.symbols);
    visitor.walk(block.body());
    visitor.walk(block.filter());
    Frame.Enter enter = inner.entry();
    Compiler compiler = in(inner);
    Exec body = compiler.block(block.body());
    Code filter = compiler.expressions.compile(block.filter());
    return located(
        block.at(),
        (activation, out) -> {
          enter.run(activation);
          Output.Text captured = capture(activation);
          Flow flow = body.run(activation, captured);
          if (flow != Flow.NEXT) {
            return flow;
          }
          out.result(filtered(activation, captured.content(), filter));
          return Flow.NEXT;
        });
  }

  @Override
  public Exec with(Stmt.With with) {
    Frame inner = frame.inner();
    SymbolVisitor visitor = new SymbolVisitor(inner.symbols);
    visitor.expressions(with.targets());
    visitor.walk(with.body());
    Frame.Enter enter = inner.entry();
    int count = with.targets().size();
    Targets.Target[] targets =
        with.targets().stream()
            .map(target -> Targets.compile(target, inner))
            .toArray(Targets.Target[]::new);
    Code[] values = with.values().stream().map(expressions::compile).toArray(Code[]::new);
    Exec body = in(inner).block(with.body());
    return located(
        with.at(),
        (activation, out) -> {
          enter.run(activation);
          for (int i = 0; i < count; i++) {
            targets[i].assign(activation, values[i].eval(activation));
          }
          return body.run(activation, out);
        });
  }

  @Override
  public Exec namedBlock(Stmt.NamedBlock block) {
    if (!program.defineBlock(block.name())) {
      throw new JinjaException(
              ErrorKind.ASSERTION, "block " + PyRepr.quote(block.name()) + " defined twice")
          .at(program.template(), block.at());
    }
    if (block.required()) {
      return (activation, out) -> {
        throw new JinjaException(
                ErrorKind.RUNTIME, "Required block " + PyRepr.quote(block.name()) + " not found")
            .at(program.template(), block.at());
      };
    }
    Frame inner = Frame.root(false);
    new SymbolVisitor(inner.symbols).walk(block.body());
    Frame.Enter enter = inner.entry();
    Exec body = in(inner).block(block.body());
    Map<String, String> locals = block.scoped() ? frame.symbols.assigned() : Map.of();
    return (activation, out) -> {
      RenderContext context = activation.context;
      if (!locals.isEmpty()) {
        context = context.derived(valuesOf(locals, activation));
      }
      Activation own = new Activation(null, context, inner.function.size());
      enter.run(own);
      return body.run(own, out);
    };
  }

  private Map<String, Object> valuesOf(Map<String, String> identifiers, Activation activation) {
    Map<String, Object> values = new LinkedHashMap<>();
    identifiers.forEach(
        (name, identifier) -> {
          FunctionScope.Slot slot = frame.function.find(identifier);
          Object value = activation.outer(slot.hops()).slots[slot.index()];
          if (value != null) {
            values.put(name, value);
          }
        });
    return values;
  }

  @Override
  public Exec autoescape(Stmt.Autoescape autoescape) {
    Frame inner = frame.inner();
    SymbolVisitor visitor = new SymbolVisitor(inner.symbols);
    visitor.expressions(List.of(autoescape.enabled()));
    visitor.walk(autoescape.body());
    Frame.Enter enter = inner.entry();
    Code enabled = in(inner).expressions.compile(autoescape.enabled());
    Exec body = in(inner).block(autoescape.body());
    return (activation, out) -> {
      enter.run(activation);
      enabled.eval(activation);
      return body.run(activation, out);
    };
  }

  @Override
  public Exec doExpression(Stmt.Do statement) {
    Code expression = expressions.compile(statement.expression());
    return located(
        statement.at(),
        (activation, out) -> {
          expression.eval(activation);
          return Flow.NEXT;
        });
  }

  @Override
  public Exec load(Stmt.Load load) {
    Code template = expressions.compile(load.template());
    return located(
        load.at(),
        (activation, out) -> {
          template.eval(activation);
          throw JinjaException.type("no loader for this environment specified");
        });
  }
}
