package io.tidemill.dbt.deps;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A package of which it is known what exactly is installed. */
interface PinnedPackage {

  /** What packages.yml calls it. */
  String name();

  /** Its entry of the lock file, without the project's name. */
  Map<String, Object> entry();

  /** How dbt says what it is: {@code version 1.1.1}. */
  String version();

  /** The newest version that could be had; null where that is not known. */
  default @Nullable String newerVersion() {
    return null;
  }

  /** Folder of the repository that is the package; null for all of it. */
  default @Nullable String subdirectory() {
    return null;
  }

  /** Name of the dbt project in it. */
  String projectName();

  /** What it needs itself. */
  List<PackageSpec> needs();

  /** Puts it into a folder that is not there yet. */
  void install(Path folder);
}
