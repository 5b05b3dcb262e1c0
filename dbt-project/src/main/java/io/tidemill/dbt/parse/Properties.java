package io.tidemill.dbt.parse;

import io.tidemill.dbt.yaml.YamlDocument;
import io.tidemill.dbt.yaml.YamlPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a properties file: a model, source, exposure, ... with its fields.
 *
 * @param owner package of the file
 * @param file path of the file below the package's folder
 * @param relative path of the file below its resource folder
 * @param section {@code models}, {@code sources}, ...
 * @param fields the entry, rendered where dbt renders it
 * @param written the entry as written
 * @param position where the entry is in the file
 * @param fileChecksum checksum of the whole file
 */
record Properties(
    Package owner,
    String file,
    String relative,
    String section,
    Map<String, Object> fields,
    Map<String, Object> written,
    YamlPosition position,
    String fileChecksum) {

  static Properties of(
      Package owner,
      String file,
      String relative,
      String section,
      Map<String, Object> fields,
      Map<String, Object> written,
      YamlDocument document,
      String fileChecksum) {
    return new Properties(
        owner, file, relative, section, fields, written, document.position(written), fileChecksum);
  }

  /** Another entry at the same place, with fields of its own. */
  Properties withFields(String otherSection, Map<String, Object> others) {
    return new Properties(
        owner, file, relative, otherSection, others, others, position, fileChecksum);
  }

  String name() {
    return text("name");
  }

  /** As dbt writes it into {@code patch_path}. */
  String patchPath() {
    return owner.name() + "://" + file;
  }

  String text(String key) {
    Object value = fields.get(key);
    return value == null ? "" : value.toString();
  }

  @Nullable Object get(String key) {
    return fields.get(key);
  }

  Map<String, Object> map(String key) {
    return mapOf(fields.get(key));
  }

  List<Map<String, Object>> maps(String key) {
    return mapsOf(fields.get(key));
  }

  static Map<String, Object> mapOf(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((key, item) -> map.put(String.valueOf(key), item));
    }
    return map;
  }

  static List<Map<String, Object>> mapsOf(@Nullable Object value) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Object item : ConfigMerge.list(value)) {
      if (item instanceof Map) {
        maps.add(mapOf(item));
      }
    }
    return maps;
  }

  /** The tests of a model, column, source: under {@code data_tests} or the older {@code tests}. */
  static List<Object> tests(Map<String, Object> fields) {
    Object tests = fields.get("data_tests");
    return ConfigMerge.list(tests == null ? fields.get("tests") : tests);
  }
}
