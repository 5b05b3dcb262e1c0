package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dbt calls of a Python model without running it: {@code dbt.ref}, {@code dbt.source},
 * {@code dbt.config}, and what it asks its config.
 */
final class PythonModel {
  private static final Set<String> FUNCTIONS =
      Set.of("dbt.ref", "dbt.source", "dbt.config", "dbt.config.get", "dbt.config.meta_get");
  private static final Pattern MODEL =
      Pattern.compile("^def\\s+model\\s*\\(([^)]*)\\)", Pattern.MULTILINE);

  private final NodeDraft draft;
  private final List<Object> keys = new ArrayList<>();
  private final List<@Nullable Object> defaults = new ArrayList<>();
  private final List<Object> metaKeys = new ArrayList<>();
  private final List<@Nullable Object> metaDefaults = new ArrayList<>();

  private PythonModel(NodeDraft draft) {
    this.draft = draft;
  }

  static void read(NodeDraft draft) {
    PythonModel model = new PythonModel(draft);
    model.check();
    PythonCalls.in(draft.rawCode(), FUNCTIONS).forEach(model::note);
    model.noteQuestions();
  }

  private void check() {
    if (Templates.hasJinja(PythonCalls.codeOnly(draft.rawCode()))) {
      throw failure("No jinja in python model code is allowed");
    }
    Matcher models = MODEL.matcher(PythonCalls.codeOnly(draft.rawCode()));
    int found = 0;
    String parameters = "";
    while (models.find()) {
      found++;
      parameters = models.group(1);
    }
    if (draft.rawCode().isEmpty()) {
      return;
    }
    if (found != 1) {
      throw failure("dbt allows exactly one model defined per python file, found " + found);
    }
    List<String> errors = new ArrayList<>();
    String[] names = parameters.strip().isEmpty() ? new String[0] : parameters.split(",");
    if (names.length > 0 && !names[0].replaceAll(":.*", "").strip().equals("dbt")) {
      errors.add("'dbt' not provided for model as the first argument");
    }
    if (names.length != 2) {
      errors.add("model function should have two args, `dbt` and a session to current warehouse");
    }
    if (!errors.isEmpty()) {
      throw failure(String.join("\n", errors));
    }
  }

  private void note(PythonCalls.Call call) {
    List<@Nullable Object> positional = new ArrayList<>();
    call.positional().forEach(source -> positional.add(literal(source)));
    Map<String, Object> named = new LinkedHashMap<>();
    call.named().forEach((name, source) -> named.put(name, literal(source)));
    switch (call.function()) {
      case "dbt.ref" -> ref(positional, named);
      case "dbt.source" -> {
        if (positional.size() != 2) {
          throw failure("source() takes exactly two arguments (" + positional.size() + " given)");
        }
        draft.addSource(String.valueOf(positional.get(0)), String.valueOf(positional.get(1)));
      }
      case "dbt.config" -> ConfigMerge.apply(draft.configCall(), named);
      case "dbt.config.get" -> question("get", positional, keys, defaults);
      default -> question("meta_get", positional, metaKeys, metaDefaults);
    }
  }

  private void ref(List<@Nullable Object> positional, Map<String, Object> named) {
    Object version = named.containsKey("v") ? named.get("v") : named.get("version");
    switch (positional.size()) {
      case 1 -> draft.addRef(String.valueOf(positional.get(0)), null, version);
      case 2 ->
          draft.addRef(
              String.valueOf(positional.get(1)), String.valueOf(positional.get(0)), version);
      default ->
          throw failure("ref() takes at most two arguments (" + positional.size() + " given)");
    }
  }

  private void question(
      String function,
      List<@Nullable Object> positional,
      List<Object> names,
      List<@Nullable Object> answers) {
    if (positional.isEmpty() || positional.size() > 2) {
      throw failure(
          "dbt.config."
              + function
              + (positional.isEmpty()
                  ? "() requires at least one argument"
                  : "() takes at most 2 arguments (" + positional.size() + " given)"));
    }
    names.add(String.valueOf(positional.get(0)));
    answers.add(positional.size() == 2 ? positional.get(1) : null);
  }

  private void noteQuestions() {
    if (keys.isEmpty() && metaKeys.isEmpty()) {
      return;
    }
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("config_keys_used", keys);
    asked.put("config_keys_defaults", defaults);
    asked.put("meta_keys_used", metaKeys);
    asked.put("meta_keys_defaults", metaDefaults);
    ConfigMerge.apply(draft.configCall(), asked);
  }

  private @Nullable Object literal(String source) {
    Object value = PythonValues.literal(source);
    if (value instanceof String text && text.equals(source)) {
      throw failure(
          "Error when trying to literal_eval an arg to dbt.ref(), dbt.source(), dbt.config() or"
              + " dbt.config.get(): `"
              + source
              + "`. In dbt python model, `dbt.ref`, `dbt.source`, `dbt.config`, `dbt.config.get`"
              + " function args only support Python literal structures");
    }
    return Arguments.plain(value);
  }

  private ProjectException failure(String message) {
    return new ProjectException(
        new ProjectProblem(ProblemKind.PARSING, message, draft.file(), 0, 0), null);
  }
}
