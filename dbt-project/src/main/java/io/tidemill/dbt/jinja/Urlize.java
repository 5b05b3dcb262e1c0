package io.tidemill.dbt.jinja;

import static io.tidemill.dbt.jinja.Filters.isTrue;
import static io.tidemill.dbt.jinja.Filters.required;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jinja2's filter that turns URLs in text into links. */
final class Urlize {

  private static final Pattern HTTP =
      Pattern.compile(
          "^((https?://|www\\.)(([\\w%-]+\\.)+)?((?:[a-z]{2,63}|xn--[\\w%]{2,59})|([\\w%-]{2,63}\\.)+"
              + "(?:com|net|int|edu|gov|org|info|mil)|((\\d{1,3})(\\.\\d{1,3}){3})|"
              + "(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}]))(?::\\d{1,5})?(?:[/?#]\\S*)?|"
              + "(([\\w%-]+\\.)+(?:com|net|int|edu|gov|org|info|mil))(?::\\d{1,5})?(?:[/?#]\\S*)?)$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern EMAIL =
      Pattern.compile("^\\S+@\\w[\\w.-]*\\.\\w+$", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern HEAD = Pattern.compile("^([(<]|&lt;)+");
  private static final Pattern TAIL = Pattern.compile("([)>.,\\n]|&gt;)+$");

  private Urlize() {}

  static Object apply(FilterContext context, @Nullable Object[] a) {
    TreeSet<String> rels = new TreeSet<>();
    String given = a[4] == null || a[4] == PyNone.NONE ? "" : StringFilters.string(a[4]);
    StrSplit.split(given, null, -1).forEach(rel -> rels.add((String) rel));
    if (isTrue(a[2])) {
      rels.add("nofollow");
    }
    rels.add("noopener");
    Integer limit = a[1] == null || a[1] == PyNone.NONE ? null : PyNumbers.toIndex(required(a[1]));
    String rel = " rel=\"" + Markup.escapeText(String.join(" ", rels)) + "\"";
    String target = isTrue(a[3]) ? " target=\"" + Markup.escape(required(a[3])).text() + "\"" : "";
    StringBuilder out = new StringBuilder();
    for (String word : words(Markup.escape(required(a[0])).text())) {
      out.append(link(word, limit, rel, target));
    }
    return out.toString();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\s+|\\S+").matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static String link(String word, @Nullable Integer limit, String rel, String target) {
    String head = find(HEAD, word);
    String middle = word.substring(head.length());
    String tail = find(TAIL, middle);
    middle = middle.substring(0, middle.length() - tail.length());
    for (String[] pair : new String[][] {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}}) {
      int missing = count(middle, pair[0]) - count(middle, pair[1]);
      for (int i = 0; i < Math.min(missing, count(tail, pair[1])); i++) {
        int end = tail.indexOf(pair[1]) + pair[1].length();
        middle += tail.substring(0, end);
        tail = tail.substring(end);
      }
    }
    String shown =
        limit != null && middle.length() > limit ? middle.substring(0, limit) + "..." : middle;
    if (HTTP.matcher(middle).matches()) {
      boolean full = middle.startsWith("https://") || middle.startsWith("http://");
      middle =
          "<a href=\""
              + (full ? "" : "https://")
              + middle
              + "\""
              + rel
              + target
              + ">"
              + shown
              + "</a>";
    } else if (middle.startsWith("mailto:") && EMAIL.matcher(middle.substring(7)).matches()) {
      middle = "<a href=\"" + middle + "\">" + middle.substring(7) + "</a>";
    } else if (middle.contains("@")
        && !middle.startsWith("www.")
        && middle.charAt(0) != '@'
        && middle.indexOf(':') < 0
        && EMAIL.matcher(middle).matches()) {
      middle = "<a href=\"mailto:" + middle + "\">" + middle + "</a>";
    }
    return head + middle + tail;
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
