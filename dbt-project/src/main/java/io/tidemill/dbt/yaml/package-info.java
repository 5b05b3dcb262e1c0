/** YAML as PyYAML reads it, with the place of every object for messages. */
@NullMarked
package io.tidemill.dbt.yaml;

import org.jspecify.annotations.NullMarked;
