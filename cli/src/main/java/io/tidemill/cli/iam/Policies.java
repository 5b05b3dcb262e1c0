package io.tidemill.cli.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The policies of the services for one project. Lake Formation's actions know no resources: there
 * the limits are Lake Formation grants, which {@link #lakeFormation} lists.
 */
public final class Policies {
  private static final List<String> READ_CATALOG =
      List.of("glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables");
  private static final List<String> KAFKA =
      List.of(
          "kafka-cluster:Connect",
          "kafka-cluster:DescribeCluster",
          "kafka-cluster:DescribeTopic",
          "kafka-cluster:CreateTopic",
          "kafka-cluster:ReadData",
          "kafka-cluster:WriteData",
          "kafka-cluster:WriteDataIdempotently",
          "kafka-cluster:DescribeTransactionalId",
          "kafka-cluster:AlterTransactionalId",
          "kafka-cluster:DescribeGroup",
          "kafka-cluster:AlterGroup");

  /**
   * What the project does not say.
   *
   * @param queue ARN of the SQS queue with landings; null for none
   * @param bundles S3 location of project bundles; null where they are on a shared disk
   * @param artifacts S3 location of compiled SQL; null likewise
   * @param kafka ARN of the MSK cluster with IAM; null for none
   * @param bus ARN of the EventBridge bus; null for none
   */
  public record Features(
      @Nullable String queue,
      @Nullable String bundles,
      @Nullable String artifacts,
      @Nullable String kafka,
      @Nullable String bus) {}

  private final Places places;
  private final Features features;

  public Policies(Places places, Features features) {
    this.places = places;
    this.features = features;
  }

  /** All policies by service. */
  public Map<String, Policy> all() {
    Map<String, Policy> all = new TreeMap<>();
    all.put("planner", planner());
    all.put("executor", executor());
    all.put("catalog", catalog());
    all.put("session", session());
    return all;
  }

  private Policy planner() {
    List<Statement> all = new ArrayList<>();
    if (features.queue() != null) {
      all.add(
          Statement.allow(
              "Landings",
              List.of(
                  "sqs:ReceiveMessage",
                  "sqs:DeleteMessage",
                  "sqs:ChangeMessageVisibility",
                  "sqs:GetQueueAttributes",
                  "sqs:GetQueueUrl"),
              List.of(features.queue())));
    }
    all.add(Statement.allow("Schemas", READ_CATALOG, places.glue(places.databases())));
    bundles(all, true);
    kafka(all);
    return new Policy("tidemill-planner", "role of planner-service", all);
  }

  private Policy executor() {
    String sessions = places.glue("session/tidemill-*");
    List<Statement> all = new ArrayList<>();
    all.add(
        Statement.allow(
                "OpenSessions",
                List.of("glue:CreateSession", "glue:TagResource"),
                List.of(sessions))
            .when("StringLike", "aws:RequestTag/tidemill-owner", "*"));
    all.add(
        Statement.allow(
                "UseSessions",
                List.of(
                    "glue:GetSession",
                    "glue:RunStatement",
                    "glue:GetStatement",
                    "glue:ListStatements",
                    "glue:CancelStatement",
                    "glue:StopSession",
                    "glue:DeleteSession"),
                List.of(sessions))
            .when("StringLike", "aws:ResourceTag/tidemill-owner", "*"));
    all.add(Statement.allow("FindSessions", List.of("glue:ListSessions"), List.of("*")));
    all.add(
        Statement.allow("PassSessionRole", List.of("iam:PassRole"), List.of(places.sessionRole()))
            .when("StringEquals", "iam:PassedToService", "glue.amazonaws.com"));
    all.add(Statement.allow("ReadTables", READ_CATALOG, places.glue(places.databases())));
    // A parquet table is swapped by the executor itself, so that permissions survive.
    all.add(
        Statement.allow(
            "SwapTables",
            List.of(
                "glue:CreateDatabase",
                "glue:CreateTable",
                "glue:UpdateTable",
                "glue:DeleteTable",
                "glue:GetPartitions",
                "glue:BatchCreatePartition",
                "glue:BatchUpdatePartition",
                "glue:BatchDeletePartition"),
            places.glue(places.targets())));
    objects(
        all,
        "OldVersions",
        List.of("s3:ListBucket"),
        List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
        places.data());
    if (features.artifacts() != null) {
      objects(
          all,
          "Artifacts",
          List.of("s3:ListBucket"),
          List.of("s3:GetObject", "s3:PutObject"),
          Set.of(features.artifacts()));
    }
    bundles(all, false);
    kafka(all);
    return new Policy("tidemill-executor", "role of executor-service", all);
  }

  private Policy catalog() {
    List<Statement> all = new ArrayList<>();
    all.add(
        Statement.allow(
            "ReadPermissions",
            List.of(
                "lakeformation:ListPermissions",
                "lakeformation:GetResourceLFTags",
                "lakeformation:ListDataCellsFilter",
                "lakeformation:GetDataCellsFilter",
                "lakeformation:GetLFTag",
                "lakeformation:ListLFTags",
                "lakeformation:GetDataLakePrincipal",
                "lakeformation:GetDataLakeSettings",
                "lakeformation:DescribeResource"),
            List.of("*")));
    all.add(
        Statement.allow(
            "ChangePermissions",
            List.of(
                "lakeformation:GrantPermissions",
                "lakeformation:BatchGrantPermissions",
                "lakeformation:RevokePermissions",
                "lakeformation:BatchRevokePermissions",
                "lakeformation:AddLFTagsToResource",
                "lakeformation:RemoveLFTagsFromResource",
                "lakeformation:CreateDataCellsFilter",
                "lakeformation:UpdateDataCellsFilter",
                "lakeformation:DeleteDataCellsFilter"),
            List.of("*")));
    all.add(
        Statement.deny(
            "NeverAdministrator", List.of("lakeformation:PutDataLakeSettings"), List.of("*")));
    all.add(Statement.allow("ReadTables", READ_CATALOG, places.glue(places.targets())));
    if (features.bus() != null) {
      all.add(
          Statement.allow("Announce", List.of("events:PutEvents"), List.of(features.bus()))
              .when("StringEquals", "events:source", "tidemill"));
    }
    bundles(all, false);
    kafka(all);
    return new Policy("tidemill-catalog", "role of catalog-service", all);
  }

  private Policy session() {
    Set<String> readable = new TreeSet<>(places.databases());
    readable.addAll(List.of("default", "global_temp"));
    List<String> catalog = new ArrayList<>(places.glue(readable));
    readable.forEach(name -> catalog.add(places.glue("userDefinedFunction/" + name + "/*")));
    List<Statement> all = new ArrayList<>();
    all.add(Statement.allow("LakeFormation", List.of("lakeformation:GetDataAccess"), List.of("*")));
    List<String> reading = new ArrayList<>(READ_CATALOG);
    reading.addAll(
        List.of(
            "glue:GetCatalog",
            "glue:GetTableVersions",
            "glue:GetPartition",
            "glue:GetPartitions",
            "glue:BatchGetPartition",
            "glue:GetUserDefinedFunctions"));
    all.add(Statement.allow("ReadCatalog", reading, catalog));
    all.add(
        Statement.allow(
            "WriteCatalog",
            List.of(
                "glue:CreateDatabase",
                "glue:CreateTable",
                "glue:UpdateTable",
                "glue:DeleteTable",
                "glue:CreatePartition",
                "glue:UpdatePartition",
                "glue:DeletePartition",
                "glue:BatchCreatePartition",
                "glue:BatchUpdatePartition",
                "glue:BatchDeletePartition",
                "glue:UpdateColumnStatisticsForTable"),
            places.glue(places.targets())));
    objects(
        all,
        "Data",
        List.of("s3:ListBucket", "s3:GetBucketLocation"),
        List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
        places.data());
    objects(
        all,
        "Landed",
        List.of("s3:ListBucket", "s3:GetBucketLocation"),
        List.of("s3:GetObject"),
        places.landings());
    all.add(
        Statement.allow(
            "Logs",
            List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(
                "arn:%s:logs:%s:%s:log-group:/aws-glue/*"
                    .formatted(places.partition(), places.region(), places.account()))));
    return new Policy(
        "tidemill-session", "role_arn of the profile: what Glue sessions run as", all);
  }

  private void bundles(List<Statement> all, boolean write) {
    if (features.bundles() != null) {
      objects(
          all,
          "Projects",
          List.of("s3:ListBucket"),
          write ? List.of("s3:GetObject", "s3:PutObject") : List.of("s3:GetObject"),
          Set.of(features.bundles()));
    }
  }

  private void kafka(List<Statement> all) {
    String cluster = features.kafka();
    if (cluster != null) {
      String prefix = cluster.replace(":cluster/", ":%s/");
      all.add(
          Statement.allow(
              "Kafka",
              KAFKA,
              List.of(
                  cluster,
                  prefix.formatted("topic") + "/tidemill.*",
                  prefix.formatted("topic") + "/tidemill-*",
                  prefix.formatted("group") + "/tidemill-*",
                  prefix.formatted("transactional-id") + "/tidemill-*")));
    }
  }

  private void objects(
      List<Statement> all,
      String sid,
      List<String> bucketActions,
      List<String> objectActions,
      Set<String> locations) {
    if (!locations.isEmpty()) {
      all.add(
          Statement.allow(
              sid + "Objects", objectActions, locations.stream().map(places::objects).toList()));
      all.add(
          Statement.allow(
              sid + "Buckets", bucketActions, locations.stream().map(places::bucket).toList()));
    }
  }

  /** Lake Formation grants that go with the policies, in words: these are made once, by people. */
  public List<String> lakeFormation() {
    List<String> grants = new ArrayList<>();
    for (String database : places.targets()) {
      grants.add("session role: CREATE_TABLE, DESCRIBE on database " + database);
      grants.add(
          "session role: SELECT, INSERT, DELETE, ALTER, DROP, DESCRIBE on all tables of "
              + database);
      grants.add(
          "catalog role: SELECT, INSERT, DELETE, ALTER, DROP, DESCRIBE with grant option on all tables of "
              + database);
    }
    places
        .sources()
        .forEach(name -> grants.add("session role: SELECT, DESCRIBE on all tables of " + name));
    places.data().forEach(path -> grants.add("session role: DATA_LOCATION_ACCESS on " + path));
    grants.add("catalog role: ASSOCIATE, DESCRIBE on the LF-tags that the project uses");
    return grants;
  }
}
