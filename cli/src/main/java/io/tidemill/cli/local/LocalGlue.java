package io.tidemill.cli.local;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;

/** Clients of the unmodified AWS SDK for the local endpoint. */
public final class LocalGlue {
  private LocalGlue() {}

  /** A Glue client; close it after use. */
  public static GlueClient glue(String endpoint) {
    return local(
            GlueClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()), endpoint)
        .build();
  }

  /** A Lake Formation client; close it after use. */
  public static LakeFormationClient lakeFormation(String endpoint) {
    return local(
            LakeFormationClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()),
            endpoint)
        .build();
  }

  private static <B extends AwsClientBuilder<B, C>, C> B local(B builder, String endpoint) {
    return builder
        .endpointOverride(URI.create(endpoint))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }
}
