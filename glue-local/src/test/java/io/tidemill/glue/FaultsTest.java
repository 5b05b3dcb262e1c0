package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.GlueException;

class FaultsTest {
  private final TestEndpoint endpoint = TestEndpoint.shared();
  private final GlueClient glue = endpoint.glue();

  @BeforeEach
  @AfterEach
  void reset() {
    endpoint.admin("DELETE", "faults", "");
    endpoint.admin("DELETE", "calls", "");
  }

  @Test
  void throttledCallsAreRetriedByTheClientAndCounted() {
    endpoint.admin(
        "POST", "faults", "{\"action\": \"GetDatabases\", \"kind\": \"throttle\", \"times\": 2}");
    assertThat(glue.getDatabases(g -> g.maxResults(10)).databaseList()).isNotEmpty();
    assertThat(endpoint.admin("GET", "calls", "")).isEqualTo("{\"AWSGlue.GetDatabases\":3}");
  }

  @Test
  void injectedErrorsCarryTheirCode() {
    endpoint.admin(
        "POST",
        "faults",
        "{\"action\": \"GetTables\", \"kind\": \"error\", \"error\": \"OperationTimeoutException\","
            + " \"status\": 400}");
    assertThatThrownBy(() -> glue.getTables(g -> g.databaseName("default")))
        .isInstanceOfSatisfying(
            GlueException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("OperationTimeoutException");
              assertThat(e.requestId()).isNotBlank();
            });
  }

  @Test
  void aLostResponseLeavesItsEffect() {
    GlueClient once =
        GlueClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    endpoint.admin(
        "POST", "faults", "{\"action\": \"CreateDatabase\", \"kind\": \"drop_response\"}");
    assertThatThrownBy(() -> once.createDatabase(c -> c.databaseInput(d -> d.name("lost_answer"))))
        .isInstanceOf(RuntimeException.class);
    assertThat(glue.getDatabase(g -> g.name("lost_answer")).database().name())
        .isEqualTo("lost_answer");
    glue.deleteDatabase(d -> d.name("lost_answer"));
  }

  @Test
  void unknownActionsAreRefusedByName() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint.uri() + "/"))
            .header("X-Amz-Target", "AWSGlue.MakeCoffee")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("UnknownOperationException", "AWSGlue.MakeCoffee");
  }
}
