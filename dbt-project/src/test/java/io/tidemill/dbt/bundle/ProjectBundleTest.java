package io.tidemill.dbt.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.dbt.ProjectSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectBundleTest {
  private static final int READERS = 8;

  @TempDir Path dir;
  private Path project;
  private Path store;
  private Path cache;

  @BeforeEach
  void writeProject() throws IOException {
    project = Files.createDirectories(dir.resolve("project"));
    store = dir.resolve("store");
    cache = dir.resolve("cache");
    Files.writeString(project.resolve("dbt_project.yml"), "name: shop\nprofile: shop\n");
    Files.writeString(project.resolve("profiles.yml"), "shop: {}\n");
    Files.createDirectories(project.resolve("models"));
    Files.writeString(project.resolve("models/orders.sql"), "select 1 as id");
  }

  @Test
  void opensForManyReadersAtOnce() throws Exception {
    Digest digest = ProjectBundle.create(source(), store);
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      CyclicBarrier together = new CyclicBarrier(READERS);
      List<Future<ProjectSource>> opened = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        opened.add(
            threads.submit(
                () -> {
                  together.await();
                  return ProjectBundle.open(digest, store, cache);
                }));
      }
      for (Future<ProjectSource> source : opened) {
        assertThat(source.get().projectDir().resolve("models/orders.sql"))
            .hasContent("select 1 as id");
      }
    } finally {
      threads.shutdownNow();
    }
    try (var left = Files.list(cache)) {
      assertThat(left).as("folders in the cache").hasSize(1);
    }
  }

  @Test
  void hasTheSameDigestForTheSameContent() throws IOException {
    Digest first = ProjectBundle.create(source(), store);
    Files.createDirectories(project.resolve("target"));
    Files.writeString(project.resolve("target/manifest.json"), "{}");
    Digest second = ProjectBundle.create(source(), store);
    Files.writeString(project.resolve("models/orders.sql"), "select 2 as id");
    Digest changed = ProjectBundle.create(source(), store);

    assertThat(second).isEqualTo(first);
    assertThat(changed).isNotEqualTo(first);
  }

  @Test
  void refusesABundleThatIsNotWhatItsNameSays() throws IOException {
    Digest digest = ProjectBundle.create(source(), store);
    Files.writeString(store.resolve(digest.value() + ".zip"), "tampered with");

    assertThatThrownBy(() -> ProjectBundle.open(digest, store, cache))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage(
            "Expected bundle %s to have that digest, but its content has %s; deploy the project again"
                .formatted(digest, Digest.ofContent("tampered with".getBytes())));
  }

  private ProjectSource source() {
    return new ProjectSource(project, null, null, Map.of(), Map.of());
  }
}
