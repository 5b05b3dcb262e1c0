package io.tidemill.glue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The one endpoint of a test JVM, on real Spark, with the unmodified clients of AWS. */
public final class TestEndpoint {
  private static final TestEndpoint SHARED = new TestEndpoint();

  private final Path home;
  private final MutableClock clock = new MutableClock();
  private final GlueLocalServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private TestEndpoint() {
    try {
      home = Files.createTempDirectory("glue-local");
      server = GlueLocalServer.start(options(home), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
  }

  public static TestEndpoint shared() {
    return SHARED;
  }

  static Options options(Path home) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--port",
                "0",
                "--home",
                home.resolve("glue").toString(),
                "--provisioning-delay",
                "0s"));
    pySpark().ifPresent(python -> arguments.addAll(List.of("--python", python)));
    return Options.parse(arguments.toArray(String[]::new));
  }

  /** The Python with pyspark that whoever runs the tests names. */
  static Optional<String> pySpark() {
    return Optional.ofNullable(System.getenv("TIDEMILL_PYSPARK_PYTHON"));
  }

  public Path lake() {
    return home.resolve("lake");
  }

  public MutableClock clock() {
    return clock;
  }

  public URI uri() {
    return server.uri();
  }

  public GlueClient glue() {
    return client(GlueClient.builder().httpClient(UrlConnectionHttpClient.create()));
  }

  public LakeFormationClient lakeFormation() {
    return client(LakeFormationClient.builder().httpClient(UrlConnectionHttpClient.create()));
  }

  public StsClient sts() {
    return client(StsClient.builder().httpClient(UrlConnectionHttpClient.create()));
  }

  public S3Client s3() {
    return client(S3Client.builder().httpClient(UrlConnectionHttpClient.create()));
  }

  /** Calls one of the endpoint's own switches. */
  public String admin(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/_tidemill/" + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(uri())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
