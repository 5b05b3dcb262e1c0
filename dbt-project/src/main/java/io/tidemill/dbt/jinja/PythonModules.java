package io.tidemill.dbt.jinja;

import java.time.Clock;

/** The Python modules that dbt offers to templates as {@code modules}. */
public final class PythonModules {

  private static final Signature TIMEZONE = Signature.of("timezone(zone)");

  private PythonModules() {}

  /**
   * The value of {@code modules}: datetime, pytz, re and itertools; the clock answers {@code
   * datetime.now()}.
   */
  public static PyDict create(Clock clock) {
    PyDict modules = new PyDict();
    modules.put("pytz", pytz());
    modules.put("datetime", datetime(clock));
    modules.put("re", RegexModule.create());
    modules.put("itertools", ItertoolsModule.create());
    return modules;
  }

  private static PyDict datetime(Clock clock) {
    PyDict module = new PyDict();
    module.put("date", DateTypes.dateType(clock));
    module.put("datetime", DateTypes.dateTimeType(clock));
    module.put("time", DateTypes.timeType());
    module.put("timedelta", DateTypes.timedeltaType());
    module.put("tzinfo", new BuiltinType("datetime.tzinfo", arguments -> FixedZone.of(0)));
    return module;
  }

  private static PyDict pytz() {
    PyDict module = new PyDict();
    module.put("timezone", new BoundFunction("timezone", PythonModules::timezone));
    module.put("utc", PytzZone.UTC);
    module.put(
        "FixedOffset",
        new BoundFunction(
            "FixedOffset",
            arguments -> {
              int minutes = PyNumbers.toIndex(arguments.getOrDefault(0, "offset", 0L));
              return minutes == 0 ? PytzZone.UTC : FixedZone.pytz(minutes);
            }));
    PyList all = new PyList(java.time.ZoneId.getAvailableZoneIds().stream().sorted().toList());
    module.put("all_timezones", all);
    module.put("common_timezones", all);
    return module;
  }

  private static Object timezone(CallArguments arguments) {
    Object zone = Filters.required(TIMEZONE.bind(arguments)[0]);
    if (zone == PyNone.NONE) {
      throw new JinjaException(ErrorKind.UNKNOWN_TIME_ZONE, "None");
    }
    return PytzZone.of(PyRepr.str(zone));
  }
}
