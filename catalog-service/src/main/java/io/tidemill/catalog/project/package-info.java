/** Project versions by digest: what the service reads of a dbt project. */
@NullMarked
package io.tidemill.catalog.project;

import org.jspecify.annotations.NullMarked;
