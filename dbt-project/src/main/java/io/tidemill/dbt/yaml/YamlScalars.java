package io.tidemill.dbt.yaml;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Scalars of YAML 1.1, resolved as PyYAML resolves them. */
final class YamlScalars {
  private static final Set<String> TRUE = Set.of("yes", "true", "on");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?"
              + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4})-(\\d\\d?)-(\\d\\d?)(?:(?:[Tt]|[ \\t]+)(\\d\\d?):(\\d\\d):(\\d\\d)(?:\\.(\\d*))?"
              + "(?:[ \\t]*(Z|([-+])(\\d\\d?)(?::(\\d\\d))?))?)?");

  private YamlScalars() {}

  static @Nullable Object value(ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (Tag.NULL.equals(tag)) {
      return null;
    }
    if (Tag.BOOL.equals(tag)) {
      return TRUE.contains(text.toLowerCase(Locale.ROOT));
    }
    if (Tag.INT.equals(tag)) {
      return integer(text);
    }
    if (Tag.FLOAT.equals(tag)) {
      // snakeyaml also takes 1e5 for a float, PyYAML does not.
      return FLOAT.matcher(text).matches() ? decimal(text) : (Object) text;
    }
    if (Tag.TIMESTAMP.equals(tag)) {
      return timestamp(text);
    }
    return text;
  }

  /** The key as text: what it becomes in JSON. */
  static String key(@Nullable Object key) {
    if (key == null) {
      return "null";
    }
    return key.toString();
  }

  private static Object integer(String text) {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    BigInteger value;
    if (digits.startsWith("0b")) {
      value = new BigInteger(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      value = new BigInteger(digits.substring(2), 16);
    } else if (digits.length() > 1 && digits.charAt(0) == '0' && !digits.contains(":")) {
      value = new BigInteger(digits, 8);
    } else if (digits.contains(":")) {
      value = BigInteger.ZERO;
      for (String part : digits.split(":")) {
        value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
      }
    } else {
      value = new BigInteger(digits);
    }
    value = negative ? value.negate() : value;
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  private static Object decimal(String text) {
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    if (digits.endsWith(".inf")) {
      return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (digits.endsWith(".nan")) {
      return Double.NaN;
    }
    if (digits.contains(":")) {
      double value = 0;
      boolean negative = digits.startsWith("-");
      for (String part : digits.replaceFirst("^[-+]", "").split(":")) {
        value = value * 60 + Double.parseDouble(part);
      }
      return negative ? -value : value;
    }
    return Double.parseDouble(digits);
  }

  private static Object timestamp(String text) {
    Matcher match = TIMESTAMP.matcher(text);
    if (!match.matches()) {
      return text;
    }
    try {
      LocalDate date = LocalDate.of(number(match, 1), number(match, 2), number(match, 3));
      if (match.group(4) == null) {
        return date;
      }
      String fraction = match.group(7) == null ? "" : match.group(7);
      int nanos = Integer.parseInt((fraction + "000000").substring(0, 6)) * 1000;
      LocalDateTime time = date.atTime(number(match, 4), number(match, 5), number(match, 6), nanos);
      if (match.group(8) == null) {
        return time;
      }
      if (match.group(9) == null) {
        return OffsetDateTime.of(time, ZoneOffset.UTC);
      }
      int minutes = number(match, 10) * 60 + (match.group(11) == null ? 0 : number(match, 11));
      int sign = match.group(9).equals("-") ? -1 : 1;
      return OffsetDateTime.of(time, ZoneOffset.ofTotalSeconds(sign * minutes * 60));
    } catch (DateTimeException e) {
      // PyYAML raises here; the text is at least what the author wrote, and its use as a date will
      // fail by name.
      return text;
    }
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }
}
