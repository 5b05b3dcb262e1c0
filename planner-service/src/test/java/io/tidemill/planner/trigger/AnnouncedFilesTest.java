package io.tidemill.planner.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncedFilesTest {
  @TempDir private Path home;
  private Path memory;

  @BeforeEach
  void nameFile() {
    memory = home.resolve("folder/announced");
  }

  @Test
  void remembersAFileAsItWas() throws IOException {
    try (AnnouncedFiles announced = AnnouncedFiles.open(memory)) {
      announced.add(List.of(file("a b.csv", 1, 10)));
    }

    try (AnnouncedFiles announced = AnnouncedFiles.open(memory)) {
      assertThat(announced.contains(file("a b.csv", 1, 10))).isTrue();
      assertThat(announced.contains(file("a b.csv", 2, 10))).isFalse();
      assertThat(announced.contains(file("a b.csv", 1, 11))).isFalse();
      assertThat(announced.contains(file("other.csv", 1, 10))).isFalse();
    }
  }

  @Test
  void dropsALineThatACrashTore() throws IOException {
    try (AnnouncedFiles announced = AnnouncedFiles.open(memory)) {
      announced.add(List.of(file("whole.csv", 1, 10)));
    }
    Files.writeString(memory, "landing/torn.csv\t1-00", StandardOpenOption.APPEND);

    try (AnnouncedFiles announced = AnnouncedFiles.open(memory)) {
      announced.add(List.of(file("after.csv", 1, 10)));
    }

    try (AnnouncedFiles announced = AnnouncedFiles.open(memory)) {
      assertThat(announced.contains(file("whole.csv", 1, 10))).isTrue();
      assertThat(announced.contains(file("after.csv", 1, 10))).isTrue();
    }
    assertThat(Files.readAllLines(memory)).hasSize(2);
  }

  @Test
  void staysSmallHoweverOftenAFileIsReplaced() throws IOException {
    try (AnnouncedFiles announced = AnnouncedFiles.open(memory)) {
      for (int i = 0; i < 11; i++) {
        announced.add(
            java.util.stream.LongStream.range(i * 1000L, i * 1000L + 1000)
                .mapToObj(second -> file("a.csv", 1, second))
                .toList());
      }
    }

    try (AnnouncedFiles announced = AnnouncedFiles.open(memory)) {
      assertThat(announced.contains(file("a.csv", 1, 10_999))).isTrue();
    }
    assertThat(Files.readAllLines(memory)).hasSize(1);
  }

  private static LandedFile file(String key, long size, long second) {
    return new LandedFile(
        "landing", key, size, Instant.ofEpochSecond(second), Instant.ofEpochSecond(second));
  }
}
