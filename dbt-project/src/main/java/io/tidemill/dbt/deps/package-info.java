/** Installs the packages that a project names, as {@code dbt deps} does. */
@NullMarked
package io.tidemill.dbt.deps;

import org.jspecify.annotations.NullMarked;
