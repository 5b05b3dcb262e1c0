package io.tidemill.executor.statement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statement helper's Python text. */
final class HelperSource {
  static final String TEXT = read("tidemill_helper.py");

  private HelperSource() {}

  private static String read(String resource) {
    try (InputStream in = HelperSource.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "Expected resource %s beside %s, but it is missing"
                .formatted(resource, HelperSource.class));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
