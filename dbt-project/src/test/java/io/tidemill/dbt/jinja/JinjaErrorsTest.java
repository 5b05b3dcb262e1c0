package io.tidemill.dbt.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Errors name file, line and column, and the macros that were being called. */
class JinjaErrorsTest {

  private final JinjaEnvironment environment = JinjaEnvironment.builder().build();

  private JinjaException failureOf(Template template, Scope scope) {
    return catchThrowableOfType(JinjaException.class, () -> template.render(scope));
  }

  @Test
  void syntaxErrorsNameFileLineAndColumn() {
    JinjaException failure =
        catchThrowableOfType(
            JinjaException.class,
            () -> environment.parse("select\n  {{ 1 + }}", new TemplateName("models/a.sql", 10)));

    assertThat(failure.kind()).isEqualTo(ErrorKind.SYNTAX);
    assertThat(failure.text()).isEqualTo("unexpected 'end of print statement'");
    assertThat(failure.file()).isEqualTo("models/a.sql");
    assertThat(failure.line()).isEqualTo(12);
    assertThat(failure.templateLine()).isEqualTo(2);
    assertThat(failure.column()).isEqualTo(10);
  }

  @Test
  void renderErrorsNameTheInnermostExpression() {
    Template template = environment.parse("a\n{{ 1 + (2 / 0) }}", TemplateName.of("a.sql"));

    JinjaException failure = failureOf(template, Scope.empty());

    assertThat(failure.kind()).isEqualTo(ErrorKind.ZERO_DIVISION);
    assertThat(failure.line()).isEqualTo(2);
    assertThat(failure.column()).isEqualTo(9);
  }

  @Test
  void errorsCarryTheMacroStackInnermostFirst() {
    Map<String, Object> names = new HashMap<>();
    Scope scope = Scope.of(names);
    define(
        names,
        scope,
        "{% macro outer() %}\n{{ inner() }}{% endmacro %}",
        new TemplateName("macros/o.sql", 4));
    define(
        names,
        scope,
        "{% macro inner() %}{{ missing.x }}{% endmacro %}",
        TemplateName.of("macros/i.sql"));
    Template model = environment.parse("{{ outer() }}", TemplateName.of("models/m.sql"));

    JinjaException failure = failureOf(model, scope);

    assertThat(failure.text()).isEqualTo("'missing' is undefined");
    assertThat(failure.file()).isEqualTo("macros/i.sql");
    assertThat(failure.macroStack())
        .containsExactly(
            new JinjaException.MacroFrame("inner", "macros/i.sql", 1),
            new JinjaException.MacroFrame("outer", "macros/o.sql", 5));
    assertThat(failure.getMessage()).contains("in macro outer (macros/o.sql line 5)");
  }

  @Test
  void exceptionsOfHostFunctionsPassUnchanged() {
    IllegalStateException thrown = new IllegalStateException("from the host");
    Scope scope =
        Scope.of(
            Map.of(
                "fail",
                (JinjaCallable)
                    arguments -> {
                      throw thrown;
                    }));
    Template template = environment.parse("{{ fail() }}", TemplateName.of("a"));

    IllegalStateException caught =
        catchThrowableOfType(IllegalStateException.class, () -> template.render(scope));

    assertThat(caught).isSameAs(thrown);
  }

  private void define(Map<String, Object> names, Scope scope, String source, TemplateName file) {
    for (MacroDefinition macro : environment.parse(source, file).macros()) {
      names.put(macro.name(), macro.bind(scope));
    }
  }
}
