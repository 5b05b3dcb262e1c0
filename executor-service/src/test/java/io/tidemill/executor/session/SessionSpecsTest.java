package io.tidemill.executor.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionSpecsTest {

  @Test
  void everyOptionThatShapesASessionReachesIt() {
    GlueCredentials profile =
        Profiles.with(
            Map.of(
                "securityConfiguration", "secure",
                "connections", List.of("vpc-a", "vpc-b"),
                "datalakeFormats", "iceberg",
                "extraJars", "s3://jars/a.jar",
                "extraPyFiles", "s3://py/a.zip",
                "defaultArguments", Map.of("--enable-metrics", "true", "enable-x", "a=b"),
                "tags", Map.of("team", "data"),
                "idleTimeout", Duration.ofMinutes(7),
                "packages", List.of("pyarrow==15")));

    SessionSpec spec = spec(profile, node(Map.of()));

    assertThat(spec.securityConfiguration()).isEqualTo("secure");
    assertThat(spec.connections()).containsExactly("vpc-a", "vpc-b");
    assertThat(spec.tags()).containsEntry("team", "data");
    assertThat(spec.idleTimeout()).isEqualTo(Duration.ofMinutes(7));
    assertThat(spec.arguments())
        .containsEntry("--datalake-formats", "iceberg")
        .containsEntry("--extra-jars", "s3://jars/a.jar")
        .containsEntry("--extra-py-files", "s3://py/a.zip")
        .containsEntry("--enable-metrics", "true")
        .containsEntry("--enable-x", "a=b")
        .containsEntry("--additional-python-modules", "pyarrow==15")
        .containsEntry("--enable-glue-datacatalog", "true");
  }

  @Test
  void generatesIcebergSettingsThatTheUserNeedNotWrite() {
    SessionSpec spec = spec(Profiles.minimal(), Set.of("iceberg"), node(Map.of()));

    Map<String, String> conf = SparkConf.parse(spec.arguments().get("--conf"));
    assertThat(conf)
        .containsEntry("spark.sql.catalog.glue_catalog", "org.apache.iceberg.spark.SparkCatalog")
        .containsEntry("spark.sql.catalog.glue_catalog.warehouse", "s3://lake/")
        .containsEntry("spark.sql.catalog.glue_catalog.cache-enabled", "false")
        .containsEntry(
            "spark.sql.catalog.spark_catalog", "org.apache.iceberg.spark.SparkSessionCatalog")
        .containsEntry("spark.sql.filesourceTableRelationCacheSize", "0");
    assertThat(conf.get("spark.sql.extensions")).contains("IcebergSparkSessionExtensions");
    assertThat(spec.arguments()).containsEntry("--datalake-formats", "iceberg");
  }

  @Test
  void whatTheUserWritesWinsOverWhatIsGenerated() {
    GlueCredentials profile =
        Profiles.with(
            Map.of(
                "conf", "spark.sql.catalog.glue_catalog.warehouse=s3://mine/ --conf spark.my=a=b"));

    Map<String, String> conf =
        SparkConf.parse(spec(profile, Set.of("iceberg"), node(Map.of())).arguments().get("--conf"));

    assertThat(conf)
        .containsEntry("spark.sql.catalog.glue_catalog.warehouse", "s3://mine/")
        .containsEntry("spark.my", "a=b");
  }

  @Test
  void allFormatsTogetherLeaveSparkCatalogToDelta() {
    Map<String, String> conf =
        SparkConf.parse(
            spec(Profiles.minimal(), Set.of("iceberg", "delta", "hudi"), node(Map.of()))
                .arguments()
                .get("--conf"));

    assertThat(conf.get("spark.sql.catalog.spark_catalog")).endsWith("DeltaCatalog");
    assertThat(conf.get("spark.sql.extensions").split(",")).hasSize(3);
    assertThat(conf.get("spark.serializer")).endsWith("KryoSerializer");
  }

  @Test
  void aModelAsksForOtherWorkersInItsMeta() {
    SessionSpec small = spec(Profiles.minimal(), node(Map.of()));
    SessionSpec large =
        spec(Profiles.minimal(), node(Map.of("workers", 10, "worker_type", "G.2X")));

    assertThat(large.workersText()).isEqualTo("10 x G.2X");
    assertThat(large.dpus()).isEqualTo(20.0);
    assertThat(large.digest()).isNotEqualTo(small.digest());
  }

  @Test
  void aBusinessKeyInMetaOpensNoSessionOfItsOwn() {
    SessionSpec plain = spec(Profiles.minimal(), node(Map.of()));
    SessionSpec tagged =
        spec(
            Profiles.minimal(),
            node(
                Map.of(
                    "tags",
                    List.of("finance"),
                    "location",
                    "Berlin",
                    "owner",
                    "me",
                    "schema",
                    "x")));

    assertThat(tagged.digest()).isEqualTo(plain.digest());
  }

  @Test
  void refusesWhatCannotBeByItsName() {
    assertRefused(Map.of("workers", 1), "workers");
    assertRefused(Map.of("glueVersion", "9.9"), "glue_version");
    assertRefused(Map.of("useArrow", true), "use_arrow");
    assertRefused(Map.of("datalakeFormats", "paimon"), "datalake_formats");
    assertRefused(Map.of("conf", "x=" + "y".repeat(5000)), "4096");
    assertRefused(Map.of("conf", "no setting"), "key=value");
  }

  private static void assertRefused(Map<String, Object> changes, String word) {
    assertThatThrownBy(() -> spec(Profiles.with(changes), node(Map.of())))
        .isInstanceOfSatisfying(
            ExecutorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining(word);
  }

  private static SessionSpec spec(GlueCredentials profile, ManifestNode node) {
    return spec(profile, Set.of(), node);
  }

  private static SessionSpec spec(GlueCredentials profile, Set<String> formats, ManifestNode node) {
    return SessionSpecs.of(profile, formats, node);
  }

  private static ManifestNode node(Map<String, Object> meta) {
    return new ManifestNode(
        Map.of(
            "unique_id", "model.p.m", "name", "m", "meta", meta, "config", Map.of("meta", meta)));
  }
}
