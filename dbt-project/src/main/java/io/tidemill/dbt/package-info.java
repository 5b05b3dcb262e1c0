/** A dbt project read into memory: what users bring, and the entry point of this library. */
@NullMarked
package io.tidemill.dbt;

import org.jspecify.annotations.NullMarked;
