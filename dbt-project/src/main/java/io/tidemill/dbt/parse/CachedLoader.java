package io.tidemill.dbt.parse;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.cache.CacheSnapshot;
import io.tidemill.dbt.cache.CachedFile;
import io.tidemill.dbt.cache.ParseCache;
import io.tidemill.dbt.cache.TrackedEnvironment;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.parse.ScannedFiles.State;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a project by what was kept of it: only what has changed since, and what that changes.
 *
 * <p>The answer is the one that reading everything gives. Where that is in doubt, everything is
 * read: other settings, variables or macros, a cache that is damaged, and whatever is wrong with
 * the project, which only a whole reading reports in full.
 */
public final class CachedLoader {
  static final String PARENTS = "parent_map";
  static final String CHILDREN = "child_map";
  static final String GROUPS = "group_map";
  static final String SELECTORS = "selectors";
  static final String MACRO_LINES = "macro_lines";

  private static final Logger LOG = LoggerFactory.getLogger(CachedLoader.class);
  private static final String FOLDER = "partial_parse";

  private final TrackedEnvironment environment;
  private final ProjectLoader loader;

  public CachedLoader(ProjectSource source, Clock clock) {
    this.environment = new TrackedEnvironment(source.environment());
    this.loader =
        new ProjectLoader(
            new ProjectSource(
                source.projectDir(),
                source.profilesDir(),
                source.target(),
                source.vars(),
                environment),
            clock);
  }

  /**
   * Reads the project.
   *
   * @throws ProjectException with everything that is wrong
   */
  public LoadedProject load() {
    ParseSession session = loader.session();
    ParseCache cache = new ParseCache(session.root().config().targetPath().resolve(FOLDER));
    String key = key(session);
    Optional<CacheSnapshot> snapshot =
        session.problems().isEmpty()
            ? cache.read(key).filter(kept -> environment.still(kept.environment()))
            : Optional.empty();
    Map<String, CachedFile> known = new HashMap<>();
    snapshot.ifPresent(kept -> kept.files().forEach(file -> known.put(file.key(), file)));
    Map<String, State> states = ScannedFiles.of(session).states(known);
    Save save = new Save(cache, key, states);
    return snapshot
        .flatMap(kept -> incremental(session, kept, known, states, save))
        .orElseGet(() -> afresh(session, save));
  }

  private static String key(ParseSession session) {
    try {
      return CacheKey.of(session);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(
          "Expected to read the settings of the project, but failed", e);
    }
  }

  private Optional<LoadedProject> incremental(
      ParseSession session,
      CacheSnapshot kept,
      Map<String, CachedFile> known,
      Map<String, State> states,
      Save save) {
    try {
      return new IncrementalReading(session, kept, known, states).read(save);
    } catch (ProjectException e) {
      LOG.debug(
          "Reading the changed files alone failed, so everything is read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private LoadedProject afresh(ParseSession session, Save save) {
    FileNames names = new FileNames();
    Drafts drafts = new Drafts();
    List<Resource> resources = loader.read(session, drafts, names);
    Set<String> repeated = new HashSet<>(drafts.repeated());
    Map<String, Map<String, ?>> sections = sections(session, resources, loader.selectors());
    return save.write(resources, sections, names, repeated, Map.of(), null, session);
  }

  static Map<String, Map<String, ?>> sections(
      ParseSession session, List<Resource> resources, Map<String, Object> selectors) {
    Edges edges = Edges.of(resources);
    Map<String, Map<String, ?>> sections = new LinkedHashMap<>();
    sections.put(PARENTS, edges.parents());
    sections.put(CHILDREN, edges.children());
    sections.put(GROUPS, edges.groups());
    sections.put(SELECTORS, selectors);
    sections.put(MACRO_LINES, StoredMacros.lines(session.macros()));
    return sections;
  }

  /** Keeps what was read for the next time. */
  final class Save {
    private final ParseCache cache;
    private final String key;
    private final Map<String, State> states;

    Save(ParseCache cache, String key, Map<String, State> states) {
      this.cache = cache;
      this.key = key;
      this.states = states;
    }

    /**
     * The project, after it was kept if that was possible.
     *
     * @param names of the files that were read
     * @param repeated files that must be read every time
     * @param known the files that were not read, by key
     * @param old where resources are stored that were not read
     */
    LoadedProject write(
        List<Resource> resources,
        Map<String, Map<String, ?>> sections,
        FileNames names,
        Set<String> repeated,
        Map<String, CachedFile> known,
        @Nullable CacheSnapshot old,
        ParseSession session) {
      List<String> keys = new ArrayList<>(states.keySet());
      SnapshotWriter writer = new SnapshotWriter(resources, sections, keys, old);
      try {
        CacheSnapshot written =
            cache.write(
                key,
                environment.reads(old == null ? List.of() : old.environment()),
                () -> files(names, repeated, known, writer.unfaithful()),
                writer);
        return loaded(session, stored(resources, written, writer.unfaithful()), sections);
      } catch (IOException e) {
        LOG.debug("What was read of the project cannot be kept: {}", e.toString());
        return loaded(session, resources, sections);
      }
    }

    private List<CachedFile> files(
        FileNames names,
        Set<String> repeated,
        Map<String, CachedFile> known,
        Set<String> unfaithful)
        throws IOException {
      List<CachedFile> files = new ArrayList<>();
      for (State state : states.values()) {
        String file = state.file().key();
        CachedFile before = known.get(file);
        boolean again =
            before != null
                ? before.repeated()
                : repeated.contains(file) || unfaithful.contains(file);
        if (state.file().shared() && unfaithful.contains(file)) {
          throw new IOException("Expected to keep what " + file + " gives, but cannot");
        }
        files.add(
            new CachedFile(
                file,
                state.stamp(),
                state.hash(),
                again,
                before != null ? before.names() : names.of(file)));
      }
      return files;
    }

    /** The stored form takes less memory, and is JSON already. */
    private static List<Resource> stored(
        List<Resource> resources, CacheSnapshot written, Set<String> unfaithful) {
      List<Resource> stored = new ArrayList<>(resources.size());
      for (int i = 0; i < resources.size(); i++) {
        Resource resource = resources.get(i);
        stored.add(
            unfaithful.contains(resource.file())
                ? resource
                : resource.keptAs(written, written.resources().get(i)));
      }
      return stored;
    }

    LoadedProject loaded(
        ParseSession session, List<Resource> resources, Map<String, Map<String, ?>> sections) {
      Manifest manifest =
          new ManifestAssembler(session)
              .assemble(resources, object(sections.get(SELECTORS)), edges(sections));
      return ProjectLoader.loaded(session, manifest);
    }
  }

  @SuppressWarnings("unchecked") // this section has lists of names only
  private static Edges edges(Map<String, Map<String, ?>> sections) {
    return new Edges(
        (Map<String, List<String>>) sections.getOrDefault(PARENTS, Map.of()),
        (Map<String, List<String>>) sections.getOrDefault(CHILDREN, Map.of()),
        (Map<String, List<String>>) sections.getOrDefault(GROUPS, Map.of()));
  }

  @SuppressWarnings("unchecked") // objects have any values
  private static Map<String, Object> object(@Nullable Map<String, ?> section) {
    return section == null ? Map.of() : (Map<String, Object>) section;
  }
}
