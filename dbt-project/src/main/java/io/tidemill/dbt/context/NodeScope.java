package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PythonModules;
import io.tidemill.dbt.jinja.Scope;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names a node's Jinja sees: macros before everything else, then dbt's own members.
 *
 * <p>One render uses it from one thread; members are made when first asked for.
 */
public abstract class NodeScope implements Scope {
  private final MacroLibrary library;
  private final String packageName;
  private final Phase phase;
  private final MacroCalls calls = new MacroCalls();
  private final Map<String, Object> known = new HashMap<>();
  private final Map<String, MacroFunction> bound = new HashMap<>();

  protected NodeScope(MacroLibrary library, String packageName, Phase phase) {
    this.library = library;
    this.packageName = packageName;
    this.phase = phase;
  }

  @Override
  public final @Nullable Object lookup(String name) {
    Object value = known.get(name);
    if (value == null) {
      value = find(name);
      known.put(name, value);
    }
    return value == NONE ? null : value;
  }

  private static final Object NONE = new Object();

  private Object find(String name) {
    ProjectMacro macro = library.resolve(packageName, name);
    if (macro != null) {
      return bind(macro);
    }
    if (library.isNamespace(name)) {
      return new MacroNamespace(name, this);
    }
    looksUp(name);
    Object member =
        switch (name) {
          case "builtins" -> builtins();
          case "modules" -> PythonModules.create(Clock.systemUTC());
          default -> member(name);
        };
    if (member == Missing.MISSING) {
      member = BaseMembers.member(name);
    }
    return member == null ? NONE : member;
  }

  private Object builtins() {
    PyDict builtins = new PyDict();
    for (String name : new String[] {"ref", "source", "config", "function", "metric"}) {
      Object member = member(name);
      if (member != null && member != Missing.MISSING) {
        builtins.put(name, member);
      }
    }
    BaseMembers.all().forEach(builtins::put);
    return builtins;
  }

  /** Told before a member of dbt's context is made, once for each name. */
  protected void looksUp(String name) {}

  /** A member of dbt's context that depends on the node, or {@link Missing#MISSING}. */
  protected abstract @Nullable Object member(String name);

  protected final void define(String name, Object value) {
    known.put(name, value);
  }

  final Phase phase() {
    return phase;
  }

  public final MacroLibrary library() {
    return library;
  }

  public final String packageName() {
    return packageName;
  }

  /** Macros the render called itself. */
  public final MacroCalls calls() {
    return calls;
  }

  public final JinjaCallable bind(ProjectMacro macro) {
    return bound.computeIfAbsent(macro.uniqueId(), id -> new MacroFunction(macro, this, calls));
  }
}
