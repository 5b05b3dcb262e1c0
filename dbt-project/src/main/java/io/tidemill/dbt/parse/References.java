package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.manifest.RefIndex;
import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the refs and sources that were noted into dependencies, and refuses those that lead nowhere
 * or not allowed.
 */
final class References {
  private static final Logger LOG = LoggerFactory.getLogger(References.class);

  private final ParseSession session;
  private final Drafts drafts;
  private final RefIndex index;

  References(ParseSession session, Drafts drafts) {
    this.session = session;
    this.drafts = drafts;
    this.index = index(session, drafts);
  }

  private static RefIndex index(ParseSession session, Drafts drafts) {
    RefIndex.Builder builder = new RefIndex.Builder(session.root().name());
    List<Map<String, Object>> enabled = new ArrayList<>(drafts.outside().enabled());
    drafts.nodes().values().forEach(draft -> enabled.add(draft.content()));
    enabled.addAll(drafts.sources().values());
    // Which package a name is taken from must not depend on which file was read first.
    List<String> packages = new ArrayList<>(session.packages().keySet());
    enabled.sort(
        Comparator.comparingInt(
            content -> packages.indexOf(String.valueOf(content.get("package_name")))));
    for (Map<String, Object> content : enabled) {
      if ("source".equals(content.get("resource_type"))) {
        builder.addSource(content);
      } else {
        builder.addNode(content);
      }
    }
    drafts.outside().disabled().forEach(builder::addDisabled);
    drafts
        .disabled()
        .values()
        .forEach(list -> list.forEach(draft -> builder.addDisabled(draft.content())));
    drafts.disabledOthers().forEach((id, list) -> list.forEach(builder::addDisabled));
    return builder.build();
  }

  void resolveAll() {
    drafts.nodes().values().forEach(this::resolve);
    drafts.functions().values().forEach(this::resolve);
    drafts.exposures().values().forEach(this::resolve);
    drafts.unitTests().values().forEach(this::resolve);
    drafts.semanticModels().values().forEach(this::resolve);
    drafts.disabled().values().forEach(list -> list.forEach(References::macrosOnly));
    new SemanticReferences(drafts, session.problems()).resolveAll();
  }

  /** What is disabled depends on nothing that would have to be there. */
  private static void macrosOnly(NodeDraft draft) {
    List<Object> macros = new ArrayList<>(draft.macros());
    draft.put(
        "depends_on",
        draft.type() == ResourceType.SEED
            ? ConfigDefaults.of("macros", macros)
            : ConfigDefaults.of("macros", macros, "nodes", new ArrayList<>()));
  }

  private void resolve(NodeDraft draft) {
    if (draft.type() == ResourceType.SEED) {
      Map<String, Object> macros = ConfigDefaults.of("macros", new ArrayList<>(draft.macros()));
      draft.put("depends_on", macros);
      return;
    }
    Set<String> nodes = new LinkedHashSet<>();
    sources(draft, nodes);
    refs(draft, nodes);
    functions(draft, nodes);
    draft.put(
        "depends_on",
        ConfigDefaults.of(
            "macros", new ArrayList<>(draft.macros()), "nodes", new ArrayList<>(nodes)));
    if (draft.type() == ResourceType.UNIT_TEST) {
      unitTest(draft, nodes);
    }
  }

  private void unitTest(NodeDraft draft, Set<String> nodes) {
    for (String id : nodes) {
      Map<String, Object> model = drafts.known(id);
      if (model != null) {
        draft.put("schema", model.get("schema"));
      }
    }
    draft.content().remove("refs");
    draft.content().remove("sources");
  }

  private void refs(NodeDraft draft, Set<String> nodes) {
    for (Object item : new ArrayList<>(draft.list("refs"))) {
      Map<String, Object> ref = Properties.mapOf(item);
      String name = String.valueOf(ref.get("name"));
      Object packageName = ref.get("package");
      Object version = ref.get("version");
      String target = packageName == null ? null : packageName.toString();
      RefIndex.Answer answer =
          index.ref(draft.packageName(), target, name, version == null ? null : version.toString());
      if (answer.found() == null) {
        notFound(draft, "node", name, target, version, answer.disabled());
        continue;
      }
      allowed(draft, answer.found());
      nodes.add(answer.found());
    }
  }

  private void sources(NodeDraft draft, Set<String> nodes) {
    for (Object item : new ArrayList<>(draft.list("sources"))) {
      List<Object> source = ConfigMerge.list(item);
      String name = String.valueOf(source.get(0));
      String table = String.valueOf(source.get(1));
      RefIndex.Answer answer = index.source(draft.packageName(), name, table);
      if (answer.found() == null) {
        notFound(draft, "source", name + "." + table, null, null, answer.disabled());
      } else {
        nodes.add(answer.found());
      }
    }
  }

  private void functions(NodeDraft draft, Set<String> nodes) {
    if (!draft.content().containsKey("functions")) {
      return;
    }
    for (Object item : new ArrayList<>(draft.list("functions"))) {
      List<Object> call = ConfigMerge.list(item);
      String name = String.valueOf(call.get(call.size() - 1));
      String target = call.size() > 1 ? String.valueOf(call.get(0)) : null;
      List<String> found =
          RefIndex.functionIds(
              drafts.functions().keySet(),
              session.root().name(),
              draft.packageName(),
              target,
              name);
      if (found.isEmpty()) {
        notFound(draft, "function", name, target, null, false);
      } else {
        nodes.add(found.get(0));
      }
    }
  }

  private void notFound(
      NodeDraft draft,
      String kind,
      String name,
      @Nullable String packageName,
      @Nullable Object version,
      boolean disabled) {
    if (draft.type() == ResourceType.TEST) {
      // A test of something that is not there is switched off, but stays where it is, as in dbt.
      draft.config().put("enabled", false);
      if (!disabled) {
        LOG.warn(
            "Test '{}' ({}) depends on a {} named '{}' which was not found",
            draft.uniqueId(),
            draft.file(),
            kind,
            name);
      }
      return;
    }
    String inPackage = packageName == null ? "" : " in package '" + packageName + "'";
    String ofVersion = version == null ? "" : " with version '" + version + "'";
    String what = kind + " named '";
    session
        .problems()
        .add(
            new ProjectProblem(
                ProblemKind.TARGET_NOT_FOUND,
                capital(draft.type().label())
                    + " '"
                    + draft.uniqueId()
                    + "' ("
                    + draft.file()
                    + ") depends on a "
                    + what
                    + name
                    + "'"
                    + ofVersion
                    + inPackage
                    + (disabled ? " which is disabled" : " which was not found"),
                draft.file(),
                line(draft, name),
                0));
  }

  private static int line(NodeDraft draft, String name) {
    String last = name.substring(name.indexOf('.') + 1);
    int at = draft.rawCode().indexOf(last);
    boolean ownFile = !draft.content().containsKey("test_metadata");
    return at < 0 || !ownFile
        ? 0
        : (int) draft.rawCode().substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /**
   * A private node may be read only in its group, a protected one only in packages that do not
   * restrict access.
   */
  private void allowed(NodeDraft draft, String target) {
    Map<String, Object> node = drafts.known(target);
    if (node == null || !"model".equals(node.get("resource_type"))) {
      return;
    }
    String access = String.valueOf(node.get("access"));
    String packageName = String.valueOf(node.get("package_name"));
    Object group = node.get("group");
    boolean restricted =
        packageName.equals(draft.packageName())
            || "true".equalsIgnoreCase(restrictAccess(packageName));
    if (access.equals("private")
        && restricted
        && draft.type() != ResourceType.TEST
        && (group == null || !group.equals(draft.content().get("group")))) {
      refused(draft, target, "private to the '" + group + "' group");
    }
    if (access.equals("protected")
        && !packageName.equals(draft.packageName())
        && "true".equalsIgnoreCase(restrictAccess(packageName))) {
      refused(draft, target, "protected to the '" + packageName + "' package");
    }
  }

  private String restrictAccess(String packageName) {
    Package owner = session.packages().get(packageName);
    String value = owner == null ? null : owner.config().restrictAccess();
    return value == null ? "false" : value;
  }

  private void refused(NodeDraft draft, String target, String why) {
    session
        .problems()
        .add(
            new ProjectProblem(
                ProblemKind.PARSING,
                "Node "
                    + draft.uniqueId()
                    + " attempted to reference node "
                    + target
                    + ", which is not allowed because the referenced node is "
                    + why
                    + ".",
                draft.file(),
                0,
                0));
  }
}
