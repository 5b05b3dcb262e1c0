package io.tidemill.executor.project;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.bundle.Digest;
import io.tidemill.dbt.bundle.ProjectBundle;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Project versions from the bundle store, the last few kept loaded. Thread-safe; a version is
 * loaded by one thread.
 */
public final class BundleProjects implements Projects {
  private static final int KEPT = 8;

  private final Path store;
  private final Path cache;
  private final Map<String, CompletableFuture<TaskProject>> recent =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<TaskProject>> eldest) {
          return size() > KEPT;
        }
      };

  public BundleProjects(Path store, Path cache) {
    this.store = store;
    this.cache = cache;
  }

  @Override
  public TaskProject open(String digest) {
    CompletableFuture<TaskProject> mine = new CompletableFuture<>();
    CompletableFuture<TaskProject> loading;
    synchronized (recent) {
      loading = recent.computeIfAbsent(digest, key -> mine);
    }
    if (loading == mine) {
      load(digest, mine);
    }
    try {
      return loading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void load(String digest, CompletableFuture<TaskProject> into) {
    try {
      ProjectSource source = ProjectBundle.open(new Digest(digest), store, cache);
      into.complete(LoadedProject.of(DbtProject.load(source)));
    } catch (UncheckedIOException e) {
      forget(digest);
      into.completeExceptionally(
          new ExecutorException(
              ErrorCode.AWS_UNAVAILABLE,
              "Expected project version %s in the bundle store %s, but: %s"
                  .formatted(digest, store, e.getMessage()),
              null,
              e));
    } catch (RuntimeException e) {
      forget(digest);
      into.completeExceptionally(e);
    }
  }

  private void forget(String digest) {
    synchronized (recent) {
      recent.remove(digest);
    }
  }
}
