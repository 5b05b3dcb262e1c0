package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.ErrorKind;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PythonValues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code exceptions}: how macros stop a run or warn. */
final class Exceptions {
  private static final Logger LOG = LoggerFactory.getLogger("io.tidemill.dbt.warn");

  static final PyDict OBJECT = object();

  private Exceptions() {}

  private static PyDict object() {
    PyDict object = new PyDict();
    object.put("warn", (JinjaCallable) Exceptions::warn);
    for (String name :
        new String[] {
          "raise_compiler_error",
          "raise_database_error",
          "raise_dependency_error",
          "raise_duplicate_alias",
          "raise_invalid_property_yml_version",
          "raise_not_implemented",
          "raise_parsing_error",
          "column_type_missing",
          "relation_wrong_type",
          "raise_fail_fast_error"
        }) {
      object.put(name, (JinjaCallable) Exceptions::raise);
    }
    object.put("missing_config", (JinjaCallable) Exceptions::missingConfig);
    object.put("missing_relation", (JinjaCallable) Exceptions::missingRelation);
    object.put("raise_contract_error", (JinjaCallable) Exceptions::contract);
    object.put("warn_snapshot_timestamp_data_types", (JinjaCallable) arguments -> "");
    return object;
  }

  private static Object warn(CallArguments arguments) {
    LOG.warn("{}", PythonValues.str(Arguments.required(arguments, 0, "msg", "warn")));
    return "";
  }

  private static Object raise(CallArguments arguments) {
    Object message = arguments.get(0, "msg");
    throw Arguments.compilation(message == null ? "" : PythonValues.str(message));
  }

  private static Object missingConfig(CallArguments arguments) {
    Object name = Arguments.required(arguments, 1, "name", "missing_config");
    throw Arguments.compilation(
        "Model is missing a required config \"" + PythonValues.str(name) + "\"");
  }

  private static Object missingRelation(CallArguments arguments) {
    Object name = Arguments.required(arguments, 0, "relation", "missing_relation");
    throw Arguments.compilation("Relation " + PythonValues.str(name) + " not found!");
  }

  private static Object contract(CallArguments arguments) {
    Object yaml = Arguments.required(arguments, 0, "yaml_columns", "raise_contract_error");
    Object sql = Arguments.required(arguments, 1, "sql_columns", "raise_contract_error");
    throw new JinjaException(
        ErrorKind.BLOCK,
        "This model has an enforced contract that failed.\nPlease ensure the name, data_type, and number of columns"
            + " in your contract match the columns in your model's definition.\n\nContract: "
            + PythonValues.str(yaml)
            + "\nDefinition: "
            + PythonValues.str(sql));
  }
}
