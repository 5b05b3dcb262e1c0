package io.tidemill.glue.spark;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.JavaConverters;

/** Counts the records that the tasks of a job group wrote, as their output metrics say. */
public final class WrittenRecords extends SparkListener {
  private static final String JOB_GROUP = "spark.jobGroup.id";
  private static final long DRAIN_MILLIS = 2_000;

  private final Map<String, LongAdder> byGroup = new ConcurrentHashMap<>();
  private final Map<Integer, String> groupOfStage = new ConcurrentHashMap<>();

  public void start(String group) {
    byGroup.put(group, new LongAdder());
  }

  /** The records written since {@link #start}. */
  public long finish(String group, SparkContext context) {
    try {
      context.listenerBus().waitUntilEmpty(DRAIN_MILLIS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Expected Spark to deliver its task events within " + DRAIN_MILLIS + " ms", e);
    }
    return Optional.ofNullable(byGroup.remove(group)).map(LongAdder::sum).orElse(0L);
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    Properties properties = job.properties();
    String group = properties == null ? null : properties.getProperty(JOB_GROUP);
    if (group != null && byGroup.containsKey(group)) {
      for (Object stage : JavaConverters.seqAsJavaListConverter(job.stageIds()).asJava()) {
        groupOfStage.put((Integer) stage, group);
      }
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    String group = groupOfStage.get(task.stageId());
    LongAdder written = group == null ? null : byGroup.get(group);
    if (written != null && task.taskMetrics() != null) {
      written.add(task.taskMetrics().outputMetrics().recordsWritten());
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted stage) {
    groupOfStage.remove(stage.stageInfo().stageId());
  }
}
