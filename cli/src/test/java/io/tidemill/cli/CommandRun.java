package io.tidemill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** One run of the command: its exit code and what it printed, both streams in one. */
public record CommandRun(int exitCode, String output) {

  public static CommandRun of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream both = new PrintStream(printed, true, UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      return new CommandRun(Tidemill.run(arguments), printed.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** The lines without the times before them. */
  public String untimed() {
    return output.replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d  ", "");
  }
}
