package io.tidemill.catalog.permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * One call that attaches or detaches LF-tags: those of one target, or one tag on several columns.
 */
record TagRequest(Resource resource, List<LFTagPair> tags, List<Change> changes) {

  static List<TagRequest> merge(TableName table, List<Change> changes) {
    Map<String, List<Change>> groups = new LinkedHashMap<>();
    for (Change change : changes) {
      Atom.Tag tag = (Atom.Tag) change.atom();
      String key =
          tag.target() instanceof TagTarget.OnColumn
              ? "columns " + tag.key() + "=" + tag.value()
              : tag.target().toString();
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(change);
    }
    return groups.values().stream().map(group -> of(table, group)).toList();
  }

  private static TagRequest of(TableName table, List<Change> changes) {
    List<String> columns = new ArrayList<>();
    Map<String, LFTagPair> pairs = new LinkedHashMap<>();
    TagTarget target = ((Atom.Tag) changes.get(0).atom()).target();
    for (Change change : changes) {
      Atom.Tag tag = (Atom.Tag) change.atom();
      pairs.put(tag.key(), LFTagPair.builder().tagKey(tag.key()).tagValues(tag.value()).build());
      if (tag.target() instanceof TagTarget.OnColumn column) {
        columns.add(column.name());
      }
    }
    return new TagRequest(
        resource(table, target, columns), List.copyOf(pairs.values()), List.copyOf(changes));
  }

  private static Resource resource(TableName table, TagTarget target, List<String> columns) {
    Resource.Builder resource = Resource.builder();
    if (target instanceof TagTarget.OnDatabase) {
      resource.database(d -> d.name(table.database()));
    } else if (target instanceof TagTarget.OnTable) {
      resource.table(t -> t.databaseName(table.database()).name(table.table()));
    } else {
      resource.tableWithColumns(
          t -> t.databaseName(table.database()).name(table.table()).columnNames(columns));
    }
    return resource.build();
  }
}
