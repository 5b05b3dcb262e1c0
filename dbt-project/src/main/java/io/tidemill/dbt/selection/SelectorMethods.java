package io.tidemill.dbt.selection;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.ResourceType;
import io.tidemill.dbt.selection.SelectorSpec.Criteria;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** dbt's selector methods: which members a value names. */
final class SelectorMethods {
  private final Members members;
  private final SelectionState state;
  private final SelectionRun run;

  SelectorMethods(Members members, SelectionState state, SelectionRun run) {
    this.members = members;
    this.state = state;
    this.run = run;
  }

  Set<String> search(Criteria criteria) {
    String value = criteria.value();
    return switch (criteria.method()) {
      case "fqn" -> where(member -> !member.is("source") && QualifiedName.matches(member, value));
      case "tag" ->
          where(member -> member.texts("tags").stream().anyMatch(tag -> Glob.matches(value, tag)));
      case "group" -> where(member -> isInGroup(member, value));
      case "access" -> where(member -> member.is("model") && member.text("access").equals(value));
      case "source" -> sources(value);
      case "exposure", "metric", "semantic_model", "saved_query", "unit_test" ->
          named(criteria.method(), value);
      case "path" -> where(member -> isAt(member, value));
      case "file" -> where(member -> isFile(member, value));
      case "package" -> packages(value);
      case "config" -> where(member -> ConfigMatch.matches(member, criteria.arguments(), value));
      case "test_name" -> where(member -> isTestNamed(member, value));
      case "test_type" -> where(member -> isTestOfType(member, value));
      case "resource_type" -> ofType(value);
      case "version" -> where(member -> member.is("model") && isVersion(member, value));
      case "state" -> new StateMethod(members, state).search(value);
      case "result" -> ofResult(value);
      case "source_status" -> ofSourceStatus(value);
      case "selector" -> selector(value);
      default ->
          throw new IllegalStateException("Expected a known method, but got " + criteria.method());
    };
  }

  private Set<String> where(Predicate<Member> test) {
    Set<String> found = new HashSet<>();
    for (Member member : members.all()) {
      if (test.test(member)) {
        found.add(member.uniqueId());
      }
    }
    return found;
  }

  private static boolean isInGroup(Member member, String value) {
    Object group = member.map("config").get("group");
    return (member.isNode() || member.is("metric"))
        && group != null
        && Glob.matches(value, group.toString());
  }

  private Set<String> sources(String value) {
    String[] parts = value.split("\\.");
    if (parts.length > 3) {
      throw invalid(
          "Invalid source selector value \""
              + value
              + "\". Sources must be of the form `${source_name}`, `${source_name}.${target_name}`, or"
              + " `${package_name}.${source_name}.${target_name}");
    }
    String owner = parts.length == 3 ? parts[0] : "*";
    String source = parts.length == 3 ? parts[1] : parts[0];
    String table = parts.length == 1 ? "*" : parts[parts.length - 1];
    return where(
        member ->
            member.is("source")
                && Glob.matches(owner, member.text("package_name"))
                && Glob.matches(source, member.text("source_name"))
                && Glob.matches(table, member.text("name")));
  }

  private Set<String> named(String type, String value) {
    String[] parts = value.split("\\.");
    if (parts.length > 2) {
      throw invalid(
          "Invalid "
              + type.replace('_', ' ')
              + " selector value \""
              + value
              + "\". It must be of the form ${name} or ${package.name}");
    }
    String owner = parts.length == 2 ? parts[0] : "*";
    String name = parts[parts.length - 1];
    return where(
        member ->
            member.is(type)
                && Glob.matches(owner, member.text("package_name"))
                && Glob.matches(name, member.text("name")));
  }

  /** The file itself, the properties file that describes it, or a folder above it. */
  private static boolean isAt(Member member, String pattern) {
    String path = member.text("original_file_path");
    if (Glob.matchesPath(pattern, path)) {
      return true;
    }
    String patch = member.text("patch_path").replaceFirst("^.*://", "");
    if (!patch.isEmpty() && Glob.matchesPath(pattern, patch)) {
      return true;
    }
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (Glob.matchesPath(pattern, path.substring(0, slash))) {
        return true;
      }
    }
    return pattern.equals(".");
  }

  private static boolean isFile(Member member, String pattern) {
    String path = member.text("original_file_path");
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return Glob.matches(pattern, name)
        || Glob.matches(pattern, dot < 0 ? name : name.substring(0, dot));
  }

  private Set<String> packages(String value) {
    String name = value.equals("this") ? members.manifest().projectName() : value;
    return where(member -> Glob.matches(name, member.text("package_name")));
  }

  private static boolean isTestNamed(Member member, String value) {
    if (member.is("unit_test")) {
      return Glob.matches(value, member.text("name"));
    }
    Object name = member.map("test_metadata").get("name");
    return member.is("test") && name != null && Glob.matches(value, name.toString());
  }

  private static boolean isTestOfType(Member member, String value) {
    boolean generic = member.is("test") && !member.map("test_metadata").isEmpty();
    boolean singular = member.is("test") && !generic;
    return switch (value) {
      case "generic", "schema" -> generic;
      case "singular" -> singular;
      case "data" -> generic || singular;
      case "unit" -> member.is("unit_test");
      default ->
          throw invalid(
              "Invalid test type selector "
                  + value
                  + ": expected \"generic\", \"singular\", \"unit\", or \"data\"");
    };
  }

  private Set<String> ofType(String value) {
    if (Arrays.stream(ResourceType.values()).noneMatch(type -> type.label().equals(value))) {
      throw invalid("Invalid resource_type selector \"" + value + "\"");
    }
    return where(member -> member.is(value));
  }

  private static boolean isVersion(Member member, String value) {
    Object version = member.content().get("version");
    Object latest = member.content().get("latest_version");
    if (value.equals("none")) {
      return version == null;
    }
    if (version == null || latest == null) {
      return false;
    }
    int order = compare(version.toString(), latest.toString());
    return switch (value) {
      case "latest" -> order == 0;
      case "prerelease" -> order > 0;
      case "old" -> order < 0;
      default ->
          throw invalid(
              "Invalid version type selector "
                  + value
                  + ": expected one of: \"latest\", \"prerelease\", \"old\", or \"none\"");
    };
  }

  private static int compare(String left, String right) {
    try {
      return Double.compare(Double.parseDouble(left), Double.parseDouble(right));
    } catch (NumberFormatException e) {
      return left.compareTo(right);
    }
  }

  private Set<String> ofResult(String status) {
    Set<String> found = new HashSet<>();
    for (Map<String, Object> result : state.results()) {
      if (status.equals(result.get("status"))) {
        found.add(String.valueOf(result.get("unique_id")));
      }
    }
    return where(member -> found.contains(member.uniqueId()));
  }

  private Set<String> ofSourceStatus(String value) {
    if (!value.equals("fresher")) {
      throw invalid("Invalid source_status selector \"" + value + "\": expected \"fresher\"");
    }
    Set<String> found = new HashSet<>();
    for (Map<String, Object> current : state.currentSources()) {
      String id = String.valueOf(current.get("unique_id"));
      String now = loadedAt(state.currentSources(), id);
      String before = loadedAt(state.previousSources(), id);
      if (now != null && (before == null || now.compareTo(before) > 0)) {
        found.add(id);
      }
    }
    return where(member -> found.contains(member.uniqueId()));
  }

  private static @Nullable String loadedAt(List<Map<String, Object>> sources, String id) {
    for (Map<String, Object> source : sources) {
      if (id.equals(source.get("unique_id")) && source.get("max_loaded_at") != null) {
        return source.get("max_loaded_at").toString();
      }
    }
    return null;
  }

  private Set<String> selector(String name) {
    Map<String, Object> selectors = members.manifest().selectors();
    Object selector = selectors.get(name);
    if (selector == null) {
      throw invalid(
          "Could not find selector named " + name + ", expected one of " + selectors.keySet());
    }
    return run.select(SelectorYaml.parse(name, selector, selectors));
  }

  static ProjectException invalid(String message) {
    return ProjectException.of(ProblemKind.RUNTIME, message);
  }
}
