package io.tidemill.dbt.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Foreign keys make a model depend on what they point to. */
final class ForeignKeys {
  private static final String TEXT = "\\s*['\"]([^'\"]+)['\"]\\s*";
  private static final Pattern CALL =
      Pattern.compile("\\s*(ref|source)\\(" + TEXT + "(?:," + TEXT + ")?\\)\\s*");

  private ForeignKeys() {}

  static void note(NodeDraft draft, Properties entry) {
    List<Object> constraints = new ArrayList<>();
    for (Object column : Properties.mapOf(draft.content().get("columns")).values()) {
      constraints.addAll(ConfigMerge.list(Properties.mapOf(column).get("constraints")));
    }
    constraints.addAll(ConfigMerge.list(draft.content().get("constraints")));
    for (Object item : constraints) {
      Map<String, Object> constraint = Properties.mapOf(item);
      if ("foreign_key".equals(constraint.get("type")) && constraint.get("to") != null) {
        note(draft, entry, constraint.get("to").toString());
      }
    }
  }

  private static void note(NodeDraft draft, Properties entry, String target) {
    Matcher call = CALL.matcher(target);
    boolean matches = call.matches();
    boolean source = matches && call.group(1).equals("source");
    if (!matches || (source && call.group(3) == null)) {
      throw NodePatch.failure(
          entry,
          "Invalid 'ref' or 'source' syntax on foreign key constraint 'to' on model "
              + draft.name()
              + ": "
              + target
              + ".");
    }
    if (source) {
      draft.addSource(call.group(2), call.group(3));
    } else if (call.group(3) == null) {
      draft.addRef(call.group(2), null, null);
    } else {
      draft.addRef(call.group(3), call.group(2), null);
    }
  }
}
