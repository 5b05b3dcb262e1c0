package io.tidemill.dbt.config;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.jinja.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one output of profiles.yml. */
public final class ProfileReader {
  private static final String FILE = "profiles.yml";

  private final Scope scope;

  /**
   * @param scope names Jinja sees in the file
   */
  public ProfileReader(Scope scope) {
    this.scope = scope;
  }

  /**
   * Where dbt looks for profiles.yml: the folder given, else {@code DBT_PROFILES_DIR}, else the
   * project folder, else {@code ~/.dbt}.
   */
  public static Path directory(
      @Nullable Path given, Path projectDir, Map<String, String> environment) {
    if (given != null) {
      return given;
    }
    String configured = environment.get("DBT_PROFILES_DIR");
    if (configured != null) {
      return Path.of(configured);
    }
    if (Files.exists(projectDir.resolve(FILE))) {
      return projectDir;
    }
    return Path.of(System.getProperty("user.home"), ".dbt");
  }

  /**
   * Reads the profile a project names.
   *
   * @param target the output; null for the profile's own choice
   */
  public Profile read(Path directory, @Nullable String profileName, @Nullable String target) {
    Path file = directory.resolve(FILE);
    if (profileName == null || profileName.isEmpty()) {
      throw failure("dbt_project.yml names no profile; add 'profile: <name>' to it");
    }
    if (!Files.exists(file)) {
      throw failure(
          "Could not find profile named '" + profileName + "': " + file + " does not exist");
    }
    Object entry = document(file).get(profileName);
    if (!(entry instanceof Map<?, ?> profile)) {
      throw failure("Could not find profile named '" + profileName + "'");
    }
    try {
      return profile(profileName, profile, target);
    } catch (JinjaException e) {
      throw new ProjectException(new ProjectProblem(ProblemKind.PROFILE, e.text(), FILE, 0, 0), e);
    }
  }

  private Map<String, Object> document(Path file) {
    try {
      return YamlFiles.map(Files.readString(file), FILE, ProblemKind.PROFILE);
    } catch (IOException e) {
      throw new ProjectException(
          new ProjectProblem(
              ProblemKind.PROFILE, "Expected to read profiles.yml, but " + e, FILE, 0, 0),
          e);
    }
  }

  private Profile profile(String name, Map<?, ?> profile, @Nullable String wanted) {
    YamlTree tree = new YamlTree(scope, path -> true, FILE);
    Object configured = tree.render(profile.get("target"));
    String target =
        wanted != null ? wanted : configured == null ? "default" : configured.toString();
    Object outputs = profile.get("outputs");
    if (!(outputs instanceof Map<?, ?> byName)) {
      throw failure("outputs not specified in profile '" + name + "'");
    }
    if (!(byName.get(target) instanceof Map<?, ?> output)) {
      StringBuilder valid = new StringBuilder();
      byName.keySet().forEach(key -> valid.append("\n - ").append(key));
      throw failure(
          "The profile '"
              + name
              + "' does not have a target named '"
              + target
              + "'. The valid target names for this profile are:"
              + valid);
    }
    Map<String, Object> raw = new LinkedHashMap<>();
    output.forEach((key, value) -> raw.put(String.valueOf(key), value));
    Map<String, Object> options = tree.renderMap(raw);
    return checked(name, target, options);
  }

  private static Profile checked(String name, String target, Map<String, Object> options) {
    List<ProjectProblem> problems = new ArrayList<>();
    Object type = options.get("type");
    if (!"glue".equals(type)) {
      problems.add(
          problem(
              "Expected a target of type 'glue', but target '"
                  + target
                  + "' of profile '"
                  + name
                  + "' has type '"
                  + type
                  + "'"));
    }
    GlueCredentialsReader credentials = new GlueCredentialsReader(options, problems);
    GlueCredentials glue = credentials.read();
    if (!problems.isEmpty()) {
      throw new ProjectException(problems);
    }
    int threads = options.get("threads") instanceof Number number ? number.intValue() : 1;
    return new Profile(name, target, threads, glue, options);
  }

  private static ProjectException failure(String message) {
    return new ProjectException(List.of(problem(message)));
  }

  static ProjectProblem problem(String message) {
    return new ProjectProblem(ProblemKind.PROFILE, message, FILE, 0, 0);
  }
}
