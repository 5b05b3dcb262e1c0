/** What is wrong with a project, said as dbt says it and with file, line and column. */
@NullMarked
package io.tidemill.dbt.error;

import org.jspecify.annotations.NullMarked;
