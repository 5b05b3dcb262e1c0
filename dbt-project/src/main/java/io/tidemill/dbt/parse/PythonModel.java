package io.tidemill.dbt.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the dbt calls of a Python model without running it: {@code dbt.ref}, {@code dbt.source},
 * {@code dbt.config}.
 */
final class PythonModel {
  private static final String STRING = "(?:'([^']*)'|\"([^\"]*)\")";
  private static final Pattern REF =
      Pattern.compile("\\bdbt\\.ref\\(\\s*" + STRING + "(?:\\s*,\\s*" + STRING + ")?");
  private static final Pattern SOURCE =
      Pattern.compile("\\bdbt\\.source\\(\\s*" + STRING + "\\s*,\\s*" + STRING);
  private static final Pattern CONFIG = Pattern.compile("\\bdbt\\.config\\(([^)]*)\\)");
  private static final Pattern SETTING =
      Pattern.compile("(\\w+)\\s*=\\s*(?:" + STRING + "|(True|False|None)|(\\d+)|(\\[[^\\]]*\\]))");
  private static final Pattern ITEM = Pattern.compile(STRING);

  private PythonModel() {}

  static void read(NodeDraft draft) {
    Matcher refs = REF.matcher(draft.rawCode());
    while (refs.find()) {
      String first = either(refs, 1);
      String second = either(refs, 3);
      if (second.isEmpty()) {
        draft.addRef(first, null, null);
      } else {
        draft.addRef(second, first, null);
      }
    }
    Matcher sources = SOURCE.matcher(draft.rawCode());
    while (sources.find()) {
      draft.addSource(either(sources, 1), either(sources, 3));
    }
    Matcher configs = CONFIG.matcher(draft.rawCode());
    while (configs.find()) {
      ConfigMerge.apply(draft.configCall(), settings(configs.group(1)));
    }
  }

  private static Map<String, Object> settings(String arguments) {
    Map<String, Object> settings = new LinkedHashMap<>();
    Matcher setting = SETTING.matcher(arguments);
    while (setting.find()) {
      String key = setting.group(1);
      if (setting.group(4) != null) {
        settings.put(key, word(setting.group(4)));
      } else if (setting.group(5) != null) {
        settings.put(key, Long.valueOf(setting.group(5)));
      } else if (setting.group(6) != null) {
        settings.put(
            key, ITEM.matcher(setting.group(6)).results().map(PythonModel::either).toList());
      } else {
        settings.put(key, either(setting, 2));
      }
    }
    return settings;
  }

  private static @org.jspecify.annotations.Nullable Object word(String word) {
    return word.equals("None") ? null : word.equals("True");
  }

  private static String either(Matcher match, int group) {
    String single = match.group(group);
    String quoted = match.group(group + 1);
    return single != null ? single : quoted != null ? quoted : "";
  }

  private static String either(java.util.regex.MatchResult match) {
    return match.group(1) != null ? match.group(1) : match.group(2);
  }
}
