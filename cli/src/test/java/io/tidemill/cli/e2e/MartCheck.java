package io.tidemill.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.cli.UserException;
import io.tidemill.cli.demo.LakeQuery;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares marts with what DuckDB computes from the landed files: an engine and SQL that share
 * nothing with ours.
 */
final class MartCheck {
  private static final Pattern ACTUAL = Pattern.compile("(?m)^-- actual: (.*)$");

  private final Path checks;
  private final Path landing;
  private final String schema;

  MartCheck(Path checks, Path landing, String schema) {
    this.checks = checks;
    this.landing = landing;
    this.schema = schema;
  }

  /** Compares every mart row by row; returns the rows of each. */
  Map<String, Integer> compareAll(LakeQuery lake)
      throws IOException, SQLException, InterruptedException {
    Map<String, Integer> rows = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(checks, "*.sql");
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (Path file : files) {
        String model = String.valueOf(file.getFileName()).replace(".sql", "");
        String sql = Files.readString(file);
        List<String> expected = expected(duckdb, sql.replace("${landing}", landing.toString()));
        Matcher actual = ACTUAL.matcher(sql);
        List<String> found =
            actual(lake, actual.find() ? actual.group(1) : "select * from " + model);
        assertThat(found).as("rows of %s, expected from DuckDB", model).isEqualTo(expected);
        rows.put(model, found.size());
      }
    }
    return rows;
  }

  private static List<String> expected(Connection duckdb, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(canonical(row));
      }
    }
    return rows.stream().sorted().toList();
  }

  private List<String> actual(LakeQuery lake, String sql) throws InterruptedException {
    List<List<String>> rows;
    try {
      lake.rows("use spark_catalog.`%s`".formatted(schema));
      rows = lake.rows(sql);
    } catch (UserException notInTheSessionCatalog) {
      lake.rows("use glue_catalog.`%s`".formatted(schema));
      rows = lake.rows(sql);
    }
    return rows.stream().map(MartCheck::canonical).sorted().toList();
  }

  /** One text for one value: engines print the scale of decimals and booleans in their own ways. */
  private static String canonical(List<String> row) {
    return String.join(
        " | ", row.stream().map(value -> value == null ? "∅" : canonical(value)).toList());
  }

  private static String canonical(String value) {
    if (value.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")) {
      BigDecimal number = new BigDecimal(value).stripTrailingZeros();
      return number.signum() == 0 ? "0" : number.toPlainString();
    }
    return value;
  }
}
