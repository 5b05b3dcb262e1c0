/**
 * Keeps Lake Formation permissions of a table as its project declares them: desired against actual
 * against applied.
 */
@NullMarked
package io.tidemill.catalog.permission;

import org.jspecify.annotations.NullMarked;
