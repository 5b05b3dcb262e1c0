package io.tidemill.catalog.project;

/** Finds project versions. */
@FunctionalInterface
public interface Projects {
  /**
   * The project version of this digest.
   *
   * @throws ProjectUnavailableException when it cannot be had now
   */
  Project open(String digest);
}
