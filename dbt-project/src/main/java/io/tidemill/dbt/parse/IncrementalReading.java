package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.CacheSnapshot;
import io.tidemill.dbt.cache.CachedFile;
import io.tidemill.dbt.cache.CachedResource;
import io.tidemill.dbt.cache.Section;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.parse.ScannedFiles.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the files that have changed, those that cannot be understood without them, and those that
 * depend on what has changed in them; takes the rest from a snapshot.
 *
 * <p>Files that share a name are read together. Once they are, each resource in them that looks
 * different to others adds the files that refer to it, until nothing is added.
 */
final class IncrementalReading {
  /** A larger share of the files is not worth the care. */
  private static final double LARGEST_SHARE = 0.5;

  private static final int SMALL = 500;

  private final ParseSession session;
  private final CacheSnapshot kept;
  private final Map<String, CachedFile> known;
  private final Map<String, State> states;
  private final Map<String, Set<String>> filesByName = new HashMap<>();
  private final Set<String> dirty = new HashSet<>();
  private boolean macrosAgain;

  IncrementalReading(
      ParseSession session,
      CacheSnapshot kept,
      Map<String, CachedFile> known,
      Map<String, State> states) {
    this.session = session;
    this.kept = kept;
    this.known = known;
    this.states = states;
  }

  /** The project; empty when it must be read as a whole. */
  Optional<LoadedProject> read(CachedLoader.Save save) {
    if (!findChanged()) {
      return Optional.empty();
    }
    if (dirty.isEmpty()) {
      return Optional.of(unchanged(save));
    }
    if (kept.resources().stream().anyMatch(known -> known.section() == Section.FUNCTION)) {
      // Nodes name functions in ways that are not followed.
      return Optional.empty();
    }
    for (CachedFile file : kept.files()) {
      file.names().forEach(name -> named(name).add(file.key()));
    }
    while (true) {
      closeOverNames();
      if (dirty.size() > Math.max(SMALL, states.size() * LARGEST_SHARE)) {
        return Optional.empty();
      }
      PartialReading reading = new PartialReading(session, kept, dirty, macros());
      reading.read();
      if (!grows(reading)) {
        return reading.finish(known, save);
      }
    }
  }

  /** Notes changed files; false when one of them is shared by files that do not name it. */
  private boolean findChanged() {
    Set<String> gone = new HashSet<>(known.keySet());
    for (State state : states.values()) {
      String key = state.file().key();
      CachedFile before = known.get(key);
      gone.remove(key);
      if (before != null && before.hash().equals(state.hash())) {
        if (before.repeated()) {
          dirty.add(key);
        }
        continue;
      }
      if (state.file().shared()) {
        return false;
      }
      dirty.add(key);
    }
    for (String key : gone) {
      if (Objects.requireNonNull(known.get(key), key).names().contains(FileNames.SHARED)) {
        return false;
      }
    }
    dirty.addAll(gone);
    return true;
  }

  private LoadedProject unchanged(CachedLoader.Save save) {
    List<Resource> resources = new ArrayList<>();
    for (CachedResource resource : kept.resources()) {
      resources.add(Resource.kept(resource, kept, known(resource)));
    }
    Map<String, Map<String, ?>> sections = new LinkedHashMap<>();
    for (String section :
        List.of(
            CachedLoader.PARENTS,
            CachedLoader.CHILDREN,
            CachedLoader.GROUPS,
            CachedLoader.SELECTORS)) {
      sections.put(section, kept.section(section));
    }
    MacroLibrary library = StoredMacros.library(session, kept, CachedLoader.MACRO_LINES);
    return save.loaded(session.reading(library, file -> false), resources, sections);
  }

  private String known(CachedResource resource) {
    return resource.file() < 0 ? "" : kept.files().get(resource.file()).key();
  }

  private Set<String> named(String name) {
    return filesByName.computeIfAbsent(name, key -> new HashSet<>());
  }

  private void closeOverNames() {
    Deque<String> pending = new ArrayDeque<>(dirty);
    while (!pending.isEmpty()) {
      CachedFile file = known.get(pending.pop());
      if (file != null) {
        file.names().forEach(name -> take(name, pending));
      }
    }
    macrosAgain |=
        dirty.stream()
            .map(known::get)
            .filter(Objects::nonNull)
            .flatMap(file -> file.names().stream())
            .anyMatch(FileNames::isMacro);
    if (macrosAgain) {
      filesByName.forEach(
          (name, files) -> {
            if (FileNames.isMacro(name)) {
              dirty.addAll(files);
            }
          });
    }
  }

  private void take(String name, Deque<String> pending) {
    for (String file : filesByName.getOrDefault(name, Set.of())) {
      if (dirty.add(file)) {
        pending.push(file);
      }
    }
  }

  /** Descriptions of macros are written into them, so then they are made anew. */
  private MacroLibrary macros() {
    if (!macrosAgain) {
      return StoredMacros.library(session, kept, CachedLoader.MACRO_LINES);
    }
    ParseSession again = session.reading(session.newLibrary(), file -> true);
    new MacroFiles(again).read();
    again.problems().throwIfAny();
    return again.macros();
  }

  /** Adds files that depend on what was found in the ones that were read. */
  private boolean grows(PartialReading reading) {
    int before = dirty.size();
    boolean described = macrosAgain;
    Deque<String> pending = new ArrayDeque<>();
    for (String file : List.copyOf(dirty)) {
      for (String name : reading.names().of(file)) {
        named(name).add(file);
        take(name, pending);
        macrosAgain |= FileNames.isMacro(name);
      }
    }
    Set<String> changed = reading.changedFaces();
    if (!changed.isEmpty()) {
      Links links = Links.kept(kept);
      for (Resource resource : reading.clean()) {
        if (links.names(resource).stream().anyMatch(changed::contains)) {
          dirty.add(resource.file());
        }
      }
    }
    return dirty.size() > before || macrosAgain != described;
  }

  /** Whether a section has resources that are read again with their file. */
  static boolean isFollowed(Section section) {
    return section != Section.MACRO && section != Section.DOC;
  }
}
