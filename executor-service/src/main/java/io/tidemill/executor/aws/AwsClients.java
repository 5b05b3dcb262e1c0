package io.tidemill.executor.aws;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * AWS clients, one per region and role. They never retry by themselves: RunStatement sent twice
 * would run twice, so each call declares its own retries ({@link AwsCaller}).
 *
 * <p>Thread-safe.
 */
public final class AwsClients implements AutoCloseable {
  private static final String DEFAULT_REGION = "us-east-1";

  private final AwsProperties properties;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Map<Key, GlueClient> glue = new ConcurrentHashMap<>();
  private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();
  private final Map<String, StsClient> sts = new ConcurrentHashMap<>();

  private record Key(String region, @Nullable String role) {}

  public AwsClients(AwsProperties properties) {
    this.properties = properties;
    this.http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(properties.connectTimeout())
            .socketTimeout(properties.readTimeout())
            .build();
    this.credentials =
        properties.endpoint() == null
            ? DefaultCredentialsProvider.builder().build()
            : StaticCredentialsProvider.create(AwsBasicCredentials.create("tidemill", "tidemill"));
  }

  /** Glue in a region, with this process's own credentials; null: the configured region. */
  public GlueClient glue(@Nullable String region) {
    return glue.computeIfAbsent(new Key(region(region), null), this::glueClient);
  }

  /** Glue in a region, acting as {@code role}. */
  public GlueClient glueAs(@Nullable String region, String role) {
    return glue.computeIfAbsent(new Key(region(region), role), this::glueClient);
  }

  /** S3 in a region; null: the configured region. */
  public S3Client s3(@Nullable String region) {
    return s3.computeIfAbsent(
        region(region),
        name ->
            configured(
                    S3Client.builder().forcePathStyle(properties.endpoint() != null),
                    name,
                    credentials)
                .build());
  }

  @Override
  public void close() {
    glue.values().forEach(GlueClient::close);
    s3.values().forEach(S3Client::close);
    sts.values().forEach(StsClient::close);
    http.close();
  }

  private GlueClient glueClient(Key key) {
    AwsCredentialsProvider provider =
        key.role() == null ? credentials : assumed(key.region(), key.role());
    return configured(GlueClient.builder(), key.region(), provider).build();
  }

  private AwsCredentialsProvider assumed(String region, String role) {
    StsClient client =
        sts.computeIfAbsent(
            region, name -> configured(StsClient.builder(), name, credentials).build());
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(client)
        .refreshRequest(request -> request.roleArn(role).roleSessionName("tidemill"))
        .build();
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B configured(
      B builder, String region, AwsCredentialsProvider provider) {
    URI endpoint = properties.endpoint();
    builder
        .region(Region.of(region))
        .credentialsProvider(provider)
        .httpClient(http)
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  private String region(@Nullable String region) {
    if (region != null && !region.isBlank()) {
      return region;
    }
    return properties.region() == null ? DEFAULT_REGION : properties.region();
  }
}
