package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code config} while parsing: what it is called with is noted, what it is asked is not known yet.
 */
final class ParseConfig implements JinjaCallable {
  private final NodeDraft draft;

  ParseConfig(NodeDraft draft) {
    this.draft = draft;
  }

  @Override
  public Object call(CallArguments arguments) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (arguments.size() == 1 && arguments.keywords().isEmpty()) {
      options.putAll(Arguments.plainMap(arguments.positional().get(0)));
    } else if (arguments.size() == 0 && !arguments.keywords().isEmpty()) {
      arguments.keywords().forEach((key, value) -> options.put(key, Arguments.plain(value)));
    } else {
      throw Arguments.compilation("Invalid inline model config");
    }
    for (String old : new String[] {"pre_hook", "post_hook"}) {
      if (options.containsKey(old) && options.containsKey(ConfigMerge.hookName(old))) {
        throw Arguments.compilation(
            "Config has conflicting keys: '" + old + "' and '" + ConfigMerge.hookName(old) + "'");
      }
    }
    add(options);
    return "";
  }

  private void add(Map<String, Object> options) {
    draft.unrenderedConfigCall().putAll(draft.writtenConfig());
    ConfigMerge.apply(draft.configCall(), options);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "get", "require", "meta_get", "meta_require" -> (JinjaCallable) arguments -> "";
      case "set" ->
          (JinjaCallable)
              arguments -> {
                add(
                    new LinkedHashMap<>(
                        ConfigDefaults.of(
                            Arguments.text(arguments, 0, "name"),
                            Arguments.plain(arguments.get(1, "value")))));
                return "";
              };
      case "persist_relation_docs", "persist_column_docs" -> (JinjaCallable) arguments -> false;
      default -> Missing.MISSING;
    };
  }

  @Override
  public String pythonType() {
    return "ParseConfigObject";
  }
}
