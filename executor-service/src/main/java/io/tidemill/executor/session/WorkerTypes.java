package io.tidemill.executor.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker of each type counts in DPUs. */
final class WorkerTypes {
  private static final Map<String, Double> DPUS =
      Map.ofEntries(
          Map.entry("Standard", 1.0),
          Map.entry("G.025X", 0.25),
          Map.entry("G.1X", 1.0),
          Map.entry("G.2X", 2.0),
          Map.entry("G.4X", 4.0),
          Map.entry("G.8X", 8.0),
          Map.entry("G.12X", 12.0),
          Map.entry("G.16X", 16.0),
          Map.entry("R.1X", 1.0),
          Map.entry("R.2X", 2.0),
          Map.entry("R.4X", 4.0),
          Map.entry("R.8X", 8.0),
          Map.entry("Z.2X", 2.0));

  private WorkerTypes() {}

  /** Types that came after this was written count as one DPU a worker. */
  static double dpus(@Nullable String workerType, int workers) {
    return (workerType == null ? 1.0 : DPUS.getOrDefault(workerType, 1.0)) * workers;
  }
}
