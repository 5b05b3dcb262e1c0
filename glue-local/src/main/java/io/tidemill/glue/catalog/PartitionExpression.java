package io.tidemill.glue.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filter language of GetPartitions: comparisons, {@code IN}, {@code BETWEEN}, {@code LIKE} and
 * {@code IS NULL} over partition keys, combined with {@code AND}, {@code OR}, {@code NOT}.
 */
final class PartitionExpression {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")|(<=|>=|<>|!=|[=<>(),])|(`[^`]+`|[\\w.:+-]+))");
  private static final Set<String> NUMERIC =
      Set.of("tinyint", "smallint", "int", "bigint", "long", "decimal", "float", "double");
  private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

  private final String text;
  private final List<String> names = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private int at;

  private PartitionExpression(String text, JsonNode partitionKeys) {
    this.text = text;
    for (JsonNode key : partitionKeys) {
      names.add(Json.lower(key.path("Name").asText()));
      numeric.add(NUMERIC.contains(key.path("Type").asText().replaceAll("\\(.*", "")));
    }
    tokenize();
  }

  /** Parses a filter into a test of a partition's values. */
  static Predicate<List<String>> parse(String text, JsonNode partitionKeys) {
    PartitionExpression expression = new PartitionExpression(text, partitionKeys);
    Predicate<List<String>> predicate = expression.or();
    if (expression.at < expression.tokens.size()) {
      throw expression.unsupported(expression.tokens.get(expression.at));
    }
    return predicate;
  }

  private Predicate<List<String>> or() {
    Predicate<List<String>> left = and();
    while (takeWord("or")) {
      left = left.or(and());
    }
    return left;
  }

  private Predicate<List<String>> and() {
    Predicate<List<String>> left = not();
    while (takeWord("and")) {
      left = left.and(not());
    }
    return left;
  }

  private Predicate<List<String>> not() {
    if (takeWord("not")) {
      return not().negate();
    }
    if (takeWord("(")) {
      Predicate<List<String>> inner = or();
      expect(")");
      return inner;
    }
    return comparison();
  }

  private Predicate<List<String>> comparison() {
    String first = next();
    int key = names.indexOf(Json.lower(unquoteName(first)));
    if (key < 0) {
      return reversed(first);
    }
    if (takeWord("is")) {
      boolean negated = takeWord("not");
      expect("null");
      return values -> values.get(key).equals(HIVE_NULL) != negated;
    }
    boolean negated = takeWord("not");
    Predicate<List<String>> test;
    if (takeWord("in")) {
      test = in(key);
    } else if (takeWord("between")) {
      String low = literal(next());
      expect("and");
      String high = literal(next());
      test = values -> compare(key, values, low) >= 0 && compare(key, values, high) <= 0;
    } else if (takeWord("like")) {
      Pattern like = like(literal(next()));
      test = values -> like.matcher(values.get(key)).matches();
    } else {
      IntPredicate operator = operator(next());
      String literal = literal(next());
      test = values -> operator.test(compare(key, values, literal));
    }
    return negated ? test.negate() : test;
  }

  private Predicate<List<String>> reversed(String literalToken) {
    IntPredicate operator = operator(next());
    String column = next();
    int key = names.indexOf(Json.lower(unquoteName(column)));
    if (key < 0) {
      throw AwsException.invalidInput(
          "Expected one side of every comparison to be a partition key of "
              + names
              + ", but got '"
              + literalToken
              + "' and '"
              + column
              + "'.");
    }
    String literal = literal(literalToken);
    return values -> operator.test(-compare(key, values, literal));
  }

  private Predicate<List<String>> in(int key) {
    expect("(");
    List<String> options = new ArrayList<>();
    do {
      options.add(literal(next()));
    } while (takeWord(","));
    expect(")");
    return values -> options.stream().anyMatch(option -> compare(key, values, option) == 0);
  }

  private int compare(int key, List<String> values, String literal) {
    String value = values.get(key);
    if (!numeric.get(key)) {
      return value.compareTo(literal);
    }
    try {
      return new BigDecimal(value).compareTo(new BigDecimal(literal));
    } catch (NumberFormatException e) {
      throw AwsException.invalidInput(
          "Expected numbers for partition key "
              + names.get(key)
              + ", but got '"
              + value
              + "' and '"
              + literal
              + "'.");
    }
  }

  private IntPredicate operator(String token) {
    return switch (token) {
      case "=" -> c -> c == 0;
      case "<>", "!=" -> c -> c != 0;
      case "<" -> c -> c < 0;
      case "<=" -> c -> c <= 0;
      case ">" -> c -> c > 0;
      case ">=" -> c -> c >= 0;
      default -> throw unsupported(token);
    };
  }

  private void tokenize() {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw unsupported(text.substring(end).strip());
    }
  }

  private String next() {
    if (at == tokens.size()) {
      throw unsupported("its end");
    }
    return tokens.get(at++);
  }

  private boolean takeWord(String word) {
    if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(word)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String word) {
    if (!takeWord(word)) {
      throw unsupported(at < tokens.size() ? tokens.get(at) : "its end");
    }
  }

  private static String literal(String token) {
    if (token.length() > 1 && (token.startsWith("'") || token.startsWith("\""))) {
      String quote = token.substring(0, 1);
      return token.substring(1, token.length() - 1).replace(quote + quote, quote);
    }
    return token;
  }

  private static String unquoteName(String token) {
    return token.startsWith("`") ? token.substring(1, token.length() - 1) : token;
  }

  private static Pattern like(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private AwsException unsupported(String token) {
    return AwsException.invalidInput(
        "Unsupported expression '" + text + "': it cannot be read at '" + token + "'.");
  }
}
