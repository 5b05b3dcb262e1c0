package io.tidemill.catalog.lineage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the compiled SQL that an executor left. Lineage without it is still lineage, so it may be
 * missing.
 */
public final class CompiledSql {
  private static final Logger log = LoggerFactory.getLogger(CompiledSql.class);

  /** Longer statements are left out: consumers refuse events above some hundred kilobytes. */
  private static final long LONGEST = 100_000;

  public Optional<String> read(@Nullable String uri) {
    if (uri == null || !uri.startsWith("file:")) {
      return Optional.empty();
    }
    Path file = Path.of(URI.create(uri));
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LONGEST
          ? Optional.of(Files.readString(file))
          : Optional.empty();
    } catch (IOException e) {
      log.warn(
          "Expected to read the compiled SQL at {}, but: {}; its lineage goes out without it",
          uri,
          e.toString());
      return Optional.empty();
    }
  }
}
