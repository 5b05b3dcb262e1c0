package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.StatementOutput;
import software.amazon.awssdk.services.glue.model.StatementState;

/**
 * What Python code in a session may rely on, whichever Python runs it: Livy's outputs and errors,
 * Spark as adapters use it, names that last as long as the session, cancelling.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PythonStatementsContract {
  private final Map<String, String> arguments;
  private GlueClient glue;
  private TestSession session;

  PythonStatementsContract(Map<String, String> arguments) {
    this.arguments = arguments;
  }

  @BeforeAll
  void open() {
    glue = TestEndpoint.shared().glue();
    session = another();
  }

  @AfterAll
  void close() {
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
  void tracebacksBeginInTheCodeItself() {
    assertThat(run("def g():\n    return 1 / 0\ng()").traceback())
        .isEqualTo(
            List.of(
                "Traceback (most recent call last):\n",
                "  File \"<stdin>\", line 2, in g\n",
                "ZeroDivisionError: division by zero\n"));
  }

  @Test
  void namesAreEachSessionsOwn() {
    try (TestSession other = another()) {
      run("mine = 1");
      assertThat(run(other, "mine").errorName()).isEqualTo("NameError");
      assertThat(run(other, "mine = 2\nmine").data().textPlain()).isEqualTo("2");
      assertThat(run("mine").data().textPlain()).isEqualTo("1");
    }
  }

  @Test
  void sessionsShareTheCatalogButNotTheirViewsAndSettings() {
    try (TestSession other = another()) {
      run("spark.sql('select 1 n').createOrReplaceTempView('own')");
      run("spark.conf.set('spark.sql.shuffle.partitions', 7)");
      run("spark.sql('create table if not exists default.seen using parquet as select 4 n')");
      assertThat(run(other, "spark.table('own')").errorName()).isEqualTo("AnalysisException");
      assertThat(run(other, "spark.conf.get('spark.sql.shuffle.partitions')").data().textPlain())
          .isNotEqualTo("'7'");
      assertThat(run(other, "spark.table('default.seen').first().n").data().textPlain())
          .isEqualTo("4");
    }
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
  void cancelsCodeThatRunsForever() {
    int endless = session.submit("while True:\n    pass");
    session.awaitRunning(endless);
    glue.cancelStatement(c -> c.sessionId(session.id()).id(endless));
    assertThat(session.await(endless).state()).isEqualTo(StatementState.CANCELLED);
    assertThat(run("'alive'").data().textPlain()).isEqualTo("'alive'");
  }

  @Test
  void cancelsSparkJobsThatRunForever() {
    int endless =
        session.submit(
            "spark.sql('select sum(a.id * b.id) from range(1000000000) a cross join range(1000000) b').collect()");
    session.awaitRunning(endless);
    glue.cancelStatement(c -> c.sessionId(session.id()).id(endless));
    assertThat(session.await(endless).state()).isEqualTo(StatementState.CANCELLED);
    assertThat(run("spark.sql('select 9 n').first().n").data().textPlain()).isEqualTo("9");
  }

  GlueClient glue() {
    return glue;
  }

  StatementOutput run(String code) {
    return run(session, code);
  }

  private TestSession another() {
    return TestSession.open(glue, TestSession.request().defaultArguments(arguments));
  }

  private static StatementOutput run(TestSession session, String code) {
    return session.await(session.submit(code)).output();
  }
}
