package io.tidemill.dbt.bundle;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.config.ProfileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files go into a bundle, by their path in it. */
final class BundleContent {
  static final String PROJECT = "project";
  static final String PROFILES = "profiles";

  private static final Set<String> LEFT_OUT =
      Set.of(
          "target",
          "logs",
          ".git",
          ".venv",
          "venv",
          "node_modules",
          ".tidemill",
          "__pycache__",
          ".idea",
          ".vscode");
  private static final Set<String> TEXT = Set.of(".sql", ".yml", ".yaml", ".md", ".py");
  private static final Pattern ENV_VAR = Pattern.compile("env_var\\(\\s*['\"](\\w+)['\"]");
  private static final String SECRET = "DBT_ENV_SECRET";

  private BundleContent() {}

  static SortedMap<String, byte[]> of(ProjectSource source) throws IOException {
    Path root = source.projectDir().toAbsolutePath().normalize();
    SortedMap<String, byte[]> files = new TreeMap<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skip =
                !folder.equals(root) && LEFT_OUT.contains(folder.getFileName().toString());
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              files.put(path(root, file), Files.readAllBytes(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Path profiles =
        ProfileReader.directory(source.profilesDir(), root, source.environment())
            .resolve("profiles.yml");
    if (Files.exists(profiles)) {
      files.put(PROFILES + "/profiles.yml", Files.readAllBytes(profiles));
    }
    Map<String, String> environment = environment(files, source.environment());
    files.put(
        BundleSettings.FILE,
        new BundleSettings(source.target(), source.vars(), environment).write());
    return files;
  }

  private static String path(Path root, Path file) {
    return PROJECT + "/" + root.relativize(file).toString().replace('\\', '/');
  }

  /**
   * The environment variables the project names and this process has; secrets stay where they are.
   */
  private static Map<String, String> environment(
      SortedMap<String, byte[]> files, Map<String, String> environment) {
    Map<String, String> named = new TreeMap<>();
    files.forEach(
        (path, bytes) -> {
          int dot = path.lastIndexOf('.');
          if (dot < 0 || !TEXT.contains(path.substring(dot))) {
            return;
          }
          Matcher matcher = ENV_VAR.matcher(new String(bytes, StandardCharsets.UTF_8));
          while (matcher.find()) {
            String name = matcher.group(1);
            String value = environment.get(name);
            if (value != null && !name.startsWith(SECRET)) {
              named.put(name, value);
            }
          }
        });
    return named;
  }
}
