package io.tidemill.dbt.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML 1.1 the way Python's safe loader does: a key given twice keeps its last value. */
public final class YamlReader {
  private static final int MAX_CHARACTERS = 100 * 1024 * 1024;

  private final IdentityHashMap<Object, YamlPosition> positions = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Object> built = new IdentityHashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlReader() {}

  /**
   * Reads one document.
   *
   * @throws YamlException when it is not YAML
   */
  public static YamlDocument read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(1000);
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      YamlReader reader = new YamlReader();
      Object value = root == null ? null : reader.value(root);
      return new YamlDocument(value, reader.positions);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String problem = e.getProblem() == null ? "not valid YAML" : e.getProblem();
      throw new YamlException(problem, mark == null ? YamlPosition.UNKNOWN : position(mark), e);
    } catch (YAMLException e) {
      String problem = e.getMessage() == null ? "not valid YAML" : e.getMessage();
      throw new YamlException(problem, YamlPosition.UNKNOWN, e);
    }
  }

  private @Nullable Object value(Node node) {
    if (node instanceof ScalarNode scalar) {
      return YamlScalars.value(scalar);
    }
    Object known = built.get(node);
    if (known != null) {
      return known;
    }
    if (!open.add(node)) {
      throw new YamlException(
          "found an alias that contains itself", position(node.getStartMark()), null);
    }
    Object value = node instanceof MappingNode mapping ? map(mapping) : list((SequenceNode) node);
    open.remove(node);
    built.put(node, value);
    positions.put(value, position(node.getStartMark()));
    return value;
  }

  private Map<String, Object> map(MappingNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    Map<String, Object> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
        merge(tuple.getValueNode(), merged);
      } else {
        if (!(tuple.getKeyNode() instanceof ScalarNode)) {
          throw new YamlException(
              "found unhashable key", position(tuple.getKeyNode().getStartMark()), null);
        }
        map.put(YamlScalars.key(value(tuple.getKeyNode())), value(tuple.getValueNode()));
      }
    }
    if (merged.isEmpty()) {
      return map;
    }
    merged.putAll(map);
    return merged;
  }

  private void merge(Node node, Map<String, Object> into) {
    Object value = value(node);
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> into.putIfAbsent(String.valueOf(key), item));
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> merge(item, into));
    } else {
      throw new YamlException(
          "expected a mapping or a list of mappings after <<", position(node.getStartMark()), null);
    }
  }

  private List<Object> list(SequenceNode node) {
    List<Object> list = new ArrayList<>();
    for (Node item : node.getValue()) {
      list.add(value(item));
    }
    return list;
  }

  private static YamlPosition position(Mark mark) {
    return new YamlPosition(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
