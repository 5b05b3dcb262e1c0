package io.tidemill.dbt.jinja;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Python class as a value: calling it makes an instance, its attributes are class methods and
 * constants.
 */
record BuiltinType(String name, JinjaCallable constructor, Map<String, Object> members)
    implements JinjaCallable {

  BuiltinType(String name, JinjaCallable constructor) {
    this(name, constructor, Map.of());
  }

  @Override
  public @Nullable Object call(CallArguments arguments) {
    return constructor.call(arguments);
  }

  @Override
  public Object getAttribute(String attribute) {
    Object member = members.get(attribute);
    return member == null ? Missing.MISSING : member;
  }

  @Override
  public String pythonType() {
    return "type";
  }

  @Override
  public String repr() {
    return "<class '" + name + "'>";
  }
}
