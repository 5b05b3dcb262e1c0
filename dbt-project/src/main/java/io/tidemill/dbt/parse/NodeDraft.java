package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node while it is being parsed.
 *
 * <p>Its content is the object the manifest will hold; what only parsing needs is kept beside it.
 */
final class NodeDraft {
  private final Map<String, Object> content;
  private final ResourceType type;
  private final String file;

  /** What {@code config()} was called with, merged over all calls. */
  private final Map<String, Object> configCall = new LinkedHashMap<>();

  private final Map<String, Object> unrenderedConfigCall = new LinkedHashMap<>();

  /**
   * The arguments of the first {@code config()} of the text, as source; counted once it is called.
   */
  private Map<String, Object> writtenConfig = Map.of();

  private final Set<String> macros = new LinkedHashSet<>();
  private boolean patched;
  private boolean timed;

  /**
   * @param file path shown in messages
   */
  NodeDraft(ResourceType type, String file, Map<String, Object> content) {
    this.type = type;
    this.file = file;
    this.content = content;
  }

  Map<String, Object> content() {
    return content;
  }

  ResourceType type() {
    return type;
  }

  String file() {
    return file;
  }

  Map<String, Object> configCall() {
    return configCall;
  }

  Map<String, Object> unrenderedConfigCall() {
    return unrenderedConfigCall;
  }

  Map<String, Object> writtenConfig() {
    return writtenConfig;
  }

  void writtenConfig(Map<String, Object> arguments) {
    writtenConfig = arguments;
  }

  Set<String> macros() {
    return macros;
  }

  /** Whether its text looked at the clock. */
  boolean timed() {
    return timed;
  }

  void markTimed() {
    timed = true;
  }

  boolean patched() {
    return patched;
  }

  void markPatched() {
    patched = true;
  }

  String uniqueId() {
    return text("unique_id");
  }

  String name() {
    return text("name");
  }

  String packageName() {
    return text("package_name");
  }

  @Nullable String columnName() {
    return textOrNull("column_name");
  }

  String rawCode() {
    return text("raw_code");
  }

  String text(String key) {
    Object value = content.get(key);
    return value == null ? "" : value.toString();
  }

  @Nullable String textOrNull(String key) {
    Object value = content.get(key);
    return value == null ? null : value.toString();
  }

  void put(String key, @Nullable Object value) {
    content.put(key, value);
  }

  @SuppressWarnings("unchecked") // fqn is set by us, to a list of strings
  List<String> fqn() {
    return (List<String>) Objects.requireNonNull(content.get("fqn"), "fqn");
  }

  @SuppressWarnings("unchecked") // set by us
  Map<String, Object> config() {
    return (Map<String, Object>) Objects.requireNonNull(content.get("config"), "config");
  }

  boolean enabled() {
    return !Boolean.FALSE.equals(config().get("enabled"));
  }

  boolean ephemeral() {
    return type == ResourceType.MODEL && "ephemeral".equals(config().get("materialized"));
  }

  /**
   * A list of the content that grows while parsing: {@code refs}, {@code sources}, {@code tags},
   * ...
   */
  @SuppressWarnings("unchecked") // set by us
  List<Object> list(String key) {
    return (List<Object>) content.computeIfAbsent(key, name -> new ArrayList<>());
  }

  void addRef(String name, @Nullable String packageName, @Nullable Object version) {
    list("refs")
        .add(ConfigDefaults.of("name", name, "package", packageName, "version", number(version)));
  }

  /** dbt takes the text of a number for the number. */
  private static @Nullable Object number(@Nullable Object version) {
    if (!(version instanceof String text)) {
      return version;
    }
    if (text.matches("-?[0-9]{1,18}")) {
      return Long.valueOf(text);
    }
    return text.matches("-?[0-9]+\\.[0-9]+") ? (Object) Double.valueOf(text) : text;
  }

  void addSource(String source, String table) {
    list("sources").add(new ArrayList<>(List.of(source, table)));
  }

  /** Notes a call of {@code function}; dbt writes the package first. */
  void addFunction(String name, @Nullable String packageName) {
    List<Object> call = new ArrayList<>();
    if (packageName != null) {
      call.add(packageName);
    }
    call.add(name);
    list("functions").add(call);
  }

  void addTag(Object tag) {
    if (!list("tags").contains(tag)) {
      list("tags").add(tag);
    }
  }
}
