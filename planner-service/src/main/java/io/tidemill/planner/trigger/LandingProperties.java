package io.tidemill.planner.trigger;

import static io.tidemill.planner.config.InvalidConfigurationException.require;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The watched folder of the local mode, in which {@code <lake-root>/<bucket>/<key>} stands for
 * {@code s3://bucket/key}.
 *
 * @param lakeRoot the folder; null: nothing is watched
 * @param locations locations to watch beside those that the deployed projects' sources name, as
 *     {@code s3://bucket/prefix/}
 * @param settle how long a file must stay as it is before it counts as complete
 * @param rescan how often all is looked at again, should the file system have kept something from
 *     us
 */
@ConfigurationProperties("tidemill.landing")
public record LandingProperties(
    @Nullable Path lakeRoot,
    @DefaultValue List<String> locations,
    @DefaultValue("200ms") Duration settle,
    @DefaultValue("5s") Duration rescan) {

  public LandingProperties {
    locations = List.copyOf(locations);
    require(
        !settle.isNegative() && !settle.isZero(),
        "tidemill.landing.settle",
        "Expected tidemill.landing.settle to be positive, but it is " + settle);
    require(
        rescan.compareTo(settle) >= 0,
        "tidemill.landing.rescan",
        "Expected tidemill.landing.rescan to be at least tidemill.landing.settle, but it is "
            + rescan);
    for (String location : locations) {
      require(
          LandingLocation.isValid(location),
          "tidemill.landing.locations",
          "Expected a location s3://bucket/prefix/, but it is '" + location + "'");
    }
  }
}
