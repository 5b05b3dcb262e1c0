package io.tidemill.glue.s3;

import io.tidemill.glue.http.HttpReply;
import io.tidemill.glue.http.Xml;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DeleteObjects: many keys in one call. */
final class MultiDelete {
  private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>", Pattern.DOTALL);

  private final Lake lake;

  MultiDelete(Lake lake) {
    this.lake = lake;
  }

  HttpReply delete(String bucket, String body) throws IOException {
    StringBuilder deleted = new StringBuilder("<DeleteResult>");
    Matcher keys = KEY.matcher(body);
    while (keys.find()) {
      String key = Xml.unescape(keys.group(1));
      lake.delete(new ObjectAddress(bucket, key));
      deleted.append("<Deleted>").append(Xml.element("Key", key)).append("</Deleted>");
    }
    return HttpReply.xml(200, deleted.append("</DeleteResult>").toString());
  }
}
