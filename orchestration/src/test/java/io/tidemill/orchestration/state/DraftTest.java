package io.tidemill.orchestration.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DraftTest {

  record Row(int value) {}

  private static final Table<Row> TABLE = Table.stored("t", Row.class);

  @Test
  void readsAsIfItsWritesWereInTheBaseAndWritesThemOnce() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      MemoryStore base = new MemoryStore();
      MemoryStore expected = new MemoryStore();
      for (int i = 0; i < 10; i++) {
        Key key = key(random);
        base.put(TABLE, key, new Row(i));
        expected.put(TABLE, key, new Row(i));
      }
      Draft draft = new Draft(base);
      for (int i = 0; i < 15; i++) {
        Key key = key(random);
        if (random.nextBoolean()) {
          draft.put(TABLE, key, new Row(100 + i));
          expected.put(TABLE, key, new Row(100 + i));
        } else {
          draft.delete(TABLE, key);
          expected.delete(TABLE, key);
        }
        Key prefix = random.nextBoolean() ? Key.ALL : Key.of("a" + random.nextInt(3));
        String from = prefix.firstBelow() + (random.nextBoolean() ? "" : "b2");
        assertThat(rows(draft, prefix, from)).isEqualTo(rows(expected, prefix, from));
      }
      assertThat(draft.changes()).doesNotHaveDuplicates();
      draft.changes().forEach(change -> change.writeTo(base));
      assertThat(base.list(TABLE, Key.ALL)).isEqualTo(expected.list(TABLE, Key.ALL));
    }
  }

  @Test
  void aScanThatHasSeenEnoughStops() {
    MemoryStore base = new MemoryStore();
    base.put(TABLE, Key.of("a", "1"), new Row(1));
    base.put(TABLE, Key.of("a", "3"), new Row(3));
    Draft draft = new Draft(base);
    draft.put(TABLE, Key.of("a", "0"), new Row(0));

    assertThat(draft.first(TABLE, Key.of("a"))).contains(new Row(0));
  }

  private static Key key(Random random) {
    return Key.of("a" + random.nextInt(3), "b" + random.nextInt(4));
  }

  private static List<String> rows(StateView view, Key prefix, String from) {
    List<String> rows = new ArrayList<>();
    view.scan(
        TABLE,
        prefix,
        from,
        (key, row) -> {
          rows.add(key.text() + "=" + row.value());
          return RowVisitor.Next.CONTINUE;
        });
    return rows;
  }
}
