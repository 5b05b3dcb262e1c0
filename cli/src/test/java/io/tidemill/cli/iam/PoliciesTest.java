package io.tidemill.cli.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  private static final Places PLACES =
      new Places(
          "aws",
          "eu-west-1",
          "123456789012",
          "arn:aws:iam::123456789012:role/session",
          Set.of("shop"),
          Set.of("raw"),
          Set.of("s3://lake/shop/"),
          Set.of("s3://landing/orders/"));

  private static Policies policies() {
    return new Policies(PLACES, new Policies.Features(null, null, null, null, null));
  }

  private static Statement statement(Policy policy, String sid) {
    return policy.statements().stream()
        .filter(statement -> statement.sid().equals(sid))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + sid + " in " + policy));
  }

  @Test
  void passesTheSessionRoleAndNoOther() {
    Statement pass = statement(policies().all().get("executor"), "PassSessionRole");

    assertThat(pass.resources()).containsExactly("arn:aws:iam::123456789012:role/session");
    assertThat(pass.conditions().get("StringEquals"))
        .containsEntry("iam:PassedToService", List.of("glue.amazonaws.com"));
  }

  @Test
  void writesOnlyTheDatabasesOfTheProject() {
    for (String service : List.of("executor", "session")) {
      for (Statement statement : policies().all().get(service).statements()) {
        boolean writes =
            statement.actions().stream().anyMatch(action -> action.contains("DeleteTable"));
        if (writes) {
          assertThat(statement.resources()).anyMatch(arn -> arn.endsWith("table/shop/*"));
          assertThat(statement.resources()).noneMatch(arn -> arn.contains("raw"));
        }
      }
    }
  }

  @Test
  void readsLandedFilesWithoutWritingThem() {
    Statement landed = statement(policies().all().get("session"), "LandedObjects");

    assertThat(landed.actions()).containsExactly("s3:GetObject");
    assertThat(landed.resources()).containsExactly("arn:aws:s3:::landing/orders/*");
  }

  @Test
  void usesAStarOnlyWhereAwsKnowsNoResource() {
    policies()
        .all()
        .values()
        .forEach(
            policy ->
                policy.statements().stream()
                    .filter(statement -> statement.resources().contains("*"))
                    .flatMap(statement -> statement.actions().stream())
                    .forEach(
                        action ->
                            assertThat(action).matches("lakeformation:.*|glue:ListSessions")));
  }

  @Test
  void splitsWhatIsLongerThanIamTakes() {
    List<Statement> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(Statement.allow("S" + i, List.of("s3:GetObject"), List.of("x".repeat(400))));
    }

    List<Policy> parts = new Policy("p", "x", many).split();

    assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> part.size() <= Policy.LIMIT);
    assertThat(parts.stream().mapToInt(part -> part.statements().size()).sum()).isEqualTo(40);
  }
}
