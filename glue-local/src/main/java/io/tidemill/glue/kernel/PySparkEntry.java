package io.tidemill.glue.kernel;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** What a session's Python finds at the other end of its gateway. Public because py4j calls it. */
public final class PySparkEntry {
  private final String sessionId;
  private final SparkContext context;
  private final SparkSession session;

  PySparkEntry(String sessionId, SparkContext context, SparkSession session) {
    this.sessionId = sessionId;
    this.context = context;
    this.session = session;
  }

  public JavaSparkContext javaContext() {
    return new JavaSparkContext(context);
  }

  /** A copy: what pyspark sets in it is its own. */
  public SparkConf conf() {
    return context.getConf();
  }

  public SparkSession session() {
    return session;
  }

  /** Prepares the calling thread, which serves the Python's main thread, for a statement. */
  public void begin(String jobGroup) {
    context.setJobGroup(jobGroup, "Glue session " + sessionId, true);
    context.setLocalProperty("spark.scheduler.pool", sessionId);
    SparkSession.setActiveSession(session);
  }
}
