package io.tidemill.dbt.manifest;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonBytes} wrote: JSON without white space. */
final class JsonReader {
  private static final int LONGEST_SHARED_KEY = 40;

  private final byte[] bytes;
  private int at;

  private JsonReader(byte[] bytes) {
    this.bytes = bytes;
  }

  static Map<String, Object> object(ByteBuffer json) {
    byte[] bytes = new byte[json.remaining()];
    json.get(bytes);
    return new JsonReader(bytes).object();
  }

  private @Nullable Object value() {
    return switch (bytes[at]) {
      case '"' -> text();
      case '{' -> object();
      case '[' -> array();
      case 't' -> word(4, true);
      case 'f' -> word(5, false);
      case 'n' -> word(4, null);
      default -> number();
    };
  }

  private @Nullable Object word(int length, @Nullable Object value) {
    at += length;
    return value;
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    while (bytes[at] != '}') {
      at += bytes[at] == ',' ? 1 : 0;
      String key = text();
      at++;
      // A few names, many times over.
      object.put(key.length() <= LONGEST_SHARED_KEY ? key.intern() : key, value());
    }
    at++;
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    at++;
    while (bytes[at] != ']') {
      at += bytes[at] == ',' ? 1 : 0;
      array.add(value());
    }
    at++;
    return array;
  }

  private Object number() {
    int start = at;
    boolean whole = true;
    while (at < bytes.length && bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
      whole &= bytes[at] == '-' || (bytes[at] >= '0' && bytes[at] <= '9');
      at++;
    }
    String text = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
    if (!whole) {
      return Double.valueOf(text);
    }
    return text.length() < 19 ? (Object) Long.valueOf(text) : large(new BigInteger(text));
  }

  private static Object large(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : number;
  }

  private String text() {
    int start = ++at;
    while (bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    if (bytes[at] == '"') {
      return new String(bytes, start, at++ - start, StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    while (true) {
      text.append(new String(bytes, start, at - start, StandardCharsets.UTF_8));
      if (bytes[at] == '"') {
        at++;
        return text.toString();
      }
      text.append(escaped());
      start = at;
      while (bytes[at] != '"' && bytes[at] != '\\') {
        at++;
      }
    }
  }

  private char escaped() {
    char c = (char) bytes[at + 1];
    at += 2;
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(new String(bytes, at - 4, 4, StandardCharsets.US_ASCII), 16);
      }
      default -> c;
    };
  }
}
