package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.CacheSnapshot;
import io.tidemill.dbt.cache.CachedFile;
import io.tidemill.dbt.cache.CachedResource;
import io.tidemill.dbt.cache.Section;
import io.tidemill.dbt.context.MacroLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One reading of some files of a project beside what is kept of the others. */
final class PartialReading {
  private final ParseSession session;
  private final CacheSnapshot kept;
  private final Set<String> files;
  private final List<Resource> clean = new ArrayList<>();
  private final Map<String, Map<String, Object>> facesBefore = new HashMap<>();
  private final Set<String> relations = new HashSet<>();
  private final FileNames names = new FileNames();
  private final Drafts drafts;
  private List<Resource> fresh = List.of();

  PartialReading(ParseSession whole, CacheSnapshot kept, Set<String> files, MacroLibrary macros) {
    this.session = whole.reading(macros, files::contains);
    this.kept = kept;
    this.files = Set.copyOf(files);
    this.drafts = new Drafts(outside());
  }

  /** Splits what is kept into what stays and what is read again. */
  private Outside outside() {
    Map<String, Map<String, Object>> nodes = new HashMap<>();
    List<Map<String, Object>> enabled = new ArrayList<>();
    List<Map<String, Object>> disabled = new ArrayList<>();
    Set<String> uniqueIds = new HashSet<>();
    for (CachedResource resource : kept.resources()) {
      if (!IncrementalReading.isFollowed(resource.section())) {
        continue;
      }
      String file = resource.file() < 0 ? "" : kept.files().get(resource.file()).key();
      Map<String, Object> face =
          resource.face().length() == 0 ? Map.of() : kept.object(resource.face());
      if (file.isEmpty() || files.contains(file)) {
        if (!face.isEmpty()) {
          facesBefore.put(resource.section() + " " + resource.uniqueId(), face);
        }
        continue;
      }
      clean.add(Resource.kept(resource, kept, file));
      switch (resource.section()) {
        case NODE -> {
          uniqueIds.add(resource.uniqueId());
          if (!face.isEmpty()) {
            nodes.put(resource.uniqueId(), face);
            enabled.add(face);
            noteRelation(face);
          }
        }
        case SOURCE -> enabled.add(face);
        case DISABLED, DISABLED_OTHER -> disabled.add(face);
        default -> {
          // Nothing refers to the others by name.
        }
      }
    }
    return new Outside(nodes, enabled, disabled, uniqueIds);
  }

  /** False when another node is written to the same place. */
  private boolean noteRelation(Map<String, Object> face) {
    Object relation = face.get("relation_name");
    return relation == null || relations.add(relation.toString());
  }

  /**
   * Reads the files.
   *
   * @throws io.tidemill.dbt.error.ProjectException when something is wrong
   */
  void read() {
    for (CachedResource resource : kept.resources()) {
      if (resource.section() == Section.DOC) {
        drafts.docs().put(resource.uniqueId(), kept.object(resource.content()));
      }
    }
    ProjectReading reading = new ProjectReading(session, drafts);
    reading.read();
    fresh = Resources.of(session, drafts);
    ProjectLoader.name(session, reading, fresh, names);
  }

  FileNames names() {
    return names;
  }

  /** What was not read. */
  List<Resource> clean() {
    return clean;
  }

  /** Names of what others see differently than before. */
  Set<String> changedFaces() {
    Map<String, Map<String, Object>> left = new HashMap<>(facesBefore);
    Set<String> changed = new HashSet<>();
    for (Resource resource : fresh) {
      Map<String, Object> face = Face.of(resource.section(), resource.content());
      if (face.isEmpty()) {
        continue;
      }
      Map<String, Object> before = left.remove(resource.section() + " " + resource.uniqueId());
      if (!face.equals(before)) {
        changed.add(Face.name(face));
        if (before != null) {
          changed.add(Face.name(before));
        }
      }
    }
    left.values().forEach(face -> changed.add(Face.name(face)));
    return changed;
  }

  /** The whole project; empty when it cannot be run. */
  Optional<LoadedProject> finish(Map<String, CachedFile> known, CachedLoader.Save save) {
    for (Resource resource : fresh) {
      if (resource.section() == Section.NODE && !noteRelation(resource.content())) {
        return Optional.empty();
      }
    }
    List<Resource> all = new ArrayList<>(clean);
    all.addAll(fresh);
    Resources.sort(session, all);
    Map<String, Map<String, ?>> sections = new LinkedHashMap<>();
    if (sameEdges()) {
      for (String section :
          List.of(CachedLoader.PARENTS, CachedLoader.CHILDREN, CachedLoader.GROUPS)) {
        sections.put(section, kept.section(section));
      }
    } else {
      Edges edges = Edges.of(all, Links.kept(kept));
      if (GraphCheck.hasCycle(edges.parents())) {
        return Optional.empty();
      }
      sections.put(CachedLoader.PARENTS, edges.parents());
      sections.put(CachedLoader.CHILDREN, edges.children());
      sections.put(CachedLoader.GROUPS, edges.groups());
    }
    sections.put(CachedLoader.SELECTORS, kept.section(CachedLoader.SELECTORS));
    sections.put(CachedLoader.MACRO_LINES, StoredMacros.lines(session.macros()));
    Map<String, CachedFile> unread = new HashMap<>(known);
    unread.keySet().removeAll(files);
    return Optional.of(save.write(all, sections, names, drafts.repeated(), unread, kept, session));
  }

  /** Whether what was read is connected as it was, in the same order of resources. */
  private boolean sameEdges() {
    Links links = Links.kept(kept);
    List<List<Object>> before = new ArrayList<>();
    for (CachedResource resource : kept.resources()) {
      String file = resource.file() < 0 ? "" : kept.files().get(resource.file()).key();
      if (IncrementalReading.isFollowed(resource.section())
          && (file.isEmpty() || files.contains(file))) {
        before.add(edge(Resource.kept(resource, kept, file), links));
      }
    }
    List<List<Object>> now = new ArrayList<>();
    for (Resource resource : fresh) {
      if (IncrementalReading.isFollowed(resource.section())) {
        now.add(edge(resource, links));
      }
    }
    return before.equals(now);
  }

  private static List<Object> edge(Resource resource, Links links) {
    return List.of(
        resource.section(),
        resource.uniqueId(),
        resource.file(),
        Objects.requireNonNull(links.parents(resource)),
        links.group(resource));
  }
}
