/** What runs the code of statements: natively understood SQL, Python, Scala. */
@NullMarked
package io.tidemill.glue.kernel;

import org.jspecify.annotations.NullMarked;
