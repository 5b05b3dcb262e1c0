package io.tidemill.catalog.permission;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a dbt node declares about permissions, in each of the dialects there are.
 *
 * <ul>
 *   <li>{@code grants}: dbt's own, privilege to grantees
 *   <li>{@code lf_tags_config} and {@code lf_grants.data_cell_filters}: as dbt-glue and dbt-athena
 *       have them
 *   <li>{@code governance} (as a config or under {@code meta}): ours, with columns, filters, tags
 *       and the mode
 * </ul>
 *
 * <p>A declaration that cannot be is a {@link GovernanceException}, never a permission less.
 */
public final class Declaration {
  private final Principals principals;
  private final Set<Atom> atoms = new LinkedHashSet<>();
  private final Set<Permission> emptied = EnumSet.noneOf(Permission.class);
  private boolean onlyTheseTags;
  private boolean onlyTheseFilters;

  private Declaration(Principals principals) {
    this.principals = principals;
  }

  /**
   * Reads the declaration of one node.
   *
   * @param config the node's merged config, as the manifest has it
   * @param usual mode for nodes that name none
   */
  public static Desired read(
      TableName table, Map<String, ?> config, Principals principals, Mode usual) {
    Declaration declaration = new Declaration(principals);
    declaration.grants(Yaml.object(config, "grants"));
    declaration.tags(Yaml.object(config, "lf_tags_config"));
    declaration.filters(Yaml.object(Yaml.object(config, "lf_grants"), "data_cell_filters"));
    Map<String, Object> governance = Yaml.object(config, "governance");
    if (governance.isEmpty()) {
      governance = Yaml.object(Yaml.object(config, "meta"), "governance");
    }
    declaration.governance(governance);
    Mode mode = governance.get("mode") instanceof String name ? Mode.of(name) : usual;
    return new Desired(
        table,
        mode,
        declaration.atoms,
        declaration.emptied,
        declaration.onlyTheseTags,
        declaration.onlyTheseFilters,
        Yaml.flag(governance, "revoke_iam_allowed_principals"));
  }

  private void grants(Map<String, Object> grants) {
    for (String privilege : grants.keySet()) {
      Set<Permission> permissions = Permission.ofPrivilege(privilege);
      List<String> grantees = Yaml.texts(grants, privilege);
      for (String grantee : grantees) {
        grant(principals.resolve(grantee), Scope.TABLE, permissions, false);
      }
      if (grantees.isEmpty()) {
        // What select brings along may be declared in its own right, so only the named permission
        // is emptied.
        Set<Permission> named =
            permissions.contains(Permission.SELECT) && permissions.size() == 2
                ? EnumSet.of(Permission.SELECT)
                : permissions;
        emptied.addAll(named);
      }
    }
  }

  private void tags(Map<String, Object> config) {
    if (!enabled(config)) {
      return;
    }
    onlyTheseTags |= Yaml.flag(config, "drop_existing");
    tags(TagTarget.DATABASE, Yaml.object(config, "tags_database"));
    tags(TagTarget.TABLE, Yaml.object(config, "tags_table"));
    tags(TagTarget.TABLE, Yaml.object(config, "tags"));
    columnTags(Yaml.object(config, "tags_columns"));
  }

  private void filters(Map<String, Object> config) {
    if (!enabled(config)) {
      return;
    }
    onlyTheseFilters |= Yaml.flag(config, "drop_existing");
    Map<String, Object> filters = Yaml.object(config, "filters");
    for (String name : filters.keySet()) {
      Map<String, Object> filter = Yaml.object(filters, name);
      filter(
          name, Yaml.text(filter, "row_filter"), filter, "column_names", "excluded_column_names");
    }
  }

  private void governance(Map<String, Object> block) {
    for (Map<String, Object> grant : Yaml.objects(block, "grants")) {
      governanceGrant(grant);
    }
    tags(TagTarget.TABLE, Yaml.object(block, "tags"));
    columnTags(Yaml.object(block, "column_tags"));
    Map<String, Object> filters = Yaml.object(block, "filters");
    for (String name : filters.keySet()) {
      Map<String, Object> filter = Yaml.object(filters, name);
      filter(name, Yaml.text(filter, "rows"), filter, "columns", "exclude_columns");
    }
  }

  private void governanceGrant(Map<String, Object> grant) {
    String grantee = Yaml.text(grant, "principal");
    if (grantee == null) {
      throw new GovernanceException(
          "Expected each of governance.grants to name a principal, but got " + grant);
    }
    Principal principal = principals.resolve(grantee);
    boolean grantOption = Yaml.flag(grant, "grantable");
    List<String> columns = Yaml.texts(grant, "columns");
    List<String> excluded = Yaml.texts(grant, "exclude_columns");
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String privilege : Yaml.texts(grant, "permissions")) {
      permissions.addAll(Permission.ofPrivilege(privilege));
    }
    if (columns.isEmpty() && excluded.isEmpty()) {
      grant(principal, Scope.TABLE, permissions, grantOption);
      return;
    }
    if (!permissions.contains(Permission.SELECT)
        || permissions.stream().anyMatch(Declaration::notOnColumns)) {
      throw new GovernanceException(
          "Expected a grant on columns to be for select, but "
              + grantee
              + " is given "
              + permissions);
    }
    Set<Permission> select = EnumSet.of(Permission.SELECT);
    columns.forEach(column -> grant(principal, new Scope.Column(column), select, grantOption));
    if (!excluded.isEmpty()) {
      grant(principal, new Scope.ColumnsExcept(excluded), select, grantOption);
    }
  }

  private static boolean notOnColumns(Permission permission) {
    return permission != Permission.SELECT && permission != Permission.DESCRIBE;
  }

  private void grant(
      Principal principal, Scope scope, Set<Permission> permissions, boolean grantOption) {
    for (Permission permission : permissions) {
      atoms.add(new Atom.Grant(principal, scope, permission, false));
      if (grantOption) {
        atoms.add(new Atom.Grant(principal, scope, permission, true));
      }
    }
  }

  private void tags(TagTarget target, Map<String, Object> tags) {
    tags.forEach((key, value) -> atoms.add(new Atom.Tag(target, key, String.valueOf(value))));
  }

  /** Both adapters write column tags as key to value to columns. */
  private void columnTags(Map<String, Object> tags) {
    for (String key : tags.keySet()) {
      Map<String, Object> values = Yaml.object(tags, key);
      for (String value : values.keySet()) {
        for (String column : Yaml.texts(values, value)) {
          atoms.add(new Atom.Tag(new TagTarget.OnColumn(column), key, value));
        }
      }
    }
  }

  private void filter(
      String name,
      @Nullable String rows,
      Map<String, Object> filter,
      String columnsKey,
      String excludedKey) {
    List<String> columns = Yaml.texts(filter, columnsKey);
    List<String> excluded = Yaml.texts(filter, excludedKey);
    if (!columns.isEmpty() && !excluded.isEmpty()) {
      throw new GovernanceException(
          "Expected data cells filter '"
              + name
              + "' to list either "
              + columnsKey
              + " or "
              + excludedKey
              + ", but it lists both");
    }
    atoms.add(new Atom.Filter(name, rows == null ? "" : rows, columns, excluded));
    for (String grantee : Yaml.texts(filter, "principals")) {
      grant(
          principals.resolve(grantee),
          new Scope.Filtered(name),
          EnumSet.of(Permission.SELECT),
          false);
    }
  }

  /** Both adapters do nothing unless {@code enabled} is set. */
  private static boolean enabled(Map<String, Object> config) {
    return Yaml.flag(config, "enabled");
  }
}
