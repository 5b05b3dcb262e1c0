package io.tidemill.dbt.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A render is bounded in depth, output and time. */
class RenderLimitsTest {

  private static final String ENDLESS =
      "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";

  private static JinjaException failure(String source, RenderLimits limits) {
    JinjaEnvironment environment = JinjaEnvironment.builder().limits(limits).build();
    Template template = environment.parse(source, TemplateName.of("a"));
    return catchThrowableOfType(JinjaException.class, () -> template.render(Scope.empty()));
  }

  @Test
  void endlessRecursionOfMacrosIsARecursionError() {
    JinjaEnvironment environment = JinjaEnvironment.builder().build();
    Map<String, Object> names = new HashMap<>();
    Scope scope = Scope.of(names);
    String source = "{% macro again(n) %}{{ again(n + 1) }}{% endmacro %}";
    names.put("again", environment.parse(source, TemplateName.of("m")).macros().get(0).bind(scope));
    Template template = environment.parse("{{ again(0) }}", TemplateName.of("a"));

    JinjaException failure =
        catchThrowableOfType(JinjaException.class, () -> template.render(scope));

    assertThat(failure.kind()).isEqualTo(ErrorKind.RECURSION);
    assertThat(failure.text()).isEqualTo("maximum recursion depth exceeded");
  }

  @Test
  void deeplyNestedSourceIsRefused() {
    String source = "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}";

    JinjaException failure =
        catchThrowableOfType(
            JinjaException.class,
            () -> JinjaEnvironment.builder().build().parse(source, TemplateName.of("a")));

    assertThat(failure.kind()).isEqualTo(ErrorKind.RECURSION);
  }

  @Test
  void outputIsBounded() {
    RenderLimits limits = new RenderLimits(100, 1000, Duration.ofMinutes(1), () -> false);

    assertThat(failure("{% for i in range(1000) %}0123456789{% endfor %}", limits).kind())
        .isEqualTo(ErrorKind.LIMIT);
  }

  @Test
  void timeIsBounded() {
    RenderLimits limits = new RenderLimits(100, 1000, Duration.ofMillis(20), () -> false);

    assertThat(failure(ENDLESS, limits).text()).contains("still running");
  }

  @Test
  void cancellationStopsTheRender() {
    AtomicInteger asked = new AtomicInteger();
    RenderLimits limits = RenderLimits.DEFAULT.withCancellation(() -> asked.incrementAndGet() > 3);

    assertThat(failure(ENDLESS, limits).text()).contains("cancelled");
  }

  @Test
  void hugeNumbersAndRepetitionsAreRefused() {
    assertThat(failure("{{ 10 ** (10 ** 10) }}", RenderLimits.DEFAULT).kind())
        .isEqualTo(ErrorKind.LIMIT);
    assertThat(failure("{{ 'x' * 10 ** 10 }}", RenderLimits.DEFAULT).kind())
        .isEqualTo(ErrorKind.LIMIT);
    assertThat(failure("{{ 'x'.zfill(10 ** 9) }}", RenderLimits.DEFAULT).kind())
        .isEqualTo(ErrorKind.LIMIT);
  }
}
