package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void defaultsKeepEverythingUnderTheWorkingDirectory() {
    Path tidemill = Path.of(".tidemill").toAbsolutePath();
    assertThat(Options.parse())
        .isEqualTo(
            new Options(
                "127.0.0.1",
                14566,
                tidemill.resolve("glue"),
                tidemill.resolve("lake"),
                tidemill.resolve("glue/catalog.mv"),
                Duration.ofSeconds(1),
                "s3://tidemill/warehouse",
                "000000000000",
                2,
                null));
  }

  @Test
  void readsEveryOption() {
    assertThat(
            Options.parse(
                "--host",
                "::1",
                "--port=7",
                "--home",
                "/h",
                "--lake",
                "/l",
                "--store=/s",
                "--provisioning-delay",
                "250ms",
                "--warehouse",
                "s3://w/x",
                "--account",
                "123456789012",
                "--cores",
                "4",
                "--python",
                "/v/bin/python"))
        .isEqualTo(
            new Options(
                "::1",
                7,
                Path.of("/h"),
                Path.of("/l"),
                Path.of("/s/catalog.mv"),
                Duration.ofMillis(250),
                "s3://w/x",
                "123456789012",
                4,
                "/v/bin/python"));
    assertThat(Options.parse("--provisioning-delay", "2m").provisioningDelay())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void theStoresDirectoryIsHomeWhereNoneIsNamed() {
    Options options = Options.parse("--store", "/t/glue");
    assertThat(options.home()).isEqualTo(Path.of("/t/glue"));
    assertThat(options.store()).isEqualTo(Path.of("/t/glue/catalog.mv"));
    assertThat(options.lake()).isEqualTo(Path.of("/t/lake"));
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThatThrownBy(() -> Options.parse("--port", "many")).hasMessageContaining("many");
    assertThatThrownBy(() -> Options.parse("--port", "70000")).hasMessageContaining("70000");
    assertThatThrownBy(() -> Options.parse("--port"))
        .hasMessageContaining("Expected a value after --port");
    assertThatThrownBy(() -> Options.parse("--provisioning-delay", "soon"))
        .hasMessageContaining("soon");
  }
}
