package io.tidemill.catalog.permission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The catalog entry behind a table's name. Permissions belong to the entry: a table dropped and
 * created again under the same name has another entry and none of the old permissions.
 *
 * @param createdBy who created it, which gives implicit permissions that cannot be revoked; null
 *     where not told
 */
public record Entity(Instant createdAt, @Nullable Principal createdBy) {}
