/** What reading a project last time found, kept on disk so that only what changed is read again. */
@NullMarked
package io.tidemill.dbt.cache;

import org.jspecify.annotations.NullMarked;
