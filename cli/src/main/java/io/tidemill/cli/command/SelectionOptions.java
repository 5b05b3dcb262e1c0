package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.selection.IndirectSelection;
import io.tidemill.dbt.selection.Selection;
import io.tidemill.dbt.selection.SelectionState;
import io.tidemill.dbt.selection.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which nodes, in dbt's own options. */
public final class SelectionOptions {
  private static final List<String> COMPARING = List.of("state:", "result:", "source_status:");

  @Option(
      names = {"-s", "--select"},
      arity = "1..*",
      paramLabel = "SELECTOR",
      description = "Nodes to include, in dbt's selection syntax.")
  private List<String> select = new ArrayList<>();

  @Option(
      names = {"-m", "--models", "--model"},
      arity = "1..*",
      paramLabel = "SELECTOR",
      description = "The same by its older name; in ls it lists models only.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--exclude",
      arity = "1..*",
      paramLabel = "SELECTOR",
      description = "Nodes to leave out.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--selector",
      paramLabel = "NAME",
      description = "A selector of selectors.yml, instead of --select and --exclude.")
  private @Nullable String selector;

  @Option(
      names = "--indirect-selection",
      paramLabel = "MODE",
      description =
          "Which tests come along: eager, cautious, buildable, empty. Default: ${DEFAULT-VALUE}.",
      defaultValue = "${env:DBT_INDIRECT_SELECTION:-eager}")
  private String indirect = "eager";

  List<String> select() {
    if (!select.isEmpty() && !models.isEmpty()) {
      throw new UserException("\"models\" and \"select\" are mutually exclusive arguments");
    }
    return List.copyOf(models.isEmpty() ? select : models);
  }

  /** Whether it was asked by {@code --models}. */
  boolean byModels() {
    return !models.isEmpty();
  }

  List<String> exclude() {
    return List.copyOf(exclude);
  }

  @Nullable String selector() {
    if (selector != null && !(select().isEmpty() && exclude.isEmpty())) {
      throw new UserException(
          "Expected --selector alone, but --select or --exclude is given with it; dbt takes one or the other");
    }
    return selector;
  }

  String indirect() {
    return mode().name().toLowerCase(Locale.ROOT);
  }

  private IndirectSelection mode() {
    try {
      return IndirectSelection.valueOf(indirect.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "Expected --indirect-selection to be eager, cautious, buildable or empty, but it is '%s'"
              .formatted(indirect),
          e);
    }
  }

  boolean isEmpty() {
    return select().isEmpty() && exclude.isEmpty() && selector == null;
  }

  /** Whether it compares with an earlier state, which only the caller's machine has. */
  boolean compares() {
    return Stream.concat(select().stream(), exclude.stream())
        .anyMatch(text -> COMPARING.stream().anyMatch(text::contains));
  }

  /** Unique ids it names in a manifest. */
  LinkedHashSet<String> in(Manifest manifest, SelectionState state) {
    String name = selector();
    return name == null
        ? Selector.select(manifest, new Selection(select(), exclude, mode()), state)
        : Selector.byName(manifest, name, state);
  }

  /** The same, of one of these resource types only. */
  Set<String> in(Manifest manifest, SelectionState state, Set<String> resourceTypes) {
    Set<String> selected = in(manifest, state);
    selected.removeIf(id -> !resourceTypes.contains(Resources.typeOf(id)));
    return selected;
  }
}
