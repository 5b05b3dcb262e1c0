"""The user's own pyspark, attached to the session's Spark through a py4j gateway into the engine."""
import os
import sys
import types
import warnings

from tidemill_kernel import channel

_entry = None


def open_session():
    """Attaches pyspark to the engine; the names that a session's code finds."""
    global _entry
    import pyspark
    if pyspark.__version__.split(".")[:2] != os.environ["TIDEMILL_SPARK_VERSION"].split(".")[:2]:
        raise ImportError("its pyspark is %s, which does not fit Spark %s" % (
            pyspark.__version__, os.environ["TIDEMILL_SPARK_VERSION"]))
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession, SQLContext
    gateway = launch_gateway()
    _guard(gateway)
    _entry = gateway.entry_point
    context = SparkContext(gateway=gateway, jsc=_entry.javaContext(), conf=SparkConf(_jconf=_entry.conf()))
    # The first session that pyspark makes would become the default of the whole driver, which others share.
    SparkSession._instantiatedSession = types.SimpleNamespace(_sc=types.SimpleNamespace(_jsc=True))
    spark = SparkSession(context, _entry.session())
    SparkSession._instantiatedSession = SparkSession._activeSession = spark
    # The driver outlives this session.
    context.stop = spark.stop = lambda: None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sql_context = SQLContext(context, spark)
    return {"spark": spark, "sc": context, "sqlContext": sql_context}


def begin(job_group):
    """Puts the Spark jobs of this thread into the statement's group."""
    _entry.begin(job_group)


def released():
    return []


def _guard(gateway):
    client = gateway._gateway_client
    send = client.send_command

    def send_command(*args, **kwargs):
        with channel.uninterrupted():
            return send(*args, **kwargs)

    client.send_command = send_command
