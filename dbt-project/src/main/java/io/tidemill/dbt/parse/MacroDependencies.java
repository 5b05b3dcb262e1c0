package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.Phase;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.jinja.Expr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which macros a macro may call, read from its text. */
final class MacroDependencies {
  private static final Set<String> NOT_MACROS = Set.of("source", "ref", "config");

  private final MacroLibrary library;

  MacroDependencies(MacroLibrary library) {
    this.library = library;
  }

  /** Writes {@code depends_on.macros} into a macro's content. */
  void resolve(ProjectMacro macro) {
    Set<String> macros = new LinkedHashSet<>();
    for (String name : names(macro)) {
      if (name.equals(macro.name())) {
        // Dispatch names the macro it is called in; that is no dependency.
        continue;
      }
      ProjectMacro called = find(macro.packageName(), name);
      if (called != null) {
        macros.add(called.uniqueId());
      }
    }
    macro.content().put("depends_on", ConfigDefaults.of("macros", new ArrayList<>(macros)));
  }

  private @org.jspecify.annotations.Nullable ProjectMacro find(String packageName, String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? library.find(packageName, name)
        : library.find(name.substring(0, dot), name.substring(dot + 1));
  }

  private Set<String> names(ProjectMacro macro) {
    Set<String> names = new LinkedHashSet<>();
    for (Expr.Call call :
        TemplateCalls.in(List.of(macro.source().definition(Phase.PARSE).syntax()))) {
      if (call.callee() instanceof Expr.Name name) {
        names.add(name.name());
      } else if (call.callee() instanceof Expr.Attribute attribute
          && attribute.target() instanceof Expr.Name owner) {
        if (!owner.name().equals("adapter")) {
          names.add(owner.name() + "." + attribute.name());
        } else if (attribute.name().equals("dispatch")) {
          names.addAll(dispatched(macro.packageName(), call));
        }
      }
    }
    names.removeAll(NOT_MACROS);
    return names;
  }

  private List<String> dispatched(String packageName, Expr.Call call) {
    Map<String, String> arguments = new java.util.LinkedHashMap<>();
    List<Expr> positional = call.arguments().positional();
    for (int i = 0; i < positional.size(); i++) {
      put(arguments, i == 0 ? "macro_name" : "macro_namespace", positional.get(i));
    }
    call.arguments().keywords().forEach(word -> put(arguments, word.name(), word.value()));
    String name = arguments.get("macro_name");
    if (name == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    names.add(name);
    try {
      ProjectMacro found = library.dispatch(packageName, name, arguments.get("macro_namespace"));
      names.add(found.packageName() + "." + found.name());
    } catch (io.tidemill.dbt.jinja.JinjaException e) {
      // Nothing implements it for this adapter; that matters only if it is ever called, and is said
      // then.
      return names;
    }
    return names;
  }

  private static void put(Map<String, String> arguments, String name, Expr value) {
    if (value instanceof Expr.Constant constant && constant.value() instanceof String text) {
      arguments.putIfAbsent(name, text);
    }
  }
}
