package io.tidemill.dbt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** A dbt project that a test writes file by file. */
public final class ProjectFolder {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC);

  private final Path root;

  /** A project named {@code p} in an empty folder. */
  public ProjectFolder(Path root) {
    this.root = root;
    file("dbt_project.yml", "name: p\nversion: '1.0'\nprofile: p\n");
    file(
        "profiles.yml",
        "p:\n  target: dev\n  outputs:\n    dev:\n      type: glue\n      schema: analytics\n"
            + "      region: eu-west-1\n      role_arn: arn:aws:iam::1:role/x\n      workers: 2\n"
            + "      worker_type: G.1X\n      location: s3://bucket/lake\n");
  }

  public ProjectFolder file(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ProjectSource source() {
    return new ProjectSource(root, root, null, Map.of(), Map.of());
  }

  public DbtProject load() {
    return DbtProject.load(source(), CLOCK);
  }

  public static Invocation run() {
    return new Invocation("inv", CLOCK.instant(), "run", false, Map.of(), Map.of());
  }
}
