package io.tidemill.dbt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectSourceTest {

  @Test
  void keepsSecretsOutOfItsText() {
    ProjectSource source =
        new ProjectSource(
            Path.of("shop"),
            null,
            "prod",
            Map.of("password", "hunter2"),
            Map.of("DBT_ENV_SECRET_KEY", "s3cr3t"));

    assertThat(source).asString().contains("shop", "prod").doesNotContain("s3cr3t", "hunter2");
  }
}
