/** The Glue Data Catalog: databases, tables with their versions, partitions. */
@NullMarked
package io.tidemill.glue.catalog;

import org.jspecify.annotations.NullMarked;
