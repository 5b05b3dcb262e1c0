package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.StatementOutput;
import software.amazon.awssdk.services.glue.model.StatementState;

/** Code that is not of the protocol, on machines that have Python. */
@EnabledIf("hasPython")
class PythonKernelTest {
  private static GlueClient glue;
  private static TestSession session;

  static boolean hasPython() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3")));
  }

  @BeforeAll
  static void open() {
    glue = TestEndpoint.shared().glue();
    session = TestSession.open(glue);
  }

  @AfterAll
  static void close() {
    session.close();
    glue.close();
  }

  @Test
  void printsOutputThenErrorsAndEchoesTheLastExpression() {
    assertThat(
            run("import sys\nprint('out')\nsys.stderr.write('err\\n')\n1 + 1").data().textPlain())
        .isEqualTo("out\n2\nerr");
    run("x = 20");
    assertThat(run("x + 1").data().textPlain()).isEqualTo("21");
  }

  @Test
  void reportsExceptionsByNameValueAndTraceback() {
    StatementOutput failed = run("def f():\n    raise ValueError('no')\nf()");
    assertThat(failed.statusAsString()).isEqualTo("error");
    assertThat(failed.errorName()).isEqualTo("ValueError");
    assertThat(failed.errorValue()).isEqualTo("no");
    assertThat(String.join("", failed.traceback())).contains("in f");
    assertThat(run("spark.sql('select * from nowhere')").errorName())
        .isEqualTo("AnalysisException");
    assertThat(run("print('unclosed").errorName()).isEqualTo("SyntaxError");
  }

  @Test
  void runsSparkAsAnAdapterDoes() {
    String code =
        """
        import json, sys
        from awsglue.utils import getResolvedOptions
        spark.sql("create database if not exists py")
        df = spark.createDataFrame([{"id": 1, "name": "a"}, {"id": 2, "name": None}])
        df.write.mode("overwrite").format("parquet").saveAsTable("py.t")
        df = spark.sql("select id, name, cast(1.5 as decimal(3,1)) d, date'2024-01-02' day from py.t order by id")
        print(json.dumps({
          "session": getResolvedOptions(sys.argv, ["SESSION_ID"])["SESSION_ID"],
          "types": [str(f.dataType) for f in df.schema],
          "count": df.count(),
          "rows": [{k: str(v) for k, v in r.asDict().items()} for r in df.rdd.collect()]}))
        """;
    assertThat(run(code).data().textPlain())
        .isEqualTo(
            "{\"session\": \""
                + session.id()
                + "\", \"types\": [\"LongType()\", \"StringType()\", \"DecimalType(3,1)\", \"DateType()\"],"
                + " \"count\": 2, \"rows\": [{\"id\": \"1\", \"name\": \"a\", \"d\": \"1.5\", \"day\":"
                + " \"2024-01-02\"}, {\"id\": \"2\", \"name\": \"None\", \"d\": \"1.5\", \"day\":"
                + " \"2024-01-02\"}]}");
    assertThat(session.query("select count(*) from py.t")).isEqualTo("[[2]]");
  }

  @Test
  void knowsTablesViewsAndTheCatalog() {
    run("spark.sql('select 7 n').createOrReplaceTempView('seven')");
    assertThat(run("spark.table('seven').first().n").data().textPlain()).isEqualTo("7");
    assertThat(run("spark.catalog.tableExists('seven')").data().textPlain()).isEqualTo("True");
    assertThat(run("spark.catalog.refreshTable('nowhere.at_all')").errorName())
        .isEqualTo("AnalysisException");
  }

  @Test
  void saysWhatItsStandInForPysparkLacks() {
    assertThat(run("spark.sql('select 1 a').crosstab('a', 'a')").errorValue())
        .contains("DataFrame.crosstab", "run it on AWS");
    assertThat(run("from pyspark.sql.functions import udf").errorValue()).contains("udf");
  }

  @Test
  void cancelsCodeThatRunsForever() {
    int endless = session.submit("while True:\n    pass");
    session.awaitRunning(endless);
    glue.cancelStatement(c -> c.sessionId(session.id()).id(endless));
    assertThat(session.await(endless).state()).isEqualTo(StatementState.CANCELLED);
    assertThat(run("'alive'").data().textPlain()).isEqualTo("'alive'");
  }

  private static StatementOutput run(String code) {
    return session.await(session.submit(code)).output();
  }
}
