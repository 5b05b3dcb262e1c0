package io.tidemill.dbt.deps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.dbt.error.ProjectException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionRangeTest {

  @Test
  void admitsWhatMeetsEveryBound() {
    VersionRange range = VersionRange.of(List.of(">=1.0.0", "<2.0.0"));

    assertThat(range.admits(Version.of("1.0.0"))).isTrue();
    assertThat(range.admits(Version.of("1.9.9"))).isTrue();
    assertThat(range.admits(Version.of("2.0.0"))).isFalse();
    assertThat(range.admits(Version.of("0.9.9"))).isFalse();
  }

  @Test
  void readsBoundsSeparatedByCommas() {
    VersionRange range = VersionRange.of(List.of(">0.1.0,<=0.2.0"));

    assertThat(range.admits(Version.of("0.1.0"))).isFalse();
    assertThat(range.admits(Version.of("0.2.0"))).isTrue();
  }

  @Test
  void doesNotTakeAPrereleaseOfAnUpperBound() {
    assertThat(VersionRange.of(List.of("<2.0.0")).admits(Version.of("2.0.0-rc1"))).isFalse();
    assertThat(VersionRange.of(List.of("<2.0.0-rc2")).admits(Version.of("2.0.0-rc1"))).isTrue();
  }

  @Test
  void ordersPrereleasesBeforeTheirReleaseAndByTheirParts() {
    assertThat(Version.of("1.0.0-rc.9")).isLessThan(Version.of("1.0.0-rc.10"));
    assertThat(Version.of("1.0.0-rc10")).isLessThan(Version.of("1.0.0"));
    assertThat(Version.of("1.0.0-alpha")).isLessThan(Version.of("1.0.0-beta"));
    assertThat(Version.of("1.10.0")).isGreaterThan(Version.of("1.9.0"));
  }

  @Test
  void refusesWhatIsNoVersion() {
    assertThatThrownBy(() -> VersionRange.of(List.of("latest")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("\"latest\" is not a valid semantic version");
  }
}
