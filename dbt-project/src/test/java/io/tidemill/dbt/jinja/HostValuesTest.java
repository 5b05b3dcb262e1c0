package io.tidemill.dbt.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of the host come in and go out without surprises. */
class HostValuesTest {

  private final JinjaEnvironment environment = JinjaEnvironment.builder().build();

  private String render(String source, Map<String, Object> names) {
    return environment.parse(source, TemplateName.of("test")).render(Scope.of(names));
  }

  /** A relation as dbt prints one. */
  private static final class Relation implements JinjaObject {
    @Override
    public Object getAttribute(String name) {
      return name.equals("identifier") ? "orders" : Missing.MISSING;
    }

    @Override
    public Object getItem(Object key) {
      return key.equals("schema") ? null : Missing.MISSING;
    }

    @Override
    public Iterator<?> iterate() {
      return List.of("schema").iterator();
    }

    @Override
    public String repr() {
      return "<Relation orders>";
    }

    @Override
    public String str() {
      return "`orders`";
    }
  }

  @Test
  void objectsAnswerForThemselves() {
    Map<String, Object> names = Map.of("this", new Relation());

    assertThat(render("{{ this }} {{ [this] }} {{ this.identifier }} {{ this['schema'] }}", names))
        .isEqualTo("`orders` [<Relation orders>] orders None");
    assertThat(render("{{ this.zz is defined }} {{ this._x is defined }} {{ this|list }}", names))
        .isEqualTo("False False ['schema']");
    assertThat(render("{{ this.schema }}", names)).isEqualTo("None");
  }

  @Test
  void functionsGetPythonValuesAndReturnJavaValues() {
    List<CallArguments> calls = new ArrayList<>();
    JinjaCallable function =
        arguments -> {
          calls.add(arguments);
          return Arrays.asList(1, null, Map.of("k", 2.5f));
        };

    String result = render("{{ f('a', [none, 1], k={'x': true}) }}", Map.of("f", function));

    assertThat(result).isEqualTo("[1, None, {'k': 2.5}]");
    assertThat(PythonValues.toJava(calls.get(0).positional().get(1)))
        .isEqualTo(Arrays.asList(null, 1L));
    assertThat(PythonValues.toJava(calls.get(0).keywords().get("k"))).isEqualTo(Map.of("x", true));
  }

  @Test
  void keysThatPythonFindsEqualAreOneKey() {
    PyDict dict = new PyDict();
    dict.put(1L, "int");
    dict.put(true, "bool");
    dict.put(1.0, "float");

    assertThat(dict).hasSize(1);
    assertThat(PythonValues.repr(dict)).isEqualTo("{1: 'float'}");
    assertThat(PythonValues.equal(1L, true)).isTrue();
    assertThat(PythonValues.compare(2L, 1.5)).isPositive();
  }

  @Test
  void nullIsNoneAndMissingIsUndefined() {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("none_value", null);

    assertThat(render("{{ none_value }}|{{ none_value is none }}|{{ absent is defined }}", names))
        .isEqualTo("None|True|False");
  }

  @Test
  void classesWithoutAPythonCounterpartAreRefused() {
    assertThatThrownBy(() -> PythonValues.fromJava(new StringBuilder("x").getClass()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Class");
  }

  @Test
  void staticCallsAreFoundWithTheirLiteralArguments() {
    String source =
        "{{ config(materialized='table', tags=['a']) }} {% if x %}{{ ref('p', v) }}{% endif %}"
            + "{{ adapter.dispatch('m', 'pkg')(1) }}";

    List<StaticCalls.StaticCall> calls =
        StaticCalls.in(environment.parse(source, TemplateName.of("test")).root());

    assertThat(calls)
        .extracting(StaticCalls.StaticCall::name)
        .containsExactly("config", "ref", "adapter.dispatch");
    assertThat(calls)
        .extracting(StaticCalls.StaticCall::isComplete)
        .containsExactly(true, false, true);
    assertThat(calls.get(0).keywords().get("tags")).contains(PyList.of("a"));
  }

  @Test
  void blocksKnowWhereTheyAreInTheFile() {
    String file =
        "-- text\n{% macro a() %}\n{{ 1 / 0 }}\n{% endmacro %}\n{% docs d %}hello{% enddocs %}";

    List<Block> blocks = BlockScanner.scan(file, TemplateName.of("macros/a.sql"));

    assertThat(blocks).extracting(Block::type).containsExactly("macro", "docs");
    assertThat(blocks).extracting(Block::line).containsExactly(2, 5);
    assertThat(blocks.get(0).offset()).isEqualTo(8);
    assertThat(blocks.get(1).contents()).isEqualTo("hello");
    Template template =
        environment.parse(
            blocks.get(0).fullBlock(), blocks.get(0).templateName(TemplateName.of("macros/a.sql")));
    assertThatThrownBy(() -> template.macros().get(0).bind(Scope.empty()).call(CallArguments.NONE))
        .isInstanceOfSatisfying(
            JinjaException.class, failure -> assertThat(failure.line()).isEqualTo(3));
  }
}
