package io.tidemill.executor.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatementCodecTest {
  private static final AttemptId ATTEMPT = new AttemptId("run-1", "model.p.m", 2, 7);

  @Test
  void carriesEveryCharacterOfTheSql() {
    String sql = "select '''' as q, '\\\\d+' as r, \"{}\" as b, 'ünïcode 🚀' -- dbt_next_query\n\t";

    JsonNode payload =
        payload(encode(StatementRequest.write("w", List.of(SqlStep.run("main", sql)))).code());

    assertThat(payload.path("steps").get(0).path("sql").asString()).isEqualTo(sql);
    assertThat(payload.path("attempt").asString()).isEqualTo("run-1/model.p.m/2");
    assertThat(payload.path("epoch").asLong()).isEqualTo(7);
  }

  @Test
  void carriesConditionsRefreshesSettingsAndRows() {
    StatementRequest request =
        StatementRequest.write(
                "w",
                List.of(
                    SqlStep.query("check", "select 1"),
                    SqlStep.run("main", "insert")
                        .when(new Condition("check", Condition.Rows.EMPTY))
                        .refreshing(List.of("a.b"))
                        .ignoringErrors(),
                    new ViewStep(
                        "v",
                        "view",
                        List.of(new ResultColumn("c", "int")),
                        List.of(Collections.singletonList(null))),
                    new CsvStep(
                        "s",
                        "seed",
                        "s3://b/k.csv",
                        ";",
                        List.of(new ResultColumn("c", "string")))))
            .withConf(Map.of("spark.x", "a=b"));

    JsonNode json = payload(encode(request).code());

    assertThat(json.path("conf").path("spark.x").asString()).isEqualTo("a=b");
    JsonNode main = json.path("steps").get(1);
    assertThat(main.path("when").path("rows").asString()).isEqualTo("empty");
    assertThat(main.path("refresh").get(0).asString()).isEqualTo("a.b");
    assertThat(main.path("ignoreErrors").asBoolean()).isTrue();
    JsonNode view = json.path("steps").get(2).path("createView");
    assertThat(view.path("rows").get(0).get(0).isNull()).isTrue();
    JsonNode csv = json.path("steps").get(3).path("loadCsv");
    assertThat(csv.path("path").asString()).isEqualTo("s3://b/k.csv");
    assertThat(csv.path("delimiter").asString()).isEqualTo(";");
  }

  @Test
  void zipsLongSqlIntoOneStatement() {
    String sql = "select '" + "x".repeat(200_000) + "'";

    StatementCodec.Code code =
        encode(StatementRequest.write("w", List.of(SqlStep.run("main", sql))));

    assertThat(code.parts()).isEmpty();
    assertThat(code.code().length()).isLessThanOrEqualTo(68_000);
    assertThat(StatementCodec.sender(code.code())).isPresent();
    assertThat(payload(code.code()).path("steps").get(0).path("sql").asString()).isEqualTo(sql);
  }

  @Test
  void splitsWhatDoesNotFitInOneStatementEvenZipped() {
    StringBuilder noise = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 150_000; i++) {
      noise.append((char) ('!' + random.nextInt(90)));
    }

    StatementCodec.Code code =
        encode(StatementRequest.write("w", List.of(SqlStep.run("main", noise.toString()))));

    assertThat(code.parts()).hasSizeGreaterThan(1);
    assertThat(code.parts())
        .allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(68_000));
    assertThat(code.code().length()).isLessThanOrEqualTo(68_000);
    StringBuilder joined = new StringBuilder();
    code.parts().forEach(part -> joined.append(payload(part).path("text").asString()));
    assertThat(decode(joined.toString()).path("steps").get(0).path("sql").asString())
        .isEqualTo(noise.toString());
  }

  @Test
  void tellsWhoSentAStatement() {
    String code =
        encode(StatementRequest.write("w", List.of(SqlStep.run("main", "select 1")))).code();

    assertThat(StatementCodec.sender(code))
        .hasValueSatisfying(
            sender -> {
              assertThat(sender.attempt()).isEqualTo("run-1/model.p.m/2");
              assertThat(sender.epoch()).isEqualTo(7);
              assertThat(sender.hash()).isEqualTo("hash");
            });
    assertThat(StatementCodec.sender("print(1)")).isEmpty();
    assertThat(StatementCodec.sender("#tidemill:v1 not base64 at all!")).isEmpty();
  }

  @Test
  void theHashIsThatOfTheWorkNotOfTheAttemptOrItsSettings() {
    StatementRequest one = StatementRequest.write("w", List.of(SqlStep.run("main", "select 1")));
    StatementRequest other = StatementRequest.write("w", List.of(SqlStep.run("main", "select 2")));

    assertThat(one.withConf(Map.of("a", "b")).hash()).isEqualTo(one.hash());
    assertThat(other.hash()).isNotEqualTo(one.hash());
  }

  private static StatementCodec.Code encode(StatementRequest request) {
    return StatementCodec.run(ATTEMPT, 1, "hash", request, 1000);
  }

  private static JsonNode payload(String code) {
    String first = code.lines().findFirst().orElseThrow();
    assertThat(first).startsWith("#tidemill:v1 ");
    assertThat(code.lines().skip(1).findFirst())
        .hasValueSatisfying(line -> assertThat(line).contains(first.substring(13)));
    return decode(first.substring(13));
  }

  private static JsonNode decode(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    try {
      return JsonMapper.shared()
          .readTree(
              bytes[0] == 0x1f
                  ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
                  : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
