"""The part of awsglue that scripts import, as a Glue session has it."""
import os
import sys
import types


def install(spark, context):
    sys.argv = ["glue", "--SESSION_ID", os.environ.pop("TIDEMILL_SESSION_ID")]
    _module("awsglue", is_package=True)
    _module("awsglue.utils", getResolvedOptions=_resolved_options, GlueArgumentError=GlueArgumentError)
    _module("awsglue.context", GlueContext=lambda sc, **options: _GlueContext(spark, context))
    _module("awsglue.job", Job=_Job)


class GlueArgumentError(Exception):
    pass


class _GlueContext:
    """Hands out the session; what else AWS's has, works on AWS only."""

    def __init__(self, spark, context):
        self.spark_session = spark
        self._context = context

    def get_logger(self):
        import logging
        return logging.getLogger("glue")

    def __getattr__(self, name):
        if name in ("sql", "table", "read", "createDataFrame"):
            return getattr(self.spark_session, name)
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotImplementedError(
            "Expected code within what glue-local knows, but it uses GlueContext.%s: run it on AWS" % name)


class _Job:
    """Bookmarks are kept on AWS only."""

    def __init__(self, context):
        pass

    def init(self, name, args=None):
        pass

    def commit(self):
        pass


def _resolved_options(argv, names):
    found = {}
    for name in names:
        for i, argument in enumerate(argv):
            if argument == "--" + name and i + 1 < len(argv):
                found[name] = argv[i + 1]
            elif argument.startswith("--" + name + "="):
                found[name] = argument.partition("=")[2]
    return found


def _module(name, is_package=False, **content):
    module = types.ModuleType(name)
    module.__dict__.update(content)
    if is_package:
        module.__path__ = []
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
