package io.tidemill.cli.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small dbt project in which some models are wrong and one takes its time. */
final class BrokenProject {
  private static final Map<String, String> FILES =
      Map.of(
          "dbt_project.yml",
          """
          name: broken
          version: "1.0"
          profile: broken
          model-paths: [models]
          models:
            broken:
              +materialized: table
          """,
          "profiles.yml",
          """
          broken:
            target: local
            outputs:
              local:
                type: glue
                role_arn: arn:aws:iam::000000000000:role/tidemill-test
                region: us-east-1
                glue_version: "5.1"
                workers: 2
                worker_type: G.1X
                schema: broken
                location: s3://lake/broken
                idle_timeout: 10
          """,
          "models/good.sql",
          "select id from values (1), (2), (3) as v(id)\n",
          "models/good_child.sql",
          "select count(*) as ids from {{ ref('good') }}\n",
          "models/bad.sql",
          "select\n  id,\n  no_such_column\nfrom {{ ref('good') }}\n",
          "models/bad_child.sql",
          "select * from {{ ref('bad') }}\n",
          "models/slow.sql",
          "select id, java_method('java.lang.Thread', 'sleep', 6000L) as slept from values (1) as v(id)\n");

  private BrokenProject() {}

  static Path write(Path folder) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }
}
