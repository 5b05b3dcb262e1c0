package io.tidemill.planner.access;

import static io.tidemill.planner.config.InvalidConfigurationException.require;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call the API.
 *
 * @param tokens bearer tokens; without any the API is open, which is allowed in local mode on
 *     loopback only
 */
@ConfigurationProperties("tidemill.api")
public record ApiProperties(@DefaultValue List<Token> tokens) {

  public ApiProperties {
    tokens = List.copyOf(tokens);
  }

  /** One bearer token: who holds it, the secret itself, and what its holder may do. */
  public record Token(String name, String value, Role role) {
    private static final int SHORTEST = 16;

    public Token {
      requireComplete(name, value, role);
    }

    // Binding gives null where a required key is missing.
    private static void requireComplete(
        @Nullable String name, @Nullable String value, @Nullable Role role) {
      require(
          name != null && !name.isBlank(),
          "tidemill.api.tokens[].name",
          "Expected each API token to have a name for the audit, but one has none");
      require(
          value != null && value.length() >= SHORTEST,
          "tidemill.api.tokens[].value",
          "Expected the API token of '%s' to have at least %d characters, but it is shorter; use a long random one"
              .formatted(name, SHORTEST));
      require(
          role != null,
          "tidemill.api.tokens[].role",
          "Expected the API token of '%s' to have a role, but it has none".formatted(name));
    }

    /** Without the secret, as it may end up in a log. */
    @Override
    public String toString() {
      return "Token[name=" + name + ", role=" + role + "]";
    }
  }
}
