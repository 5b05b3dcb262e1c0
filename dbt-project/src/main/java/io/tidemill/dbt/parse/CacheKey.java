package io.tidemill.dbt.parse;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.config.ProfileReader;
import io.tidemill.dbt.config.ProjectFileReader;
import io.tidemill.dbt.context.DbtVersion;
import io.tidemill.dbt.manifest.JsonBytes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything a parse depends on beside the files that are followed one by one. */
final class CacheKey {
  private final List<Object> parts = new ArrayList<>();

  private CacheKey() {}

  static String of(ParseSession session) throws IOException {
    CacheKey key = new CacheKey();
    ProjectSource source = session.source();
    key.parts.add(codeVersion());
    key.parts.add(DbtVersion.VALUE);
    key.parts.add(source.vars());
    key.parts.add(session.profile().name());
    key.parts.add(session.profile().target());
    key.parts.add(session.profile().options());
    Path root = session.root().root();
    key.file(
        ProfileReader.directory(source.profilesDir(), root, source.environment())
            .resolve("profiles.yml"));
    for (String file : List.of("packages.yml", "dependencies.yml", "selectors.yml")) {
      key.file(root.resolve(file));
    }
    for (Package owner : session.packages().values()) {
      key.parts.add(owner.name());
      key.file(owner.root().resolve(ProjectFileReader.FILE));
      key.file(owner.root().resolve(".dbtignore"));
      // As rendered: the same text may give another value at another time.
      key.parts.add(owner.config().configs());
      key.parts.add(owner.config().vars());
      key.parts.add(String.valueOf(owner.config().paths()));
    }
    byte[] json = new JsonBytes().value(key.parts).toByteArray();
    return ProjectFiles.sha256(json);
  }

  private void file(Path file) throws IOException {
    parts.add(file.toAbsolutePath().normalize().toString());
    parts.add(Files.exists(file) ? ScannedFiles.hash(file) : "");
  }

  /** Another build may read the same project differently. */
  private static String codeVersion() throws IOException {
    CodeSource code = CacheKey.class.getProtectionDomain().getCodeSource();
    try {
      Path path = code == null ? null : Path.of(code.getLocation().toURI());
      if (path == null || !Files.exists(path)) {
        return "unknown";
      }
      return Files.isDirectory(path) ? newest(path) : stamp(path);
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static String newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> stamps = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        stamps.add(file + stamp(file));
      }
      stamps.sort(null);
      return ProjectFiles.sha256(String.join("\n", stamps).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String stamp(Path file) throws IOException {
    return Files.size(file) + "-" + Files.getLastModifiedTime(file).toMillis();
  }
}
