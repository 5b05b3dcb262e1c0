package io.tidemill.dbt.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a file into its top-level blocks as dbt does, before any of them is parsed.
 *
 * <p>dbt scans with regular expressions of its own, which see less than the parser: only tags,
 * comments, print tags and the strings in them. A file that confuses that scanner has to confuse
 * this one in the same way.
 */
public final class BlockScanner {

  /** The blocks that define macros. */
  public static final Set<String> MACRO_BLOCKS =
      Set.of("macro", "materialization", "test", "data_test");

  private static final Set<String> ALL_BLOCKS =
      Set.of("macro", "materialization", "test", "data_test", "snapshot", "docs");

  private static final Map<String, String> CONTROL_FLOW = Map.of("if", "endif", "for", "endfor");

  private static final Map<String, String> CONTROL_FLOW_ENDS =
      Map.of("endif", "if", "endfor", "for");

  private final String source;
  private final TemplateName file;
  private final Set<String> allowed;
  private final TagScanner tags;
  private final Deque<String> controlFlow = new ArrayDeque<>();
  private final List<Block> blocks = new ArrayList<>();
  private int countedTo;
  private int countedLines = 1;

  private BlockScanner(String source, TemplateName file, Set<String> allowed) {
    this.source = source;
    this.file = file;
    this.allowed = allowed;
    this.tags = new TagScanner(source);
  }

  /**
   * All macro, test, materialization, snapshot and docs blocks of a file, without the text between
   * them.
   */
  public static List<Block> scan(String source, TemplateName file) {
    return scan(source, file, ALL_BLOCKS);
  }

  /** The blocks of the given types; throws {@link JinjaException} with dbt's kind and message. */
  public static List<Block> scan(String source, TemplateName file, Set<String> types) {
    return new BlockScanner(source, file, types).run(false);
  }

  /**
   * The blocks of the given types and, as blocks of type {@link Block#DATA}, the text between them.
   */
  public static List<Block> scanWithData(String source, TemplateName file, Set<String> types) {
    return new BlockScanner(source, file, types).run(true);
  }

  private List<Block> run(boolean withData) {
    try {
      cut(withData);
    } catch (JinjaException failure) {
      int line = lineOf(Math.min(tags.position(), source.length()));
      throw failure.at(file, new Position(line, 1));
    }
    return blocks;
  }

  private void cut(boolean withData) {
    TagScanner.Tag open = null;
    int last = 0;
    for (TagScanner.Tag tag = tags.next(); tag != null; tag = tags.next()) {
      trackControlFlow(tag);
      if (allowed.contains(tag.type())) {
        if (!controlFlow.isEmpty()) {
          throw fail(
              ErrorKind.BLOCK_NOT_AT_TOP,
              "Got a block definition inside control flow at "
                  + linePosition(tag.start())
                  + ". All dbt block definitions must be at the top level");
        }
        if (open != null) {
          throw nested(open, tag);
        }
        if (withData) {
          addData(last, tag.start());
          last = tag.start();
        }
        open = tag;
      } else if (open != null && tag.type().equals("end" + open.type())) {
        last = tag.end();
        blocks.add(block(open, tag));
        open = null;
      }
    }
    if (open != null) {
      throw fail(
          ErrorKind.MISSING_CLOSE_TAG,
          "Reached EOF without finding a close tag for "
              + open.type()
              + " (searched from line "
              + lineOf(open.end())
              + ")");
    }
    if (withData) {
      addData(last, source.length());
    }
  }

  private Block block(TagScanner.Tag open, TagScanner.Tag close) {
    int line = lineOf(open.start());
    return new Block(
        open.type(),
        open.name() == null ? "" : open.name(),
        source.substring(open.end(), close.start()),
        source.substring(open.start(), close.end()),
        open.start(),
        line,
        lineOf(open.end()));
  }

  private void addData(int from, int to) {
    if (to > from) {
      int line = lineOf(from);
      String text = source.substring(from, to);
      blocks.add(new Block(Block.DATA, "", text, text, from, line, line));
    }
  }

  private void trackControlFlow(TagScanner.Tag tag) {
    if (CONTROL_FLOW.containsKey(tag.type())) {
      controlFlow.push(tag.type());
      return;
    }
    String opening = CONTROL_FLOW_ENDS.get(tag.type());
    if (opening == null) {
      return;
    }
    if (controlFlow.isEmpty()) {
      throw fail(
          ErrorKind.UNEXPECTED_CONTROL_FLOW_END,
          "Got an unexpected control flow end tag, got "
              + tag.type()
              + " but never saw a preceeding "
              + opening
              + " (@ "
              + linePosition(tag.start())
              + ")");
    }
    String expected = CONTROL_FLOW.get(controlFlow.pop());
    if (!tag.type().equals(expected)) {
      throw fail(
          ErrorKind.MISSING_CONTROL_FLOW_START,
          "Got an unexpected control flow end tag, got "
              + tag.type()
              + " but expected "
              + expected
              + " next (@ "
              + linePosition(tag.start())
              + ")");
    }
  }

  private static JinjaException nested(TagScanner.Tag outer, TagScanner.Tag inner) {
    return fail(
        ErrorKind.NESTED_TAGS,
        "Got nested tags: "
            + outer.type()
            + " (started at "
            + outer.start()
            + ") did not have a matching {{% end"
            + outer.type()
            + " %}} before a subsequent "
            + inner.type()
            + " was found (started at "
            + inner.start()
            + ")");
  }

  private static JinjaException fail(ErrorKind kind, String message) {
    return new JinjaException(kind, message);
  }

  private String linePosition(int offset) {
    int lineStart = source.lastIndexOf('\n', offset - 1) + 1;
    return lineOf(offset) + ":" + (offset - lineStart);
  }

  private int lineOf(int offset) {
    if (offset < countedTo) {
      countedTo = 0;
      countedLines = 1;
    }
    while (countedTo < offset) {
      if (source.charAt(countedTo++) == '\n') {
        countedLines++;
      }
    }
    return countedLines;
  }
}
