package io.tidemill.planner;

import static io.tidemill.planner.config.InvalidConfigurationException.require;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the engine runs.
 *
 * @param applicationId consumer group and prefix of the changelog topics; one for all planners of a
 *     cluster
 * @param threads stream threads; fleets spread over them
 * @param standbys copies of the state kept warm on other planners
 * @param commitInterval how long decisions gather in a transaction: the lower bound of a hop
 * @param sessionTimeout after how long of silence another planner takes over
 * @param tick how often time is looked at: windows, retries, leases
 * @param pools how many models of each named pool may run at once; a pool that is not named has no
 *     limit
 */
@ConfigurationProperties("tidemill.engine")
record EngineProperties(
    @DefaultValue("tidemill-planner") String applicationId,
    @DefaultValue("1") int threads,
    @DefaultValue("0") int standbys,
    @DefaultValue("5ms") Duration commitInterval,
    @DefaultValue("8s") Duration sessionTimeout,
    @DefaultValue("100ms") Duration tick,
    @DefaultValue Map<String, Integer> pools) {

  EngineProperties {
    pools = Map.copyOf(pools);
    require(
        threads > 0 && standbys >= 0,
        "tidemill.engine.threads",
        "Expected tidemill.engine.threads above zero and standbys not below, but they are %d and %d"
            .formatted(threads, standbys));
    require(
        !commitInterval.isNegative() && !tick.isNegative() && !tick.isZero(),
        "tidemill.engine.tick",
        "Expected tidemill.engine.tick to be positive and commit-interval not negative, but they are %s and %s"
            .formatted(tick, commitInterval));
  }
}
