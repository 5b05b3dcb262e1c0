package io.tidemill.dbt.compile;

import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.compile.EphemeralModels.Rendered;
import io.tidemill.dbt.compile.RunScope.References;
import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.GenericTestArguments;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.context.Relation;
import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ResourceType;
import io.tidemill.dbt.manifest.TestMetadata;
import io.tidemill.dbt.parse.JinjaProblems;
import io.tidemill.dbt.parse.LoadedProject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Renders the nodes of a loaded project. */
public final class ProjectNodeCompiler implements NodeCompiler {
  private final RunSession session;
  private final EphemeralModels ephemerals;

  public ProjectNodeCompiler(
      LoadedProject project,
      ProjectSource source,
      Warehouse warehouse,
      Invocation invocation,
      Set<String> selected) {
    this.session = new RunSession(project, source, warehouse, invocation, Set.copyOf(selected));
    this.ephemerals = new EphemeralModels(id -> render(node(id)), this::node);
  }

  @Override
  public CompiledNode compile(String uniqueId) {
    ManifestNode node = node(uniqueId);
    return inFile(node, () -> compiled(node, render(node)));
  }

  private CompiledNode compiled(ManifestNode node, Rendered rendered) {
    List<CompiledNode.ExtraCte> expressions = ephemerals.expressions(rendered);
    String code =
        CteInjection.inject(
            rendered.sql(), expressions.stream().map(CompiledNode.ExtraCte::sql).toList());
    return new CompiledNode(
        node,
        code,
        hooks(node, "pre-hook"),
        hooks(node, "post-hook"),
        new RelationName(node.database(), node.schema(), node.alias()),
        node.config(),
        expressions);
  }

  private ManifestNode node(String uniqueId) {
    return session
        .manifest()
        .node(uniqueId)
        .orElseThrow(
            () ->
                ProjectException.of(
                    ProblemKind.RUNTIME,
                    "Expected a node with unique id '"
                        + uniqueId
                        + "', but the project has none that is enabled"));
  }

  private Rendered render(ManifestNode node) {
    if (node.resourceType() == ResourceType.SEED || !node.language().equals("sql")) {
      return new Rendered(node.rawCode() + pythonPart(node), Set.of());
    }
    References references =
        node.resourceType() == ResourceType.OPERATION
            ? References.ANY_RELATION
            : References.DECLARED;
    return render(node, references, Map.of());
  }

  /** What turns the calls of a Python model into relations. */
  private String pythonPart(ManifestNode node) {
    if (!node.language().equals("python")) {
      return "";
    }
    RunScope scope = new RunScope(session, node, References.DECLARED, Map.of());
    String part = "{{ py_script_postfix(model) }}";
    return "\n\n" + Templates.render(part, node.originalFilePath(), scope);
  }

  private Rendered render(ManifestNode node, References references, Map<String, Object> extra) {
    RunScope scope = new RunScope(session, node, references, extra);
    defineTestArguments(node, scope);
    String sql = Templates.render(node.rawCode(), node.originalFilePath(), scope);
    return new Rendered(sql, scope.ephemerals());
  }

  private static void defineTestArguments(ManifestNode node, RunScope scope) {
    TestMetadata metadata = node.testMetadata();
    if (metadata != null) {
      PyDict arguments =
          GenericTestArguments.render(
              metadata.kwargs(), node.columnName(), node.originalFilePath(), scope);
      scope.defineArguments(arguments);
    }
  }

  private List<String> hooks(ManifestNode node, String key) {
    List<String> rendered = new ArrayList<>();
    if (node.config().get(key) instanceof List<?> hooks) {
      for (Object hook : hooks) {
        Object sql = hook instanceof Map<?, ?> fields ? fields.get("sql") : hook;
        RunScope scope = new RunScope(session, node, References.DECLARED, Map.of());
        String text = Templates.render(String.valueOf(sql), node.originalFilePath(), scope);
        if (!text.isBlank()) {
          rendered.add(text);
        }
      }
    }
    return rendered;
  }

  @Override
  public List<String> postHooks(String uniqueId) {
    ManifestNode node = node(uniqueId);
    return inFile(node, () -> hooks(node, "post-hook"));
  }

  @Override
  public CompiledNode compileInline(String sql) {
    ManifestNode node = InlineNode.of(session.project(), sql);
    return inFile(node, () -> compiled(node, render(node, References.ANY, Map.of())));
  }

  @Override
  public CompiledNode compileOnRunEnd(String uniqueId, List<Map<String, Object>> results) {
    ManifestNode node = node(uniqueId);
    Map<String, Object> extra = OnRunEnd.names(session.manifest(), results);
    return inFile(node, () -> compiled(node, render(node, References.ANY_RELATION, extra)));
  }

  @Override
  public @Nullable Object runOperation(String macro, Map<String, Object> arguments) {
    ManifestNode node = InlineNode.of(session.project(), "");
    return inFile(node, () -> call(node, References.ANY_RELATION, macro, List.of(), arguments));
  }

  @Override
  public @Nullable Object callMacro(
      String uniqueId, String macro, List<Object> positional, Map<String, Object> named) {
    ManifestNode node = node(uniqueId);
    return inFile(node, () -> call(node, References.ANY, macro, positional, named));
  }

  private @Nullable Object call(
      ManifestNode node,
      References references,
      String name,
      List<Object> positional,
      Map<String, Object> named) {
    RunScope scope = new RunScope(session, node, references, Map.of());
    ProjectMacro macro = find(node.packageName(), name);
    List<Object> arguments = new ArrayList<>();
    positional.forEach(value -> arguments.add(argument(value)));
    Map<String, Object> keywords = new LinkedHashMap<>();
    named.forEach((key, value) -> keywords.put(key, argument(value)));
    return result(scope.bind(macro).call(new CallArguments(arguments, keywords)));
  }

  private static Object argument(@Nullable Object value) {
    if (value instanceof RelationName name) {
      return Relation.of(name.database(), name.schema(), name.identifier());
    }
    if (value instanceof WarehouseRelation found) {
      return Relation.of(found.database(), found.schema(), found.identifier(), found.type().label())
          .withFormat(found.format());
    }
    return PythonValues.fromJava(value);
  }

  private static @Nullable Object result(@Nullable Object value) {
    return value instanceof Relation relation
        ? new RelationName(
            relation.database(),
            relation.schema() == null ? "" : relation.schema(),
            relation.identifier() == null ? "" : relation.identifier())
        : Arguments.plain(value);
  }

  private ProjectMacro find(String packageName, String name) {
    MacroLibrary macros = session.project().macros();
    int dot = name.indexOf('.');
    ProjectMacro macro =
        dot < 0
            ? macros.resolve(packageName, name)
            : macros.inNamespace(name.substring(0, dot), name.substring(dot + 1));
    if (macro == null) {
      throw ProjectException.of(
          ProblemKind.RUNTIME,
          "dbt could not find a macro with the name '"
              + name
              + "' in any package; check for typos and run \"dbt deps\"");
    }
    return macro;
  }

  @Override
  public boolean overrides(String macro) {
    ProjectMacro found =
        session.project().macros().resolve(session.project().config().name(), macro);
    return found != null && !MacroLibrary.INTERNAL_PACKAGES.contains(found.packageName());
  }

  @Override
  public boolean hasCustomMaterialization(String uniqueId) {
    return CustomMaterialization.find(session.project().macros(), node(uniqueId)) != null;
  }

  @Override
  public List<RelationName> materialize(String uniqueId) {
    ManifestNode node = node(uniqueId);
    return inFile(
        node,
        () -> {
          CompiledNode compiled = compiled(node, render(node));
          Map<String, Object> extra = new LinkedHashMap<>();
          extra.put("sql", compiled.compiledCode());
          extra.put("compiled_code", compiled.compiledCode());
          RunScope scope = new RunScope(session, node, References.ANY, extra);
          return CustomMaterialization.run(session.project().macros(), node, scope);
        });
  }

  /**
   * Says failures of Jinja as problems of the node's file; those of the warehouse keep their own
   * type.
   */
  private static <T> T inFile(ManifestNode node, Supplier<T> action) {
    try {
      return action.get();
    } catch (JinjaException e) {
      ProjectProblem problem = JinjaProblems.of(e, node.originalFilePath());
      throw new ProjectException(problem, e.getCause() == null ? e : e.getCause());
    }
  }
}
