package io.tidemill.cli.iam;

import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of AWS a project touches.
 *
 * @param sessionRole role that sessions run as
 * @param targets Glue databases it writes
 * @param sources Glue databases it reads
 * @param data S3 locations it writes
 * @param landings S3 locations where files arrive
 */
public record Places(
    String partition,
    String region,
    String account,
    String sessionRole,
    Set<String> targets,
    Set<String> sources,
    Set<String> data,
    Set<String> landings) {
  private static final Pattern ROLE = Pattern.compile("arn:([a-z-]+):iam::(\\d{12}):role/.+");

  public Places {
    targets = new TreeSet<>(targets);
    sources = new TreeSet<>(sources);
    data = new TreeSet<>(data);
    landings = new TreeSet<>(landings);
  }

  /**
   * @throws IllegalArgumentException if the profile has no role to tell partition and account by
   */
  public static Places of(Manifest manifest, GlueCredentials profile) {
    String role = profile.roleArn() == null ? "" : profile.roleArn();
    Matcher matcher = ROLE.matcher(role);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Expected role_arn of the profile to be arn:aws:iam::ACCOUNT:role/NAME, but it is '%s'"
              .formatted(role));
    }
    Set<String> targets = new TreeSet<>();
    Set<String> data = new TreeSet<>();
    for (ManifestNode node : manifest.nodes().values()) {
      if (node.relationName() != null) {
        targets.add(node.schema());
        add(data, node.config().text("custom_location"));
      }
    }
    add(data, profile.location());
    Set<String> sources = new TreeSet<>();
    Set<String> landings = new TreeSet<>();
    for (ManifestSource source : manifest.sources().values()) {
      if (!targets.contains(source.schema())) {
        sources.add(source.schema());
      }
      add(landings, source.external().get("location"));
      if (source.meta().get("tidemill") instanceof Map<?, ?> settings) {
        add(landings, settings.get("landing"));
      }
    }
    return new Places(
        matcher.group(1),
        profile.region() == null ? "*" : profile.region(),
        matcher.group(2),
        role,
        targets,
        sources,
        data,
        landings);
  }

  private static void add(Set<String> to, @Nullable Object location) {
    if (location != null && location.toString().startsWith("s3://")) {
      to.add(location.toString());
    }
  }

  /** Catalog, databases and tables: every Glue catalog action needs all three. */
  List<String> glue(Set<String> databases) {
    List<String> resources = new ArrayList<>(List.of(glue("catalog")));
    for (String database : databases) {
      resources.add(glue("database/" + database));
      resources.add(glue("table/" + database + "/*"));
    }
    return resources;
  }

  String glue(String resource) {
    return "arn:%s:glue:%s:%s:%s".formatted(partition, region, account, resource);
  }

  /** Objects under a location. */
  String objects(String location) {
    return "arn:%s:s3:::%s*".formatted(partition, path(location));
  }

  /** The bucket of a location. */
  String bucket(String location) {
    return "arn:%s:s3:::%s".formatted(partition, path(location).replaceFirst("/.*", ""));
  }

  private static String path(String location) {
    String path = location.substring("s3://".length());
    return path.endsWith("/") || !path.contains("/") ? path.replaceFirst("/?$", "/") : path + "/";
  }

  Set<String> databases() {
    Set<String> all = new TreeSet<>(targets);
    all.addAll(sources);
    return all;
  }
}
