package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.Block;
import io.tidemill.dbt.jinja.BlockScanner;
import io.tidemill.dbt.jinja.Scope;
import io.tidemill.dbt.jinja.TemplateName;
import io.tidemill.dbt.manifest.ResourceType;
import io.tidemill.dbt.parse.ProjectFiles.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the nodes of a package that have files of their own: models, seeds, snapshots, tests,
 * analyses, hooks, docs.
 */
final class NodeReader {
  private static final long LARGEST_HASHED_SEED = 1024 * 1024;

  private final ParseSession session;
  private final Package owner;
  private final ProjectFiles files;
  private final Drafts drafts;
  private final NodeUpdate update;

  NodeReader(ParseSession session, Package owner, Drafts drafts) {
    this.session = session;
    this.owner = owner;
    this.files = session.files(owner);
    this.drafts = drafts;
    this.update = new NodeUpdate(session);
  }

  void readAll() {
    forEach("model-paths", this::model, ".sql", ".py");
    forEach("snapshot-paths", this::snapshots, ".sql");
    forEach("analysis-paths", this::analysis, ".sql");
    forEach("test-paths", this::singularTest, ".sql");
    forEach("seed-paths", this::seed, ".csv");
    forEach("function-paths", this::function, ".sql", ".py", ".js");
    forEachDoc();
    hooks();
  }

  private interface Step {
    List<NodeDraft> read(Found file) throws IOException;
  }

  private void forEach(String paths, Step step, String... extensions) {
    addAll(session.toRead(owner, files.find(owner.paths(paths), extensions)), step);
  }

  /** Reads files at the same time, then adds what they hold in their order. */
  private void addAll(List<Found> found, Step step) {
    for (Outcome<NodeDraft> outcome :
        Parallel.map(found, file -> Outcome.of(file.original(), () -> step.read(file)))) {
      outcome.into(session.problems(), this::add);
    }
  }

  private void forEachDoc() {
    List<String> paths = new ArrayList<>(owner.paths("docs-paths"));
    if (paths.isEmpty()) {
      for (String kind :
          List.of(
              "model-paths",
              "seed-paths",
              "snapshot-paths",
              "analysis-paths",
              "test-paths",
              "macro-paths")) {
        paths.addAll(owner.paths(kind));
      }
    }
    for (Outcome<Map<String, Object>> outcome :
        Parallel.map(
            session.toRead(owner, files.find(paths, ".md")),
            file -> Outcome.of(file.original(), () -> docs(file)))) {
      outcome.into(session.problems(), this::addDoc);
    }
  }

  private List<NodeDraft> model(Found file) throws IOException {
    return read(ResourceType.MODEL, file, file.relative(), ProjectFiles.read(file));
  }

  private List<NodeDraft> function(Found file) throws IOException {
    return read(ResourceType.FUNCTION, file, file.relative(), ProjectFiles.read(file));
  }

  private List<NodeDraft> analysis(Found file) throws IOException {
    return read(
        ResourceType.ANALYSIS, file, "analysis/" + file.relative(), ProjectFiles.read(file));
  }

  private List<NodeDraft> singularTest(Found file) throws IOException {
    if (file.relative().startsWith("generic/") || file.relative().startsWith("fixtures/")) {
      return List.of();
    }
    return read(ResourceType.TEST, file, file.relative(), ProjectFiles.read(file));
  }

  private List<NodeDraft> read(ResourceType type, Found file, String path, String text) {
    String raw = text.strip();
    NodeDraft draft =
        draft(
            type,
            file.original(),
            path,
            file.stem(),
            fqn(path, file.stem()),
            raw,
            ProjectFiles.checksum(raw));
    if (type == ResourceType.FUNCTION && !"sql".equals(draft.text("language"))) {
      draft.put("config", Map.of());
      update.update(draft, Map.of());
    } else if ("python".equals(draft.text("language"))) {
      PythonModel.read(draft);
      draft.put("config", Map.of());
      update.update(draft, Map.of());
    } else {
      update.renderAndUpdate(draft);
    }
    return List.of(draft);
  }

  private List<NodeDraft> snapshots(Found file) throws IOException {
    String text = ProjectFiles.read(file).strip();
    TemplateName name = TemplateName.of(file.original());
    List<String> prefix = fqn(file.relative(), file.stem());
    List<NodeDraft> snapshots = new ArrayList<>();
    for (Block block : BlockScanner.scan(text, name, Set.of("snapshot"))) {
      List<String> fqn = new ArrayList<>(prefix);
      fqn.add(block.name());
      NodeDraft draft =
          draft(
              ResourceType.SNAPSHOT,
              file.original(),
              file.relative(),
              block.name(),
              fqn,
              block.contents(),
              ProjectFiles.checksum(text));
      update.renderAndUpdate(draft);
      snapshots.add(draft);
    }
    return snapshots;
  }

  private List<NodeDraft> seed(Found file) throws IOException {
    boolean large = Files.size(file.path()) > LARGEST_HASHED_SEED;
    String checksum =
        large
            ? file.original()
            : ProjectFiles.sha256(
                ProjectFiles.read(file)
                    .replace("\r\n", "\n")
                    .strip()
                    .getBytes(StandardCharsets.UTF_8));
    NodeDraft draft =
        draft(
            ResourceType.SEED,
            file.original(),
            file.relative(),
            file.stem(),
            fqn(file.relative(), file.stem()),
            "",
            checksum);
    if (large) {
      draft.put("checksum", ConfigDefaults.of("name", "path", "checksum", checksum));
    }
    draft.put("config", Map.of());
    update.update(draft, Map.of());
    return List.of(draft);
  }

  private List<Map<String, Object>> docs(Found file) throws IOException {
    String text = ProjectFiles.read(file).strip();
    List<Map<String, Object>> docs = new ArrayList<>();
    for (Block block : BlockScanner.scan(text, TemplateName.of(file.original()), Set.of("docs"))) {
      docs.add(
          ConfigDefaults.of(
              "name", block.name(),
              "resource_type", "doc",
              "package_name", owner.name(),
              "path", file.relative(),
              "original_file_path", file.original(),
              "unique_id", "doc." + owner.name() + "." + block.name(),
              "block_contents", rendered(block, file.original())));
    }
    return docs;
  }

  private void addDoc(Map<String, Object> content) {
    Map<String, Object> known =
        drafts.docs().putIfAbsent(String.valueOf(content.get("unique_id")), content);
    if (known != null) {
      session
          .problems()
          .add(
              duplicate(
                  "docs",
                  String.valueOf(content.get("name")),
                  String.valueOf(content.get("original_file_path")),
                  String.valueOf(known.get("original_file_path"))));
    }
  }

  /** A docs block is a template without names. */
  private static String rendered(Block block, String file) {
    return Templates.hasJinja(block.contents())
        ? Templates.renderParsing(block.contents(), file, Scope.empty()).strip()
        : block.contents().strip();
  }

  private void hooks() {
    String file = "./dbt_project.yml";
    hooks("on-run-start", owner.config().onRunStart(), file);
    hooks("on-run-end", owner.config().onRunEnd(), file);
  }

  private void hooks(String kind, List<String> statements, String file) {
    for (int i = 0; i < statements.size(); i++) {
      String sql = statements.get(i);
      int index = i;
      Found origin = new Found(owner.root().resolve("dbt_project.yml"), "dbt_project.yml", file);
      Outcome.of(file, () -> hook(kind, index, sql, origin))
          .into(session.problems(), draft -> drafts.nodes().put(draft.uniqueId(), draft));
    }
  }

  private List<NodeDraft> hook(String kind, int index, String sql, Found origin)
      throws IOException {
    String name = owner.name() + "-" + kind + "-" + index;
    String path = "hooks/" + name + ".sql";
    NodeDraft draft =
        draft(
            ResourceType.OPERATION,
            origin.original(),
            path,
            name,
            fqn(path, name),
            sql,
            ProjectFiles.checksum(ProjectFiles.read(origin)));
    draft.put("index", (long) index);
    draft.addTag(kind);
    update.renderAndUpdate(draft);
    return List.of(draft);
  }

  private NodeDraft draft(
      ResourceType type,
      String original,
      String path,
      String name,
      List<String> fqn,
      String raw,
      String checksum) {
    String id = type.label() + "." + owner.name() + "." + name;
    String rootPath = type == ResourceType.SEED ? owner.root().toString() : null;
    return new NodeDraft(
        type,
        original,
        NodeContent.of(
            type,
            new NodeContent.Origin(owner.name(), path, original),
            id,
            name,
            fqn,
            raw,
            "sha256",
            checksum,
            session.defaults(rootPath)));
  }

  /** Package, folders, name. */
  private List<String> fqn(String path, String name) {
    List<String> fqn = new ArrayList<>();
    fqn.add(owner.name());
    String[] parts = path.split("/");
    for (int i = 0; i < parts.length - 1; i++) {
      fqn.add(parts[i]);
    }
    fqn.add(name);
    return fqn;
  }

  private void add(NodeDraft draft) {
    NodeDraft known = drafts.add(draft);
    if (known != null) {
      session
          .problems()
          .add(duplicate(draft.type().label(), draft.name(), draft.file(), known.file()));
    }
  }

  private static ProjectException duplicate(
      String kind, String name, String file, Object otherFile) {
    return new ProjectException(
        new ProjectProblem(
            ProblemKind.DUPLICATE_RESOURCE,
            "dbt found two "
                + kind
                + "s with the name \""
                + name
                + "\", in "
                + otherFile
                + " and "
                + file
                + ". Since these resources have the same name, dbt will be unable to find the"
                + " correct resource when looking for ref(\""
                + name
                + "\"). To fix this, change the name of one of these resources",
            file,
            0,
            0),
        null);
  }
}
