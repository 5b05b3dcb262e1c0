package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The real pyspark, in a Python that {@code TIDEMILL_PYSPARK_PYTHON} names. */
@EnabledIf(
    value = "hasPySpark",
    disabledReason =
        "Expected TIDEMILL_PYSPARK_PYTHON to name a Python with pyspark 3.5, but it is not set.")
class PySparkKernelTest extends PythonStatementsContract {
  PySparkKernelTest() {
    super(Map.of());
  }

  static boolean hasPySpark() {
    return TestEndpoint.pySpark().isPresent();
  }

  @Test
  void runsFunctionsInPythonWorkers() {
    assertThat(
            run("""
                    from pyspark.sql.functions import udf
                    @udf("long")
                    def twice(n):
                        return n * 2
                    [r[0] for r in spark.range(3).select(twice("id")).collect()]
                    """)
                .data()
                .textPlain())
        .isEqualTo("[0, 2, 4]");
  }

  @Test
  void stoppingSparkLeavesTheDriverThatOthersShare() {
    run("spark.stop()\nsc.stop()");
    assertThat(run("spark.range(4).count()").data().textPlain()).isEqualTo("4");
  }

  @Test
  void buildersFindTheSessionsOwnSpark() {
    assertThat(
            run("from pyspark.sql import SparkSession\nSparkSession.builder.getOrCreate() is spark")
                .data()
                .textPlain())
        .isEqualTo("True");
  }
}
