package io.tidemill.executor.session;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks sessions as ours, in tags and in the id, so that they are found again after a restart.
 *
 * @param fleet fleet of the executor
 * @param executorId the executor
 */
public record SessionOwner(String fleet, String executorId) {
  /** Tag that names the owner: {@code fleet/executor}. */
  public static final String OWNER_TAG = "tidemill-owner";

  /** Tag that names the fleet. */
  public static final String FLEET_TAG = "tidemill-fleet";

  private static final Pattern SPEC = Pattern.compile("-s([0-9a-f]{12})-[0-9a-z]+$");

  /** Tags of sessions created now. */
  Map<String, String> tags() {
    return Map.of(OWNER_TAG, fleet + "/" + executorId, FLEET_TAG, fleet);
  }

  /** A new id: whose it is, what spec it has, and when it was made. Glue refuses dots in ids. */
  String newId(SessionSpec spec, Clock clock) {
    String unique =
        Long.toString(clock.millis(), Character.MAX_RADIX)
            + Integer.toString(
                ThreadLocalRandom.current().nextInt(Character.MAX_RADIX * Character.MAX_RADIX),
                Character.MAX_RADIX);
    return prefix() + "-s" + spec.digest() + "-" + unique;
  }

  /** What all ids of this owner begin with. */
  String prefix() {
    return "tidemill-" + plain(fleet) + "-" + plain(executorId);
  }

  /** Digest of the spec that an id of ours was made for; empty when it is not one. */
  Optional<String> specOf(String sessionId) {
    Matcher matcher = SPEC.matcher(sessionId);
    return sessionId.startsWith(prefix() + "-s") && matcher.find()
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
  }
}
