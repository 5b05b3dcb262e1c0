package io.tidemill.executor.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogWarehouseTest {

  @Test
  void knowsReadingFromWriting() {
    assertThat(CatalogWarehouse.reads("select 1")).isTrue();
    assertThat(CatalogWarehouse.reads("  -- a comment\n /* another */ (select 1)")).isTrue();
    assertThat(CatalogWarehouse.reads("with a as (select 1) select * from a")).isTrue();
    assertThat(CatalogWarehouse.reads("DESCRIBE TABLE x")).isTrue();
    assertThat(CatalogWarehouse.reads("insert into x select 1")).isFalse();
    assertThat(CatalogWarehouse.reads("with a as (select 1) insert into x select * from a"))
        .isFalse();
    assertThat(CatalogWarehouse.reads("drop table x")).isFalse();
    assertThat(CatalogWarehouse.reads("")).isFalse();
  }
}
