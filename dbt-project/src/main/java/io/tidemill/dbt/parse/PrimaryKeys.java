package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Infers which columns identify a row of a model, from its constraints and tests. */
final class PrimaryKeys {
  private final Drafts drafts;

  PrimaryKeys(Drafts drafts) {
    this.drafts = drafts;
  }

  void inferAll() {
    Map<String, List<NodeDraft>> tests = new HashMap<>();
    drafts.nodes().values().forEach(draft -> note(draft, tests));
    drafts.disabled().values().forEach(list -> list.forEach(draft -> note(draft, tests)));
    for (NodeDraft draft : drafts.nodes().values()) {
      if (draft.type() == ResourceType.MODEL) {
        draft.put("primary_key", infer(draft, tests.getOrDefault(draft.uniqueId(), List.of())));
      }
    }
  }

  private static void note(NodeDraft draft, Map<String, List<NodeDraft>> tests) {
    Object attached = draft.content().get("attached_node");
    if (attached != null) {
      tests.computeIfAbsent(attached.toString(), id -> new ArrayList<>()).add(draft);
    }
  }

  private static List<Object> infer(NodeDraft model, List<NodeDraft> tests) {
    for (Map<String, Object> constraint : Properties.mapsOf(model.content().get("constraints"))) {
      if ("primary_key".equals(constraint.get("type"))) {
        return ConfigMerge.list(constraint.get("columns"));
      }
    }
    for (Map.Entry<String, Object> column :
        Properties.mapOf(model.content().get("columns")).entrySet()) {
      for (Map<String, Object> constraint :
          Properties.mapsOf(Properties.mapOf(column.getValue()).get("constraints"))) {
        if ("primary_key".equals(constraint.get("type"))) {
          return new ArrayList<>(List.of(column.getKey()));
        }
      }
    }
    return ofTests(tests);
  }

  private static List<Object> ofTests(List<NodeDraft> tests) {
    TreeSet<String> unique = new TreeSet<>();
    TreeSet<String> disabledUnique = new TreeSet<>();
    TreeSet<String> notNull = new TreeSet<>();
    for (NodeDraft test : tests) {
      Map<String, Object> metadata = Properties.mapOf(test.content().get("test_metadata"));
      Map<String, Object> kwargs = Properties.mapOf(metadata.get("kwargs"));
      List<Object> columns =
          kwargs.get("column_name") instanceof String
              ? ConfigMerge.list(kwargs.get("column_name"))
              : ConfigMerge.list(kwargs.get("combination_of_columns"));
      String name = String.valueOf(metadata.get("name"));
      for (Object column : columns) {
        if (name.equals("unique") || name.equals("unique_combination_of_columns")) {
          (test.enabled() ? unique : disabledUnique).add(String.valueOf(column));
        } else if (name.equals("not_null")) {
          notNull.add(String.valueOf(column));
        }
      }
    }
    TreeSet<String> both = new TreeSet<>(unique);
    both.addAll(disabledUnique);
    both.retainAll(notNull);
    if (!both.isEmpty()) {
      return new ArrayList<>(both);
    }
    return new ArrayList<>(unique.isEmpty() ? disabledUnique : unique);
  }
}
