/**
 * Everything on one machine: the child processes, their folders and ports, and who watches over
 * them.
 */
@NullMarked
package io.tidemill.cli.local;

import org.jspecify.annotations.NullMarked;
