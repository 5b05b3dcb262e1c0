"""The profile under which dbt-glue meets the endpoint."""
import os

import pytest

pytest_plugins = ["dbt.tests.fixtures.project"]


@pytest.fixture(scope="class")
def dbt_profile_target():
    return {
        "type": "glue",
        "role_arn": "arn:aws:iam::000000000000:role/conformance",
        "region": "us-east-1",
        "glue_version": "5.1",
        "workers": 2,
        "worker_type": "G.1X",
        "schema": "conformance",
        "location": "s3://lake/conformance",
        "session_provisioning_timeout_in_seconds": 120,
        "idle_timeout": 60,
        "datalake_formats": "iceberg",
        # One warm session for all, as dbt-glue's own tests have it, with the two flags that these set.
        "glue_session_id": "conformance",
        "glue_session_reuse": True,
        "conf": "spark.sql.sources.partitionOverwriteMode=dynamic --conf spark.sql.legacy.allowNonEmptyLocationInCTAS=true",
        "threads": int(os.environ.get("DBT_THREADS", "2")),
    }
