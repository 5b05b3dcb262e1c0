package io.tidemill.executor.materialization;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** The lake on S3. */
public final class S3Lake implements Lake {
  private final S3Client s3;

  public S3Lake(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public void put(String uri, byte[] content) {
    S3Uri object = S3Uri.of(uri);
    call(
        "write " + uri,
        () ->
            s3.putObject(
                request -> request.bucket(object.bucket()).key(object.key()),
                RequestBody.fromBytes(content)));
  }

  @Override
  public List<String> folders(String folder) {
    S3Uri parent = S3Uri.of(folder);
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(parent.bucket())
            .prefix(parent.key() + "/")
            .delimiter("/")
            .build();
    List<String> folders = new ArrayList<>();
    call(
        "list " + folder,
        () -> {
          for (ListObjectsV2Response page : s3.listObjectsV2Paginator(request)) {
            for (CommonPrefix prefix : page.commonPrefixes()) {
              String name = prefix.prefix();
              folders.add("s3://" + parent.bucket() + "/" + name.substring(0, name.length() - 1));
            }
          }
          return folders;
        });
    return folders;
  }

  @Override
  public void deleteFolder(String folder) {
    S3Uri parent = S3Uri.of(folder);
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(parent.bucket()).prefix(parent.key() + "/").build();
    call(
        "delete " + folder,
        () -> {
          for (ListObjectsV2Response page : s3.listObjectsV2Paginator(request)) {
            delete(parent, page);
          }
          return parent;
        });
  }

  private void delete(S3Uri parent, ListObjectsV2Response page) {
    List<ObjectIdentifier> keys =
        page.contents().stream()
            .map(object -> ObjectIdentifier.builder().key(object.key()).build())
            .toList();
    if (keys.isEmpty()) {
      return;
    }
    DeleteObjectsResponse response =
        s3.deleteObjects(
            delete ->
                delete.bucket(parent.bucket()).delete(list -> list.objects(keys).quiet(true)));
    if (response.hasErrors() && !response.errors().isEmpty()) {
      throw new ExecutorException(
          ErrorCode.ACCESS_DENIED,
          "Expected to delete %d objects below s3://%s/%s, but %d could not be: %s"
              .formatted(
                  keys.size(),
                  parent.bucket(),
                  parent.key(),
                  response.errors().size(),
                  response.errors().get(0).message()));
    }
  }

  private static <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      ErrorCode code = e.statusCode() == 403 ? ErrorCode.ACCESS_DENIED : ErrorCode.AWS_UNAVAILABLE;
      throw new ExecutorException(
          code, "Expected to " + what + ", but S3 said: " + e.getMessage(), e.requestId(), e);
    } catch (SdkException e) {
      throw new ExecutorException(
          ErrorCode.AWS_UNAVAILABLE,
          "Expected to " + what + ", but S3 could not be reached: " + e.getMessage(),
          null,
          e);
    }
  }

  /** {@code s3://bucket/key}. */
  private record S3Uri(String bucket, String key) {
    static S3Uri of(String uri) {
      URI parsed = URI.create(uri.replace(" ", "%20"));
      String path = parsed.getPath();
      if (parsed.getAuthority() == null || path == null || path.length() < 2) {
        throw new ExecutorException(
            ErrorCode.CONFIGURATION,
            "Expected a location s3://bucket/folder, but it is '%s'".formatted(uri));
      }
      String key = path.substring(1);
      return new S3Uri(
          parsed.getAuthority(), key.endsWith("/") ? key.substring(0, key.length() - 1) : key);
    }
  }
}
