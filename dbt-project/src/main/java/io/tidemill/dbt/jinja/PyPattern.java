package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A compiled regular expression. */
final class PyPattern implements JinjaObject {

  private static final Signature STRING = Signature.of("match(string, pos=, endpos=)");
  private static final Signature SPLIT = Signature.of("split(string, maxsplit=)");
  private static final Signature SUB = Signature.of("sub(repl, string, count=)");

  private final String source;
  private final int flags;
  private final RegexTranslator.Translated translated;

  PyPattern(String source, int flags) {
    this.source = source;
    this.flags = flags;
    this.translated = RegexTranslator.translate(source, flags);
  }

  Map<String, Integer> groups() {
    return translated.groups();
  }

  /** One of the functions that look for matches; end is -1 for the end of the text. */
  Object find(String how, String text, int from, int end) {
    Matcher matcher = translated.pattern().matcher(text);
    matcher.useTransparentBounds(true).useAnchoringBounds(false);
    int limit = end < 0 ? text.length() : Math.min(end, text.length());
    matcher.region(Math.min(Math.max(0, from), limit), limit);
    return switch (how) {
      case "match" -> matcher.lookingAt() ? new PyMatch(this, matcher, text) : PyNone.NONE;
      case "fullmatch" -> matcher.matches() ? new PyMatch(this, matcher, text) : PyNone.NONE;
      case "search" -> matcher.find() ? new PyMatch(this, matcher, text) : PyNone.NONE;
      case "findall" -> findAll(matcher);
      default -> {
        List<Object> matches = new ArrayList<>();
        while (matcher.find()) {
          matches.add(new PyMatch(this, matcher, text));
        }
        yield new PyIterator("callable_iterator", matches.iterator());
      }
    };
  }

  private static Object findAll(Matcher matcher) {
    PyList found = new PyList();
    while (matcher.find()) {
      if (matcher.groupCount() == 0) {
        found.add(matcher.group());
      } else if (matcher.groupCount() == 1) {
        found.add(orEmpty(matcher.group(1)));
      } else {
        List<Object> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
          groups.add(orEmpty(matcher.group(i)));
        }
        found.add(PyTuple.copyOf(groups));
      }
    }
    return found;
  }

  private static String orEmpty(@Nullable String group) {
    return group == null ? "" : group;
  }

  Object split(String text, int limit) {
    Matcher matcher = translated.pattern().matcher(text);
    PyList parts = new PyList();
    int from = 0;
    int splits = 0;
    while ((limit <= 0 || splits < limit) && matcher.find()) {
      parts.add(text.substring(from, matcher.start()));
      for (int i = 1; i <= matcher.groupCount(); i++) {
        parts.add(matcher.group(i) == null ? PyNone.NONE : matcher.group(i));
      }
      from = matcher.end();
      splits++;
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** The text with matches replaced, and how many there were. */
  PyTuple substitute(Object replacement, String text, int limit) {
    Matcher matcher = translated.pattern().matcher(text);
    StringBuilder out = new StringBuilder();
    String template = PyText.of(replacement);
    int from = 0;
    long count = 0;
    while ((limit <= 0 || count < limit) && matcher.find()) {
      PyMatch match = new PyMatch(this, matcher, text);
      out.append(text, from, matcher.start());
      if (template == null) {
        out.append(PyRepr.str(Calls.call(replacement, CallArguments.of(match))));
      } else {
        out.append(match.expand(template));
      }
      from = matcher.end();
      count++;
    }
    return PyTuple.of(out.append(text, from, text.length()).toString(), count);
  }

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "match", "search", "fullmatch", "findall", "finditer" ->
          new BoundFunction(
              name,
              arguments -> {
                @Nullable Object[] a = STRING.bind(arguments);
                return find(
                    name,
                    PyRepr.str(Filters.required(a[0])),
                    Dates.intOr(a[1], 0),
                    Dates.intOr(a[2], -1));
              });
      case "split" ->
          new BoundFunction(
              name,
              arguments -> {
                @Nullable Object[] a = SPLIT.bind(arguments);
                return split(PyRepr.str(Filters.required(a[0])), Dates.intOr(a[1], 0));
              });
      case "sub" -> new BoundFunction(name, arguments -> substitute(arguments).get(0));
      case "subn" -> new BoundFunction(name, this::substitute);
      case "pattern" -> source;
      case "flags" -> (long) (flags | RegexModule.UNICODE);
      case "groups" -> (long) translated.pattern().matcher("").groupCount();
      case "groupindex" -> PythonValues.fromJava(groups());
      default -> Missing.MISSING;
    };
  }

  private PyTuple substitute(CallArguments arguments) {
    @Nullable Object[] a = SUB.bind(arguments);
    return substitute(
        Filters.required(a[0]), PyRepr.str(Filters.required(a[1])), Dates.intOr(a[2], 0));
  }

  @Override
  public String pythonType() {
    return "Pattern";
  }

  @Override
  public String qualifiedType() {
    return "re.Pattern";
  }

  @Override
  public String repr() {
    return "re.compile("
        + PyRepr.quote(source)
        + ((flags & RegexModule.IGNORECASE) != 0 ? ", re.IGNORECASE)" : ")");
  }
}
