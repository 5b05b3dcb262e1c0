package io.tidemill.glue.kernel;

import io.tidemill.glue.spark.SparkEngine;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions on the engine, which may still be starting. Two arguments of a session, unknown to
 * AWS and harmless there, choose what runs its code: {@code --tidemill-python} ({@code pyspark},
 * the default where the endpoint has one, or {@code stand-in}) and {@code --tidemill-statements}
 * ({@code native}, or {@code python} to interpret statements of the protocol as AWS does).
 */
public final class SparkKernels implements Kernels {
  private static final String PYTHON = "--tidemill-python";
  private static final String STATEMENTS = "--tidemill-statements";

  private final CompletableFuture<SparkEngine> engine;
  private final @Nullable String python;

  /**
   * @param python a Python with pyspark; null where only the stand-in is to be had
   */
  public SparkKernels(CompletableFuture<SparkEngine> engine, @Nullable String python) {
    this.engine = engine;
    this.python = python;
  }

  @Override
  public SessionKernel open(String sessionId, Map<String, String> arguments)
      throws InterruptedException {
    SparkEngine spark = await();
    SparkSession session = spark.newSession(SparkArguments.conf(arguments));
    SparkKernel.Protocol protocol =
        arguments.getOrDefault(STATEMENTS, "native").equals("python")
            ? SparkKernel.Protocol.INTERPRETED
            : SparkKernel.Protocol.NATIVE;
    return new SparkKernel(
        sessionId, spark, session, language(sessionId, arguments, spark, session), protocol);
  }

  private LanguageKernel language(
      String sessionId, Map<String, String> arguments, SparkEngine spark, SparkSession session) {
    String language = arguments.getOrDefault("--session-language", "python");
    return language.equals("python")
        ? new PythonKernel(sessionId, python(sessionId, arguments, spark, session))
        : LanguageKernel.unavailable(
            "Expected a session in Python, but --session-language is '"
                + language
                + "': glue-local runs Python and statements of the Tidemill protocol.");
  }

  private PythonSpark python(
      String sessionId, Map<String, String> arguments, SparkEngine spark, SparkSession session) {
    String executable = python;
    return executable == null || arguments.getOrDefault(PYTHON, "pyspark").equals("stand-in")
        ? new StandInSpark(session)
        : new AttachedSpark(executable, sessionId, spark, session);
  }

  private SparkEngine await() throws InterruptedException {
    try {
      return engine.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Spark did not start: " + e.getCause(), e.getCause());
    }
  }
}
