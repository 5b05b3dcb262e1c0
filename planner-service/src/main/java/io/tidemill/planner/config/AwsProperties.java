package io.tidemill.planner.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where AWS is.
 *
 * @param endpoint address to use in place of AWS, with dummy credentials; null: AWS itself, with
 *     the default chain
 * @param region region to call; null: what the default chain says
 */
@ConfigurationProperties("tidemill.aws")
public record AwsProperties(@Nullable URI endpoint, @Nullable String region) {}
