package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.ErrorKind;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.jinja.MacroReturn;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PyList;
import io.tidemill.dbt.jinja.PySet;
import io.tidemill.dbt.jinja.PyTuple;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.yaml.YamlException;
import io.tidemill.dbt.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Members of dbt's context that are the same for every node. */
final class BaseMembers {
  private static final Logger LOG = LoggerFactory.getLogger("io.tidemill.dbt.log");
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Map<String, Object> MEMBERS = members();

  private BaseMembers() {}

  static @Nullable Object member(String name) {
    Object member = MEMBERS.get(name);
    return member == null ? Missing.MISSING : member;
  }

  static Map<String, Object> all() {
    return MEMBERS;
  }

  private static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("dbt_version", DbtVersion.VALUE);
    members.put("return", MacroReturn.FUNCTION);
    members.put("fromjson", (JinjaCallable) BaseMembers::fromJson);
    members.put("tojson", (JinjaCallable) BaseMembers::toJson);
    members.put("fromyaml", (JinjaCallable) BaseMembers::fromYaml);
    members.put("toyaml", (JinjaCallable) BaseMembers::toYaml);
    members.put("set", (JinjaCallable) BaseMembers::set);
    members.put("set_strict", (JinjaCallable) BaseMembers::setStrict);
    members.put("zip", (JinjaCallable) BaseMembers::zip);
    members.put("zip_strict", (JinjaCallable) BaseMembers::zipStrict);
    members.put("log", (JinjaCallable) BaseMembers::log);
    members.put("print", (JinjaCallable) BaseMembers::print);
    members.put("diff_of_two_dicts", (JinjaCallable) BaseMembers::difference);
    members.put("local_md5", (JinjaCallable) BaseMembers::localMd5);
    members.put("exceptions", Exceptions.OBJECT);
    members.put("thread_id", "Thread-1");
    return members;
  }

  private static @Nullable Object fromJson(CallArguments arguments) {
    String text = PythonValues.str(Arguments.required(arguments, 0, "string", "fromjson"));
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException e) {
      return arguments.get(1, "default");
    }
  }

  private static @Nullable Object toJson(CallArguments arguments) {
    Object value = Arguments.required(arguments, 0, "value", "tojson");
    boolean sorted = Arguments.flag(arguments, 2, "sort_keys", false);
    String json = sorted ? PythonJson.sorted(value) : PythonJson.compact(value);
    return json == null ? arguments.get(1, "default") : json;
  }

  private static @Nullable Object fromYaml(CallArguments arguments) {
    String text = PythonValues.str(Arguments.required(arguments, 0, "value", "fromyaml"));
    try {
      return YamlReader.read(text).root();
    } catch (YamlException e) {
      return arguments.get(1, "default");
    }
  }

  private static Object toYaml(CallArguments arguments) {
    Object value = Arguments.required(arguments, 0, "value", "toyaml");
    return PythonYaml.dump(value, Arguments.flag(arguments, 2, "sort_keys", false));
  }

  private static @Nullable Object set(CallArguments arguments) {
    try {
      return setStrict(arguments);
    } catch (JinjaException e) {
      return arguments.get(1, "default");
    }
  }

  private static Object setStrict(CallArguments arguments) {
    Object value = Arguments.required(arguments, 0, "value", "set");
    return new PySet(PythonValues.toList(value));
  }

  private static @Nullable Object zip(CallArguments arguments) {
    try {
      return zipStrict(arguments);
    } catch (JinjaException e) {
      return arguments.keywords().get("default");
    }
  }

  private static Object zipStrict(CallArguments arguments) {
    List<List<Object>> columns = new ArrayList<>();
    for (Object value : arguments.positional()) {
      columns.add(PythonValues.toList(value));
    }
    int rows = columns.stream().mapToInt(List::size).min().orElse(0);
    PyList zipped = new PyList();
    for (int row = 0; row < rows; row++) {
      List<Object> tuple = new ArrayList<>();
      for (List<Object> column : columns) {
        tuple.add(column.get(row));
      }
      zipped.add(PyTuple.copyOf(tuple));
    }
    return zipped;
  }

  private static Object log(CallArguments arguments) {
    String message = PythonValues.str(Arguments.required(arguments, 0, "msg", "log"));
    if (Arguments.flag(arguments, 1, "info", false)) {
      LOG.info("{}", message);
    } else {
      LOG.debug("{}", message);
    }
    return "";
  }

  private static Object print(CallArguments arguments) {
    LOG.info("{}", PythonValues.str(Arguments.required(arguments, 0, "msg", "print")));
    return "";
  }

  // Kept by dbt for its grants macros: what of the first is not in the second, keys compared in
  // lower case.
  private static Object difference(CallArguments arguments) {
    Object first = Arguments.required(arguments, 0, "dict_a", "diff_of_two_dicts");
    Object second = Arguments.required(arguments, 1, "dict_b", "diff_of_two_dicts");
    Map<String, List<String>> removed = new LinkedHashMap<>();
    Arguments.plainMap(second).forEach((key, value) -> removed.put(lower(key), lowerAll(value)));
    PyDict difference = new PyDict();
    ((Map<?, ?>) first)
        .forEach(
            (key, value) -> {
              List<String> gone = removed.getOrDefault(lower(key), List.of());
              PyList kept = new PyList();
              for (Object item : PythonValues.toList(value)) {
                if (!gone.contains(lower(item))) {
                  kept.add(item);
                }
              }
              if (!kept.isEmpty()) {
                difference.put(key, kept);
              }
            });
    return difference;
  }

  private static String lower(Object value) {
    return value.toString().toLowerCase(java.util.Locale.ROOT);
  }

  private static List<String> lowerAll(@Nullable Object value) {
    List<String> lower = new ArrayList<>();
    if (value instanceof Iterable<?> items) {
      items.forEach(item -> lower.add(lower(item)));
    }
    return lower;
  }

  private static Object localMd5(CallArguments arguments) {
    return md5(PythonValues.str(Arguments.required(arguments, 0, "value", "local_md5")));
  }

  static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new JinjaException(ErrorKind.PYTHON_RUNTIME, "MD5 is not available", e);
    }
  }
}
