package io.tidemill.planner.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.bundle.ProjectBundle;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.planner.ShopProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectVersionsTest {
  @TempDir private Path home;
  private final HandClock clock = new HandClock();

  @Test
  void readsAVersionThatComesToTheStoreLaterWithoutReadingAllTheTime() throws IOException {
    Path elsewhere = home.resolve("elsewhere");
    Path store = Files.createDirectories(home.resolve("store"));
    ProjectSource shop = ProjectSource.of(ShopProject.in(home.resolve("shop")).folder());
    ProjectDigest digest = new ProjectDigest(ProjectBundle.create(shop, elsewhere).value());
    ProjectVersions versions = new ProjectVersions(store, home.resolve("cache"), clock);
    assertThat(versions.version(digest)).isEmpty();

    ProjectBundle.create(shop, store);

    assertThat(versions.version(digest)).isEmpty();
    clock.turn(Duration.ofSeconds(6));
    PlannedProject project = versions.version(digest).orElseThrow();
    assertThat(project.dag().downstream(List.of(new NodeId("source.shop.raw.customers"))))
        .containsExactlyInAnyOrder(
            new NodeId("model.shop.stg_customers"), new NodeId("model.shop.mart"));
    assertThat(versions.version(digest)).containsSame(project);
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    void turn(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("one zone is enough here");
    }
  }
}
