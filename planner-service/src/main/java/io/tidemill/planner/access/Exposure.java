package io.tidemill.planner.access;

import io.tidemill.planner.config.InvalidConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Decides whether the API may be open, before a port is. */
final class Exposure {
  private Exposure() {}

  /**
   * Refuses to start with an API that anyone may call.
   *
   * @param tokens how many tokens are configured
   * @param local whether this is the local mode
   * @param address {@code server.address}; null: all interfaces
   */
  static void check(int tokens, boolean local, @Nullable String address) {
    if (tokens > 0) {
      return;
    }
    if (!local) {
      throw new InvalidConfigurationException(
          "tidemill.api.tokens",
          "Expected tidemill.api.tokens to name at least one token, but there is none and this is not the local mode;"
              + " set tokens, or tidemill.local=true on one machine");
    }
    if (!isLoopback(address)) {
      throw new InvalidConfigurationException(
          "server.address",
          "Expected server.address to be a loopback address while the API has no tokens, but it is "
              + (address == null ? "every interface" : "'" + address + "'")
              + "; set it to 127.0.0.1, or set tidemill.api.tokens");
    }
  }

  private static boolean isLoopback(@Nullable String address) {
    if (address == null || address.isBlank()) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
