package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.statement.CsvStep;
import io.tidemill.executor.statement.ResultColumn;
import io.tidemill.executor.statement.Step;
import io.tidemill.executor.statement.ViewStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table whose rows are a CSV file of the project. Large files go through the lake. */
final class SeedMaterialization {
  /** Longest text that travels with a statement; Glue takes 68,000 characters in all, encoded. */
  private static final int INLINE_LIMIT = 16_000;

  private final Lake lake;

  SeedMaterialization(Lake lake) {
    this.lake = lake;
  }

  MaterializationResult build(NodeBuild build) {
    Optional<CatalogTable> existing = build.existing();
    if (existing.filter(CatalogTable::isView).isPresent()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION, "Cannot seed to '%s', it is a view".formatted(build.name()));
    }
    if (build.credentials().seedMode().equalsIgnoreCase("append")) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected seed_mode to be 'overwrite', but it is 'append', which would add the rows of %s again with every run. Remove seed_mode from the profile"
              .formatted(build.node().uniqueId()));
    }
    SeedFile file = SeedFile.parse(text(build.file()), delimiter(build));
    Object types = build.options().config().get("column_types");
    List<ResultColumn> columns =
        SeedTypes.of(file, types instanceof Map<?, ?> map ? map : Map.of());
    SeedFile rows = SeedTypes.trimmed(file, columns);
    String csv = rows.canonical();
    boolean inline = csv.length() <= INLINE_LIMIT;
    String folder = inline ? "" : upload(build, csv);
    Step source =
        inline
            ? new ViewStep("seed", build.temporaryView(), columns, objects(rows))
            : new CsvStep("seed", build.temporaryView(), folder + "/seed.csv", ",", columns);
    FileFormat format = build.options().format(build.credentials().seedFormat());
    TableBuild.Built built =
        new TableBuild(build, format, lake)
            .run(
                "seed",
                List.of(source),
                "select * from " + build.temporaryView(),
                TableBuild.After.nothing());
    if (!inline) {
      lake.deleteFolder(folder);
    }
    return MaterializationResult.built(built.table(), (long) file.rows().size());
  }

  private static List<List<@Nullable Object>> objects(SeedFile seed) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    seed.rows().forEach(row -> rows.add(new ArrayList<>(row)));
    return rows;
  }

  private String upload(NodeBuild build, String csv) {
    String base = build.location().base();
    if (base == null) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected `location` in the profile's target, because %s is too large to travel with a statement, but there is none"
              .formatted(build.node().uniqueId()));
    }
    String folder = base + "/tidemill-seed-" + TaskDigest.of(build.attempt().task());
    lake.put(folder + "/seed.csv", csv.getBytes(StandardCharsets.UTF_8));
    return folder;
  }

  private static char delimiter(NodeBuild build) {
    String delimiter =
        Optional.ofNullable(build.options().config().text("delimiter"))
            .filter(text -> !text.isEmpty())
            .orElse(",");
    if (delimiter.length() != 1) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected delimiter of %s to be one character, but it is '%s'"
              .formatted(build.node().uniqueId(), delimiter));
    }
    return delimiter.charAt(0);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to read the seed " + file + ", but could not: " + e.getMessage(), e);
    }
  }
}
