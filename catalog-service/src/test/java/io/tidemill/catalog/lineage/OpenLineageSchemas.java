package io.tidemill.catalog.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** OpenLineage's published JSON schemas: the core, and each facet by the schema it names itself. */
public final class OpenLineageSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CORE = "https://openlineage.io/spec/2-0-2/OpenLineage.json";

  private final Map<String, String> contents = new HashMap<>();
  private final JsonSchemaFactory factory;
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private OpenLineageSchemas(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        String content = Files.readString(file);
        contents.put(JSON.readTree(content).path("$id").asText(), content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(contents)));
  }

  /** The schemas; a test without them is skipped and says so. */
  public static OpenLineageSchemas orSkip() {
    Path folder =
        Path.of(System.getProperty("tidemill.shared.data", "../shared/data"), "openlineage");
    boolean there = Files.isDirectory(folder);
    if (!there) {
      System.out.println(
          "Skipped: OpenLineage's JSON schemas are not in "
              + folder
              + "; set tidemill.shared.data to validate events");
    }
    assumeTrue(there);
    return new OpenLineageSchemas(folder);
  }

  /** Fails unless the event and all its facets are valid; returns the number of facets. */
  public int requireValid(String event) {
    assertThat(problems(event)).as(event).isEmpty();
    try {
      return facets(JSON.readTree(event), new ArrayList<>()).size();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> problems(String event) {
    try {
      JsonNode node = JSON.readTree(event);
      List<String> problems = new ArrayList<>();
      schema(CORE).validate(node).forEach(message -> problems.add(message.toString()));
      for (JsonNode[] facet : facets(node, new ArrayList<>())) {
        problems.addAll(problems(facet[0].asText(), facet[1]));
      }
      return problems;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A facet's schema describes the object that holds the facet under its name, so it is the
   * definition that counts.
   */
  private List<String> problems(String url, JsonNode facet) {
    String id = url.substring(0, url.indexOf('#'));
    if (!contents.containsKey(id)) {
      return List.of("no schema " + id);
    }
    List<String> problems = new ArrayList<>();
    schema(url).validate(facet).forEach(message -> problems.add(url + ": " + message));
    return problems;
  }

  private JsonSchema schema(String url) {
    return factory.getSchema(SchemaLocation.of(url), config);
  }

  private static List<JsonNode[]> facets(JsonNode node, List<JsonNode[]> found) {
    if (node.has("_schemaURL") && node.has("_producer")) {
      found.add(new JsonNode[] {node.get("_schemaURL"), node});
    }
    node.forEach(child -> facets(child, found));
    return found;
  }
}
