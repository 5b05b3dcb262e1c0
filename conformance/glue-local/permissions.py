"""Lake Formation, STS, and the few calls of S3."""

ANALYST = {"DataLakePrincipalIdentifier": "arn:aws:iam::000000000000:role/analyst"}
TABLE = {"Table": {"DatabaseName": "lf", "Name": "t"}}


def check(checks, endpoint):
    glue, lake = endpoint.client("glue"), endpoint.client("lakeformation")
    glue.create_database(DatabaseInput={"Name": "lf"})
    glue.create_table(DatabaseName="lf", TableInput={"Name": "t", "StorageDescriptor": {
        "Columns": [{"Name": "id", "Type": "bigint"}, {"Name": "secret", "Type": "string"}], "Location": "s3://lake/lf/t"}})
    _grants(checks, lake)
    _tags(checks, lake)
    _filters(checks, lake)
    _settings(checks, lake)
    _others(checks, endpoint)
    glue.delete_database(Name="lf")


def _held(lake, **more):
    pages, token = [], None
    while True:
        page = lake.list_permissions(Resource=TABLE, MaxResults=1, **more, **({"NextToken": token} if token else {}))
        pages.extend(page["PrincipalResourcePermissions"])
        token = page.get("NextToken")
        if not token:
            return sorted(p for entry in pages for p in entry["Permissions"])


def _grants(checks, lake):
    lake.grant_permissions(Principal=ANALYST, Resource=TABLE, Permissions=["SELECT", "DESCRIBE"], PermissionsWithGrantOption=[])
    checks.equal("GrantPermissions and ListPermissions", _held(lake, Principal=ANALYST), ["DESCRIBE", "SELECT"])
    lake.revoke_permissions(Principal=ANALYST, Resource=TABLE, Permissions=["DESCRIBE"])
    checks.equal("RevokePermissions", _held(lake, Principal=ANALYST), ["SELECT"])
    entry = {"Id": "1", "Principal": ANALYST, "Resource": TABLE, "Permissions": ["INSERT"]}
    none = dict(entry, Id="2", Resource={"Table": {"DatabaseName": "lf", "Name": "nowhere"}})
    failures = lake.batch_grant_permissions(Entries=[entry, none])["Failures"]
    checks.equal("BatchGrantPermissions reports one by one", [f["RequestEntry"]["Id"] for f in failures], ["2"])
    checks.equal("BatchRevokePermissions", lake.batch_revoke_permissions(Entries=[entry])["Failures"], [])
    checks.refuses("GrantPermissions on no table", "EntityNotFoundException",
                   lambda: lake.grant_permissions(Principal=ANALYST, Resource=none["Resource"], Permissions=["SELECT"]))


def _tags(checks, lake):
    lake.create_lf_tag(TagKey="Level", TagValues=["open", "secret"])
    checks.equal("CreateLFTag and GetLFTag", sorted(lake.get_lf_tag(TagKey="level")["TagValues"]), ["open", "secret"])
    lake.update_lf_tag(TagKey="level", TagValuesToAdd=["internal"])
    checks.that("UpdateLFTag and ListLFTags", any("internal" in t["TagValues"] for t in lake.list_lf_tags()["LFTags"]))
    checks.equal("AddLFTagsToResource", lake.add_lf_tags_to_resource(Resource=TABLE, LFTags=[{"TagKey": "level", "TagValues": ["secret"]}])["Failures"], [])
    got = lake.get_resource_lf_tags(Resource=TABLE)["LFTagsOnTable"]
    checks.equal("GetResourceLFTags", [(t["TagKey"], t["TagValues"]) for t in got], [("level", ["secret"])])
    lake.remove_lf_tags_from_resource(Resource=TABLE, LFTags=[{"TagKey": "level", "TagValues": ["secret"]}])
    checks.equal("RemoveLFTagsFromResource", lake.get_resource_lf_tags(Resource=TABLE).get("LFTagsOnTable", []), [])
    lake.delete_lf_tag(TagKey="level")
    checks.refuses("DeleteLFTag", "EntityNotFoundException", lambda: lake.get_lf_tag(TagKey="level"))


def _filters(checks, lake):
    data = {"TableCatalogId": "000000000000", "DatabaseName": "lf", "TableName": "t", "Name": "f",
            "RowFilter": {"FilterExpression": "id > 1"}, "ColumnNames": ["id"]}
    lake.create_data_cells_filter(TableData=data)
    names = {k: data[k] for k in ("TableCatalogId", "DatabaseName", "TableName", "Name")}
    checks.equal("CreateDataCellsFilter", lake.get_data_cells_filter(**names)["DataCellsFilter"]["RowFilter"]["FilterExpression"], "id > 1")
    lake.update_data_cells_filter(TableData=dict(data, RowFilter={"FilterExpression": "id > 2"}))
    listed = lake.list_data_cells_filter(Table={"DatabaseName": "lf", "Name": "t"})["DataCellsFilters"]
    checks.equal("UpdateDataCellsFilter and ListDataCellsFilter", [f["RowFilter"]["FilterExpression"] for f in listed], ["id > 2"])
    checks.refuses("CreateDataCellsFilter refuses what exists", "AlreadyExistsException", lambda: lake.create_data_cells_filter(TableData=data))
    lake.delete_data_cells_filter(**names)
    checks.refuses("DeleteDataCellsFilter", "EntityNotFoundException", lambda: lake.get_data_cells_filter(**names))


def _settings(checks, lake):
    lake.put_data_lake_settings(DataLakeSettings={"DataLakeAdmins": [ANALYST]})
    checks.equal("PutDataLakeSettings", lake.get_data_lake_settings()["DataLakeSettings"]["DataLakeAdmins"], [ANALYST])
    lake.register_resource(ResourceArn="arn:aws:s3:::lake", UseServiceLinkedRole=True)
    checks.equal("RegisterResource", lake.describe_resource(ResourceArn="arn:aws:s3:::lake")["ResourceInfo"]["ResourceArn"], "arn:aws:s3:::lake")
    lake.deregister_resource(ResourceArn="arn:aws:s3:::lake")
    checks.refuses("DeregisterResource", "EntityNotFoundException", lambda: lake.describe_resource(ResourceArn="arn:aws:s3:::lake"))


def _others(checks, endpoint):
    sts, s3 = endpoint.client("sts"), endpoint.client("s3")
    checks.equal("GetCallerIdentity", sts.get_caller_identity()["Account"], "000000000000")
    assumed = sts.assume_role(RoleArn=ANALYST["DataLakePrincipalIdentifier"], RoleSessionName="session")
    checks.that("AssumeRole gives credentials", assumed["Credentials"]["SessionToken"])
    s3.put_object(Bucket="lake", Key="a/b c.txt", Body=b"hello")
    checks.equal("PutObject and GetObject", s3.get_object(Bucket="lake", Key="a/b c.txt")["Body"].read(), b"hello")
    listed = [o["Key"] for p in s3.get_paginator("list_objects_v2").paginate(Bucket="lake", Prefix="a/") for o in p["Contents"]]
    checks.equal("ListObjectsV2", listed, ["a/b c.txt"])
    s3.delete_object(Bucket="lake", Key="a/b c.txt")
    checks.refuses("GetObject no more", "NoSuchKey", lambda: s3.get_object(Bucket="lake", Key="a/b c.txt"))
