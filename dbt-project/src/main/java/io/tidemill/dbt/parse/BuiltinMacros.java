package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectMacro;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The macros this library brings: those of the packages {@code dbt}, {@code dbt_spark} and {@code
 * dbt_glue}.
 */
final class BuiltinMacros {
  private static final String FOLDER = "/io/tidemill/dbt/packages/";

  private BuiltinMacros() {}

  static List<ProjectMacro> read(double createdAt) {
    List<String> files = resource("index").lines().filter(line -> !line.isBlank()).toList();
    List<ProjectMacro> macros = new ArrayList<>();
    for (List<ProjectMacro> read :
        Parallel.map(
            files,
            file ->
                new MacroReader(file.substring(0, file.indexOf('/')), createdAt)
                    .read(resource(file), file.substring(file.indexOf('/') + 1)))) {
      macros.addAll(read);
    }
    return macros;
  }

  static void addTo(MacroLibrary library, double createdAt) {
    MacroLibrary.INTERNAL_PACKAGES.forEach(library::addPackage);
    read(createdAt).forEach(library::add);
  }

  private static String resource(String name) {
    try (InputStream in = BuiltinMacros.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "Expected resource " + FOLDER + name + " on the class path, but it is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + FOLDER + name + ", but failed", e);
    }
  }
}
