/** Calls to AWS: clients, declared retries, counting, and what their errors mean. */
@NullMarked
package io.tidemill.executor.aws;

import org.jspecify.annotations.NullMarked;
