package io.tidemill.dbt.jinja;

import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The value of a name, attribute or item that does not exist.
 *
 * <p>It prints as nothing, iterates over nothing and counts as false; any other use raises {@link
 * ErrorKind#UNDEFINED}. Under {@link UndefinedPolicy#PERMISSIVE} its attributes, items and calls
 * are undefined again.
 */
public final class Undefined implements JinjaObject {

  private final UndefinedPolicy policy;
  private final ErrorKind kind;
  private final @Nullable String hint;
  private final @Nullable Object owner;
  private @Nullable Object name;

  Undefined(
      UndefinedPolicy policy,
      ErrorKind kind,
      @Nullable String hint,
      @Nullable Object owner,
      @Nullable Object name) {
    this.policy = policy;
    this.kind = policy == UndefinedPolicy.PERMISSIVE ? ErrorKind.UNDEFINED : kind;
    this.hint = hint;
    this.owner = policy == UndefinedPolicy.PERMISSIVE ? null : owner;
    this.name = name;
  }

  static Undefined ofName(UndefinedPolicy policy, String name) {
    return new Undefined(policy, ErrorKind.UNDEFINED, null, null, name);
  }

  static Undefined ofMember(UndefinedPolicy policy, Object owner, Object name) {
    return new Undefined(policy, ErrorKind.UNDEFINED, null, owner, name);
  }

  static Undefined ofHint(UndefinedPolicy policy, String hint, @Nullable String name) {
    return new Undefined(policy, ErrorKind.UNDEFINED, hint, null, name);
  }

  /** What is missing, as Jinja2 words it. */
  public String message() {
    if (hint != null && !hint.isEmpty()) {
      return hint;
    }
    String label = name == null ? "None" : PyRepr.repr(name);
    if (owner == null) {
      return label + " is undefined";
    }
    String type = PyTypes.describe(owner);
    if (!(name instanceof String)) {
      return type + " has no element " + label;
    }
    return PyRepr.repr(type) + " has no attribute " + label;
  }

  JinjaException failure() {
    return new JinjaException(kind, message());
  }

  @Override
  public Object getAttribute(String attribute) {
    if (policy == UndefinedPolicy.DEFAULT) {
      throw failure();
    }
    switch (attribute) {
      case "name":
        return name == null ? PyNone.NONE : name;
      case "hint":
        return hint == null ? PyNone.NONE : hint;
      case "node":
        return PyNone.NONE;
      case "unsafe_callable", "alters_data":
        return false;
      default:
        // dbt's class renames the object that was asked, too.
        name = attribute;
        return new Undefined(policy, kind, hint, null, attribute);
    }
  }

  @Override
  public Object getItem(Object key) {
    if (policy == UndefinedPolicy.DEFAULT) {
      throw failure();
    }
    return this;
  }

  @Override
  public boolean hasItems() {
    return true;
  }

  @Override
  public Object call(CallArguments arguments) {
    if (policy == UndefinedPolicy.DEFAULT) {
      throw failure();
    }
    return this;
  }

  @Override
  public boolean isCallable() {
    return true;
  }

  @Override
  public Iterator<Object> iterate() {
    return Collections.emptyIterator();
  }

  @Override
  public int length() {
    return 0;
  }

  @Override
  public boolean truthy() {
    return false;
  }

  @Override
  public String str() {
    return "";
  }

  @Override
  public String repr() {
    return "Undefined";
  }

  @Override
  public String pythonType() {
    return "Undefined";
  }

  @Override
  public String qualifiedType() {
    return policy == UndefinedPolicy.PERMISSIVE
        ? "dbt_common.clients.jinja.create_undefined.<locals>.Undefined"
        : "jinja2.runtime.Undefined";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Undefined;
  }

  @Override
  public int hashCode() {
    return Undefined.class.hashCode();
  }
}
