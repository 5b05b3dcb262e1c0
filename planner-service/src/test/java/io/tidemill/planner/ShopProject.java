package io.tidemill.planner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small dbt project in a folder: two sources that land, a staging view for each, a mart over
 * both, a test.
 */
public final class ShopProject {
  private final Path folder;

  private ShopProject(Path folder) {
    this.folder = folder;
  }

  public static ShopProject in(Path folder) throws IOException {
    ShopProject project = new ShopProject(folder);
    project.write(
        "dbt_project.yml",
        """
        name: shop
        version: "1.0"
        config-version: 2
        profile: shop
        """);
    project.write(
        "profiles.yml",
        """
        shop:
          target: local
          outputs:
            local:
              type: glue
              role_arn: arn:aws:iam::000000000000:role/shop
              region: us-east-1
              workers: 2
              worker_type: G.1X
              location: s3://lake/
              schema: shop
        """);
    project.write(
        "models/sources.yml",
        """
        version: 2
        sources:
          - name: raw
            schema: raw
            tables:
              - name: orders
                meta:
                  tidemill:
                    landing: s3://landing/orders/
                    quiet_period: 300ms
                    partition_by: dt
              - name: customers
                meta:
                  tidemill:
                    landing: s3://landing/customers/
        models:
          - name: stg_orders
            columns:
              - name: id
                data_tests: [not_null]
        """);
    project.write("models/stg_orders.sql", "select * from {{ source('raw', 'orders') }}\n");
    project.write("models/stg_customers.sql", "select * from {{ source('raw', 'customers') }}\n");
    project.write(
        "models/mart.sql",
        "select * from {{ ref('stg_orders') }} join {{ ref('stg_customers') }} using (id)\n");
    return project;
  }

  public Path folder() {
    return folder;
  }

  public void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
