/** dbt_project.yml and profiles.yml: the settings a project is read with. */
@NullMarked
package io.tidemill.dbt.config;

import org.jspecify.annotations.NullMarked;
