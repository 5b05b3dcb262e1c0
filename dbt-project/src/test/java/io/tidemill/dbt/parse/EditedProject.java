package io.tidemill.dbt.parse;

import io.tidemill.dbt.ProjectFolder;
import io.tidemill.dbt.ProjectSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** A small project of everything that people change at random. */
final class EditedProject {
  private final Path root;
  private final ProjectFolder folder;
  private final Random random;
  private final TreeSet<Integer> models = new TreeSet<>();
  private String variable = "0";
  private String environment = "0";

  EditedProject(Path root, Random random) {
    this.root = root;
    this.folder = new ProjectFolder(root);
    this.random = random;
    for (int i = 0; i < 8; i++) {
      models.add(i);
      model(i);
    }
    for (int i = 0; i < 4; i++) {
      properties(i);
    }
    macro();
    docs();
    project("view");
    folder.file("seeds/s.csv", "id\n1\n");
    folder.file("tests/t.sql", "select * from {{ ref('m0') }} where 1 = 0");
    folder.file(
        "models/sources.yml",
        "sources:\n  - name: raw\n    tables:\n      - name: orders\n        columns:\n"
            + "          - name: id\n            data_tests: [not_null, unique]\n");
    folder.file(
        "models/more.yml",
        "exposures:\n  - name: board\n    type: dashboard\n    owner: {name: x}\n"
            + "    depends_on: [ref('m1')]\nunit_tests:\n  - name: u\n    model: m0\n    given: []\n"
            + "    expect: {rows: [{n: 1}]}\nmacros:\n  - name: shared\n    description: Shared.\n");
    folder.file(
        "snapshots/snap.sql",
        "{% snapshot snap %}{{ config(unique_key='id', strategy='check', check_cols='all',"
            + " target_schema='x') }}select * from {{ ref('m0') }}{% endsnapshot %}");
  }

  ProjectSource source(String partial) {
    return new ProjectSource(
        root,
        root,
        null,
        Map.of("v", variable),
        Map.of("E", environment, "DBT_PARTIAL_PARSE", partial));
  }

  /** Makes up to three edits; says which. */
  List<String> edit() {
    List<String> edits = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      edits.add(one());
    }
    return edits;
  }

  private String one() {
    int number = random.nextInt(12);
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> {
        models.add(number);
        model(number);
        return "write model " + number;
      }
      case 3 -> {
        models.remove(number);
        delete("models/m" + number + ".sql");
        return "delete model " + number;
      }
      case 4 -> {
        int to = random.nextInt(12);
        move("models/m" + number + ".sql", "models/m" + to + ".sql");
        return "rename model " + number + " to " + to;
      }
      case 5, 6, 7 -> {
        properties(number % 4);
        return "write properties " + number % 4;
      }
      case 8 -> {
        delete("models/p" + number % 4 + ".yml");
        return "delete properties " + number % 4;
      }
      case 9 -> {
        macro();
        return "write macro";
      }
      case 10 -> {
        docs();
        return "write docs";
      }
      case 11 -> {
        variable = String.valueOf(random.nextInt(2));
        return "set var";
      }
      case 12 -> {
        environment = String.valueOf(random.nextInt(3));
        return "set variable of the environment";
      }
      case 13 -> {
        project(random.nextBoolean() ? "view" : "table");
        return "write dbt_project.yml";
      }
      case 14 -> {
        folder.file("seeds/s.csv", "id\n" + random.nextInt(3) + "\n");
        return "write seed";
      }
      default -> {
        alias();
        return "write or delete generate_alias_name";
      }
    }
  }

  private void model(int number) {
    StringBuilder sql = new StringBuilder();
    sql.append(
        pick(
            "",
            "",
            "{{ config(materialized='table') }}",
            "{{ config(enabled=false) }}",
            "{{ config(materialized='ephemeral', tags=['t']) }}",
            "{{ config(alias='other_" + number + "') }}",
            "{{ config(alias=env_var('E', 'e') ~ '_" + number + "') }}",
            "{{ config(group='g', access='private') }}",
            "{{ config(meta={'at': run_started_at.year}) }}"));
    sql.append("select {{ shared() }} as n, '{{ var('v') }}' as v");
    for (int i = random.nextInt(3); i > 0; i--) {
      // Mostly of lower numbers, as otherwise all that is tested is cycles.
      int other = random.nextInt(20) == 0 ? random.nextInt(12) : random.nextInt(number + 1) - 1;
      if (other >= 0 && models.contains(other)) {
        sql.append(" {{ ref('m").append(other).append("') }}");
      }
    }
    if (random.nextInt(4) == 0) {
      sql.append(" {{ source('raw', 'orders') }}");
    }
    folder.file("models/m" + number + ".sql", sql.toString());
  }

  private void properties(int file) {
    StringBuilder yml = new StringBuilder("models:\n");
    for (int number = file * 3; number < file * 3 + 3; number++) {
      if (random.nextInt(4) > 0) {
        yml.append("  - name: m").append(number).append('\n');
        yml.append("    description: \"").append(pick("d", "{{ doc('d') }}")).append("\"\n");
        yml.append(pick("", "    config: {tags: [y]}\n", "    config: {enabled: false}\n", ""));
        yml.append("    columns:\n      - name: n\n        data_tests:\n          - unique\n");
        yml.append(
            pick(
                "",
                "          - not_null\n",
                "          - accepted_values: {arguments: {values: [1, 2]}}\n",
                "          - relationships: {arguments: {to: ref('m0'), field: n}}\n"));
      }
    }
    if (random.nextInt(5) == 0) {
      yml.append("groups:\n  - name: g\n    owner: {name: o}\n");
    }
    folder.file("models/p" + file + ".yml", yml.append("version: 2\n").toString());
  }

  private void macro() {
    folder.file(
        "macros/shared.sql",
        "{% macro shared() %}"
            + pick("1", "2", "{{ config(tags=['macro']) }}3", "{{ env_var('E', 'x') }}")
            + "{% endmacro %}");
  }

  private void alias() {
    if (random.nextBoolean()) {
      delete("macros/alias.sql");
    } else {
      folder.file(
          "macros/alias.sql",
          "{% macro generate_alias_name(custom_alias_name=none, node=none) %}"
              + "{{ (custom_alias_name or node.name) ~ '_"
              + random.nextInt(2)
              + "' }}{% endmacro %}");
    }
  }

  private void docs() {
    folder.file("models/d.md", "{% docs d %}text " + random.nextInt(3) + "{% enddocs %}");
  }

  private void project(String materialized) {
    folder.file(
        "dbt_project.yml",
        "name: p\nversion: '1.0'\nprofile: p\nmodels:\n  +materialized: " + materialized + "\n");
  }

  private void delete(String path) {
    try {
      Files.deleteIfExists(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void move(String from, String to) {
    try {
      if (Files.exists(root.resolve(from)) && !Files.exists(root.resolve(to))) {
        Files.move(root.resolve(from), root.resolve(to));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
