package io.tidemill.glue.kernel;

import io.tidemill.glue.spark.SparkEngine;
import io.tidemill.glue.statement.PartBuffer;
import io.tidemill.glue.statement.ProtocolException;
import io.tidemill.glue.statement.StatementProtocol;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A session on Spark. Statements of the protocol run natively; other code goes to the session's
 * language.
 */
final class SparkKernel implements SessionKernel {
  private static final int NONE = -1;

  private final String sessionId;
  private final SparkEngine engine;
  private final SparkSession session;
  private final NativeStatements statements;
  private final LanguageKernel language;
  private final Protocol protocol;
  private final PartBuffer parts = new PartBuffer();
  private volatile int cancelled = NONE;

  /** Who runs statements of the protocol: the session itself, or its language, as on AWS. */
  enum Protocol {
    NATIVE,
    INTERPRETED
  }

  SparkKernel(
      String sessionId,
      SparkEngine engine,
      SparkSession session,
      LanguageKernel language,
      Protocol protocol) {
    this.sessionId = sessionId;
    this.engine = engine;
    this.session = session;
    this.statements = new NativeStatements(engine, session);
    this.language = language;
    this.protocol = protocol;
  }

  @Override
  public StatementOutput run(int statement, String code) {
    SparkContext context = engine.context();
    String group = jobGroup(statement);
    context.setJobGroup(group, "Glue session " + sessionId + ", statement " + statement, true);
    context.setLocalProperty("spark.scheduler.pool", sessionId);
    SparkSession.setActiveSession(session);
    try {
      return protocol == Protocol.NATIVE && StatementProtocol.speaks(code)
          ? runNatively(statement, group, code)
          : language.run(code, group);
    } finally {
      SparkSession.clearActiveSession();
      context.clearJobGroup();
      context.setLocalProperty("spark.scheduler.pool", null);
    }
  }

  @Override
  public void cancel(int statement) {
    cancelled = statement;
    engine.context().cancelJobGroup(jobGroup(statement));
    language.interrupt();
  }

  @Override
  public void close() {
    language.close();
  }

  private StatementOutput runNatively(int statement, String group, String code) {
    try {
      return new StatementOutput.Ok(
          StatementProtocol.fence(
              statements.run(
                  StatementProtocol.parse(code, parts), group, () -> cancelled == statement)));
    } catch (ProtocolException e) {
      return new StatementOutput.Failed(
          "ProtocolException",
          String.valueOf(e.getMessage()),
          List.of(String.valueOf(e.getMessage())));
    }
  }

  private String jobGroup(int statement) {
    return sessionId + "/" + statement;
  }
}
