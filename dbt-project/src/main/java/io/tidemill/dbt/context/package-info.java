/** What dbt puts at the hands of Jinja: functions, objects, macros and how names are resolved. */
@NullMarked
package io.tidemill.dbt.context;

import org.jspecify.annotations.NullMarked;
