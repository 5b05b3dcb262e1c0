package io.tidemill.dbt.manifest;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes values of the manifest as JSON in UTF-8, and tells whether reading gives them back. */
public final class JsonBytes {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[4096];
  private int size;
  private boolean faithful = true;

  /**
   * Whether all that was written is read again as what it was. Dates, for one, are read as text.
   */
  public boolean faithful() {
    return faithful;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  public int size() {
    return size;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** Forgets what was written, not whether it was faithful. */
  void clear() {
    size = 0;
  }

  /** Adds a value. */
  public JsonBytes value(@Nullable Object value) {
    if (value == null) {
      ascii("null");
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof StoredObject stored) {
      raw(stored.json());
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      array(list);
    } else if (value instanceof Boolean || value instanceof Long) {
      ascii(value.toString());
    } else if (value instanceof Double number && !number.isNaN() && !number.isInfinite()) {
      ascii(number.toString());
    } else if (value instanceof BigInteger number && number.bitLength() > 63) {
      ascii(number.toString());
    } else {
      faithful = false;
      ascii(JSON.writeValueAsString(value));
    }
    return this;
  }

  private void object(Map<?, ?> map) {
    faithful &= !map.getClass().getName().contains(".jinja.");
    put('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        put(',');
      }
      first = false;
      Object key = entry.getKey();
      faithful &= key instanceof String;
      text(String.valueOf(key));
      put(':');
      value(entry.getValue());
    }
    put('}');
  }

  private void array(List<?> list) {
    faithful &= !list.getClass().getName().contains(".jinja.");
    put('[');
    boolean first = true;
    for (Object item : list) {
      if (!first) {
        put(',');
      }
      first = false;
      value(item);
    }
    put(']');
  }

  private void text(String text) {
    ensure(text.length() + 2);
    bytes[size++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        put(c);
      } else {
        i += special(text, i, c);
      }
    }
    put('"');
  }

  /** Adds a character that needs more than a byte; the number of further characters taken. */
  private int special(String text, int at, char c) {
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      default -> {
        if (c < ' ') {
          unicode(c);
        } else if (Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1))) {
          utf8(text.codePointAt(at));
          return 1;
        } else if (Character.isSurrogate(c)) {
          unicode(c);
        } else {
          utf8(c);
        }
      }
    }
    return 0;
  }

  private void escape(char c) {
    put('\\');
    put(c);
  }

  private void unicode(char c) {
    ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      put((char) HEX[(c >> shift) & 15]);
    }
  }

  private void utf8(int code) {
    if (code < 0x80) {
      put((char) code);
    } else if (code < 0x800) {
      put((char) (0xC0 | code >> 6));
      put((char) (0x80 | code & 0x3F));
    } else if (code < 0x10000) {
      put((char) (0xE0 | code >> 12));
      put((char) (0x80 | code >> 6 & 0x3F));
      put((char) (0x80 | code & 0x3F));
    } else {
      put((char) (0xF0 | code >> 18));
      put((char) (0x80 | code >> 12 & 0x3F));
      put((char) (0x80 | code >> 6 & 0x3F));
      put((char) (0x80 | code & 0x3F));
    }
  }

  private void raw(ByteBuffer json) {
    int length = json.remaining();
    ensure(length);
    json.get(bytes, size, length);
    size += length;
  }

  JsonBytes ascii(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[size++] = (byte) c;
      } else {
        utf8(c);
      }
    }
    return this;
  }

  private void put(char c) {
    ensure(1);
    bytes[size++] = (byte) c;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
