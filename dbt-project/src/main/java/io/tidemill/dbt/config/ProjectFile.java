package io.tidemill.dbt.config;

import java.util.Map;

/**
 * A dbt_project.yml, rendered and as written.
 *
 * @param config rendered
 * @param unrendered the config trees as written, by the same keys as {@link ProjectConfig#configs}
 */
public record ProjectFile(ProjectConfig config, Map<String, Map<String, Object>> unrendered) {}
