/** The executor service: model-ready in, Glue statements out, model events back. */
@NullMarked
package io.tidemill.executor;

import org.jspecify.annotations.NullMarked;
