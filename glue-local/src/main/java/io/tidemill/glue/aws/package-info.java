/** What AWS's JSON protocols have in common: requests, errors, pages. */
@NullMarked
package io.tidemill.glue.aws;

import org.jspecify.annotations.NullMarked;
