/** Lake Formation: permissions, LF-tags, data cells filters, settings; recorded, not enforced. */
@NullMarked
package io.tidemill.glue.lakeformation;

import org.jspecify.annotations.NullMarked;
