/**
 * The demo: TPC-H data made on the spot, landed as files would come in life, and the story told at
 * the end.
 */
@NullMarked
package io.tidemill.cli.demo;

import org.jspecify.annotations.NullMarked;
