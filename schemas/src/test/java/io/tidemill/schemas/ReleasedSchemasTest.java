package io.tidemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every topic's schema must read, and be read by, each released version (FULL_TRANSITIVE). */
class ReleasedSchemasTest {
  private static final Path RELEASED = Path.of("released");

  @TestFactory
  Stream<DynamicTest> staysCompatibleWithEveryRelease() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (DirectoryStream<Path> releases = Files.newDirectoryStream(RELEASED)) {
      for (Path release : releases) {
        for (Topic topic : Topics.all()) {
          Path file = release.resolve(topic.valueSubject() + ".avsc");
          if (topic.schema().isPresent() && Files.exists(file)) {
            Schema released = new Schema.Parser().parse(file.toFile());
            tests.add(
                DynamicTest.dynamicTest(
                    "%s against %s".formatted(topic.name(), release.getFileName()),
                    () -> assertThat(breaches(topic.schema().get(), released)).isEmpty()));
          }
        }
      }
    }
    assertThat(tests).as("released schemas in " + RELEASED).isNotEmpty();
    return tests.stream();
  }

  @Test
  void namesFieldAndRuleOfABreach() {
    Schema old = schema("{\"name\":\"runId\",\"type\":\"string\"}");
    Schema broken =
        schema("{\"name\":\"runId\",\"type\":\"string\"},{\"name\":\"actor\",\"type\":\"string\"}");

    assertThat(breaches(broken, old))
        .singleElement()
        .asString()
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE")
        .contains("actor");
  }

  @Test
  void documentsEveryField() {
    List<String> undocumented = new ArrayList<>();
    Topics.all()
        .forEach(topic -> topic.schema().ifPresent(schema -> collect(schema, undocumented)));

    assertThat(undocumented).isEmpty();
  }

  private static List<String> breaches(Schema ours, Schema released) {
    List<String> breaches = new ArrayList<>();
    breaches.addAll(breaches("our readers cannot read records of the release", ours, released));
    breaches.addAll(breaches("readers of the release cannot read our records", released, ours));
    return breaches;
  }

  private static List<String> breaches(String meaning, Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(breach -> describe(meaning, breach))
        .toList();
  }

  private static String describe(String meaning, Incompatibility breach) {
    return "%s: rule %s at field %s: %s. Give the field a default, or add a new one instead"
        .formatted(meaning, breach.getType(), breach.getLocation(), breach.getMessage());
  }

  private static void collect(Schema schema, List<String> undocumented) {
    switch (schema.getType()) {
      case RECORD -> {
        if (schema.getDoc() == null) {
          undocumented.add(schema.getFullName());
        }
        for (Schema.Field field : schema.getFields()) {
          if (field.doc() == null) {
            undocumented.add(schema.getFullName() + "." + field.name());
          }
          collect(field.schema(), undocumented);
        }
      }
      case ARRAY -> collect(schema.getElementType(), undocumented);
      case MAP -> collect(schema.getValueType(), undocumented);
      case UNION -> schema.getTypes().forEach(type -> collect(type, undocumented));
      default -> {
        // Primitives and enums have no fields.
      }
    }
  }

  private static Schema schema(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }
}
