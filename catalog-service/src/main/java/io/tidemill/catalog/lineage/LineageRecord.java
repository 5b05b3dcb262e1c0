package io.tidemill.catalog.lineage;

import java.util.UUID;

/** One OpenLineage event as it goes out: the run it is of, its type, and the JSON. */
public record LineageRecord(UUID runId, String eventType, String json) {}
