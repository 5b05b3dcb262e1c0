package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A match of a regular expression. */
final class PyMatch implements JinjaObject {

  private static final Signature GROUPS = Signature.of("groups(default=)");
  private static final Signature EXPAND = Signature.of("expand(template)");

  private final PyPattern pattern;
  private final MatchResult result;
  private final String text;

  PyMatch(PyPattern pattern, Matcher matcher, String text) {
    this.pattern = pattern;
    this.result = matcher.toMatchResult();
    this.text = text;
  }

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "group" -> new BoundFunction(name, this::group);
      case "groups" ->
          new BoundFunction(name, a -> groups(Filters.or(GROUPS.bind(a)[0], PyNone.NONE)));
      case "groupdict" ->
          new BoundFunction(name, a -> groupDict(Filters.or(GROUPS.bind(a)[0], PyNone.NONE)));
      case "start" -> new BoundFunction(name, a -> points(result.start(first(a))));
      case "end" -> new BoundFunction(name, a -> points(result.end(first(a))));
      case "span" ->
          new BoundFunction(
              name, a -> PyTuple.of(points(result.start(first(a))), points(result.end(first(a)))));
      case "expand" ->
          new BoundFunction(name, a -> expand(PyRepr.str(Filters.required(EXPAND.bind(a)[0]))));
      case "string" -> text;
      case "re" -> pattern;
      case "pos" -> 0L;
      case "endpos" -> (long) PyText.length(text);
      case "lastindex" -> lastIndex();
      default -> Missing.MISSING;
    };
  }

  private Object lastIndex() {
    for (int i = result.groupCount(); i > 0; i--) {
      if (result.group(i) != null) {
        return (long) i;
      }
    }
    return PyNone.NONE;
  }

  private long points(int unit) {
    return unit < 0 ? -1 : text.codePointCount(0, unit);
  }

  private int first(CallArguments arguments) {
    return arguments.size() == 0 ? 0 : index(arguments.positional().get(0));
  }

  private int index(Object group) {
    Integer index = null;
    if (group instanceof Long number) {
      index = number >= 0 && number <= result.groupCount() ? number.intValue() : null;
    } else if (PyText.is(group)) {
      index = pattern.groups().get(group.toString());
    }
    if (index == null) {
      throw new JinjaException(ErrorKind.INDEX, "no such group");
    }
    return index;
  }

  private Object value(int group, Object otherwise) {
    String value = result.group(group);
    return value == null ? otherwise : value;
  }

  private Object group(CallArguments arguments) {
    if (arguments.size() <= 1) {
      return value(first(arguments), PyNone.NONE);
    }
    List<Object> values = new ArrayList<>();
    arguments.positional().forEach(group -> values.add(value(index(group), PyNone.NONE)));
    return PyTuple.copyOf(values);
  }

  private Object groups(Object otherwise) {
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= result.groupCount(); i++) {
      values.add(value(i, otherwise));
    }
    return PyTuple.copyOf(values);
  }

  private Object groupDict(Object otherwise) {
    PyDict dict = new PyDict();
    pattern.groups().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByValue())
        .forEach(entry -> dict.put(entry.getKey(), value(entry.getValue(), otherwise)));
    return dict;
  }

  /** A replacement with its references to groups filled in. */
  String expand(String template) {
    if (template.indexOf('\\') < 0) {
      return template;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '\\' || i + 1 >= template.length()) {
        out.append(c);
        continue;
      }
      char next = template.charAt(++i);
      if (next == 'g' && template.startsWith("<", i + 1)) {
        int close = template.indexOf('>', i);
        if (close < 0) {
          throw RegexTranslator.fail("missing >, unterminated name", i + 2);
        }
        out.append(value(reference(template.substring(i + 2, close)), ""));
        i = close;
      } else if (next >= '1' && next <= '9') {
        boolean two = i + 1 < template.length() && Character.isDigit(template.charAt(i + 1));
        int number = Integer.parseInt(template.substring(i, two ? i + 2 : i + 1));
        i += two ? 1 : 0;
        if (number > result.groupCount()) {
          throw RegexTranslator.fail("invalid group reference " + number, i);
        }
        out.append(value(number, ""));
      } else {
        out.append(literal(next, i));
      }
    }
    return out.toString();
  }

  private int reference(String name) {
    Object number = PyNumbers.parseInt(name, 10);
    if (number instanceof Long index) {
      return index(index);
    }
    @Nullable Integer group = pattern.groups().get(name);
    if (group == null) {
      throw new JinjaException(ErrorKind.INDEX, "unknown group name " + PyRepr.quote(name));
    }
    return group;
  }

  private static String literal(char c, int position) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case '\\' -> "\\";
      case '0' -> "\0";
      default -> {
        if (Character.isLetter(c) && c < 0x80) {
          throw RegexTranslator.fail("bad escape \\" + c, position - 1);
        }
        yield "\\" + c;
      }
    };
  }

  @Override
  public boolean hasItems() {
    return true;
  }

  @Override
  public Object getItem(Object key) {
    return value(index(key), PyNone.NONE);
  }

  @Override
  public String pythonType() {
    return "Match";
  }

  @Override
  public String qualifiedType() {
    return "re.Match";
  }

  @Override
  public String repr() {
    return "<re.Match object; span=("
        + points(result.start())
        + ", "
        + points(result.end())
        + "), match="
        + PyRepr.quote(result.group())
        + ">";
  }
}
