package io.tidemill.glue.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Named collections of JSON documents in one file. A transaction is all or nothing, also over a
 * kill of the process; transactions run one after the other and readers see none of them half done.
 */
public final class DocumentStore implements AutoCloseable {
  private static final int FREE_SPACE_GOAL_PERCENT = 50;
  private static final int COMPACTION_STEP_BYTES = 4 << 20;
  private static final int COMMITS_BETWEEN_COMPACTIONS = 512;

  private final MVStore store;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private int commits;

  private DocumentStore(MVStore store) {
    this.store = store;
  }

  /**
   * Opens or creates the file.
   *
   * @throws StoreException if the file cannot be written or another process has it open
   */
  public static DocumentStore open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new DocumentStore(
          new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open());
    } catch (IOException | MVStoreException e) {
      throw new StoreException(
          "Expected to open the catalog store "
              + file
              + ", but "
              + e.getMessage()
              + ". Is another glue-local running on it?",
          e);
    }
  }

  public Documents documents(String collection) {
    return new Documents(this, store.openMap(collection));
  }

  /** Runs a transaction: its changes are kept when it returns and undone when it throws. */
  public <T> T write(Supplier<T> transaction) {
    lock.writeLock().lock();
    try {
      if (lock.getWriteHoldCount() > 1) {
        return transaction.get();
      }
      boolean done = false;
      try {
        T result = transaction.get();
        commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          store.rollback();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  public void write(Runnable transaction) {
    write(
        () -> {
          transaction.run();
          return true;
        });
  }

  public <T> T read(Supplier<T> query) {
    lock.readLock().lock();
    try {
      return query.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!store.isClosed()) {
        store.close(500);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  static ObjectNode parse(String text) {
    return Json.parseObject(text);
  }

  private void commit() {
    store.commit();
    commits++;
    if (commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
      store.compact(FREE_SPACE_GOAL_PERCENT, COMPACTION_STEP_BYTES);
    }
  }
}
