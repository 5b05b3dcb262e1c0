package io.tidemill.dbt.config;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.yaml.YamlDocument;
import io.tidemill.dbt.yaml.YamlException;
import io.tidemill.dbt.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reading YAML files that must hold a mapping. */
public final class YamlFiles {
  private YamlFiles() {}

  /** The mapping in a text; an empty text is an empty mapping. */
  public static Map<String, Object> map(String text, String file, ProblemKind kind) {
    return map(document(text, file, kind), file, kind);
  }

  /** The mapping of a document; an empty document is an empty mapping. */
  public static Map<String, Object> map(YamlDocument document, String file, ProblemKind kind) {
    Object root = document.root();
    if (root == null) {
      return new LinkedHashMap<>();
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw new ProjectException(
          new ProjectProblem(
              kind,
              "Expected a mapping at the top of the file, but got something else",
              file,
              1,
              1),
          null);
    }
    return stringKeyed(map);
  }

  /** The document in a text. */
  public static YamlDocument document(String text, String file, ProblemKind kind) {
    try {
      return YamlReader.read(text);
    } catch (YamlException e) {
      throw new ProjectException(
          new ProjectProblem(
              kind,
              "Syntax error: " + e.getMessage(),
              file,
              e.position().line(),
              e.position().column()),
          e);
    }
  }

  // The reader makes string keys only.
  @SuppressWarnings("unchecked")
  public static Map<String, Object> stringKeyed(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
