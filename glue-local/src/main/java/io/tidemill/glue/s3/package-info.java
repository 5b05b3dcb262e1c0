/** A small part of the S3 API over the lake directory. */
@NullMarked
package io.tidemill.glue.s3;

import org.jspecify.annotations.NullMarked;
