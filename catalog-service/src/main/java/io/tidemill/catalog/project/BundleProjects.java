package io.tidemill.catalog.project;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.bundle.Digest;
import io.tidemill.dbt.bundle.ProjectBundle;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.error.ProjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Project versions from the bundle store, the last few of them kept in memory. */
public final class BundleProjects implements Projects {
  private static final int KEPT = 8;

  private final Path store;
  private final Path cache;
  private final Map<String, Project> recent =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Project> eldest) {
          return size() > KEPT;
        }
      };

  public BundleProjects(Path store, Path cache) {
    this.store = store;
    this.cache = cache;
  }

  /** One thread reads a project at a time: two would unpack and parse the same bundle twice. */
  @Override
  public synchronized Project open(String digest) {
    Project known = recent.get(digest);
    if (known != null) {
      return known;
    }
    Project project = load(digest);
    recent.put(digest, project);
    return project;
  }

  private Project load(String digest) {
    try {
      ProjectSource source = ProjectBundle.open(new Digest(digest), store, cache);
      DbtProject project = DbtProject.load(source);
      GlueCredentials glue = project.profile().glue();
      return new Project(
          project.manifest(), principals(source.projectDir()), glue.roleArn(), glue.glueVersion());
    } catch (UncheckedIOException | IOException | ProjectException | IllegalArgumentException e) {
      throw new ProjectUnavailableException(
          "Expected project version "
              + digest
              + " in the bundle store "
              + store
              + ", but: "
              + e.getMessage(),
          e);
    }
  }

  private static Map<String, String> principals(Path projectDir) throws IOException {
    Path file = projectDir.resolve("tidemill.yml");
    Map<String, String> principals = new TreeMap<>();
    if (!Files.isRegularFile(file)) {
      return principals;
    }
    try {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      if (root instanceof Map<?, ?> settings
          && settings.get("principals") instanceof Map<?, ?> aliases) {
        aliases.forEach(
            (alias, principal) -> principals.put(String.valueOf(alias), String.valueOf(principal)));
      }
      return principals;
    } catch (YAMLException e) {
      throw new IOException(
          "Expected " + file.getFileName() + " to be YAML, but: " + e.getMessage(), e);
    }
  }
}
