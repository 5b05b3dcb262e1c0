package io.tidemill.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  private static final String USE = "-XX:SharedArchiveFile=";
  private static final String WRITE = "-XX:ArchiveClassesAtExit=";

  @TempDir private Path target;
  private Path jar;

  @BeforeEach
  void jar() throws IOException {
    jar = Files.writeString(target.resolve("one.jar"), "classes");
  }

  @Test
  void isUsedByAllOnceOneProcessHasWrittenItToItsEnd() throws IOException {
    ClassArchive first = archive(true, "-Dtidemill.process=executor-1");
    ClassArchive second = archive(true, "-Dtidemill.process=executor-2");
    Path part = written(first);

    assertThat(second.options()).as("only one of them writes").isEmpty();
    Files.writeString(part, "archive");
    first.ended(true);

    assertThat(archive(false, "-Dtidemill.process=executor-2").options().get(0)).startsWith(USE);
    assertThat(part).doesNotExist();
  }

  @Test
  void isNotKeptFromAProcessThatWasKilled() throws IOException {
    ClassArchive killed = archive(true);
    Path part = written(killed);
    Files.writeString(part, "half an arch");

    killed.ended(false);

    assertThat(part).doesNotExist();
    assertThat(archive(false).options()).isEmpty();
    ClassArchive next = archive(true);
    assertThat(next.options().get(0)).as("the next one may write").startsWith(WRITE);
    next.ended(false);
  }

  @Test
  void ofAnotherBuildIsNotUsedAndGoesWhenTheNextIsKept() throws IOException {
    keepOne();
    Path old = Path.of(archive(false).options().get(0).substring(USE.length()));

    Files.writeString(jar, "classes, one more");

    assertThat(archive(false).options()).isEmpty();
    keepOne();
    assertThat(old).doesNotExist();
    assertThat(archive(false).options().get(0)).startsWith(USE);
  }

  @Test
  void ofOtherJvmOptionsIsNotUsed() throws IOException {
    keepOne();

    assertThat(archive(false, "-XX:+UseG1GC").options()).isEmpty();
  }

  private void keepOne() throws IOException {
    ClassArchive archive = archive(true);
    Files.writeString(written(archive), "archive");
    archive.ended(true);
  }

  private static Path written(ClassArchive archive) {
    String option = archive.options().get(0);
    assertThat(option).startsWith(WRITE);
    return Path.of(option.substring(WRITE.length()));
  }

  private ClassArchive archive(boolean write, String... jvmOptions) {
    return ClassArchive.of(target, jar.toString(), List.of(jvmOptions), write);
  }
}
