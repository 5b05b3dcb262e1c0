package io.tidemill.catalog.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.catalog.permission.Atom;
import io.tidemill.catalog.permission.Declaration;
import io.tidemill.catalog.permission.Desired;
import io.tidemill.catalog.permission.Mode;
import io.tidemill.catalog.permission.Permission;
import io.tidemill.catalog.permission.Principal;
import io.tidemill.catalog.permission.Principals;
import io.tidemill.catalog.permission.Scope;
import io.tidemill.catalog.permission.TableName;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.bundle.ProjectBundle;
import io.tidemill.dbt.manifest.ManifestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example project, as the planner packs it and this service unpacks it. */
class BundleProjectsTest {
  private static final Principal ANALYSTS = Principal.of("arn:aws:iam::123456789012:role/analysts");
  private static final Principal FINANCE = Principal.of("arn:aws:iam::123456789012:role/finance");
  private static final Principal EUROPE =
      Principal.of("arn:aws:iam::123456789012:role/europe-desk");

  @TempDir static Path folder;
  private static Project project;

  @BeforeAll
  static void openRetail() {
    Path retail = Path.of(System.getProperty("tidemill.root", "..")).resolve("examples/retail");
    ProjectSource source = new ProjectSource(retail, retail, "local", Map.of(), Map.of());
    String digest = ProjectBundle.create(source, folder.resolve("store")).value();
    project = new BundleProjects(folder.resolve("store"), folder.resolve("cache")).open(digest);
  }

  @Test
  void readsWhatTheServiceNeedsOfAProject() {
    assertThat(project.manifest().projectName()).isEqualTo("retail");
    assertThat(project.runtimeRole()).isEqualTo("arn:aws:iam::000000000000:role/retail-session");
    assertThat(project.glueVersion()).isEqualTo("5.1");
    assertThat(project.principals()).containsKeys("analysts", "finance", "europe_desk");
  }

  @Test
  void readsGrantsAsDbtMergesThem() {
    assertThat(declared("model.retail.fct_daily_sales").atoms())
        .containsExactlyInAnyOrder(select(ANALYSTS), describe(ANALYSTS));
    assertThat(declared("model.retail.fct_orders").atoms())
        .containsExactlyInAnyOrder(
            select(ANALYSTS), describe(ANALYSTS), select(FINANCE), describe(FINANCE));
    assertThat(declared("snapshot.retail.customers_history").atoms())
        .containsExactlyInAnyOrder(select(FINANCE), describe(FINANCE));
    assertThat(declared("model.retail.stg_orders").silent()).isTrue();
  }

  @Test
  void readsRowFilters() {
    assertThat(declared("model.retail.dim_customers").atoms())
        .contains(
            new Atom.Filter(
                "europe_only", "region = 'EUROPE'", List.of(), List.of("account_balance")),
            new Atom.Grant(EUROPE, new Scope.Filtered("europe_only"), Permission.SELECT, false));
  }

  @Test
  void saysWhichVersionIsMissing() {
    BundleProjects projects = new BundleProjects(folder.resolve("store"), folder.resolve("cache"));
    assertThatThrownBy(() -> projects.open("0".repeat(64)))
        .isInstanceOf(ProjectUnavailableException.class)
        .hasMessageContaining(
            "Expected project version " + "0".repeat(64) + " in the bundle store");
    assertThatThrownBy(() -> projects.open("not a digest"))
        .isInstanceOf(ProjectUnavailableException.class);
  }

  private static Desired declared(String nodeId) {
    ManifestNode node = project.manifest().node(nodeId).orElseThrow();
    Principals principals = new Principals(Map.of(), "123456789012").orElse(project.principals());
    return Declaration.read(
        new TableName(node.schema(), node.alias()),
        node.config().values(),
        principals,
        Mode.MANAGED);
  }

  private static Atom select(Principal principal) {
    return new Atom.Grant(principal, Scope.TABLE, Permission.SELECT, false);
  }

  private static Atom describe(Principal principal) {
    return new Atom.Grant(principal, Scope.TABLE, Permission.DESCRIBE, false);
  }
}
