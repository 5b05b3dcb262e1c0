"""Databases, tables, versions, partitions."""


def _table(name, **more):
    return {"Name": name, "TableType": "EXTERNAL_TABLE", "Parameters": {"classification": "parquet"},
            "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "bigint", "Comment": "the key"}], "Location": "s3://lake/b/" + name,
                                  "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"}},
            **more}


def _all(glue, action, field, **arguments):
    return [item for page in glue.get_paginator(action).paginate(PaginationConfig={"PageSize": 2}, **arguments) for item in page[field]]


def check(checks, endpoint):
    glue = endpoint.client("glue")
    _databases(checks, glue)
    _tables(checks, glue)
    _partitions(checks, glue)
    glue.delete_database(Name="boto")
    checks.refuses("DeleteDatabase took its tables along", "EntityNotFoundException", lambda: glue.get_table(DatabaseName="boto", Name="t0"))


def _databases(checks, glue):
    glue.create_database(DatabaseInput={"Name": "Boto", "Description": "d", "LocationUri": "s3://lake/b/", "Parameters": {"k": "v"}})
    database = glue.get_database(Name="boto")["Database"]
    checks.equal("CreateDatabase lowers names", (database["Name"], database["Description"], database["Parameters"]), ("boto", "d", {"k": "v"}))
    glue.update_database(Name="boto", DatabaseInput={"Name": "boto", "Description": "new"})
    checks.equal("UpdateDatabase replaces", glue.get_database(Name="boto")["Database"]["Description"], "new")
    for i in range(3):
        glue.create_database(DatabaseInput={"Name": "boto_%d" % i})
    names = [d["Name"] for d in _all(glue, "get_databases", "DatabaseList")]
    checks.that("GetDatabases pages", {"boto", "boto_0", "boto_1", "boto_2"} <= set(names) and len(names) == len(set(names)), names)
    for i in range(3):
        glue.delete_database(Name="boto_%d" % i)
    checks.refuses("CreateDatabase refuses what exists", "AlreadyExistsException", lambda: glue.create_database(DatabaseInput={"Name": "BOTO"}))
    checks.refuses("GetDatabase of none", "EntityNotFoundException", lambda: glue.get_database(Name="nowhere"), "nowhere not found")


def _tables(checks, glue):
    for i in range(5):
        glue.create_table(DatabaseName="boto", TableInput=_table("T%d" % i))
    table = glue.get_table(DatabaseName="boto", Name="T0")["Table"]
    checks.equal("GetTable gives the definition back", (table["Name"], table["DatabaseName"], table["StorageDescriptor"]["Columns"][0]["Comment"]),
                 ("t0", "boto", "the key"))
    checks.that("GetTable always has Parameters", "Parameters" in table)
    checks.equal("GetTables pages", [t["Name"] for t in _all(glue, "get_tables", "TableList", DatabaseName="boto")], ["t0", "t1", "t2", "t3", "t4"])
    checks.equal("GetTables filters", [t["Name"] for t in glue.get_tables(DatabaseName="boto", Expression="t[12]")["TableList"]], ["t1", "t2"])
    glue.update_table(DatabaseName="boto", TableInput=_table("t0", Description="second"), SkipArchive=False)
    versions = _all(glue, "get_table_versions", "TableVersions", DatabaseName="boto", TableName="t0")
    checks.equal("UpdateTable keeps the old version", [v["VersionId"] for v in versions], ["1", "0"])
    glue.update_table(DatabaseName="boto", TableInput=_table("t0", Description="third"), SkipArchive=True, VersionId="1")
    checks.equal("UpdateTable with the right VersionId", glue.get_table(DatabaseName="boto", Name="t0")["Table"]["Description"], "third")
    checks.refuses("UpdateTable with an old VersionId", "ConcurrentModificationException",
                   lambda: glue.update_table(DatabaseName="boto", TableInput=_table("t0"), VersionId="1"))
    checks.equal("GetTableVersion", glue.get_table_version(DatabaseName="boto", TableName="t0", VersionId="0")["TableVersion"]["VersionId"], "0")
    glue.delete_table_version(DatabaseName="boto", TableName="t0", VersionId="0")
    checks.refuses("DeleteTableVersion", "EntityNotFoundException",
                   lambda: glue.get_table_version(DatabaseName="boto", TableName="t0", VersionId="0"))
    glue.delete_table(DatabaseName="boto", Name="t4")
    checks.refuses("DeleteTable", "EntityNotFoundException", lambda: glue.get_table(DatabaseName="boto", Name="t4"), "t4 not found")
    errors = glue.batch_delete_table(DatabaseName="boto", TablesToDelete=["t3", "t4"])["Errors"]
    checks.equal("BatchDeleteTable reports one by one", [(e["TableName"], e["ErrorDetail"]["ErrorCode"]) for e in errors],
                 [("t4", "EntityNotFoundException")])
    checks.refuses("CreateTable refuses what exists", "AlreadyExistsException",
                   lambda: glue.create_table(DatabaseName="boto", TableInput=_table("t1")), "already exists")
    checks.refuses("CreateTable in no database", "EntityNotFoundException",
                   lambda: glue.create_table(DatabaseName="nowhere", TableInput=_table("t1")))
    checks.refuses("GetTables refuses pages of more than 100", "ValidationException",
                   lambda: glue.get_tables(DatabaseName="boto", MaxResults=101), "less than or equal to 100")
    checks.refuses("GetTables in no database", "EntityNotFoundException", lambda: glue.get_tables(DatabaseName="nowhere"))
    checks.equal("GetUserDefinedFunctions", glue.get_user_defined_functions(DatabaseName="boto", Pattern="*")["UserDefinedFunctions"], [])
    checks.equal("GetSecurityConfiguration", glue.get_security_configuration(Name="sc")["SecurityConfiguration"]["Name"], "sc")


def _partitions(checks, glue):
    where = {"DatabaseName": "boto", "TableName": "parts"}
    glue.create_table(DatabaseName="boto", TableInput=_table("parts", PartitionKeys=[{"Name": "day", "Type": "date"}, {"Name": "n", "Type": "int"}]))

    def partition(day, n):
        return {"Values": [day, str(n)], "StorageDescriptor": {"Location": "s3://lake/b/parts/day=%s/n=%d" % (day, n)}}

    glue.create_partition(PartitionInput=partition("2026-01-01", 1), **where)
    errors = glue.batch_create_partition(PartitionInputList=[partition("2026-01-02", n) for n in range(4)] + [partition("2026-01-01", 1)], **where)
    checks.equal("BatchCreatePartition reports one by one", [e["ErrorDetail"]["ErrorCode"] for e in errors["Errors"]], ["AlreadyExistsException"])
    checks.equal("GetPartitions pages", len(_all(glue, "get_partitions", "Partitions", **where)), 5)
    found = glue.get_partitions(Expression="day = '2026-01-02' and n in (1, 2)", **where)["Partitions"]
    checks.equal("GetPartitions filters", sorted(p["Values"][1] for p in found), ["1", "2"])
    checks.equal("GetPartition", glue.get_partition(PartitionValues=["2026-01-01", "1"], **where)["Partition"]["Values"], ["2026-01-01", "1"])
    got = glue.batch_get_partition(PartitionsToGet=[{"Values": ["2026-01-02", "3"]}, {"Values": ["2026-01-02", "9"]}], **where)
    checks.equal("BatchGetPartition gives what there is", [p["Values"][1] for p in got["Partitions"]], ["3"])
    moved = dict(partition("2026-01-01", 1), Parameters={"k": "v"})
    glue.update_partition(PartitionValueList=["2026-01-01", "1"], PartitionInput=moved, **where)
    checks.equal("UpdatePartition", glue.get_partition(PartitionValues=["2026-01-01", "1"], **where)["Partition"]["Parameters"], {"k": "v"})
    glue.delete_partition(PartitionValues=["2026-01-01", "1"], **where)
    checks.refuses("DeletePartition", "EntityNotFoundException", lambda: glue.get_partition(PartitionValues=["2026-01-01", "1"], **where))
    errors = glue.batch_delete_partition(PartitionsToDelete=[{"Values": ["2026-01-02", "0"]}, {"Values": ["2026-01-02", "9"]}], **where)
    checks.equal("BatchDeletePartition reports one by one", [e["PartitionValues"][1] for e in errors["Errors"]], ["9"])
    checks.refuses("GetPartitions refuses what is no expression", "InvalidInputException", lambda: glue.get_partitions(Expression="day ==== 1", **where))
