package io.tidemill.dbt.context;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All macros of a project and the order in which dbt looks for one.
 *
 * <p>A name means, first match wins: the macro of the package whose node is rendered, of the root
 * project, of a package named in front of the dot, of dbt with the adapter's packages before its
 * own.
 */
public final class MacroLibrary {
  /** dbt's own packages, the adapter's first: it overrides what it inherits. */
  public static final List<String> INTERNAL_PACKAGES = List.of("dbt_glue", "dbt_spark", "dbt");

  /** Prefixes that dispatch tries, in order. */
  static final List<String> DISPATCH_PREFIXES = List.of("glue", "spark", "default");

  private final String rootPackage;
  private final Map<String, List<String>> dispatchOrder;
  private final Map<String, Map<String, ProjectMacro>> packages = new LinkedHashMap<>();
  private final Map<String, ProjectMacro> internal = new LinkedHashMap<>();
  private final Map<String, ProjectMacro> byUniqueId = new LinkedHashMap<>();

  /**
   * @param dispatchOrder the {@code dispatch} section of the root project: namespace to packages to
   *     search
   */
  public MacroLibrary(String rootPackage, Map<String, List<String>> dispatchOrder) {
    this.rootPackage = rootPackage;
    this.dispatchOrder = Map.copyOf(dispatchOrder);
  }

  public String rootPackage() {
    return rootPackage;
  }

  /** Adds a macro; the previous one of the same package and name is returned and replaced. */
  public @Nullable ProjectMacro add(ProjectMacro macro) {
    byUniqueId.put(macro.uniqueId(), macro);
    ProjectMacro previous =
        packages
            .computeIfAbsent(macro.packageName(), name -> new LinkedHashMap<>())
            .put(macro.name(), macro);
    if (INTERNAL_PACKAGES.contains(macro.packageName())) {
      ProjectMacro current = internal.get(macro.name());
      if (current == null || rank(macro) <= rank(current)) {
        internal.put(macro.name(), macro);
      }
    }
    return previous;
  }

  private static int rank(ProjectMacro macro) {
    return INTERNAL_PACKAGES.indexOf(macro.packageName());
  }

  /** Makes a package known, with or without macros. */
  public void addPackage(String name) {
    packages.computeIfAbsent(name, key -> new LinkedHashMap<>());
  }

  public Collection<ProjectMacro> all() {
    return byUniqueId.values();
  }

  public @Nullable ProjectMacro byUniqueId(String uniqueId) {
    return byUniqueId.get(uniqueId);
  }

  /** What a bare name means in a node of a package. */
  public @Nullable ProjectMacro resolve(String localPackage, String name) {
    ProjectMacro local = inUserPackage(localPackage, name);
    if (local != null) {
      return local;
    }
    ProjectMacro root = inUserPackage(rootPackage, name);
    return root != null ? root : internal.get(name);
  }

  /** Whether a name in front of a dot is a package whose macros can be named. */
  public boolean isNamespace(String name) {
    return name.equals("dbt") || (packages.containsKey(name) && !INTERNAL_PACKAGES.contains(name));
  }

  /** What {@code namespace.name} means. */
  public @Nullable ProjectMacro inNamespace(String namespace, String name) {
    return namespace.equals("dbt") ? internal.get(name) : inUserPackage(namespace, name);
  }

  private @Nullable ProjectMacro inUserPackage(String packageName, String name) {
    if (INTERNAL_PACKAGES.contains(packageName)) {
      return null;
    }
    Map<String, ProjectMacro> macros = packages.get(packageName);
    return macros == null ? null : macros.get(name);
  }

  /**
   * The macro that {@code adapter.dispatch(name, namespace)} finds.
   *
   * @throws io.tidemill.dbt.jinja.JinjaException in dbt's words when there is none
   */
  public ProjectMacro dispatch(String localPackage, String name, @Nullable String namespace) {
    if (name.contains(".")) {
      String[] parts = name.split("\\.", 2);
      throw Arguments.compilation(
          "In adapter.dispatch, got a macro name of \""
              + name
              + "\", but \".\" is not a valid macro name component. Did you mean"
              + " `adapter.dispatch(\""
              + parts[1]
              + "\", macro_namespace=\""
              + parts[0]
              + "\")`?");
    }
    StringBuilder attempts = new StringBuilder();
    for (String searched : searchPackages(namespace)) {
      for (String prefix : DISPATCH_PREFIXES) {
        String candidate = prefix + "__" + name;
        ProjectMacro found =
            searched.isEmpty()
                ? resolve(localPackage, candidate)
                : inNamespace(searched, candidate);
        if (found != null) {
          return found;
        }
        String separator = attempts.length() == 0 ? "'" : ", '";
        attempts.append(separator).append(searched.isEmpty() ? "" : searched + ".");
        attempts.append(candidate).append('\'');
      }
    }
    throw Arguments.compilation(
        "In dispatch: No macro named '"
            + name
            + "' found within namespace: '"
            + (namespace == null ? "None" : namespace)
            + "'\n    Searched for: "
            + attempts);
  }

  /** Packages to search for a dispatch namespace; the empty name means "as a bare name". */
  List<String> searchPackages(@Nullable String namespace) {
    if (namespace == null) {
      return List.of("");
    }
    List<String> configured = dispatchOrder.getOrDefault(namespace, List.of());
    if (!configured.isEmpty()) {
      return configured;
    }
    if (namespace.equals("dbt") || packages.containsKey(namespace)) {
      return List.of(rootPackage, namespace);
    }
    return List.of("");
  }

  /**
   * The macro that implements a generic test or is called by a fixed name, as dbt's resolver finds
   * it: the given package first, then the root project, packages, dbt.
   */
  public @Nullable ProjectMacro find(String packageName, String name) {
    Map<String, ProjectMacro> named = packages.get(packageName);
    if (named != null && named.containsKey(name)) {
      return named.get(name);
    }
    ProjectMacro root = inUserPackage(rootPackage, name);
    if (root != null) {
      return root;
    }
    ProjectMacro last = null;
    for (Map.Entry<String, Map<String, ProjectMacro>> entry : packages.entrySet()) {
      if (!INTERNAL_PACKAGES.contains(entry.getKey()) && entry.getValue().containsKey(name)) {
        last = entry.getValue().get(name);
      }
    }
    return last != null ? last : internal.get(name);
  }

  /**
   * The macro of the root project, or the given package, or any package of dbt, that generates a
   * part of a name.
   */
  public @Nullable ProjectMacro inRootOrInternal(String name) {
    ProjectMacro root = inUserPackage(rootPackage, name);
    return root != null ? root : internal.get(name);
  }

  /** A macro of exactly this package. */
  public @Nullable ProjectMacro inPackage(String packageName, String name) {
    Map<String, ProjectMacro> macros = packages.get(packageName);
    return macros == null ? null : macros.get(name);
  }
}
