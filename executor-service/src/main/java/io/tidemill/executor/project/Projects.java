package io.tidemill.executor.project;

/** Project versions by digest. */
public interface Projects {

  /**
   * The project version of that digest.
   *
   * @throws io.tidemill.executor.error.ExecutorException when the store does not have it; it may
   *     come
   * @throws io.tidemill.dbt.error.ProjectException when it cannot be read
   */
  TaskProject open(String digest);
}
