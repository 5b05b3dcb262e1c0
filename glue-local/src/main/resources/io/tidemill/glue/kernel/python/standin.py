"""A small stand-in for pyspark: SQL, tables, reading and writing frames. The engine carries out every call."""
import base64
import datetime
import decimal
import json
import os
import re
import sys
import types

from tidemill_kernel import channel


def _call(_operation, **args):
    answer = channel.ask({"call": _operation, "args": args})
    if "error" in answer:
        error = answer["error"]
        kind = _ERRORS.get(error["class"].rsplit(".", 1)[-1], PySparkException)
        raise kind(error["message"], error["condition"], error["sqlState"])
    return answer.get("value")


class PySparkException(Exception):
    def __init__(self, message, condition=None, state=None):
        super().__init__(message)
        self.desc = message
        self._condition = condition
        self._state = state

    def getErrorClass(self):
        return self._condition

    def getSqlState(self):
        return self._state


class AnalysisException(PySparkException):
    pass


class ParseException(AnalysisException):
    pass


_ERRORS = {
    "ParseException": ParseException,
    "AnalysisException": AnalysisException,
    "NoSuchTableException": AnalysisException,
    "NoSuchDatabaseException": AnalysisException,
    "TableAlreadyExistsException": AnalysisException,
    "ExtendedAnalysisException": AnalysisException,
}


class DataType:
    """A type as Spark's schema JSON has it; its text is that of pyspark's class."""

    _NAMES = {"long": "LongType", "short": "ShortType", "byte": "ByteType", "void": "NullType",
              "timestamp_ntz": "TimestampNTZType"}

    def __init__(self, spec):
        self.spec = spec

    def __repr__(self):
        spec = self.spec
        if isinstance(spec, dict):
            if spec["type"] == "array":
                return "ArrayType(%r, %s)" % (DataType(spec["elementType"]), spec["containsNull"])
            if spec["type"] == "map":
                return "MapType(%r, %r, %s)" % (
                    DataType(spec["keyType"]), DataType(spec["valueType"]), spec["valueContainsNull"])
            return repr(StructType(spec))
        match = re.match(r"decimal\((\d+),\s*(-?\d+)\)", spec)
        if match:
            return "DecimalType(%s,%s)" % match.groups()
        return self._NAMES.get(spec, spec[:1].upper() + spec[1:] + "Type") + "()"

    def simpleString(self):
        names = {"long": "bigint", "integer": "int", "short": "smallint", "byte": "tinyint"}
        return names.get(self.spec, self.spec) if isinstance(self.spec, str) else json.dumps(self.spec)

    def value(self, value):
        spec = self.spec
        if value is None:
            return None
        if isinstance(spec, dict):
            if spec["type"] == "array":
                return [DataType(spec["elementType"]).value(v) for v in value]
            if spec["type"] == "map":
                return {k: DataType(spec["valueType"]).value(v) for k, v in value.items()}
            fields = spec["fields"]
            return Row._of([f["name"] for f in fields],
                           [DataType(f["type"]).value(value[f["name"]]) for f in fields])
        if spec.startswith("decimal"):
            return decimal.Decimal(value)
        if spec in ("long", "integer", "short", "byte"):
            return int(value)
        if spec in ("double", "float"):
            return float(value)
        if spec == "date":
            return datetime.date.fromisoformat(value)
        if spec.startswith("timestamp"):
            return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).replace(tzinfo=None)
        if spec == "binary":
            return bytearray(base64.b64decode(value))
        return value


class StructField:
    def __init__(self, spec):
        self.name = spec["name"]
        self.dataType = DataType(spec["type"])
        self.nullable = spec.get("nullable", True)

    def __repr__(self):
        return "StructField('%s', %r, %s)" % (self.name, self.dataType, self.nullable)


class StructType:
    def __init__(self, spec):
        self.fields = [StructField(f) for f in spec["fields"]]
        self.names = [f.name for f in self.fields]

    def __iter__(self):
        return iter(self.fields)

    def __len__(self):
        return len(self.fields)

    def __repr__(self):
        return "StructType([%s])" % ", ".join(map(repr, self.fields))


class Row(tuple):
    def __new__(cls, **values):
        return cls._of(list(values), list(values.values()))

    @classmethod
    def _of(cls, names, values):
        row = tuple.__new__(cls, values)
        row.__fields__ = names
        return row

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self[self.__fields__.index(name)]
        except ValueError:
            raise AttributeError(name)

    def __getitem__(self, key):
        return tuple.__getitem__(self, self.__fields__.index(key) if isinstance(key, str) else key)

    def asDict(self, recursive=False):
        def plain(value):
            return value.asDict(True) if recursive and isinstance(value, Row) else value
        return {n: plain(v) for n, v in zip(self.__fields__, self)}

    def __repr__(self):
        return "Row(%s)" % ", ".join("%s=%r" % p for p in zip(self.__fields__, self))


def _unsupported(what):
    raise NotImplementedError(
        "Expected code within what glue-local's stand-in for pyspark knows, but it uses %s: "
        "run it on AWS" % what)


class Writer:
    def __init__(self, frame):
        self._frame = frame
        self._settings = {"mode": "errorifexists", "options": {}, "partitionBy": []}

    def _with(self, **settings):
        self._settings.update(settings)
        return self

    def mode(self, mode):
        return self._with(mode=mode)

    def format(self, name):
        return self._with(format=name)

    def partitionBy(self, *columns):
        flat = columns[0] if len(columns) == 1 and isinstance(columns[0], (list, tuple)) else columns
        return self._with(partitionBy=list(flat))

    def option(self, key, value):
        self._settings["options"][key] = str(value).lower() if isinstance(value, bool) else str(value)
        return self

    def options(self, **options):
        for key, value in options.items():
            self.option(key, value)
        return self

    def _end(self, action, target):
        _call("write", frame=self._frame._id, action=action, target=target, **self._settings)

    def saveAsTable(self, name, format=None, mode=None):
        if format:
            self.format(format)
        if mode:
            self.mode(mode)
        self._end("saveAsTable", name)

    def insertInto(self, name, overwrite=None):
        if overwrite:
            self.mode("overwrite")
        self._end("insertInto", name)

    def save(self, path=None):
        self._end("save", path)

    def parquet(self, path, mode=None):
        self.format("parquet")
        self.save(path)

    def csv(self, path, mode=None, header=None):
        self.format("csv")
        self.save(path)

    def json(self, path, mode=None):
        self.format("json")
        self.save(path)


class DataFrame:
    def __init__(self, handle):
        self._id = handle["id"]
        self._schema = handle["schema"]

    def __del__(self):
        _released.append(self._id)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        _unsupported("DataFrame." + name)

    @property
    def schema(self):
        return StructType(self._schema)

    @property
    def columns(self):
        return self.schema.names

    @property
    def dtypes(self):
        return [(f.name, f.dataType.simpleString()) for f in self.schema]

    @property
    def rdd(self):
        return self

    @property
    def write(self):
        return Writer(self)

    def _new(self, operation, *args):
        return DataFrame(_call("transform", frame=self._id, operation=operation, args=list(args)))

    def count(self):
        return _call("count", frame=self._id)

    def collect(self):
        return self._rows(-1)

    def take(self, n):
        return self._rows(n)

    def head(self, n=None):
        return self.first() if n is None else self._rows(n)

    def first(self):
        rows = self._rows(1)
        return rows[0] if rows else None

    def _rows(self, limit):
        names = self.columns
        kinds = [f.dataType for f in self.schema]
        return [Row._of(names, [k.value(v) for k, v in zip(kinds, row)])
                for row in _call("collect", frame=self._id, limit=limit)]

    def show(self, n=20, truncate=True, vertical=False):
        width = 20 if truncate is True else int(truncate)
        print(_call("show", frame=self._id, n=n, truncate=width, vertical=vertical))

    def printSchema(self):
        print(_call("printSchema", frame=self._id))

    def select(self, *columns):
        if any(not isinstance(c, str) for c in columns):
            _unsupported("Column expressions")
        return self._new("select", *columns)

    def selectExpr(self, *expressions):
        flat = expressions[0] if len(expressions) == 1 and isinstance(expressions[0], list) else expressions
        return self._new("selectExpr", *flat)

    def where(self, condition):
        if not isinstance(condition, str):
            _unsupported("Column expressions")
        return self._new("where", condition)

    filter = where

    def limit(self, n):
        return self._new("limit", str(n))

    def distinct(self):
        return self._new("distinct")

    def drop(self, *columns):
        return self._new("drop", *columns)

    def withColumnRenamed(self, old, new):
        return self._new("withColumnRenamed", old, new)

    def orderBy(self, *columns):
        return self._new("orderBy", *columns)

    def coalesce(self, n):
        return self

    def repartition(self, *args):
        return self

    def cache(self):
        return self

    def unpersist(self):
        return self

    def union(self, other):
        return DataFrame(_call("union", frame=self._id, other=other._id))

    unionAll = union

    def createOrReplaceTempView(self, name):
        _call("view", frame=self._id, name=name)

    createTempView = createOrReplaceTempView
    registerTempTable = createOrReplaceTempView

    def isEmpty(self):
        return not self._rows(1)


_released = []


class Conf:
    def get(self, key, default=None):
        value = _call("conf", action="get", key=key)
        return default if value is None else value

    def set(self, key, value):
        _call("conf", action="set", key=key,
              value=str(value).lower() if isinstance(value, bool) else str(value))

    def unset(self, key):
        _call("conf", action="unset", key=key)


class Catalog:
    def refreshTable(self, name):
        _call("catalog", action="refreshTable", name=name)

    def tableExists(self, name, database=None):
        return _call("catalog", action="tableExists", name=database + "." + name if database else name)

    def dropTempView(self, name):
        return _call("catalog", action="dropTempView", name=name)

    def setCurrentDatabase(self, name):
        _call("catalog", action="setCurrentDatabase", name=name)

    def currentDatabase(self):
        return _call("catalog", action="currentDatabase", name="")


class Reader:
    def __init__(self):
        self._options = {}
        self._format = "parquet"

    def format(self, name):
        self._format = name
        return self

    def option(self, key, value):
        self._options[key] = str(value).lower() if isinstance(value, bool) else str(value)
        return self

    def table(self, name):
        return DataFrame(_call("table", name=name))

    def load(self, path):
        return DataFrame(_call("read", format=self._format, options=self._options, path=path))

    def parquet(self, path):
        return self.format("parquet").load(path)

    def json(self, path):
        return self.format("json").load(path)

    def csv(self, path, header=None, inferSchema=None):
        if header is not None:
            self.option("header", header)
        if inferSchema is not None:
            self.option("inferSchema", inferSchema)
        return self.format("csv").load(path)


class SparkSession:
    version = "3.5.6"

    def __init__(self):
        self.conf = Conf()
        self.catalog = Catalog()
        self.sparkContext = types.SimpleNamespace(
            setLogLevel=lambda level: None, setJobDescription=lambda text: None, version=self.version, appName="glue-local")

    class _Builder:
        def __getattr__(self, name):
            return (lambda *a, **k: spark) if name == "getOrCreate" else (lambda *a, **k: self)

    builder = _Builder()

    @property
    def read(self):
        return Reader()

    def sql(self, text):
        return DataFrame(_call("sql", text=text))

    def table(self, name):
        return DataFrame(_call("table", name=name))

    def createDataFrame(self, data, schema=None):
        rows = list(data)
        if isinstance(schema, StructType):
            names = schema.names
        elif schema and not isinstance(schema, str):
            names = list(schema)
        else:
            names = None
        if names is None and rows and isinstance(rows[0], dict):
            names = list(rows[0])
        elif names is None and rows and isinstance(rows[0], Row):
            names = rows[0].__fields__
        values = [[r.get(n) for n in names] if isinstance(r, dict) else list(r) for r in rows]
        if names is None and not isinstance(schema, str):
            names = ["_%d" % (i + 1) for i in range(len(values[0]) if values else 0)]
        ddl = schema if isinstance(schema, str) else ", ".join(
            "`%s` %s" % (n, _kind([v[i] for v in values])) for i, n in enumerate(names))
        return DataFrame(_call("createDataFrame", ddl=ddl, rows=[[_text(v) for v in r] for r in values]))


def _kind(values):
    known = [v for v in values if v is not None]
    first = known[0] if known else None
    if isinstance(first, bool):
        return "boolean"
    if isinstance(first, int):
        return "double" if any(isinstance(v, float) for v in known) else "bigint"
    if isinstance(first, float):
        return "double"
    if isinstance(first, decimal.Decimal):
        return "decimal(38,18)"
    if isinstance(first, datetime.datetime):
        return "timestamp"
    if isinstance(first, datetime.date):
        return "date"
    return "string"


def _text(value):
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _module(name, **content):
    module = types.ModuleType(name)
    module.__dict__.update(content)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
    return module


def _refusing(name):
    """The attribute look-up of a module that imports but refuses to be used."""
    def look_up(attribute):
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        _unsupported(name + "." + attribute)
    return look_up


def _stub_missing(name):
    """A module that imports but refuses to be used."""
    try:
        __import__(name)
    except ImportError:
        for i, _ in enumerate(name.split(".")):
            part = ".".join(name.split(".")[:i + 1])
            if part not in sys.modules:
                _module(part, __getattr__=_refusing(part))


spark = SparkSession()


def _install():
    _module("pyspark", __version__="3.5.6", SparkContext=types.SimpleNamespace(getOrCreate=lambda *a: spark.sparkContext))
    _module("pyspark.context", SparkContext=sys.modules["pyspark"].SparkContext)
    _module("pyspark.sql", SparkSession=SparkSession, DataFrame=DataFrame, Row=Row)
    _module("pyspark.sql.utils", AnalysisException=AnalysisException, ParseException=ParseException)
    _module("pyspark.errors", AnalysisException=AnalysisException, ParseException=ParseException,
            PySparkException=PySparkException)
    _module("pyspark.sql.functions", __getattr__=_refusing("pyspark.sql.functions"))
    for name in ("pandas", "pyarrow.feather", "boto3"):
        _stub_missing(name)


def open_session():
    """Installs the stand-in as pyspark; the names that a session's code finds."""
    _install()
    return {"spark": spark, "sc": spark.sparkContext, "sqlContext": spark}


def begin(job_group):
    """The engine sets the job group of its own threads."""


def released():
    """The frames that the code has let go of."""
    ids, _released[:] = list(_released), []
    return ids
