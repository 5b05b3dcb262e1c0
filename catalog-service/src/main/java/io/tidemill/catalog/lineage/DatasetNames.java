package io.tidemill.catalog.lineage;

import io.tidemill.catalog.lineage.DatasetId.Symlink;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names datasets as OpenLineage's Spark agent does, so that our events and those of Spark
 * listeners, DataHub and the SageMaker catalog meet: the S3 path first and the Glue table as a
 * symlink; the Glue table first where there is no path.
 *
 * @param region AWS region of the Glue Data Catalog
 * @param account AWS account of it
 * @param version matches the part of a location that changes with each build; it is no part of the
 *     name
 */
public record DatasetNames(String region, String account, Pattern version) {

  /** A table or view of the catalog; its location is null for views and where none is known. */
  DatasetId table(String database, String table, @Nullable String location) {
    String glueName = "table/" + database + "/" + table;
    URI path = location == null ? null : path(location);
    if (path == null) {
      return new DatasetId(glue(), glueName, List.of());
    }
    return new DatasetId(
        namespace(path), name(path), List.of(new Symlink(glue(), glueName, "TABLE")));
  }

  private String glue() {
    return "arn:aws:glue:" + region + ":" + account;
  }

  private @Nullable URI path(String location) {
    String stable = version.matcher(location.replaceFirst("/+$", "")).replaceFirst("");
    URI uri = URI.create(stable.replace(" ", "%20"));
    // Spark's own schemes for S3 name the same place.
    boolean s3 = "s3a".equals(uri.getScheme()) || "s3n".equals(uri.getScheme());
    if (uri.getAuthority() == null) {
      return null;
    }
    return s3 ? URI.create("s3" + stable.substring(3)) : uri;
  }

  private static String namespace(URI path) {
    return path.getScheme() + "://" + path.getAuthority();
  }

  private static String name(URI path) {
    String name = path.getPath().replaceFirst("^/+", "");
    return name.isEmpty() ? "/" : name;
  }
}
