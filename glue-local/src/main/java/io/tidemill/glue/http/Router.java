package io.tidemill.glue.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the services apart on their common port: Glue by its target header, the others by the
 * service named in the signature, and unsigned calls by their shape.
 */
final class Router {
  private static final String GLUE_TARGET = "AWSGlue.";
  private static final Pattern SIGNED_SERVICE =
      Pattern.compile("Credential=[^/,]+/[^/,]+/[^/,]+/([^/,]+)/aws4_request");

  private final Services services;

  Router(Services services) {
    this.services = services;
  }

  /** Where a call goes. */
  record Route(String action, boolean fromClient, Handler handler) {}

  @FunctionalInterface
  interface Handler {
    HttpReply handle(HttpCall call) throws IOException;
  }

  Route route(HttpCall call) throws IOException {
    Optional<String> target = call.header("X-Amz-Target");
    if (target.isPresent()) {
      return glue(call, target.get());
    }
    if (call.path().startsWith(AdminService.PREFIX)) {
      return new Route(services.admin().actionOf(call), false, services.admin()::handle);
    }
    return switch (service(call)) {
      case "lakeformation" -> lakeFormation(call);
      case "sts" -> new Route("STS." + services.sts().actionOf(call), true, services.sts()::handle);
      default -> new Route("S3." + services.s3().actionOf(call), true, services.s3()::handle);
    };
  }

  /** An error in the form in which the clients of the called service read errors. */
  HttpReply refusal(HttpCall call, AwsException e) {
    boolean json =
        call.header("X-Amz-Target").isPresent()
            || call.path().startsWith(AdminService.PREFIX)
            || service(call).equals("lakeformation");
    if (json) {
      ObjectNode error = Json.object().put("__type", e.code());
      error.put("Message", e.getMessage()).put("message", e.getMessage());
      return HttpReply.json(e.status(), error);
    }
    String body =
        "<Code>"
            + Xml.escape(e.code())
            + "</Code><Message>"
            + Xml.escape(String.valueOf(e.getMessage()))
            + "</Message>";
    return service(call).equals("sts")
        ? HttpReply.xml(
            e.status(),
            "<ErrorResponse><Error><Type>Sender</Type>" + body + "</Error></ErrorResponse>")
        : HttpReply.xml(e.status(), "<Error>" + body + "</Error>");
  }

  private Route glue(HttpCall call, String target) {
    if (!target.startsWith(GLUE_TARGET)) {
      throw unknown(target);
    }
    return json(
        target,
        services.glue(),
        target.substring(GLUE_TARGET.length()),
        !call.path().startsWith(Endpoint.ENGINE_PREFIX));
  }

  private Route lakeFormation(HttpCall call) {
    String action = call.path().substring(1);
    return json("LakeFormation." + action, services.lakeFormation(), action, true);
  }

  private static Route json(
      String fullName, Map<String, Action> actions, String name, boolean fromClient) {
    Action action = Optional.ofNullable(actions.get(name)).orElseThrow(() -> unknown(fullName));
    return new Route(
        fullName,
        fromClient,
        call ->
            HttpReply.json(200, action.handle(new JsonRequest(Json.parseObject(call.bodyText())))));
  }

  private String service(HttpCall call) {
    Matcher signed = SIGNED_SERVICE.matcher(call.header("Authorization").orElse(""));
    if (signed.find()) {
      return signed.group(1);
    }
    boolean post = call.method().equals("POST");
    if (post && services.lakeFormation().containsKey(call.path().substring(1))) {
      return "lakeformation";
    }
    boolean form =
        call.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
    return post && form ? "sts" : "s3";
  }

  private static AwsException unknown(String action) {
    return new AwsException(
        "UnknownOperationException",
        400,
        "Expected an operation that glue-local knows, but got " + action + ".");
  }
}
