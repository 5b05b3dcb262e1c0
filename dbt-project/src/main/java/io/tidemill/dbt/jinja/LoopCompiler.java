package io.tidemill.dbt.jinja;

import io.tidemill.dbt.jinja.Exec.Flow;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns for loops into code. */
final class LoopCompiler {

  private final Program.Builder program;
  private final Frame frame;

  LoopCompiler(Program.Builder program, Frame frame) {
    this.program = program;
    this.frame = frame;
  }

  /**
   * One run of the loop over a value: its items one by one, then the else branch when there were
   * none.
   */
  private interface Body {
    void run(
        Activation activation,
        Object iterable,
        Output out,
        LoopContext.@Nullable Recursion recursion,
        int depth);
  }

  /** What a loop with a condition iterates: the items for which it holds, tested one by one. */
  private interface Condition {
    Iterator<?> filter(Activation activation, Object iterable);
  }

  Exec compile(Stmt.For loop) {
    failOnAssignmentToLoop(loop);
    Code iterable =
        new ExpressionCompiler(program.environment(), program.template(), program.isNative(), frame)
            .compile(loop.iterable());
    Frame loopFrame = frame.innerLoop(loop.recursive());
    Body body = body(loop, loopFrame);
    TemplateName template = program.template();
    return (activation, out) -> {
      try {
        Object items = iterable.eval(activation);
        if (loop.recursive()) {
          out.result(recurse(body, loopFrame, activation, items, 0));
        } else {
          body.run(activation, items, out, null, 0);
        }
        return Flow.NEXT;
      } catch (JinjaException failure) {
        throw failure.at(template, loop.at());
      }
    };
  }

  private Object recurse(Body body, Frame loopFrame, Activation outer, Object items, int depth) {
    return outer.context.state.nested(
        () -> {
          Activation own = new Activation(outer, outer.context, loopFrame.function.size());
          Output.Text captured = new Output.Text(outer.context.state, !program.isNative());
          body.run(
              own,
              items,
              captured,
              (deeper, level) -> recurse(body, loopFrame, outer, deeper, level),
              depth);
          return captured.content();
        });
  }

  private Body body(Stmt.For loop, Frame loopFrame) {
    boolean extended =
        loop.recursive()
            || !UndeclaredNames.in(loop.body(), Set.of("loop")).isEmpty()
            || hasScopedBlock(loop);
    int loopSlot =
        extended ? loopFrame.function.declare(loopFrame.symbols.declareParameter("loop")) : -1;
    SymbolVisitor visitor = new SymbolVisitor(loopFrame.symbols);
    visitor.parameters(loop.target());
    visitor.walk(loop.body());
    Condition condition = loop.test() == null ? null : condition(loop, loop.test(), loopFrame);
    Frame.Enter enter = loopFrame.entry();
    Targets.Target target = Targets.compile(loop.target(), loopFrame);
    boolean wasInLoop = program.enterLoop(true);
    Exec statements = new Compiler(program, loopFrame).block(loop.body());
    program.enterLoop(wasInLoop);
    Exec otherwise = otherwise(loop, loopFrame);
    UndefinedPolicy policy = program.environment().undefinedPolicy();
    return (activation, items, out, recursion, depth) -> {
      Object source = items;
      Iterator<?> iterator =
          condition == null ? Iteration.of(items) : condition.filter(activation, items);
      if (condition != null) {
        source = PyIterator.generator(iterator);
      }
      RenderState state = activation.context.state;
      LoopContext context =
          extended ? new LoopContext(source, iterator, policy, recursion, depth) : null;
      boolean empty = true;
      while (context == null ? iterator.hasNext() : context.hasNext()) {
        state.step();
        Object item = context == null ? iterator.next() : context.next();
        target.assign(activation, item);
        if (context != null) {
          activation.slots[loopSlot] = context;
        }
        enter.run(activation);
        Flow flow = statements.run(activation, out);
        if (flow == Flow.BREAK) {
          // Like Python's else this branch is for loops without items; Jinja2 clears its flag at
          // the end of a pass.
          break;
        }
        if (flow == Flow.NEXT) {
          empty = false;
        }
      }
      if (empty && otherwise != null) {
        otherwise.run(activation, out);
      }
    };
  }

  private @Nullable Exec otherwise(Stmt.For loop, Frame loopFrame) {
    if (loop.otherwise().isEmpty()) {
      return null;
    }
    Frame elseFrame = loop.recursive() ? elseOfRecursive(loopFrame) : frame.inner();
    new SymbolVisitor(elseFrame.symbols).walk(loop.otherwise());
    Frame.Enter enter = elseFrame.entry();
    Exec statements = new Compiler(program, elseFrame).block(loop.otherwise());
    return (activation, out) -> {
      enter.run(activation);
      return statements.run(activation, out);
    };
  }

  private Frame elseOfRecursive(Frame loopFrame) {
    return frame.innerIn(loopFrame.function);
  }

  private Condition condition(Stmt.For loop, Expr test, Frame loopFrame) {
    Frame testFrame = loopFrame.siblingFunction(frame);
    SymbolVisitor visitor = new SymbolVisitor(testFrame.symbols);
    visitor.parameters(loop.target());
    visitor.expressions(java.util.List.of(test));
    Frame.Enter enter = testFrame.entry();
    Targets.Target target = Targets.compile(loop.target(), testFrame);
    ExpressionCompiler compiler =
        new ExpressionCompiler(
            program.environment(), program.template(), program.isNative(), testFrame);
    Code holds = compiler.compile(test);
    Code item = compiler.compile(asValue(loop.target()));
    return (activation, items) -> {
      Activation own = new Activation(activation, activation.context, testFrame.function.size());
      enter.run(own);
      Iterator<?> iterator = Iteration.of(items);
      return PyIterator.produce(
          "generator",
          () -> {
            while (iterator.hasNext()) {
              target.assign(own, iterator.next());
              if (Truth.of(holds.eval(own))) {
                return item.eval(own);
              }
            }
            return null;
          });
    };
  }

  private static Expr asValue(Expr target) {
    if (target instanceof Expr.Name name) {
      return new Expr.Name(name.name(), Expr.Use.LOAD, name.at());
    }
    if (target instanceof Expr.TupleOf tuple) {
      return new Expr.TupleOf(
          tuple.items().stream().map(LoopCompiler::asValue).toList(), tuple.at());
    }
    return target;
  }

  private static boolean hasScopedBlock(Stmt.For loop) {
    boolean[] found = {false};
    AstWalker walker =
        new AstWalker() {
          @Override
          public Boolean namedBlock(Stmt.NamedBlock block) {
            found[0] |= block.scoped();
            return super.namedBlock(block);
          }
        };
    loop.accept(walker);
    return found[0];
  }

  private void failOnAssignmentToLoop(Stmt.For loop) {
    AstWalker walker =
        new AstWalker() {
          @Override
          public Boolean name(Expr.Name name) {
            if (name.use() == Expr.Use.STORE && name.name().equals("loop")) {
              throw new JinjaException(
                      ErrorKind.ASSERTION,
                      "Can't assign to special loop variable in for-loop target")
                  .at(program.template(), name.at());
            }
            return true;
          }
        };
    loop.accept(walker);
  }
}
