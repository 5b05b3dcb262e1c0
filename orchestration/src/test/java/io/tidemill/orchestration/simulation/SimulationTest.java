package io.tidemill.orchestration.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Many small worlds in which everything goes wrong that may: executors crash, hang and come back as
 * zombies, the planner is down for a while, records come late, twice and out of order. A failure
 * names its seed; that seed alone repeats it.
 */
class SimulationTest {

  private static final int WORLDS = Integer.getInteger("tidemill.simulation.worlds", 200);
  private static final long FIRST = Long.getLong("tidemill.simulation.seed", 1);

  @Test
  void keepsItsPromisesInEveryWorldAndMakesEveryMove() {
    Checks.Coverage coverage = new Checks.Coverage();
    int runs = 0;
    for (long seed = FIRST; seed < FIRST + WORLDS; seed++) {
      World world = new World(seed, coverage);
      try {
        world.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("World of seed " + seed + ": " + e.getMessage(), e);
      }
      runs += world.runs();
    }
    assertThat(runs).isGreaterThan(1_000);
    Checks.everyMoveWasMade(coverage);
  }
}
