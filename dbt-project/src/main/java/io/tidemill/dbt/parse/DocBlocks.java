package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.jinja.Scope;
import io.tidemill.dbt.manifest.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Renders descriptions, which may name docs blocks. */
final class DocBlocks {
  private static final Pattern DOC =
      Pattern.compile("doc\\(\\s*['\"]([^'\"]+)['\"](?:\\s*,\\s*['\"]([^'\"]+)['\"])?\\s*\\)");

  private final ParseSession session;
  private final Drafts drafts;

  DocBlocks(ParseSession session, Drafts drafts) {
    this.session = session;
    this.drafts = drafts;
  }

  void renderAll() {
    for (NodeDraft draft : drafts.nodes().values()) {
      describe(draft.content(), true);
    }
    drafts.sources().values().forEach(source -> describe(source, true));
    drafts.exposures().values().forEach(draft -> describe(draft.content(), false));
    for (ProjectMacro macro : session.macros().all()) {
      // What is stored has been described before.
      if (macro.content().get("patch_path") != null && !(macro.content() instanceof StoredObject)) {
        describe(macro.content(), false);
        for (Object argument : ConfigMerge.list(macro.content().get("arguments"))) {
          if (argument instanceof Map<?, ?> fields) {
            describeColumn(fields, macro.content());
          }
        }
      }
    }
  }

  private void describe(Map<String, Object> content, boolean withBlocks) {
    String description = String.valueOf(content.getOrDefault("description", ""));
    if (withBlocks) {
      content.put("doc_blocks", blocks(description, packageName(content)));
    }
    content.put("description", render(description, content));
    if (content.get("source_description") instanceof String text) {
      content.put("source_description", render(text, content));
    }
    if (content.get("columns") instanceof Map<?, ?> columns) {
      for (Object column : columns.values()) {
        if (column instanceof Map<?, ?> fields) {
          describeColumn(fields, content);
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // columns and arguments are objects we made
  private void describeColumn(Map<?, ?> fields, Map<String, Object> owner) {
    Map<String, Object> column = (Map<String, Object>) fields;
    String description = String.valueOf(column.getOrDefault("description", ""));
    if (column.containsKey("doc_blocks")) {
      column.put("doc_blocks", blocks(description, packageName(owner)));
    }
    column.put("description", render(description, owner));
  }

  private static String packageName(Map<String, Object> content) {
    return String.valueOf(content.get("package_name"));
  }

  private List<Object> blocks(String description, String packageName) {
    Set<Object> found = new LinkedHashSet<>();
    Matcher doc = DOC.matcher(description);
    while (doc.find()) {
      Map<String, Object> block =
          doc.group(2) == null
              ? find(packageName, null, doc.group(1))
              : find(packageName, doc.group(1), doc.group(2));
      if (block != null) {
        found.add(block.get("unique_id"));
      }
    }
    return new ArrayList<>(found);
  }

  private @Nullable Map<String, Object> find(
      String fromPackage, @Nullable String packageName, String name) {
    List<String> candidates =
        packageName != null ? List.of(packageName) : List.of(session.root().name(), fromPackage);
    for (String candidate : candidates) {
      Map<String, Object> block = drafts.docs().get("doc." + candidate + "." + name);
      if (block != null) {
        return block;
      }
    }
    if (packageName == null) {
      for (Map<String, Object> block : drafts.docs().values()) {
        if (name.equals(block.get("name"))) {
          return block;
        }
      }
    }
    return null;
  }

  private String render(String description, Map<String, Object> owner) {
    if (!Templates.hasJinja(description)) {
      return description;
    }
    String file = String.valueOf(owner.get("original_file_path"));
    try {
      return Templates.render(description, file, scope(owner));
    } catch (JinjaException e) {
      session
          .problems()
          .add(
              new ProjectProblem(
                  ProblemKind.COMPILATION,
                  "Description of " + owner.get("unique_id") + ": " + e.text(),
                  file,
                  0,
                  0));
      return description;
    }
  }

  private Scope scope(Map<String, Object> owner) {
    JinjaCallable doc = arguments -> doc(arguments, owner);
    return name ->
        switch (name) {
          case "doc" -> doc;
          case "var" -> session.variables(packageName(owner));
          case "env_var" -> session.environment();
          case "target" -> io.tidemill.dbt.context.Target.of(session.profile());
          default -> Missing.MISSING;
        };
  }

  private Object doc(CallArguments arguments, Map<String, Object> owner) {
    List<Object> names = arguments.positional();
    if (names.isEmpty() || names.size() > 2) {
      throw Arguments.compilation("doc() takes at most two arguments (" + names.size() + " given)");
    }
    String name = PythonValues.str(names.get(names.size() - 1));
    String packageName = names.size() == 2 ? PythonValues.str(names.get(0)) : null;
    Map<String, Object> block = find(packageName(owner), packageName, name);
    if (block == null) {
      throw Arguments.compilation(
          "Documentation for '"
              + owner.get("unique_id")
              + "' depends on doc '"
              + name
              + "'"
              + (packageName == null ? "" : " in package '" + packageName + "'")
              + " which was not found");
    }
    return String.valueOf(block.get("block_contents"));
  }
}
