/** Says of every failure who is to blame, what it is called and what to do about it. */
@NullMarked
package io.tidemill.executor.error;

import org.jspecify.annotations.NullMarked;
