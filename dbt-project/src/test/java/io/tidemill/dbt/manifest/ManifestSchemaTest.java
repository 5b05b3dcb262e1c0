package io.tidemill.dbt.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifest is what dbt's published schema says it is. */
class ManifestSchemaTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config_precedence",
        "contracts",
        "custom_materialization",
        "disabled",
        "docs",
        "ephemeral",
        "exposures",
        "generic_tests",
        "groups_access",
        "hooks",
        "selection",
        "snapshots",
        "sources",
        "unit_tests",
        "versions"
      })
  void isValidAgainstDbtsSchema(String name) throws IOException {
    // given
    Path schemaFile =
        Path.of(System.getProperty("tidemill.shared.data", ""), "dbt-schemas", "manifest-v12.json");
    assumeTrue(Files.exists(schemaFile), () -> "dbt's published schemas are not at " + schemaFile);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(schemaFile));
    Path folder = Path.of("src/test/resources/conformance/projects").resolve(name);
    ProjectSource source =
        new ProjectSource(folder, Path.of("../conformance/dbt/profiles"), null, Map.of(), Map.of());
    // when
    String json = DbtProject.load(source).manifest().toJson();
    // then
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
  }
}
