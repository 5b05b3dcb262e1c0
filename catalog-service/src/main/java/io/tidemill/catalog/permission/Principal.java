package io.tidemill.catalog.permission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may hold a permission: an IAM role or user, a group, an account, an organization, as Lake
 * Formation names it.
 */
public record Principal(@JsonValue String id) implements Comparable<Principal> {
  /**
   * The group that stands for "IAM decides": while it holds a permission, Lake Formation filters
   * nothing.
   */
  public static final Principal IAM_ALLOWED_PRINCIPALS = new Principal("IAM_ALLOWED_PRINCIPALS");

  private static final int LONGEST = 255;
  private static final Pattern VALID =
      Pattern.compile(
          "IAM_ALLOWED_PRINCIPALS|\\d{12}|\\d{12}:IAMPrincipals|arn:[a-z-]+:[a-z-]+:[a-z0-9-]*:\\d{0,12}:"
              + "(role|user|federated-user|group|ou|organization|saml-provider)/\\S+");
  private static final Pattern ASSUMED_ROLE =
      Pattern.compile(
          "arn:(?<partition>[a-z-]+):sts::(?<account>\\d{12}):assumed-role/(?<role>[^/]+)/.+");

  /**
   * The principal of this id. The ARN of an assumed role's session becomes the role's: Lake
   * Formation knows roles only.
   *
   * @throws GovernanceException when Lake Formation would not take it
   */
  public static Principal of(String id) {
    String normal = normalize(id.strip());
    if (normal.length() > LONGEST || !VALID.matcher(normal).matches()) {
      throw new GovernanceException(
          "Expected a principal to be the ARN of a role, user or group, a 12-digit account or IAM_ALLOWED_PRINCIPALS,"
              + " but got '"
              + id
              + "'");
    }
    return new Principal(normal);
  }

  /** The principal as Lake Formation lists it, without judging it. */
  @JsonCreator
  public static Principal listed(String id) {
    return new Principal(normalize(id));
  }

  private static String normalize(String id) {
    Matcher session = ASSUMED_ROLE.matcher(id);
    if (!session.matches()) {
      return id;
    }
    // A role's path is not part of its session's ARN and stays unknown here.
    return "arn:%s:iam::%s:role/%s"
        .formatted(session.group("partition"), session.group("account"), session.group("role"));
  }

  @Override
  public int compareTo(Principal other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id;
  }
}
