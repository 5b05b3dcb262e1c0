/**
 * The flow of the service: a completed attempt in, permissions, lineage and the published model
 * out.
 */
@NullMarked
package io.tidemill.catalog.completion;

import org.jspecify.annotations.NullMarked;
