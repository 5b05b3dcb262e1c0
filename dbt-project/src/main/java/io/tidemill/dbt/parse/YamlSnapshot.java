package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the node of a snapshot that a properties file defines with {@code relation}. */
final class YamlSnapshot {
  private final ParseSession session;
  private final Drafts drafts;

  YamlSnapshot(ParseSession session, Drafts drafts) {
    this.session = session;
    this.drafts = drafts;
  }

  void build(Properties entry) {
    Object relation = entry.get("relation");
    if (relation == null) {
      return;
    }
    String raw = "select * from {{ " + relation + " }}";
    String name = entry.name();
    List<String> fqn = new ArrayList<>();
    fqn.add(entry.owner().name());
    String[] parts = entry.relative().split("/");
    for (int i = 0; i < parts.length - 1; i++) {
      fqn.add(parts[i]);
    }
    fqn.add(name);
    NodeDraft draft =
        new NodeDraft(
            ResourceType.SNAPSHOT,
            entry.file(),
            NodeContent.of(
                ResourceType.SNAPSHOT,
                new NodeContent.Origin(entry.owner().name(), name + ".sql", entry.file()),
                "snapshot." + entry.owner().name() + "." + name,
                name,
                fqn,
                raw,
                "sha256",
                entry.fileChecksum(),
                session.defaults(null)));
    Map<String, Object> config = NodePatch.config(entry);
    NodeUpdate update = new NodeUpdate(session);
    update.renderAndUpdate(draft);
    update.update(draft, config);
    NodeDraft known = drafts.add(draft);
    if (known != null) {
      throw NodePatch.failure(
          entry,
          "dbt found two snapshots with the name \""
              + name
              + "\"; change the name of one of these resources");
    }
  }
}
