package io.tidemill.catalog.lineage;

import io.tidemill.catalog.project.Project;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.BuiltColumn;
import io.tidemill.event.BuiltRelation;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ErrorClass;
import io.tidemill.event.ModelEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small project, as its manifest.json has it, and events about it. */
public final class Fixtures {
  public static final String ORDERS = "model.retail.orders";
  public static final String STAGING = "model.retail.stg_orders";
  public static final String TEST = "test.retail.not_null_orders_id.abc";
  public static final Instant STARTED = Instant.parse("2026-11-25T08:00:00Z");
  public static final String DIGEST = "a".repeat(64);

  private static final String MANIFEST =
      """
      {
        "metadata": {"project_name": "retail", "adapter_type": "glue", "dbt_schema_version": "v12"},
        "nodes": {
          "model.retail.stg_orders": {
            "unique_id": "model.retail.stg_orders", "resource_type": "model", "name": "stg_orders", "package_name": "retail",
            "schema": "retail", "alias": "stg_orders", "relation_name": "retail.stg_orders", "description": "",
            "config": {"materialized": "view", "meta": {}}, "meta": {}, "columns": {}, "tags": [],
            "depends_on": {"nodes": ["source.retail.landing.orders"], "macros": []}
          },
          "model.retail.lines": {
            "unique_id": "model.retail.lines", "resource_type": "model", "name": "lines", "package_name": "retail",
            "schema": "retail", "alias": "lines", "relation_name": null, "description": "",
            "config": {"materialized": "ephemeral", "meta": {}}, "meta": {}, "columns": {}, "tags": [],
            "depends_on": {"nodes": ["source.retail.landing.lineitem"], "macros": []}
          },
          "model.retail.orders": {
            "unique_id": "model.retail.orders", "resource_type": "model", "name": "orders", "package_name": "retail",
            "schema": "retail", "alias": "orders", "relation_name": "retail.orders", "description": "One row an order.",
            "config": {"materialized": "table", "meta": {}, "grants": {"select": ["analysts"]}},
            "meta": {"owner": "sales"}, "tags": [],
            "columns": {"id": {"name": "id", "description": "Number.", "data_type": "bigint"}},
            "depends_on": {"nodes": ["model.retail.stg_orders", "model.retail.lines"], "macros": []}
          },
          "test.retail.not_null_orders_id.abc": {
            "unique_id": "test.retail.not_null_orders_id.abc", "resource_type": "test", "name": "not_null_orders_id",
            "package_name": "retail", "schema": "retail_dbt_test__audit", "alias": "not_null_orders_id",
            "config": {"materialized": "test", "severity": "ERROR"}, "meta": {}, "columns": {}, "tags": [],
            "test_metadata": {"name": "not_null", "kwargs": {"column_name": "id"}}, "column_name": "id",
            "attached_node": "model.retail.orders",
            "depends_on": {"nodes": ["model.retail.orders"], "macros": []}
          }
        },
        "sources": {
          "source.retail.landing.orders": {
            "unique_id": "source.retail.landing.orders", "resource_type": "source", "source_name": "landing", "name": "orders",
            "package_name": "retail", "schema": "landing", "identifier": "orders", "description": "Files of orders.",
            "meta": {"tidemill": {"landing": "s3://landing/orders/"}},
            "columns": {"o_orderkey": {"name": "o_orderkey", "data_type": "bigint", "description": ""}}
          },
          "source.retail.landing.lineitem": {
            "unique_id": "source.retail.landing.lineitem", "resource_type": "source", "source_name": "landing",
            "name": "lineitem", "package_name": "retail", "schema": "landing", "identifier": "lineitem", "description": "",
            "meta": {}, "external": {"location": "s3://landing/lineitem/"}, "columns": {}
          }
        },
        "macros": {}, "docs": {}, "exposures": {}, "metrics": {}, "groups": {}, "selectors": {}, "disabled": {},
        "parent_map": {}, "child_map": {}, "group_map": {}, "saved_queries": {}, "semantic_models": {}, "unit_tests": {}
      }
      """;

  private Fixtures() {}

  public static Project project() {
    return new Project(
        Manifest.fromJson(MANIFEST),
        Map.of("analysts", "arn:aws:iam::{{ account }}:role/analysts"),
        "arn:aws:iam::123456789012:role/session",
        "5.1");
  }

  /** The event that a model was built, or not. */
  public static ModelEvent built(String eventId, String runId, int attempt) {
    return event(
        eventId,
        runId,
        ORDERS,
        attempt,
        completed(CompletionStatus.SUCCESS).setRelation(relation()).setRowsAffected(42L).build());
  }

  public static ModelEvent failed(String eventId, String runId) {
    return event(
        eventId,
        runId,
        ORDERS,
        1,
        completed(CompletionStatus.ERROR)
            .setErrorClass(ErrorClass.USER)
            .setMessage("Column x cannot be resolved")
            .build());
  }

  public static ModelEvent tested(
      String eventId, String runId, CompletionStatus status, long failures) {
    return event(eventId, runId, TEST, 1, completed(status).setFailures(failures).build());
  }

  public static ModelEvent event(
      String eventId, String runId, String nodeId, int attempt, Object event) {
    return ModelEvent.newBuilder()
        .setEventId(eventId)
        .setEnvironment("local")
        .setRunId(runId)
        .setNodeId(nodeId)
        .setAttempt(attempt)
        .setEpoch(attempt)
        .setExecutorId("executor-1")
        .setAt(STARTED.plusSeconds(5))
        .setProjectDigest(DIGEST)
        .setEvent(event)
        .build();
  }

  public static AttemptCompleted.Builder completed(CompletionStatus status) {
    return AttemptCompleted.newBuilder()
        .setStatus(status)
        .setStartedAt(STARTED)
        .setCompiledAt(STARTED.plusSeconds(1))
        .setFinishedAt(STARTED.plusSeconds(5));
  }

  public static BuiltRelation relation() {
    return BuiltRelation.newBuilder()
        .setSchema$("retail")
        .setIdentifier("orders")
        .setType("table")
        .setFormat("parquet")
        .setLocation("s3://lake/retail/orders/0123456789abcdef")
        .setColumns(List.of(column("id", "bigint", "Number."), column("day", "date", null)))
        .build();
  }

  private static BuiltColumn column(String name, String type, @Nullable String comment) {
    return BuiltColumn.newBuilder().setName(name).setType(type).setComment(comment).build();
  }
}
