package io.tidemill.executor.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkConfTest {

  @Test
  void keepsEqualsSignsSpacesAndQuotesInValues() {
    Map<String, String> conf =
        SparkConf.parse(
            "spark.driver.extraJavaOptions=-Da=b -Dc=\"d e\" --conf spark.x='y=z' --conf  spark.e=");

    assertThat(conf)
        .containsExactly(
            Map.entry("spark.driver.extraJavaOptions", "-Da=b -Dc=\"d e\""),
            Map.entry("spark.x", "'y=z'"),
            Map.entry("spark.e", ""));
  }

  @Test
  void acceptsALeadingConfFlag() {
    assertThat(SparkConf.parse("--conf a=1 --conf b=2"))
        .containsEntry("a", "1")
        .containsEntry("b", "2");
  }

  @Test
  void readsWhatItWrites() {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.sql.extensions", "a,b");
    conf.put("spark.opts", "-Dx=y -Dz=w");

    assertThat(SparkConf.parse(SparkConf.format(conf))).isEqualTo(conf);
  }

  @Test
  void refusesASettingWithoutAValueByItsText() {
    assertThatThrownBy(() -> SparkConf.parse("spark.a=1 --conf nonsense"))
        .hasMessageContaining("key=value")
        .hasMessageContaining("nonsense");
  }
}
