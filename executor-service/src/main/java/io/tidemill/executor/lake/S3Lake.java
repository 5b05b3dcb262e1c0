package io.tidemill.executor.lake;

import static io.tidemill.executor.aws.RetryPolicy.IDEMPOTENT_WRITE;
import static io.tidemill.executor.aws.RetryPolicy.READ;

import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.aws.AwsErrors;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.materialization.Lake;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The lake on S3. Thread-safe. */
public final class S3Lake implements Lake {
  private final AwsClients clients;
  private final AwsCaller aws;
  @Nullable private final String region;

  /**
   * @param region region of its buckets; null: the configured one
   */
  public S3Lake(AwsClients clients, AwsCaller aws, @Nullable String region) {
    this.clients = clients;
    this.aws = aws;
    this.region = region;
  }

  /** An object or a folder: bucket and key, the key without a slash at its begin. */
  private record Place(String bucket, String key) {

    static Place of(String uri) {
      URI parsed = URI.create(uri.replace(" ", "%20"));
      String scheme = String.valueOf(parsed.getScheme());
      if (!scheme.matches("s3[an]?") || parsed.getHost() == null && parsed.getAuthority() == null) {
        throw new ExecutorException(
            ErrorCode.CONFIGURATION,
            "Expected a place in the lake of the form s3://bucket/key, but it is " + uri);
      }
      String path = parsed.getPath() == null ? "" : parsed.getPath();
      return new Place(parsed.getAuthority(), path.startsWith("/") ? path.substring(1) : path);
    }

    String folder() {
      return key.isEmpty() || key.endsWith("/") ? key : key + "/";
    }
  }

  @Override
  public void put(String uri, byte[] content) {
    Place place = Place.of(uri);
    try {
      aws.call(
          "PutObject",
          IDEMPOTENT_WRITE,
          () ->
              s3().putObject(
                      request -> request.bucket(place.bucket()).key(place.key()),
                      RequestBody.fromBytes(content)));
    } catch (SdkException e) {
      throw AwsErrors.translate("to write " + uri, e);
    }
  }

  @Override
  public List<String> folders(String folder) {
    Place place = Place.of(folder);
    List<String> folders = new ArrayList<>();
    for (ListObjectsV2Response page : pages(place, "/")) {
      for (CommonPrefix prefix : page.commonPrefixes()) {
        String key = prefix.prefix();
        folders.add("s3://" + place.bucket() + "/" + key.substring(0, key.length() - 1));
      }
    }
    return folders;
  }

  @Override
  public List<String> files(String folder) {
    Place place = Place.of(folder);
    List<String> files = new ArrayList<>();
    for (ListObjectsV2Response page : pages(place, "/")) {
      for (S3Object object : page.contents()) {
        String name = object.key().substring(object.key().lastIndexOf('/') + 1);
        if (!name.isEmpty() && !name.startsWith("_") && !name.startsWith(".")) {
          files.add("s3://" + place.bucket() + "/" + object.key());
        }
      }
    }
    return files;
  }

  @Override
  public void copy(String from, String to) {
    Place source = Place.of(from);
    Place target = Place.of(to);
    try {
      aws.call(
          "CopyObject",
          IDEMPOTENT_WRITE,
          () ->
              s3().copyObject(
                      request ->
                          request
                              .sourceBucket(source.bucket())
                              .sourceKey(source.key())
                              .destinationBucket(target.bucket())
                              .destinationKey(target.key())));
    } catch (SdkException e) {
      throw AwsErrors.translate("to copy " + from + " to " + to, e);
    }
  }

  @Override
  public void deleteFolder(String folder) {
    Place place = Place.of(folder);
    if (place.folder().isEmpty()) {
      throw new ExecutorException(
          ErrorCode.INTERNAL, "Expected a folder to delete, but " + folder + " is a whole bucket");
    }
    for (ListObjectsV2Response page : pages(place, "")) {
      delete(folder, place.bucket(), page.contents());
    }
  }

  private void delete(String folder, String bucket, List<S3Object> objects) {
    if (objects.isEmpty()) {
      return;
    }
    List<ObjectIdentifier> keys =
        objects.stream()
            .map(object -> ObjectIdentifier.builder().key(object.key()).build())
            .toList();
    DeleteObjectsRequest request =
        DeleteObjectsRequest.builder()
            .bucket(bucket)
            .delete(delete -> delete.objects(keys).quiet(true))
            .build();
    DeleteObjectsResponse response;
    try {
      response = aws.call("DeleteObjects", IDEMPOTENT_WRITE, () -> s3().deleteObjects(request));
    } catch (SdkException e) {
      throw AwsErrors.translate("to delete " + folder, e);
    }
    if (!response.errors().isEmpty()) {
      throw new ExecutorException(
          ErrorCode.AWS_UNAVAILABLE,
          "Expected to delete all of %s, but %d objects are left, the first for: %s"
              .formatted(folder, response.errors().size(), response.errors().get(0).message()));
    }
  }

  /** All pages of a listing, read before anything is done about them. */
  private List<ListObjectsV2Response> pages(Place place, String delimiter) {
    List<ListObjectsV2Response> pages = new ArrayList<>();
    String token = null;
    do {
      ListObjectsV2Request request =
          ListObjectsV2Request.builder()
              .bucket(place.bucket())
              .prefix(place.folder())
              .delimiter(delimiter.isEmpty() ? null : delimiter)
              .continuationToken(token)
              .build();
      ListObjectsV2Response page;
      try {
        page = aws.call("ListObjectsV2", READ, () -> s3().listObjectsV2(request));
      } catch (SdkException e) {
        throw AwsErrors.translate("to list s3://" + place.bucket() + "/" + place.folder(), e);
      }
      pages.add(page);
      token = page.nextContinuationToken();
    } while (token != null && !token.isEmpty());
    return pages;
  }

  private S3Client s3() {
    return clients.s3(region);
  }
}
