package io.tidemill.executor.aws;

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
 * @param region region where the profile names none
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take
 */
@ConfigurationProperties("tidemill.aws")
public record AwsProperties(
    @Nullable URI endpoint,
    @Nullable String region,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration readTimeout) {}
