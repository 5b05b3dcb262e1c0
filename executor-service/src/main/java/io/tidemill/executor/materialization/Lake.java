package io.tidemill.executor.materialization;

import java.util.List;

/** Files in the lake, as far as materializations touch them without an engine. */
public interface Lake {

  /** Writes an object over the one of that name. */
  void put(String uri, byte[] content);

  /** Folders directly below {@code folder}, as URIs without a slash at the end. */
  List<String> folders(String folder);

  /**
   * Objects directly in {@code folder}, as URIs; those that engines do not read, by their names,
   * are left out.
   */
  List<String> files(String folder);

  /** Copies an object over the one of that name, inside the lake. */
  void copy(String from, String to);

  /** Removes everything below {@code folder}; nothing to remove is no error. */
  void deleteFolder(String folder);
}
