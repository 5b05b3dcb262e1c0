package io.tidemill.cli.local;

import io.tidemill.cli.UserException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the built modules are: each has its jar and a file with the jars it runs with, so that
 * every process has exactly its own class path.
 */
public record Distribution(Path root) {

  /** The checkout the command was started from: system property {@code tidemill.root}. */
  public static Distribution current() {
    String root = System.getProperty("tidemill.root");
    if (root == null) {
      throw new UserException(
          "Expected the system property tidemill.root to name the folder of Tidemill; start it with the script ./tidemill");
    }
    return new Distribution(Path.of(root));
  }

  /** Class path of a module. */
  public String classPath(String module) {
    Path target = target(module);
    try {
      String dependencies = Files.readString(target.resolve("classpath")).trim();
      return jar(module, target) + System.getProperty("path.separator") + dependencies;
    } catch (IOException e) {
      throw new UserException(
          "Expected module %s to be built, but %s cannot be read. Build it with: mvn -B -DskipTests package"
              .formatted(module, e.getMessage()),
          e);
    }
  }

  /** Where a module is built, and keeps what speeds up its start. */
  Path target(String module) {
    return root.resolve(module).resolve("target");
  }

  /** JVM options that a module asks for in {@code target/jvm.options}; none without that file. */
  public List<String> jvmOptions(String module) {
    Path file = target(module).resolve("jvm.options");
    return Files.exists(file) ? List.of("@" + file) : List.of();
  }

  private static Path jar(String module, Path target) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(target, "tidemill-" + module + "-*.jar")) {
      found.forEach(jars::add);
    }
    jars.removeIf(jar -> jar.toString().matches(".*-(tests|sources|javadoc)\\.jar"));
    if (jars.size() != 1) {
      throw new IOException(
          "one jar tidemill-%s-*.jar in %s: found %s".formatted(module, target, jars));
    }
    return jars.get(0);
  }
}
