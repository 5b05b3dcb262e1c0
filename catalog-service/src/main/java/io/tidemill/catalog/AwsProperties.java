package io.tidemill.catalog;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where AWS is.
 *
 * @param endpoint endpoint for all AWS clients; unset: AWS itself. With one, credentials are
 *     dummies
 * @param region region of the Glue Data Catalog
 * @param account account of the Glue Data Catalog; unset: that of the credentials, or twelve zeros
 *     with an endpoint
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take
 */
@ConfigurationProperties("tidemill.aws")
public record AwsProperties(
    @Nullable URI endpoint,
    @DefaultValue("us-east-1") String region,
    @Nullable String account,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration readTimeout) {}
