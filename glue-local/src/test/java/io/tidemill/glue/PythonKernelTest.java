package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Any Python, with the stand-in for pyspark. */
@EnabledIf(
    value = "hasPython",
    disabledReason =
        "Expected python3 on the PATH, but there is none: only statements of the protocol run here.")
class PythonKernelTest extends PythonStatementsContract {
  PythonKernelTest() {
    super(Map.of("--tidemill-python", "stand-in"));
  }

  static boolean hasPython() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3")));
  }

  @Test
  void saysWhatItsStandInForPysparkLacks() {
    assertThat(run("spark.sql('select 1 a').crosstab('a', 'a')").errorValue())
        .contains("DataFrame.crosstab", "run it on AWS");
    assertThat(run("from pyspark.sql.functions import udf").errorValue()).contains("udf");
  }
}
