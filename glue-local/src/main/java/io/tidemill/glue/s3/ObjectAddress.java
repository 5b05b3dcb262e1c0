package io.tidemill.glue.s3;

import io.tidemill.glue.http.HttpCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A bucket and a key; the key of a bucket itself is empty. */
record ObjectAddress(String bucket, String key) {
  private static final String VIRTUAL_HOST = ".localhost";

  /** Reads both ways of naming a bucket: first part of the path, or of the host. */
  static ObjectAddress of(HttpCall call) {
    String host = call.header("Host").orElse("").replaceFirst(":\\d+$", "");
    String path = call.path().replaceFirst("^/", "");
    if (host.endsWith(VIRTUAL_HOST)) {
      return new ObjectAddress(host.substring(0, host.length() - VIRTUAL_HOST.length()), path);
    }
    return split(path);
  }

  /** Reads the escaped {@code /bucket/key} of a copy's source. */
  static ObjectAddress parse(String source) {
    String decoded = URLDecoder.decode(source.replace("+", "%2B"), StandardCharsets.UTF_8);
    return split(decoded.replaceFirst("^/", "").replaceFirst("\\?versionId=.*$", ""));
  }

  private static ObjectAddress split(String path) {
    int slash = path.indexOf('/');
    return slash < 0
        ? new ObjectAddress(path, "")
        : new ObjectAddress(path.substring(0, slash), path.substring(slash + 1));
  }
}
