package io.tidemill.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the schemas of all topics to {@code released/VERSION}: run once per release, see
 * docs/handbook.md.
 */
public final class ReleaseSchemas {
  private ReleaseSchemas() {}

  public static void main(String[] args) throws IOException {
    Path dir = Files.createDirectories(Path.of("released", args[0]));
    for (Topic topic : Topics.all()) {
      if (topic.schema().isPresent()) {
        Files.writeString(
            dir.resolve(topic.valueSubject() + ".avsc"),
            topic.schema().get().toString(true) + "\n");
      }
    }
  }
}
