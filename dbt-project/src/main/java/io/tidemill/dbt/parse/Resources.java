package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.Section;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectMacro;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The resources of drafts, and the order of resources in a manifest. */
final class Resources {
  private static final List<String> TYPES =
      List.of("model", "snapshot", "analysis", "seed", "operation", "test");

  private Resources() {}

  /** All resources, in the order of the manifest. */
  static List<Resource> of(ParseSession session, Drafts drafts) {
    List<Resource> resources = new ArrayList<>();
    drafts.nodes().values().forEach(draft -> add(Section.NODE, draft.content(), resources));
    drafts.sources().values().forEach(content -> add(Section.SOURCE, content, resources));
    for (ProjectMacro macro : session.macros().all()) {
      add(Section.MACRO, macro.content(), resources);
    }
    drafts.docs().values().forEach(content -> add(Section.DOC, content, resources));
    addAll(Section.EXPOSURE, drafts.exposures(), resources);
    addAll(Section.METRIC, drafts.metrics(), resources);
    drafts.groups().values().forEach(content -> add(Section.GROUP, content, resources));
    drafts
        .disabled()
        .values()
        .forEach(list -> list.forEach(draft -> add(Section.DISABLED, draft.content(), resources)));
    drafts
        .disabledOthers()
        .values()
        .forEach(list -> list.forEach(content -> add(Section.DISABLED_OTHER, content, resources)));
    addAll(Section.SAVED_QUERY, drafts.savedQueries(), resources);
    addAll(Section.SEMANTIC_MODEL, drafts.semanticModels(), resources);
    addAll(Section.UNIT_TEST, drafts.unitTests(), resources);
    addAll(Section.FUNCTION, drafts.functions(), resources);
    sort(session, resources);
    return resources;
  }

  private static void addAll(
      Section section, Map<String, NodeDraft> drafts, List<Resource> resources) {
    drafts.values().forEach(draft -> add(section, draft.content(), resources));
  }

  private static void add(Section section, Map<String, Object> content, List<Resource> resources) {
    resources.add(
        new Resource(
            section, String.valueOf(content.get("unique_id")), file(content), content, null));
  }

  /** Key of the file that defines a resource; empty for what is made without one. */
  private static String file(Map<String, Object> content) {
    String packageName = String.valueOf(content.get("package_name"));
    boolean hook = "operation".equals(content.get("resource_type"));
    return hook || MacroLibrary.INTERNAL_PACKAGES.contains(packageName)
        ? ""
        : packageName + "://" + content.get("original_file_path");
  }

  /**
   * Sorts by section, type, package and file; resources of one file keep their order.
   *
   * <p>The order in which files were read would not do: after a change only some are.
   */
  static void sort(ParseSession session, List<Resource> resources) {
    Map<String, Integer> packages = new HashMap<>();
    session.packages().keySet().forEach(name -> packages.put(name, packages.size()));
    resources.sort(
        Comparator.comparing(Resource::section)
            .thenComparingInt(resource -> rank(resource.uniqueId()))
            .thenComparingInt(resource -> packages.getOrDefault(packageOf(resource), -1))
            .thenComparing(Resource::file));
  }

  private static int rank(String uniqueId) {
    return TYPES.indexOf(uniqueId.substring(0, uniqueId.indexOf('.')));
  }

  private static String packageOf(Resource resource) {
    int end = resource.file().indexOf("://");
    return end < 0 ? "" : resource.file().substring(0, end);
  }
}
