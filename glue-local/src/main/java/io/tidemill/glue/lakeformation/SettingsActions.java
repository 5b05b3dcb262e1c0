package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Action;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import io.tidemill.glue.aws.Page;
import io.tidemill.glue.store.DocumentStore;
import io.tidemill.glue.store.Documents;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The data lake's settings, its registered locations and its hybrid-access opt-ins. */
final class SettingsActions {
  private static final String SETTINGS_KEY = "settings";
  private static final int PAGE = 100;

  private final Documents settings;
  private final Documents locations;
  private final Documents optIns;
  private final CatalogEntities entities;
  private final Clock clock;
  private final String accountId;

  SettingsActions(DocumentStore store, CatalogEntities entities, Clock clock, String accountId) {
    this.settings = store.documents("lf-settings");
    this.locations = store.documents("lf-locations");
    this.optIns = store.documents("lf-opt-ins");
    this.entities = entities;
    this.clock = clock;
    this.accountId = accountId;
  }

  Map<String, Action> actions() {
    return Map.ofEntries(
        Map.entry("GetDataLakeSettings", this::getSettings),
        Map.entry("PutDataLakeSettings", this::putSettings),
        Map.entry("GetDataLakePrincipal", this::principal),
        Map.entry("RegisterResource", this::register),
        Map.entry("UpdateResource", this::updateLocation),
        Map.entry("DeregisterResource", this::deregister),
        Map.entry("DescribeResource", this::describe),
        Map.entry("ListResources", this::listLocations),
        Map.entry("CreateLakeFormationOptIn", this::optIn),
        Map.entry("DeleteLakeFormationOptIn", this::optOut),
        Map.entry("ListLakeFormationOptIns", this::listOptIns));
  }

  /** What a new database or table grants to everyone who has IAM rights. */
  List<JsonNode> defaultPermissions(String field) {
    return Json.elements(current().path(field));
  }

  private ObjectNode current() {
    return settings
        .find(SETTINGS_KEY)
        .orElseGet(
            () -> {
              ObjectNode initial = Json.object();
              initial.set("DataLakeAdmins", Json.array());
              initial.set("CreateDatabaseDefaultPermissions", Json.array());
              initial.set("CreateTableDefaultPermissions", Json.array());
              initial.set("Parameters", Json.object().put("CROSS_ACCOUNT_VERSION", "4"));
              initial.set("TrustedResourceOwners", Json.array());
              return initial.put("AllowFullTableExternalDataAccess", true);
            });
  }

  private ObjectNode getSettings(JsonRequest request) {
    ObjectNode response = Json.object();
    response.set("DataLakeSettings", current());
    return response;
  }

  private ObjectNode putSettings(JsonRequest request) {
    settings.put(SETTINGS_KEY, request.object("DataLakeSettings"));
    return Json.object();
  }

  private ObjectNode principal(JsonRequest request) {
    return Json.object().put("Identity", "arn:aws:iam::" + accountId + ":user/local");
  }

  private ObjectNode register(JsonRequest request) {
    String arn = request.text("ResourceArn");
    if (locations.contains(arn)) {
      throw AwsException.alreadyExists("Resource is already registered: " + arn);
    }
    locations.put(arn, location(request, arn));
    return Json.object();
  }

  private ObjectNode updateLocation(JsonRequest request) {
    String arn = request.text("ResourceArn");
    requireLocation(arn);
    locations.put(arn, location(request, arn));
    return Json.object();
  }

  private ObjectNode deregister(JsonRequest request) {
    requireLocation(request.text("ResourceArn"));
    locations.remove(request.text("ResourceArn"));
    return Json.object();
  }

  private ObjectNode describe(JsonRequest request) {
    ObjectNode response = Json.object();
    response.set("ResourceInfo", requireLocation(request.text("ResourceArn")));
    return response;
  }

  private ObjectNode listLocations(JsonRequest request) {
    return Page.response("ResourceInfoList", Page.of(locations.all(), request, PAGE));
  }

  private ObjectNode optIn(JsonRequest request) {
    LfResource resource = LfResource.parse(request.object("Resource"), accountId);
    entities.requireFor(resource);
    ObjectNode optIn = Json.object();
    optIn.set("Resource", resource.described());
    optIn.set("Principal", request.object("Principal"));
    optIn.put("LastModified", Json.epochSeconds(clock.instant()));
    optIns.put(optInKey(request, resource), optIn);
    return Json.object();
  }

  private ObjectNode optOut(JsonRequest request) {
    LfResource resource = LfResource.parse(request.object("Resource"), accountId);
    if (!optIns.remove(optInKey(request, resource))) {
      throw AwsException.entityNotFound("Opt-in does not exist for " + resource.key());
    }
    return Json.object();
  }

  private ObjectNode listOptIns(JsonRequest request) {
    List<ObjectNode> found =
        optIns.all().stream()
            .filter(
                o ->
                    request
                        .optionalObject("Principal")
                        .map(o.path("Principal")::equals)
                        .orElse(true))
            .filter(
                o ->
                    request
                        .optionalObject("Resource")
                        .map(
                            r ->
                                LfResource.parse(r, accountId)
                                    .described()
                                    .equals(o.path("Resource")))
                        .orElse(true))
            .toList();
    return Page.response("LakeFormationOptInsInfoList", Page.of(found, request, PAGE));
  }

  private ObjectNode location(JsonRequest request, String arn) {
    String role =
        request
            .optionalText("RoleArn")
            .orElse(
                "arn:aws:iam::"
                    + accountId
                    + ":role/aws-service-role/lakeformation.amazonaws.com/"
                    + "AWSServiceRoleForLakeFormationDataAccess");
    return Json.object()
        .put("ResourceArn", arn)
        .put("RoleArn", role)
        .put("LastModified", Json.epochSeconds(clock.instant()))
        .put("WithFederation", request.flag("WithFederation"))
        .put("HybridAccessEnabled", request.flag("HybridAccessEnabled"))
        .put("VerificationStatus", "VERIFIED");
  }

  private ObjectNode requireLocation(String arn) {
    return locations
        .find(arn)
        .orElseThrow(() -> AwsException.entityNotFound("Resource is not registered: " + arn));
  }

  private static String optInKey(JsonRequest request, LfResource resource) {
    return Documents.key(
        resource.key(), request.object("Principal").path("DataLakePrincipalIdentifier").asText());
  }
}
