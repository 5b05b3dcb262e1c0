package io.tidemill.dbt.jinja;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Python's bytes, as far as templates meet them: the result of {@code str.encode}. */
record PyBytes(byte[] bytes) implements JinjaObject {

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "decode" ->
          new BoundFunction("decode", arguments -> new String(bytes, StandardCharsets.UTF_8));
      case "hex" -> new BoundFunction("hex", arguments -> hex());
      default -> Missing.MISSING;
    };
  }

  private String hex() {
    StringBuilder out = new StringBuilder();
    for (byte each : bytes) {
      out.append(String.format("%02x", each));
    }
    return out.toString();
  }

  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public String pythonType() {
    return "bytes";
  }

  @Override
  public String repr() {
    StringBuilder out = new StringBuilder("b'");
    for (byte each : bytes) {
      int c = each & 0xff;
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        case '\'' -> out.append("\\'");
        default -> out.append(c >= ' ' && c < 0x7f ? "" + (char) c : String.format("\\x%02x", c));
      }
    }
    return out.append('\'').toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PyBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return repr();
  }
}
