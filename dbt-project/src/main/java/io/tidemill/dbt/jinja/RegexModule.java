package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's module re. */
final class RegexModule {

  static final int IGNORECASE = 2;
  static final int LOCALE = 4;
  static final int MULTILINE = 8;
  static final int DOTALL = 16;
  static final int UNICODE = 32;
  static final int VERBOSE = 64;
  static final int ASCII = 256;

  private static final Signature PATTERN = Signature.of("compile(pattern, flags=)");
  private static final Signature MATCH = Signature.of("match(pattern, string, flags=)");
  private static final Signature SPLIT = Signature.of("split(pattern, string, maxsplit=, flags=)");
  private static final Signature SUB = Signature.of("sub(pattern, repl, string, count=, flags=)");
  private static final Signature ESCAPE = Signature.of("escape(pattern)");

  private RegexModule() {}

  static int flagBits(String letters) {
    int bits = 0;
    for (char letter : letters.toCharArray()) {
      bits |=
          switch (letter) {
            case 'i' -> IGNORECASE;
            case 'm' -> MULTILINE;
            case 's' -> DOTALL;
            case 'x' -> VERBOSE;
            case 'a' -> ASCII;
            default -> 0;
          };
    }
    return bits;
  }

  static PyDict create() {
    Map<String, Object> members = new HashMap<>();
    for (String name : new String[] {"match", "search", "fullmatch", "findall", "finditer"}) {
      members.put(name, new BoundFunction(name, arguments -> match(name, arguments)));
    }
    members.put(
        "compile",
        new BoundFunction(
            "compile",
            arguments -> {
              @Nullable Object[] a = PATTERN.bind(arguments);
              return pattern(a[0], a[1]);
            }));
    members.put(
        "split",
        new BoundFunction(
            "split",
            arguments -> {
              @Nullable Object[] a = SPLIT.bind(arguments);
              return pattern(a[0], a[3]).split(text(a[1]), Dates.intOr(a[2], 0));
            }));
    members.put("sub", new BoundFunction("sub", arguments -> substitute(arguments).get(0)));
    members.put("subn", new BoundFunction("subn", RegexModule::substitute));
    members.put(
        "escape",
        new BoundFunction("escape", arguments -> escape(text(ESCAPE.bind(arguments)[0]))));
    members.put("purge", new BoundFunction("purge", arguments -> PyNone.NONE));
    flags(members);
    PyDict module = new PyDict();
    members.forEach(module::put);
    return module;
  }

  private static void flags(Map<String, Object> members) {
    Object[][] flags = {
      {"I", "IGNORECASE", IGNORECASE},
      {"M", "MULTILINE", MULTILINE},
      {"S", "DOTALL", DOTALL},
      {"X", "VERBOSE", VERBOSE},
      {"A", "ASCII", ASCII},
      {"U", "UNICODE", UNICODE},
      {"L", "LOCALE", LOCALE}
    };
    for (Object[] flag : flags) {
      members.put((String) flag[0], ((Integer) flag[2]).longValue());
      members.put((String) flag[1], ((Integer) flag[2]).longValue());
    }
    members.put("NOFLAG", 0L);
  }

  private static String text(@Nullable Object value) {
    Object given = Filters.required(value);
    String text = PyText.of(given);
    if (text == null) {
      throw JinjaException.type(
          "expected string or bytes-like object, got '" + PyTypes.name(given) + "'");
    }
    return text;
  }

  static PyPattern pattern(@Nullable Object pattern, @Nullable Object flags) {
    if (pattern instanceof PyPattern compiled) {
      if (flags != null && Truth.of(flags)) {
        throw JinjaException.value("cannot process flags argument with a compiled pattern");
      }
      return compiled;
    }
    String source = PyText.of(Filters.required(pattern));
    if (source == null) {
      throw JinjaException.type("first argument must be string or compiled pattern");
    }
    return new PyPattern(source, Dates.intOr(flags, 0));
  }

  private static Object match(String name, CallArguments arguments) {
    @Nullable Object[] a = MATCH.bind(arguments);
    return pattern(a[0], a[2]).find(name, text(a[1]), 0, -1);
  }

  private static PyTuple substitute(CallArguments arguments) {
    @Nullable Object[] a = SUB.bind(arguments);
    return pattern(a[0], a[4]).substitute(Filters.required(a[1]), text(a[2]), Dates.intOr(a[3], 0));
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      if ("()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}
