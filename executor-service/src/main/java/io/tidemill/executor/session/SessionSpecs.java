package io.tidemill.executor.session;

import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the session spec of a node from the profile, the project and the node's own {@code meta}.
 * What the user writes wins over what is generated; what cannot have an effect is refused by name.
 */
public final class SessionSpecs {
  private static final Set<String> LAKE_FORMATS = Set.of("iceberg", "delta", "hudi");
  private static final Set<String> VERSIONS = Set.of("2.0", "3.0", "4.0", "5.0", "5.1", "6.0");
  private static final int MAX_ARGUMENTS = 75;
  private static final int MAX_ARGUMENT = 4096;

  private SessionSpecs() {}

  /**
   * The spec that a node runs on.
   *
   * @param projectFormats lake formats of the project, as {@link #formatsOf} tells
   * @throws ExecutorException with {@code CONFIGURATION} naming the option that is missing or
   *     cannot be
   */
  public static SessionSpec of(
      GlueCredentials profile, Set<String> projectFormats, ManifestNode node) {
    GlueCredentials options = SessionOverrides.apply(profile, node);
    Set<String> formats = formats(options, projectFormats);
    Map<String, String> conf = conf(options, formats);
    Map<String, String> arguments = arguments(options, formats, conf);
    check(options, arguments);
    return new SessionSpec(
        required("region", options.region()),
        required("role_arn", options.roleArn()),
        options.glueVersion(),
        required("worker_type", options.workerType()),
        workers(options),
        options.idleTimeout(),
        options.queryTimeout(),
        options.securityConfiguration(),
        options.connections(),
        arguments,
        Map.of(),
        options.tags(),
        options.sessionProvisioningTimeout(),
        group(options, node));
  }

  /** The spec that a node of the project runs on. */
  public static SessionSpec of(GlueCredentials profile, Manifest manifest, ManifestNode node) {
    return of(profile, formatsOf(manifest), node);
  }

  /** Lake formats that the nodes of a project name. */
  public static Set<String> formatsOf(Manifest manifest) {
    Set<String> formats = new TreeSet<>();
    for (ManifestNode node : manifest.nodes().values()) {
      format(node.config().text("file_format")).ifPresent(formats::add);
    }
    return formats;
  }

  /** Lake formats the session must know: those of the profile, else those that the project uses. */
  private static Set<String> formats(GlueCredentials options, Set<String> projectFormats) {
    Set<String> formats = new TreeSet<>();
    String given = options.datalakeFormats();
    if (given != null && !given.isBlank()) {
      Arrays.stream(given.split(","))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .forEach(formats::add);
      for (String format : formats) {
        if (!LAKE_FORMATS.contains(format)) {
          throw refused("datalake_formats", "one of iceberg, delta, hudi", format);
        }
      }
      return formats;
    }
    formats.addAll(projectFormats);
    format(options.seedFormat()).ifPresent(formats::add);
    return formats;
  }

  private static Optional<String> format(@Nullable String fileFormat) {
    if (fileFormat == null) {
      return Optional.empty();
    }
    String word = fileFormat.toLowerCase(Locale.ROOT);
    return Optional.of(word.equals("s3tables") ? "iceberg" : word).filter(LAKE_FORMATS::contains);
  }

  private static Map<String, String> conf(GlueCredentials options, Set<String> formats) {
    Map<String, String> conf =
        new TreeMap<>(
            FormatConf.generate(
                formats, options.customIcebergCatalogNamespace(), options.location()));
    try {
      conf.putAll(SparkConf.parse(options.conf()));
    } catch (IllegalArgumentException e) {
      throw new ExecutorException(ErrorCode.CONFIGURATION, String.valueOf(e.getMessage()), null, e);
    }
    return conf;
  }

  private static Map<String, String> arguments(
      GlueCredentials options, Set<String> formats, Map<String, String> conf) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("--enable-glue-datacatalog", "true");
    options
        .defaultArguments()
        .forEach((key, value) -> arguments.put(key.startsWith("--") ? key : "--" + key, value));
    // A conf among the default arguments is the user's as well; its settings join the others.
    Map<String, String> all = new LinkedHashMap<>(conf);
    all.putAll(SparkConf.parse(arguments.remove("--conf")));
    if (!all.isEmpty()) {
      arguments.put("--conf", SparkConf.format(all));
    }
    if (!formats.isEmpty()) {
      arguments.putIfAbsent("--datalake-formats", String.join(",", formats));
    }
    put(arguments, "--extra-jars", options.extraJars());
    put(arguments, "--extra-py-files", options.extraPyFiles());
    if (!options.packages().isEmpty()) {
      arguments.putIfAbsent("--additional-python-modules", String.join(",", options.packages()));
    }
    return arguments;
  }

  private static void put(Map<String, String> arguments, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      arguments.put(key, value);
    }
  }

  private static void check(GlueCredentials options, Map<String, String> arguments) {
    if (!VERSIONS.contains(options.glueVersion())) {
      throw refused("glue_version", "one of " + new TreeSet<>(VERSIONS), options.glueVersion());
    }
    if (options.useArrow()) {
      throw refused("use_arrow", "false (results come back typed and bounded without it)", "true");
    }
    if (arguments.size() > MAX_ARGUMENTS) {
      throw refused(
          "default_arguments",
          "at most " + MAX_ARGUMENTS + " arguments",
          String.valueOf(arguments.size()));
    }
    arguments.forEach(
        (key, value) -> {
          if (value.length() > MAX_ARGUMENT) {
            throw refused(
                key,
                "at most " + MAX_ARGUMENT + " characters, Glue's limit",
                value.length() + " characters");
          }
        });
  }

  private static int workers(GlueCredentials options) {
    Integer workers = options.workers();
    if (workers == null) {
      throw refused("workers", "a number", "nothing");
    }
    if (workers < 2) {
      throw refused("workers", "at least 2, Glue's minimum", String.valueOf(workers));
    }
    return workers;
  }

  /**
   * What keeps sessions apart that could be shared: the user wants the node, the group or the named
   * session alone.
   */
  private static String group(GlueCredentials options, ManifestNode node) {
    if (options.enableSessionPerModel()) {
      return node.uniqueId();
    }
    return Stream.of(options.glueSessionId(), options.groupSessionId())
        .filter(Objects::nonNull)
        .collect(Collectors.joining("/"));
  }

  private static String required(String option, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw refused(option, "a value", "nothing");
    }
    return value;
  }

  private static ExecutorException refused(String option, String expected, String actual) {
    return new ExecutorException(
        ErrorCode.CONFIGURATION,
        "Expected option %s of the profile to be %s, but it is %s"
            .formatted(option, expected, actual));
  }
}
