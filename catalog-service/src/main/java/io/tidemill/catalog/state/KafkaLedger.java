package io.tidemill.catalog.state;

import io.tidemill.catalog.permission.Applied;
import io.tidemill.catalog.permission.Ledger;
import io.tidemill.catalog.permission.TableName;
import java.util.Collection;
import java.util.Optional;

/**
 * The ledger of applied permissions, as rows {@code ledger/<database>/<table>} of the state topic.
 */
public final class KafkaLedger implements Ledger {
  private static final String PREFIX = "ledger/";

  private final StateTopic state;

  public KafkaLedger(StateTopic state) {
    this.state = state;
  }

  @Override
  public Optional<Applied> find(TableName table) {
    return state.get(key(table)).map(json -> Json.read(json, Applied.class));
  }

  @Override
  public void save(Applied applied) {
    state.put(key(applied.table()), Json.write(applied));
  }

  @Override
  public Collection<Applied> all() {
    return state.startingWith(PREFIX).values().stream()
        .map(json -> Json.read(json, Applied.class))
        .toList();
  }

  private static String key(TableName table) {
    return PREFIX + table.database() + "/" + table.table();
  }
}
