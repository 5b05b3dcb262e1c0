package io.tidemill.planner.access;

/**
 * Who is calling.
 *
 * @param name what the audit calls them: the token's name, or {@code local}
 * @param role what they may do
 */
public record Caller(String name, Role role) {
  static final String ATTRIBUTE = Caller.class.getName();
}
