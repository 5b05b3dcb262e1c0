/** What the command asks of the broker itself: dead letters, and whether it is there. */
@NullMarked
package io.tidemill.cli.kafka;

import org.jspecify.annotations.NullMarked;
