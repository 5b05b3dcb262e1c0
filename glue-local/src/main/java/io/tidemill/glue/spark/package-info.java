/** Spark on top of the same catalog: the engine, its catalogs and its file system. */
@NullMarked
package io.tidemill.glue.spark;

import org.jspecify.annotations.NullMarked;
