package io.tidemill.glue.lakeformation;

import io.tidemill.glue.aws.AwsException;
import java.util.regex.Pattern;

/** Whom permissions can be granted to. */
final class Principals {
  static final String IAM_ALLOWED = "IAM_ALLOWED_PRINCIPALS";
  private static final int MAX_LENGTH = 255;
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:.*:(role|user|federated-user|group|ou|organization|saml-provider)/.+");
  private static final Pattern IDENTITY_STORE =
      Pattern.compile("arn:aws[a-z-]*:identitystore:::(user|group)/.+");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}(:IAMPrincipals)?");

  private Principals() {}

  static String check(String principal) {
    boolean known =
        principal.equals(IAM_ALLOWED)
            || ACCOUNT.matcher(principal).matches()
            || ARN.matcher(principal).matches()
            || IDENTITY_STORE.matcher(principal).matches();
    if (!known || principal.length() > MAX_LENGTH || principal.contains(":assumed-role/")) {
      throw AwsException.invalidInput("Invalid principal: " + principal);
    }
    return principal;
  }
}
