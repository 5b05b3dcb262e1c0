package io.tidemill.executor.materialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every statement, step and catalog change of every materialization, format and situation, as
 * written in {@code materializations.txt} beside this class. After an intended change run with
 * {@code -Dgolden.write=<file>} and read the difference.
 */
class GoldenTest {
  private static final Map<String, String> EXPECTED = read();
  private static final Map<String, String> ACTUAL = new LinkedHashMap<>();

  static Stream<String> scenarios() {
    return Scenarios.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void doesWhatIsWritten(String name) {
    Consumer<Transcript> scenario = Objects.requireNonNull(Scenarios.all().get(name));
    Transcript transcript = new Transcript();
    scenario.accept(transcript);
    ACTUAL.put(name, transcript.text());
    assertThat(transcript.text()).isEqualTo(EXPECTED.get(name));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void takesAtMostTwoStatements(String name) {
    Transcript transcript = new Transcript();
    Objects.requireNonNull(Scenarios.all().get(name)).accept(transcript);
    assertThat(transcript.statements()).isBetween(1, 2);
  }

  @AfterAll
  static void write() throws IOException {
    String file = System.getProperty("golden.write");
    if (file != null) {
      StringBuilder text = new StringBuilder();
      ACTUAL.forEach(
          (name, log) -> text.append("## ").append(name).append('\n').append(log).append("\n\n"));
      Files.writeString(Path.of(file), text);
    }
  }

  private static Map<String, String> read() {
    Map<String, String> sections = new LinkedHashMap<>();
    try (InputStream in = GoldenTest.class.getResourceAsStream("materializations.txt")) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String section : text.split("(?m)^## ")) {
        int end = section.indexOf('\n');
        if (end > 0) {
          sections.put(section.substring(0, end), section.substring(end + 1).stripTrailing());
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return sections;
  }
}
