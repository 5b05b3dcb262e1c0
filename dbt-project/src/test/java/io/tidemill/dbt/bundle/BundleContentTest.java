package io.tidemill.dbt.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectFolder;
import io.tidemill.dbt.ProjectSource;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleContentTest {
  @TempDir Path folder;
  private ProjectFolder project;

  @BeforeEach
  void writeProject() {
    project =
        new ProjectFolder(folder.resolve("project"))
            .file(
                "models/a.sql", "select '{{ var(\"v\") }}' as v, '{{ env_var(\"FLAVOUR\") }}' as f")
            .file("target/manifest.json", "{}");
  }

  private ProjectSource source(Map<String, String> environment) {
    ProjectSource plain = project.source();
    return new ProjectSource(
        plain.projectDir(), plain.profilesDir(), "dev", Map.of("v", "1"), environment);
  }

  @Test
  void opensToTheSameProject() {
    // given
    Digest digest =
        ProjectBundle.create(source(Map.of("FLAVOUR", "mint")), folder.resolve("store"));
    // when
    ProjectSource opened =
        ProjectBundle.open(digest, folder.resolve("store"), folder.resolve("cache"), Map.of());
    // then
    assertThat(opened.projectDir().resolve("target")).doesNotExist();
    assertThat(DbtProject.load(opened).manifest().nodes()).containsKey("model.p.a");
    assertThat(opened.target()).isEqualTo("dev");
    assertThat(opened.vars()).isEqualTo(Map.of("v", "1"));
    assertThat(opened.environment()).isEqualTo(Map.of("FLAVOUR", "mint"));
  }

  @Test
  void digestDependsOnContentOnly() {
    // given
    Map<String, String> environment = Map.of("FLAVOUR", "mint", "UNRELATED", "x");
    Digest first = ProjectBundle.create(source(environment), folder.resolve("store"));
    // when
    project.file("target/run/a.sql", "built");
    Digest same = ProjectBundle.create(source(Map.of("FLAVOUR", "mint")), folder.resolve("other"));
    project.file("models/a.sql", "select 2");
    Digest changed = ProjectBundle.create(source(environment), folder.resolve("store"));
    // then
    assertThat(same).isEqualTo(first);
    assertThat(changed).isNotEqualTo(first);
  }

  @Test
  void leavesSecretsOut() throws Exception {
    // given
    project.file("models/b.yml", "# env_var('DBT_ENV_SECRET_TOKEN')");
    Map<String, String> environment = Map.of("FLAVOUR", "mint", "DBT_ENV_SECRET_TOKEN", "s3cret");
    // when
    Digest digest = ProjectBundle.create(source(environment), folder.resolve("store"));
    ProjectSource opened =
        ProjectBundle.open(digest, folder.resolve("store"), folder.resolve("cache"), Map.of());
    // then
    assertThat(opened.environment()).doesNotContainKey("DBT_ENV_SECRET_TOKEN");
    Path settings = folder.resolve("cache").resolve(digest.value()).resolve("tidemill.json");
    assertThat(Files.readString(settings)).doesNotContain("s3cret");
  }

  @Test
  void refusesABundleWhoseContentIsNotWhatItsNameSays() throws Exception {
    // given
    Digest digest =
        ProjectBundle.create(source(Map.of("FLAVOUR", "mint")), folder.resolve("store"));
    Files.writeString(folder.resolve("store").resolve(digest.value() + ".zip"), "tampered");
    // when, then
    assertThatThrownBy(
            () ->
                ProjectBundle.open(
                    digest, folder.resolve("store"), folder.resolve("cache"), Map.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage(
            "Expected bundle "
                + digest
                + " to have that digest, but its content has "
                + Digest.ofContent("tampered".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "; deploy the project again");
  }
}
