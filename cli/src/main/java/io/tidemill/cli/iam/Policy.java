package io.tidemill.cli.iam;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A policy of one role.
 *
 * @param name name of the policy
 * @param about who needs it
 */
public record Policy(String name, String about, List<Statement> statements) {
  /** Characters that IAM takes in one managed policy, white space left out. */
  public static final int LIMIT = 6144;

  private static final JsonMapper JSON = new JsonMapper();

  public Policy {
    statements = List.copyOf(statements);
  }

  /** The policy document. */
  public ObjectNode document() {
    ObjectNode document = JSON.createObjectNode();
    document.put("Version", "2012-10-17");
    ArrayNode all = document.putArray("Statement");
    for (Statement statement : statements) {
      ObjectNode node = all.addObject();
      node.put("Sid", statement.sid());
      node.put("Effect", statement.effect());
      statement.actions().forEach(node.putArray("Action")::add);
      statement.resources().forEach(node.putArray("Resource")::add);
      if (!statement.conditions().isEmpty()) {
        node.set("Condition", JSON.valueToTree(statement.conditions()));
      }
    }
    return document;
  }

  /** The same in as many policies as fit IAM's limit; a statement that is too long stays whole. */
  public List<Policy> split() {
    List<Policy> parts = new ArrayList<>();
    List<Statement> part = new ArrayList<>();
    for (Statement statement : statements) {
      part.add(statement);
      if (part.size() > 1 && new Policy(name, about, part).size() > LIMIT) {
        part.remove(part.size() - 1);
        parts.add(part(parts.size(), part));
        part = new ArrayList<>(List.of(statement));
      }
    }
    parts.add(part(parts.size(), part));
    return parts.size() == 1 ? List.of(this) : parts;
  }

  private Policy part(int number, List<Statement> of) {
    return new Policy(name + "-" + (number + 1), about, of);
  }

  int size() {
    return document().toString().length();
  }
}
