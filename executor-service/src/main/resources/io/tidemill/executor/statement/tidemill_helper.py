# The statement helper: installed once per session, then called with one request per statement.
# Runs in the Python interpreter of a Glue session (PySpark 3.3 and later), where `spark` is defined.
import base64 as _tm_base64
import gzip as _tm_gzip
import json as _tm_json
import time as _tm_time

_tm_parts = {}


def tidemill_v1(payload):
    request = _tm_decode(payload)
    if "parts" in request:
        request = _tm_join(request["parts"])
    operation = request.get("op", "run")
    if operation == "part":
        _tm_parts.setdefault(request["id"], {})[request["index"]] = request["text"]
        answer = {"ok": True, "steps": []}
    elif operation == "install":
        for key, value in request.get("conf", {}).items():
            spark.conf.set(key, value)
        answer = {"ok": True, "steps": []}
    else:
        answer = _tm_run(request)
    print("<<tidemill:v1\n" + _tm_json.dumps(answer, ensure_ascii=True) + "\ntidemill:v1>>")


def _tm_join(parts):
    texts = _tm_parts.pop(parts["id"], {})
    if len(texts) != parts["count"]:
        raise ValueError("Expected %d parts of %s, but %d came" % (parts["count"], parts["id"], len(texts)))
    joined = "".join(texts[index] for index in range(parts["count"]))
    return _tm_decode(joined)


def _tm_decode(payload):
    data = _tm_base64.b64decode(payload)
    if data[:2] == b"\x1f\x8b":
        data = _tm_gzip.decompress(data)
    return _tm_json.loads(data.decode("utf-8"))


def _tm_run(request):
    before = {}
    results = []
    counts = {}
    try:
        for key, value in request.get("conf", {}).items():
            old = spark.conf.get(key, None)
            spark.conf.set(key, value)
            before[key] = old
        _tm_describe(request.get("attempt", ""))
        for step in request["steps"]:
            result = _tm_step(step, request, counts)
            results.append(result)
            counts[step["name"]] = len(result["rows"])
            if not result["ok"] and not step.get("ignoreErrors", False):
                return {"ok": False, "steps": results}
        return {"ok": True, "steps": results}
    except Exception as e:
        return {"ok": False, "steps": results, "error": _tm_error(e)}
    finally:
        for key, value in before.items():
            if value is None:
                spark.conf.unset(key)
            else:
                spark.conf.set(key, value)


def _tm_describe(attempt):
    # For people who look at Spark's own pages; nothing depends on it.
    try:
        spark.sparkContext.setJobDescription(attempt)
    except Exception:
        pass


def _tm_step(step, request, counts):
    result = {"name": step["name"], "ok": True, "skipped": False, "millis": 0, "schema": [], "rows": [],
              "truncated": False, "affected": None, "error": None}
    when = step.get("when")
    if when and (counts.get(when["step"], 0) > 0) != (when["rows"] == "nonEmpty"):
        result["skipped"] = True
        return result
    started = _tm_time.time()
    try:
        if "createView" in step:
            _tm_create_view(step["createView"])
        elif "loadCsv" in step:
            _tm_load_csv(step["loadCsv"])
        elif "python" in step:
            _tm_python(step["python"])
        else:
            _tm_sql(step, request, result)
    except Exception as e:
        result["ok"] = False
        result["error"] = _tm_python_error(e, step["python"]) if "python" in step else _tm_error(e)
    result["millis"] = int((_tm_time.time() - started) * 1000)
    return result


def _tm_sql(step, request, result):
    for table in step.get("refresh", []):
        try:
            spark.catalog.refreshTable(table)
        except Exception as e:
            condition = _tm_call(e, "getErrorClass")
            if not (condition and condition.endswith("_NOT_FOUND")):
                raise
    frame = spark.sql(step["sql"])
    result["schema"] = [{"name": f.name, "type": f.dataType.simpleString()} for f in frame.schema.fields]
    result["affected"] = _tm_affected(frame)
    fetch = step.get("fetch", "none")
    if fetch == "count":
        result["schema"] = [{"name": "count", "type": "bigint"}]
        result["rows"] = [[frame.count()]]
    elif fetch == "rows":
        _tm_fetch(frame, request, result)


def _tm_fetch(frame, request, result):
    limit = request.get("maxRows", 10000)
    size = 0
    for row in frame.take(limit + 1):
        values = [_tm_value(value) for value in row]
        size += len(_tm_json.dumps(values))
        if len(result["rows"]) == limit or size > request.get("maxBytes", 262144):
            result["truncated"] = True
            return
        result["rows"].append(values)


def _tm_affected(frame):
    if "num_affected_rows" in frame.columns:
        rows = frame.select("num_affected_rows").take(1)
        return int(rows[0][0]) if rows and rows[0][0] is not None else None
    # A command that wrote has run by now; its plan keeps the count. Where it does not, nobody knows.
    try:
        executed = frame._jdf.queryExecution().commandExecuted()
        if executed.getClass().getSimpleName() != "CommandResult":
            return None
        metric = executed.commandPhysicalPlan().metrics().get("numOutputRows")
        return int(metric.get().value()) if metric.isDefined() else None
    except Exception:
        return None


def _tm_value(value):
    import datetime
    import decimal
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= 9007199254740992 else str(value)
    if isinstance(value, float):
        return value if value == value and value not in (float("inf"), float("-inf")) else \
            "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, (bytes, bytearray)):
        return _tm_base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "asDict"):
        return {key: _tm_value(item) for key, item in value.asDict().items()}
    if isinstance(value, dict):
        return {str(_tm_value(key)): _tm_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_tm_value(item) for item in value]
    return str(value)


def _tm_create_view(view):
    from pyspark.sql import functions
    from pyspark.sql.types import StringType, StructField, StructType
    names = [column["name"] for column in view["columns"]]
    texts = StructType([StructField(name, StringType(), True) for name in names])
    frame = spark.createDataFrame([tuple(row) for row in view["rows"]], texts)
    ansi = spark.conf.get("spark.sql.ansi.enabled", "false")
    spark.conf.set("spark.sql.ansi.enabled", "true")
    try:
        frame.select(*[
            functions.col("`" + column["name"].replace("`", "``") + "`").cast(column["type"]).alias(column["name"])
            for column in view["columns"]
        ]).createOrReplaceTempView(view["view"])
    finally:
        spark.conf.set("spark.sql.ansi.enabled", ansi)


def _tm_load_csv(csv):
    schema = ", ".join("`%s` %s" % (c["name"].replace("`", "``"), c["type"]) for c in csv["columns"])
    (spark.read.schema(schema)
        .option("header", csv.get("header", True)).option("sep", csv.get("delimiter", ","))
        .option("nullValue", csv.get("nullValue", "")).option("quote", '"').option("escape", '"')
        .option("multiLine", True).option("mode", "FAILFAST")
        .csv(csv["path"]).createOrReplaceTempView(csv["view"]))


class _TmFlag(int):
    # dbt.is_incremental is a value; some models call it.
    def __call__(self):
        return bool(self)


class _TmThis:
    def __init__(self, this):
        self.database, self.schema, self.identifier = this["database"], this["schema"], this["identifier"]
        self._name = this["name"]

    def __repr__(self):
        return self._name


class _TmConfig:
    def __init__(self, values):
        self._values = values

    def __call__(self, **kwargs):
        # What a model configures was read when the project was.
        return None

    def get(self, key, default=None):
        value = self._values.get(key)
        return default if value is None else value

    def meta_get(self, key, default=None):
        value = (self._values.get("meta") or {}).get(key)
        return default if value is None else value


class _TmDbt:
    def __init__(self, context):
        self._context = context
        self.config = _TmConfig(context["config"])
        self.this = _TmThis(context["this"])
        self.is_incremental = _TmFlag(context["isIncremental"])

    def ref(self, *args, v=None, version=None, **kwargs):
        version = v if v is not None else version
        key = ".".join(args) + (".v" + str(version) if version is not None else "")
        return self._table("refs", "ref", key)

    def source(self, *args):
        return self._table("sources", "source", ".".join(args))

    def _table(self, kind, function, key):
        name = self._context[kind].get(key)
        if name is None:
            raise KeyError("dbt.%s('%s') was not found when the project was read; write its name as plain text" % (function, key))
        return spark.table(name)


def _tm_python(model):
    scope = {"__name__": "tidemill_model", "spark": spark}
    exec(compile(model["code"], model["file"], "exec"), scope)
    frame = scope["model"](_TmDbt(model["context"]), spark)
    if type(frame).__module__.startswith("pyspark.pandas"):
        frame = frame.to_spark()
    elif type(frame).__module__.startswith("pandas"):
        frame = spark.createDataFrame(frame)
    if not hasattr(frame, "createOrReplaceTempView"):
        raise TypeError("Expected model() to return a Spark or pandas DataFrame, but it returned %s" % type(frame).__name__)
    frame.createOrReplaceTempView(model["view"])


def _tm_python_error(e, model):
    import traceback
    error = _tm_error(e)
    if getattr(e, "_origin", None) is None and getattr(e, "java_exception", None) is None and not error["condition"]:
        error["class"] = "python." + type(e).__name__
        error["message"] = type(e).__name__ + ": " + str(e)
    line = e.lineno if isinstance(e, SyntaxError) and e.filename == model["file"] else None
    for frame in traceback.extract_tb(e.__traceback__):
        if frame.filename == model["file"]:
            line = frame.lineno
    if line is not None:
        lines = model["code"].splitlines()
        text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        error["message"] += "\nat %s line %d: %s" % (model["file"], line, text)
    error["line"] = error["position"] = None
    return error


def _tm_call(target, method):
    try:
        return getattr(target, method)()
    except Exception:
        return None


def _tm_error(e):
    origin = getattr(e, "_origin", None) or getattr(e, "java_exception", None)
    line = position = None
    name = type(e).__module__ + "." + type(e).__name__
    if origin is not None:
        name = _tm_call(origin.getClass(), "getName") or name
        for key in ("line", "startPosition"):
            option = _tm_call(origin, key)
            if option is not None and _tm_call(option, "isDefined"):
                if key == "line":
                    line = int(option.get())
                else:
                    position = int(option.get())
    message = getattr(e, "desc", None) or (origin is not None and _tm_call(origin, "getMessage")) or str(e)
    stack = getattr(e, "stackTrace", None) or ""
    causes = []
    cause = origin is not None and _tm_call(origin, "getCause")
    while cause and len(causes) < 8:
        causes.append(str(_tm_call(cause, "toString")))
        cause = _tm_call(cause, "getCause")
    return {"class": name, "condition": _tm_call(e, "getErrorClass"), "sqlState": _tm_call(e, "getSqlState"),
            "message": message, "line": line, "position": position, "causes": causes, "stack": stack[:4000].splitlines()[:20]}
