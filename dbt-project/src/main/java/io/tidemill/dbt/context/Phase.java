package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.JinjaEnvironment;
import io.tidemill.dbt.jinja.UndefinedPolicy;

/** When Jinja is rendered: unknown names are forgiven while parsing, not while compiling. */
public enum Phase {
  PARSE(UndefinedPolicy.PERMISSIVE),
  RUN(UndefinedPolicy.DEFAULT);

  private final JinjaEnvironment environment;

  Phase(UndefinedPolicy policy) {
    this.environment = JinjaEnvironment.builder().undefined(policy).build();
  }

  JinjaEnvironment environment() {
    return environment;
  }
}
