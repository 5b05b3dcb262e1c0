/** Files in the lake, reached without an engine. */
@NullMarked
package io.tidemill.executor.lake;

import org.jspecify.annotations.NullMarked;
