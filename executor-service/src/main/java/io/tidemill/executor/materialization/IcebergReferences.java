package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Puts the name of Spark's Iceberg catalog before the Iceberg tables that a query reads or writes.
 *
 * <p>dbt prints {@code db.table} for every relation, and its compiled SQL stays so; but on Glue an
 * Iceberg table is found only through a catalog of its own. So the name is put in when the SQL is
 * about to run, and only where a relation can stand: after {@code from}, {@code join}, {@code into}
 * and the like. A name that already has a catalog before it is left alone, as users of dbt-glue had
 * to write it.
 */
public final class IcebergReferences {
  private static final Set<String> BEFORE_RELATION =
      Set.of("from", "join", "into", "table", "update", "using", "overwrite", "describe", "desc");

  /** Words that may stand between such a keyword and the relation. */
  private static final Set<String> BEFORE_NAME =
      Set.of("table", "if", "not", "exists", "only", "extended", "formatted", "history");

  private static final Set<String> ENDS_FROM =
      Set.of(
          "select",
          "where",
          "group",
          "order",
          "having",
          "limit",
          "union",
          "intersect",
          "except",
          "on",
          "set",
          "values",
          "window",
          "lateral",
          "sort",
          "cluster",
          "distribute");

  private final String catalog;
  private final Predicate<TableName> isIceberg;

  /**
   * @param catalog name of Spark's Iceberg catalog; empty when the session catalog is it
   * @param isIceberg whether a table is an Iceberg table; asked only for names in a relation's
   *     place
   */
  public IcebergReferences(String catalog, Predicate<TableName> isIceberg) {
    this.catalog = catalog;
    this.isIceberg = isIceberg;
  }

  /** References in SQL of a node; its parents are known from the project, all else is looked up. */
  public static IcebergReferences of(
      String catalogName, Manifest manifest, ManifestNode node, Catalog catalog) {
    return new IcebergReferences(catalogName, new IcebergTables(manifest, node, catalog));
  }

  /** The same SQL, its Iceberg tables found through their catalog. */
  public String qualify(String sql) {
    if (catalog.isEmpty() || !sql.contains(".")) {
      return sql;
    }
    return new Pass(SqlToken.of(sql)).run();
  }

  /** One reading of a text from left to right. */
  private final class Pass {
    private final List<SqlToken> tokens;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Boolean> listsRelations = new ArrayDeque<>();
    private boolean relationNext;
    private String previous = "";

    Pass(List<SqlToken> tokens) {
      this.tokens = tokens;
      listsRelations.push(false);
    }

    String run() {
      int at = 0;
      while (at < tokens.size()) {
        SqlToken token = tokens.get(at);
        if (token.kind() == SqlToken.Kind.IGNORED) {
          out.append(token.text());
          at++;
        } else if (relationNext && isDotted(at)) {
          at = relation(at);
        } else {
          out.append(token.text());
          follow(token);
          at++;
        }
      }
      return out.toString();
    }

    /** Copies a dotted name, with the catalog before it where it needs one. */
    private int relation(int at) {
      int end = at + 1;
      while (end + 1 < tokens.size()
          && tokens.get(end).text().equals(".")
          && tokens.get(end + 1).isName()) {
        end += 2;
      }
      boolean twoParts = end - at == 3;
      if (twoParts
          && isIceberg.test(new TableName(tokens.get(at).name(), tokens.get(at + 2).name()))) {
        out.append(SqlText.identifier(catalog)).append('.');
      }
      tokens.subList(at, end).forEach(token -> out.append(token.text()));
      relationNext = false;
      previous = "";
      return end;
    }

    private void follow(SqlToken token) {
      String word = token.text().toLowerCase(Locale.ROOT);
      if (token.kind() == SqlToken.Kind.SYMBOL) {
        symbol(word);
      } else if (token.kind() == SqlToken.Kind.WORD) {
        keyword(word);
      } else {
        relationNext = false;
      }
      previous = word;
    }

    private void symbol(String symbol) {
      switch (symbol) {
        // A parenthesis after `from` may hold a list of relations, or a query, which says so
        // itself.
        case "(" -> listsRelations.push(relationNext);
        case ")" -> {
          if (listsRelations.size() > 1) {
            listsRelations.pop();
          }
          relationNext = false;
        }
        case "," -> relationNext = Boolean.TRUE.equals(listsRelations.peek());
        default -> relationNext = false;
      }
    }

    private void keyword(String word) {
      // `is distinct from x` compares.
      if (BEFORE_RELATION.contains(word) && !(word.equals("from") && previous.equals("distinct"))) {
        relationNext = true;
        if (word.equals("from")) {
          listRelations(true);
        }
        return;
      }
      if (ENDS_FROM.contains(word)) {
        listRelations(false);
      }
      relationNext = relationNext && BEFORE_NAME.contains(word);
    }

    private void listRelations(boolean lists) {
      listsRelations.pop();
      listsRelations.push(lists);
    }

    private boolean isDotted(int at) {
      return tokens.get(at).isName()
          && at + 1 < tokens.size()
          && tokens.get(at + 1).text().equals(".");
    }
  }
}
