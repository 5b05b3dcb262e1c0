package io.tidemill.glue.sts;

import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.http.HttpCall;
import io.tidemill.glue.http.HttpReply;
import io.tidemill.glue.http.HttpService;
import io.tidemill.glue.http.Xml;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** GetCallerIdentity and AssumeRole: everyone is the local user, every role can be taken. */
public final class StsService implements HttpService {
  private static final Duration VALIDITY = Duration.ofHours(1);

  private final String accountId;
  private final Clock clock;

  public StsService(String accountId, Clock clock) {
    this.accountId = accountId;
    this.clock = clock;
  }

  @Override
  public String actionOf(HttpCall call) throws IOException {
    return HttpCall.form(call.bodyText())
        .getOrDefault("Action", call.query().getOrDefault("Action", ""));
  }

  @Override
  public HttpReply handle(HttpCall call) throws IOException {
    Map<String, String> form = HttpCall.form(call.bodyText());
    String action = actionOf(call);
    return switch (action) {
      case "GetCallerIdentity" -> reply(action, identity());
      case "AssumeRole" -> reply(action, assumeRole(form));
      default ->
          throw new AwsException(
              "InvalidAction",
              400,
              "Expected GetCallerIdentity or AssumeRole, but got '" + action + "'.");
    };
  }

  private String identity() {
    return Xml.element("Arn", "arn:aws:iam::" + accountId + ":user/local")
        + Xml.element("UserId", "AIDALOCAL")
        + Xml.element("Account", accountId);
  }

  private String assumeRole(Map<String, String> form) {
    String role = form.getOrDefault("RoleArn", "");
    String session = form.getOrDefault("RoleSessionName", "session");
    if (!role.startsWith("arn:")) {
      throw new AwsException(
          "ValidationError", 400, "Expected RoleArn to be an ARN, but it is '" + role + "'.");
    }
    String name = role.substring(role.lastIndexOf('/') + 1);
    String credentials =
        Xml.element("AccessKeyId", "ASIALOCAL")
            + Xml.element("SecretAccessKey", "local")
            + Xml.element("SessionToken", "local")
            + Xml.element(
                "Expiration", clock.instant().plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS));
    String user =
        Xml.element("Arn", "arn:aws:sts::" + accountId + ":assumed-role/" + name + "/" + session)
            + Xml.element("AssumedRoleId", "AROALOCAL:" + session);
    return "<Credentials>"
        + credentials
        + "</Credentials><AssumedRoleUser>"
        + user
        + "</AssumedRoleUser>";
  }

  private static HttpReply reply(String action, String result) {
    String body =
        "<"
            + action
            + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><"
            + action
            + "Result>"
            + result
            + "</"
            + action
            + "Result><ResponseMetadata>"
            + Xml.element("RequestId", UUID.randomUUID())
            + "</ResponseMetadata></"
            + action
            + "Response>";
    return HttpReply.xml(200, body);
  }
}
