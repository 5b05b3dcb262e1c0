package io.tidemill.catalog.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclarationTest {
  private static final TableName TABLE = new TableName("retail", "orders");
  private static final Principals PRINCIPALS =
      new Principals(
          Map.of(
              "analysts", "arn:aws:iam::123456789012:role/analysts",
              "finance", "arn:aws:iam::123456789012:role/finance"),
          "123456789012");
  private static final Principal ANALYSTS = PRINCIPALS.resolve("analysts");
  private static final Principal FINANCE = PRINCIPALS.resolve("finance");

  @Test
  void readsDbtsGrants() {
    Desired desired =
        read(Map.of("grants", Map.of("select", List.of("analysts"), "update", "finance")));
    assertThat(desired.atoms())
        .containsExactlyInAnyOrder(
            grant(ANALYSTS, Permission.SELECT),
            grant(ANALYSTS, Permission.DESCRIBE),
            grant(FINANCE, Permission.INSERT),
            grant(FINANCE, Permission.DELETE));
    assertThat(desired.mode()).isEqualTo(Mode.MANAGED);
  }

  @Test
  void readsAPrivilegeWithoutGranteesAsHeldByNobody() {
    Desired desired = read(Map.of("grants", Map.of("select", List.of())));
    assertThat(desired.atoms()).isEmpty();
    assertThat(desired.emptied()).containsExactly(Permission.SELECT);
    assertThat(desired.silent()).isFalse();
  }

  @Test
  void saysNothingWhenTheProjectSaysNothing() {
    assertThat(read(Map.of("materialized", "table")).silent()).isTrue();
  }

  @Test
  void refusesAPrivilegeThatLakeFormationLacks() {
    assertThatThrownBy(() -> read(Map.of("grants", Map.of("usage", List.of("analysts")))))
        .isInstanceOf(GovernanceException.class)
        .hasMessageContaining("but got 'usage'");
  }

  @Test
  void readsTheTagsOfDbtGlue() {
    Desired desired =
        read(
            Map.of(
                "lf_tags_config",
                Map.of(
                    "enabled", true,
                    "drop_existing", true,
                    "tags_database", Map.of("Domain", "Sales"),
                    "tags_table", Map.of("tier", "gold"),
                    "tags_columns", Map.of("pii", Map.of("yes", List.of("phone", "name"))))));
    assertThat(desired.atoms())
        .containsExactlyInAnyOrder(
            new Atom.Tag(TagTarget.DATABASE, "domain", "sales"),
            new Atom.Tag(TagTarget.TABLE, "tier", "gold"),
            new Atom.Tag(new TagTarget.OnColumn("phone"), "pii", "yes"),
            new Atom.Tag(new TagTarget.OnColumn("name"), "pii", "yes"));
    assertThat(desired.onlyTheseTags()).isTrue();
  }

  @Test
  void readsTheTagsOfDbtAthena() {
    Desired desired =
        read(
            Map.of(
                "lf_tags_config",
                Map.of(
                    "enabled",
                    "true",
                    "tags",
                    Map.of("tier", "gold"),
                    "inherited_tags",
                    List.of("x"))));
    assertThat(desired.atoms()).containsExactly(new Atom.Tag(TagTarget.TABLE, "tier", "gold"));
    assertThat(desired.onlyTheseTags()).isFalse();
  }

  @Test
  void doesNothingAboutASectionThatIsNotEnabled() {
    assertThat(
            read(Map.of("lf_tags_config", Map.of("tags_table", Map.of("tier", "gold")))).silent())
        .isTrue();
  }

  @Test
  void readsDataCellsFilters() {
    Desired desired =
        read(
            Map.of(
                "lf_grants",
                Map.of(
                    "data_cell_filters",
                    Map.of(
                        "enabled",
                        true,
                        "filters",
                        Map.of(
                            "eu",
                            Map.of(
                                "row_filter", "region = 'EU'",
                                "excluded_column_names", List.of("balance"),
                                "principals", List.of("analysts")))))));
    assertThat(desired.atoms())
        .containsExactlyInAnyOrder(
            new Atom.Filter("eu", "region = 'EU'", List.of(), List.of("balance")),
            new Atom.Grant(ANALYSTS, new Scope.Filtered("eu"), Permission.SELECT, false));
  }

  @Test
  void readsOurOwnBlock() {
    Map<String, Object> block =
        Map.of(
            "mode",
            "authoritative",
            "revoke_iam_allowed_principals",
            true,
            "grants",
            List.of(
                Map.of(
                    "principal", "analysts", "permissions", "select", "columns", List.of("a", "b")),
                Map.of(
                    "principal", "finance", "permissions", List.of("select"), "grantable", true)));
    Desired desired = read(Map.of("meta", Map.of("governance", block)));
    assertThat(desired.mode()).isEqualTo(Mode.AUTHORITATIVE);
    assertThat(desired.closed()).isTrue();
    assertThat(desired.atoms())
        .containsExactlyInAnyOrder(
            new Atom.Grant(ANALYSTS, new Scope.Column("a"), Permission.SELECT, false),
            new Atom.Grant(ANALYSTS, new Scope.Column("b"), Permission.SELECT, false),
            grant(FINANCE, Permission.SELECT),
            grant(FINANCE, Permission.DESCRIBE),
            new Atom.Grant(FINANCE, Scope.TABLE, Permission.SELECT, true),
            new Atom.Grant(FINANCE, Scope.TABLE, Permission.DESCRIBE, true));
  }

  @Test
  void refusesToWriteToSomeColumns() {
    Map<String, Object> grant =
        Map.of("principal", "analysts", "permissions", "insert", "columns", List.of("a"));
    assertThatThrownBy(() -> read(Map.of("governance", Map.of("grants", List.of(grant)))))
        .hasMessageContaining("to be for select");
  }

  @Test
  void hashesWhatIsDeclaredAndNotItsOrder() {
    String one = read(Map.of("grants", Map.of("select", List.of("analysts", "finance")))).hash();
    String other = read(Map.of("grants", Map.of("select", List.of("finance", "analysts")))).hash();
    String third = read(Map.of("grants", Map.of("select", List.of("finance")))).hash();
    assertThat(one).isEqualTo(other).isNotEqualTo(third);
  }

  private static Desired read(Map<String, ?> config) {
    return Declaration.read(TABLE, config, PRINCIPALS, Mode.MANAGED);
  }

  private static Atom grant(Principal principal, Permission permission) {
    return new Atom.Grant(principal, Scope.TABLE, permission, false);
  }
}
