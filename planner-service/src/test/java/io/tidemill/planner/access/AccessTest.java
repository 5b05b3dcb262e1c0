package io.tidemill.planner.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.planner.PlannerFixture;
import io.tidemill.planner.PlannerFixture.Answer;
import io.tidemill.planner.config.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final String VIEWER = "viewer-token-0123456789";
  private static final String OPERATOR = "operator-token-0123456789";

  private static PlannerFixture planner;

  @BeforeAll
  static void start(@TempDir Path home) {
    planner =
        PlannerFixture.start(
            home,
            "tidemill.environments[0].name=dev",
            "tidemill.environments[0].project-dir=" + home.resolve("no-project-here"),
            "tidemill.api.tokens[0].name=vera",
            "tidemill.api.tokens[0].value=" + VIEWER,
            "tidemill.api.tokens[0].role=viewer",
            "tidemill.api.tokens[1].name=otto",
            "tidemill.api.tokens[1].value=" + OPERATOR,
            "tidemill.api.tokens[1].role=operator");
  }

  @AfterAll
  static void stop() {
    planner.close();
  }

  @Test
  void refusesACallWithoutAToken() {
    Answer answer = planner.get("/v1/runs");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("detail").asString()).contains("Authorization: Bearer");
  }

  @Test
  void refusesATokenThatIsNearlyRight() {
    assertThat(planner.get("/v1/runs", "Authorization", "Bearer " + VIEWER + "x").status())
        .isEqualTo(401);
    assertThat(planner.get("/v1/runs", "Authorization", VIEWER).status()).isEqualTo(401);
  }

  @Test
  void letsAViewerLookButNotAct() {
    assertThat(planner.get("/v1/runs", "Authorization", "Bearer " + VIEWER).status())
        .isEqualTo(200);

    Answer answer =
        planner.post("/v1/events", "{\"subject\":\"x\"}", "Authorization", "Bearer " + VIEWER);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("detail").asString())
        .isEqualTo("Expected a token with the role OPERATOR, but 'vera' has the role VIEWER");
  }

  @Test
  void letsAnOperatorSendEventsButNotDeploy() {
    assertThat(
            planner
                .post("/v1/events", "{\"subject\":\"x\"}", "Authorization", "Bearer " + OPERATOR)
                .status())
        .isEqualTo(202);
    assertThat(
            planner
                .post("/v1/environments/dev/deploy", "", "Authorization", "Bearer " + OPERATOR)
                .status())
        .isEqualTo(403);
    assertThat(
            planner
                .post("/v1//environments/dev/deploy", "", "Authorization", "Bearer " + OPERATOR)
                .status())
        .isIn(403, 404);
  }

  @Test
  void servesHealthAndTheConsolesFilesToAnyoneButNotMetrics() {
    assertThat(planner.get("/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(planner.get("/").status()).isEqualTo(200);
    assertThat(planner.get("/js/app.js").status()).isEqualTo(200);
    assertThat(planner.get("/actuator/prometheus").status()).isEqualTo(401);
  }

  @Test
  void refusesToStartWithoutTokensOutsideTheLocalMode() {
    assertThatThrownBy(() -> Exposure.check(0, false, "127.0.0.1"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("tidemill.api.tokens");
  }

  @Test
  void refusesToStartWithoutTokensOnAnAddressThatOthersReach() {
    for (String address : new String[] {null, "", "0.0.0.0", "10.1.2.3"}) {
      assertThatThrownBy(() -> Exposure.check(0, true, address))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("loopback");
    }
    assertThatNoException().isThrownBy(() -> Exposure.check(0, true, "127.0.0.1"));
    assertThatNoException().isThrownBy(() -> Exposure.check(1, false, "0.0.0.0"));
  }

  @Test
  void refusesTokensThatCanBeGuessedAndNeverPrintsThem() {
    assertThatThrownBy(() -> new ApiProperties.Token("vera", "short", Role.VIEWER))
        .hasMessageContaining("at least 16 characters");
    assertThat(new ApiProperties(List.of(new ApiProperties.Token("vera", VIEWER, Role.VIEWER))))
        .asString()
        .contains("vera")
        .doesNotContain(VIEWER);
  }
}
