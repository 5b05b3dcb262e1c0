package io.tidemill.executor.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Glue's interactive sessions, as the pool needs them. Failures are thrown translated, after their
 * retries.
 */
public interface Sessions {

  /**
   * Asks for a session; it is PROVISIONING when this returns. Asking again for an id that exists is
   * no error.
   */
  void create(String id, SessionSpec spec, Map<String, String> ownerTags);

  /** The session; empty when Glue says there is none of that id. */
  Optional<SessionStatus> find(String region, String id);

  /** All sessions that bear these tags and are not over. */
  List<SessionStatus> list(String region, Map<String, String> tags);

  /** Stops a session; one that is over or gone is no error. */
  void stop(String region, String id);
}
