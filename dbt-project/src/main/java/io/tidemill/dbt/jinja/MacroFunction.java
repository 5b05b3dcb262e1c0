package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A macro or the body of a call block, together with the variables around it. */
final class MacroFunction implements JinjaCallable {

  /** What is compiled once for all calls. */
  record Compiled(
      @Nullable String name,
      List<String> parameters,
      List<Integer> slots,
      int callerSlot,
      int keywordsSlot,
      int varargsSlot,
      FunctionScope scope,
      Frame.Enter enter,
      List<@Nullable Code> defaults,
      Exec body) {

    boolean hasCaller() {
      return callerSlot >= 0;
    }
  }

  private final Compiled compiled;
  private final Activation closure;

  MacroFunction(Compiled compiled, Activation closure) {
    this.compiled = compiled;
    this.closure = closure;
  }

  @Override
  public Object call(CallArguments arguments) {
    Activation activation = new Activation(closure, closure.context, compiled.scope().size());
    bind(activation, arguments);
    return closure.context.state.nested(() -> run(activation));
  }

  private void bind(Activation activation, CallArguments arguments) {
    int count = compiled.parameters().size();
    List<Object> positional = arguments.positional();
    Map<String, Object> keywords = new LinkedHashMap<>(arguments.keywords());
    int given = Math.min(count, positional.size());
    boolean foundCaller = given == count && compiled.parameters().contains("caller");
    for (int i = 0; i < count; i++) {
      String parameter = compiled.parameters().get(i);
      Object value = i < given ? positional.get(i) : keywords.remove(parameter);
      foundCaller |= i >= given && parameter.equals("caller");
      activation.slots[compiled.slots().get(i)] = value;
    }
    if (compiled.hasCaller() && !foundCaller) {
      Object caller = keywords.remove("caller");
      boolean none = caller == null || caller == PyNone.NONE;
      UndefinedPolicy policy = closure.context.environment.undefinedPolicy();
      activation.slots[compiled.callerSlot()] =
          none ? Undefined.ofHint(policy, "No caller defined", "caller") : caller;
    }
    if (compiled.keywordsSlot() >= 0) {
      activation.slots[compiled.keywordsSlot()] = new PyDict(keywords);
    } else if (!keywords.isEmpty()) {
      throw unexpected(keywords);
    }
    if (compiled.varargsSlot() >= 0) {
      activation.slots[compiled.varargsSlot()] =
          PyTuple.copyOf(positional.subList(Math.min(count, positional.size()), positional.size()));
    } else if (positional.size() > count) {
      throw JinjaException.type(
          "macro " + label() + " takes not more than " + count + " argument(s)");
    }
  }

  private JinjaException unexpected(Map<String, Object> keywords) {
    if (keywords.containsKey("caller")) {
      return JinjaException.type(
          "macro "
              + label()
              + " was invoked with two values for the special caller argument. This is most likely a bug.");
    }
    String first = keywords.keySet().iterator().next();
    return JinjaException.type(
        "macro " + label() + " takes no keyword argument " + PyRepr.quote(first));
  }

  private String label() {
    return compiled.name() == null ? "None" : PyRepr.quote(compiled.name());
  }

  private Object run(Activation activation) {
    compiled.enter().run(activation);
    UndefinedPolicy policy = closure.context.environment.undefinedPolicy();
    for (int i = 0; i < compiled.slots().size(); i++) {
      int slot = compiled.slots().get(i);
      if (activation.slots[slot] == null) {
        String parameter = compiled.parameters().get(i);
        Code fallback = compiled.defaults().get(i);
        activation.slots[slot] =
            fallback == null
                ? Undefined.ofHint(
                    policy, "parameter " + PyRepr.quote(parameter) + " was not provided", parameter)
                : fallback.eval(activation);
      }
    }
    Output.Text out = new Output.Text(closure.context.state, !closure.context.isNative);
    compiled.body().run(activation, out);
    return out.content();
  }

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "name" -> compiled.name() == null ? PyNone.NONE : compiled.name();
      case "arguments" -> PyTuple.copyOf(new ArrayList<>(compiled.parameters()));
      case "catch_kwargs" -> compiled.keywordsSlot() >= 0;
      case "catch_varargs" -> compiled.varargsSlot() >= 0;
      case "caller" -> compiled.hasCaller();
      case "explicit_caller" -> compiled.parameters().contains("caller");
      default -> Missing.MISSING;
    };
  }

  @Override
  public String pythonType() {
    return "Macro";
  }

  @Override
  public String qualifiedType() {
    return "jinja2.runtime.Macro";
  }

  @Override
  public String repr() {
    return "<Macro "
        + (compiled.name() == null ? "anonymous" : PyRepr.quote(compiled.name()))
        + ">";
  }
}
