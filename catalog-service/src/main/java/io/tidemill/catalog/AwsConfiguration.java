package io.tidemill.catalog;

import io.tidemill.catalog.permission.LakeFormationPermissions;
import io.tidemill.catalog.permission.Permissions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients of AWS. They never retry by themselves: retries are declared where the calls are made.
 */
@Configuration(proxyBeanMethods = false)
class AwsConfiguration {
  private static final String NO_ACCOUNT = "000000000000";

  /** The AWS account whose catalog this is. */
  record Account(String id) {}

  @Bean
  SdkHttpClient awsHttp(AwsProperties aws) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(aws.connectTimeout())
        .socketTimeout(aws.readTimeout())
        .build();
  }

  @Bean
  GlueClient glue(AwsProperties aws, SdkHttpClient http) {
    return configured(GlueClient.builder(), aws, http).build();
  }

  @Bean
  LakeFormationClient lakeFormation(AwsProperties aws, SdkHttpClient http) {
    return configured(LakeFormationClient.builder(), aws, http).build();
  }

  @Bean
  Permissions permissions(LakeFormationClient lakeFormation, GlueClient glue) {
    return new LakeFormationPermissions(lakeFormation, glue);
  }

  @Bean
  Account account(AwsProperties aws, SdkHttpClient http) {
    if (aws.account() != null) {
      return new Account(aws.account());
    }
    if (aws.endpoint() != null) {
      return new Account(NO_ACCOUNT);
    }
    try (StsClient sts = configured(StsClient.builder(), aws, http).build()) {
      return new Account(sts.getCallerIdentity().account());
    }
  }

  private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B configured(
      B builder, AwsProperties aws, SdkHttpClient http) {
    builder
        .region(Region.of(aws.region()))
        .credentialsProvider(credentials(aws))
        .httpClient(http)
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    return aws.endpoint() == null ? builder : builder.endpointOverride(aws.endpoint());
  }

  private static AwsCredentialsProvider credentials(AwsProperties aws) {
    return aws.endpoint() == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(AwsBasicCredentials.create("tidemill", "tidemill"));
  }
}
