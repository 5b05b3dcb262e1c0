package io.tidemill.glue.http;

/** The little XML that the older protocols need. */
public final class Xml {
  private Xml() {}

  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  public static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#13;", "\r")
        .replace("&#10;", "\n")
        .replace("&amp;", "&");
  }

  public static String element(String name, Object content) {
    return "<" + name + ">" + escape(String.valueOf(content)) + "</" + name + ">";
  }
}
