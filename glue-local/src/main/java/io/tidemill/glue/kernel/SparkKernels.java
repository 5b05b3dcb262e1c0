package io.tidemill.glue.kernel;

import io.tidemill.glue.spark.SparkEngine;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.spark.sql.SparkSession;

/** Opens sessions on the engine, which may still be starting. */
public final class SparkKernels implements Kernels {
  private final CompletableFuture<SparkEngine> engine;

  public SparkKernels(CompletableFuture<SparkEngine> engine) {
    this.engine = engine;
  }

  @Override
  public SessionKernel open(String sessionId, Map<String, String> arguments)
      throws InterruptedException {
    SparkEngine spark = await();
    SparkSession session = spark.newSession(SparkArguments.conf(arguments));
    return new SparkKernel(sessionId, spark, session, language(sessionId, arguments, session));
  }

  private static LanguageKernel language(
      String sessionId, Map<String, String> arguments, SparkSession session) {
    String language = arguments.getOrDefault("--session-language", "python");
    return language.equals("python")
        ? new PythonKernel(sessionId, session)
        : LanguageKernel.unavailable(
            "Expected a session in Python, but --session-language is '"
                + language
                + "': glue-local runs Python and statements of the Tidemill protocol.");
  }

  private SparkEngine await() throws InterruptedException {
    try {
      return engine.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Spark did not start: " + e.getCause(), e.getCause());
    }
  }
}
