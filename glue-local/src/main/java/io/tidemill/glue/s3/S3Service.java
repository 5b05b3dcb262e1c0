package io.tidemill.glue.s3;

import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.http.HttpCall;
import io.tidemill.glue.http.HttpReply;
import io.tidemill.glue.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of the lake: put, get, head, delete, list. Buckets come into being with their first use.
 */
public final class S3Service implements HttpService {
  private final Lake lake;

  public S3Service(Lake lake) {
    this.lake = lake;
  }

  @Override
  public String actionOf(HttpCall call) {
    ObjectAddress address = ObjectAddress.of(call);
    boolean bucket = address.key().isEmpty();
    return switch (call.method()) {
      case "GET" -> bucket ? "ListObjectsV2" : "GetObject";
      case "HEAD" -> bucket ? "HeadBucket" : "HeadObject";
      case "PUT" -> bucket ? "CreateBucket" : "PutObject";
      case "DELETE" -> bucket ? "DeleteBucket" : "DeleteObject";
      case "POST" -> call.query().containsKey("delete") ? "DeleteObjects" : "Post";
      default -> call.method();
    };
  }

  @Override
  public HttpReply handle(HttpCall call) throws IOException {
    ObjectAddress address = ObjectAddress.of(call);
    if (address.bucket().isEmpty()) {
      throw new AwsException(
          "NotImplemented", 501, "Expected a bucket in the path, but got " + call.path());
    }
    return switch (actionOf(call)) {
      case "PutObject" -> put(address, call);
      case "GetObject", "HeadObject" -> get(address, call);
      case "DeleteObject" -> {
        lake.delete(address);
        yield HttpReply.empty(204, Map.of());
      }
      case "ListObjectsV2" -> new Listing(lake).list(address.bucket(), call.query());
      case "DeleteObjects" -> new MultiDelete(lake).delete(address.bucket(), call.bodyText());
      case "CreateBucket", "HeadBucket" -> HttpReply.empty(200, Map.of());
      default ->
          throw new AwsException(
              "NotImplemented",
              501,
              "Expected a plain object operation, but got "
                  + call.method()
                  + " "
                  + call.path()
                  + ".");
    };
  }

  private HttpReply put(ObjectAddress address, HttpCall call) throws IOException {
    Optional<String> source = call.header("x-amz-copy-source");
    if (source.isPresent()) {
      StoredObject copy = lake.copy(ObjectAddress.parse(source.get()), address);
      return HttpReply.xml(
          200,
          "<CopyObjectResult><ETag>"
              + copy.etag()
              + "</ETag><LastModified>"
              + copy.modified()
              + "</LastModified></CopyObjectResult>");
    }
    boolean chunked = call.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-");
    InputStream body = chunked ? new AwsChunkedInputStream(call.body()) : call.body();
    return HttpReply.empty(200, Map.of("ETag", lake.put(address, body).etag()));
  }

  private HttpReply get(ObjectAddress address, HttpCall call) {
    StoredObject object =
        lake.find(address)
            .orElseThrow(
                () -> new AwsException("NoSuchKey", 404, "The specified key does not exist."));
    Optional<ByteRange> range =
        call.header("Range").flatMap(r -> ByteRange.parse(r, object.size()));
    long from = range.map(ByteRange::from).orElse(0L);
    long length = range.map(ByteRange::length).orElse(object.size());
    Map<String, String> headers = new java.util.HashMap<>(object.headers());
    range.ifPresent(
        r ->
            headers.put("Content-Range", "bytes " + r.from() + "-" + r.to() + "/" + object.size()));
    return new HttpReply(
        range.isPresent() ? 206 : 200, headers, length, out -> object.copy(from, length, out));
  }
}
