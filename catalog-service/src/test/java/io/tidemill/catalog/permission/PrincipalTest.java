package io.tidemill.catalog.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::123456789012:role/analyst",
        "arn:aws:iam::123456789012:role/path/to/analyst",
        "arn:aws-cn:iam::123456789012:user/anna",
        "arn:aws:iam::123456789012:saml-provider/okta:group/analysts",
        "arn:aws:quicksight:us-east-1:123456789012:group/default/readers",
        "arn:aws:identitystore:::group/1234-5678",
        "arn:aws:organizations::123456789012:ou/o-abc/ou-def",
        "123456789012",
        "123456789012:IAMPrincipals",
        "IAM_ALLOWED_PRINCIPALS"
      })
  void takesWhatLakeFormationTakes(String id) {
    assertThat(Principal.of(id).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "analyst",
        "arn:aws:s3:::bucket",
        "12345",
        "arn:aws:iam::123456789012:policy/p"
      })
  void refusesWhatItDoesNot(String id) {
    assertThatThrownBy(() -> Principal.of(id))
        .isInstanceOf(GovernanceException.class)
        .hasMessageContaining("'" + id + "'");
  }

  @Test
  void readsTheSessionOfARoleAsTheRole() {
    assertThat(Principal.of("arn:aws:sts::123456789012:assumed-role/analyst/anna@example.com").id())
        .isEqualTo("arn:aws:iam::123456789012:role/analyst");
  }

  @Test
  void resolvesAliasesWithTheAccountOfTheEnvironment() {
    Principals principals =
        new Principals(
            Map.of("analysts", "arn:aws:iam::{{ account }}:role/analysts"), "123456789012");
    assertThat(principals.resolve("analysts").id())
        .isEqualTo("arn:aws:iam::123456789012:role/analysts");
  }

  @Test
  void prefersTheServicesAliasToTheProjects() {
    Principals principals = new Principals(Map.of("a", "111111111111"), "123456789012");
    assertThat(principals.orElse(Map.of("a", "222222222222")).resolve("a").id())
        .isEqualTo("111111111111");
  }

  @Test
  void saysWhichSettingAnUnknownGranteeNeeds() {
    Principals principals = new Principals(Map.of("finance", "111111111111"), "123456789012");
    assertThatThrownBy(() -> principals.resolve("analysts"))
        .hasMessage(
            "Expected grantee 'analysts' to be an alias or a principal's ARN, but it is neither; add"
                + " tidemill.principals[analysts] to the service's configuration or to the project's tidemill.yml"
                + " (known aliases: [finance])");
  }
}
