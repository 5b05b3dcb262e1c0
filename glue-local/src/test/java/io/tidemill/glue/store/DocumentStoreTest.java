package io.tidemill.glue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.glue.aws.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentStoreTest {
  @TempDir Path directory;

  @Test
  void undoesATransactionThatFails() {
    try (DocumentStore store = DocumentStore.open(directory.resolve("a.mv"))) {
      Documents documents = store.documents("things");
      documents.put("kept", Json.object().put("v", 1));
      assertThatThrownBy(
              () ->
                  store.write(
                      () -> {
                        documents.put("kept", Json.object().put("v", 2));
                        documents.put("new", Json.object());
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");
      assertThat(documents.find("kept").orElseThrow().path("v").asInt()).isEqualTo(1);
      assertThat(documents.contains("new")).isFalse();
    }
  }

  @Test
  void finishedTransactionsAreInTheFileBeforeItIsClosed() throws Exception {
    Path copy = directory.resolve("copy.mv");
    try (DocumentStore store = DocumentStore.open(directory.resolve("b.mv"))) {
      store.documents("things").put("k", Json.object().put("v", "x"));
      Files.copy(directory.resolve("b.mv"), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    try (DocumentStore store = DocumentStore.open(copy)) {
      assertThat(store.documents("things").find("k").orElseThrow().path("v").asText())
          .isEqualTo("x");
    }
  }

  @Test
  void keepsNeighboursApart() {
    try (DocumentStore store = DocumentStore.open(directory.resolve("c.mv"))) {
      Documents documents = store.documents("things");
      documents.put(Documents.key("db", "a"), Json.object());
      documents.put(Documents.key("db", "b"), Json.object());
      documents.put(Documents.key("db2", "c"), Json.object());
      assertThat(documents.namesUnder("db")).containsExactly("a", "b");
      documents.removeUnder("db");
      assertThat(documents.all()).hasSize(1);
    }
  }

  @Test
  void saysWhenAnotherProcessHasIt() {
    Path file = directory.resolve("d.mv");
    try (DocumentStore store = DocumentStore.open(file)) {
      store.documents("things").put("k", Json.object());
      assertThatThrownBy(() -> DocumentStore.open(file))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("Is another glue-local running");
    }
  }
}
