package io.tidemill.glue.s3;

import io.tidemill.glue.http.HttpReply;
import io.tidemill.glue.http.Xml;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** ListObjects and ListObjectsV2 with prefix, delimiter and continuation. */
final class Listing {
  private static final int LIMIT = 1000;

  private final Lake lake;

  Listing(Lake lake) {
    this.lake = lake;
  }

  HttpReply list(String bucket, Map<String, String> query) throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    String after =
        query.getOrDefault(
            "continuation-token",
            query.getOrDefault("start-after", query.getOrDefault("marker", "")));
    int limit = Math.min(LIMIT, Integer.parseInt(query.getOrDefault("max-keys", "" + LIMIT)));
    boolean encode = query.getOrDefault("encoding-type", "").equals("url");
    StringBuilder contents = new StringBuilder();
    Set<String> prefixes = new LinkedHashSet<>();
    int count = 0;
    String last = "";
    boolean more = false;
    for (StoredObject object : lake.list(bucket, prefix)) {
      String common = commonPrefix(object.key(), prefix, delimiter);
      boolean known = !common.isEmpty() && (prefixes.contains(common) || common.equals(after));
      if (object.key().compareTo(after) <= 0 || known) {
        continue;
      }
      if (count == limit) {
        more = true;
        break;
      }
      count++;
      if (common.isEmpty()) {
        contents.append(content(object, encode));
        last = object.key();
      } else {
        prefixes.add(common);
        last = common;
      }
    }
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    xml.append(Xml.element("Name", bucket)).append(Xml.element("Prefix", name(prefix, encode)));
    xml.append(Xml.element("KeyCount", count)).append(Xml.element("MaxKeys", limit));
    xml.append(Xml.element("IsTruncated", more));
    if (encode) {
      xml.append(Xml.element("EncodingType", "url"));
    }
    if (more) {
      xml.append(Xml.element("NextContinuationToken", last))
          .append(Xml.element("NextMarker", name(last, encode)));
    }
    xml.append(contents);
    prefixes.forEach(
        p ->
            xml.append("<CommonPrefixes>")
                .append(Xml.element("Prefix", name(p, encode)))
                .append("</CommonPrefixes>"));
    return HttpReply.xml(200, xml.append("</ListBucketResult>").toString());
  }

  private static String commonPrefix(String key, String prefix, String delimiter) {
    int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    return end < 0 ? "" : key.substring(0, end + delimiter.length());
  }

  private static String content(StoredObject object, boolean encode) {
    return "<Contents>"
        + Xml.element("Key", name(object.key(), encode))
        + Xml.element(
            "LastModified", object.modified().truncatedTo(java.time.temporal.ChronoUnit.MILLIS))
        + Xml.element("ETag", object.etag())
        + Xml.element("Size", object.size())
        + Xml.element("StorageClass", "STANDARD")
        + "</Contents>";
  }

  private static String name(String name, boolean encode) {
    return encode ? URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/") : name;
  }
}
