package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses templates as dbt's Jinja environment does and holds what all of them share.
 *
 * <p>Filters and tests are Jinja2's with dbt's additions; globals are those of Jinja2 (range, dict,
 * namespace, cycler, joiner) unless overridden. Immutable and thread-safe; templates of it too.
 */
public final class JinjaEnvironment {

  private final UndefinedPolicy undefinedPolicy;
  private final RenderLimits limits;
  private final Map<String, Object> globals;
  private final Map<String, FilterFunction> filters;
  private final Map<String, FilterFunction> tests;
  private final Subscripts subscripts;
  private final FilterContext textContext = new FilterContext(this, false);
  private final FilterContext nativeContext = new FilterContext(this, true);

  private JinjaEnvironment(Builder builder) {
    this.undefinedPolicy = builder.undefinedPolicy;
    this.limits = builder.limits;
    this.globals = Map.copyOf(builder.globals);
    this.filters = Map.copyOf(builder.filters);
    this.tests = Map.copyOf(builder.tests);
    this.subscripts = new Subscripts(undefinedPolicy);
  }

  /** A builder with dbt's defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the settings of an environment. */
  public static final class Builder {
    private UndefinedPolicy undefinedPolicy = UndefinedPolicy.DEFAULT;
    private RenderLimits limits = RenderLimits.DEFAULT;
    private final Map<String, Object> globals = new HashMap<>(Builtins.globals());
    private final Map<String, FilterFunction> filters = new HashMap<>(Filters.all());
    private final Map<String, FilterFunction> tests = new HashMap<>(Tests.all());

    private Builder() {}

    /** What unknown names are; the default is {@link UndefinedPolicy#DEFAULT}. */
    public Builder undefined(UndefinedPolicy policy) {
      undefinedPolicy = policy;
      return this;
    }

    /** The bounds of each render; the default is {@link RenderLimits#DEFAULT}. */
    public Builder limits(RenderLimits bounds) {
      limits = bounds;
      return this;
    }

    /** A name that every template sees unless its scope has it. */
    public Builder global(String name, @Nullable Object value) {
      globals.put(name, PythonValues.fromJava(value));
      return this;
    }

    /** Another filter. */
    public Builder filter(String name, FilterFunction function) {
      filters.put(name, function);
      return this;
    }

    /** Another test. */
    public Builder test(String name, FilterFunction function) {
      tests.put(name, function);
      return this;
    }

    /** The environment. */
    public JinjaEnvironment build() {
      return new JinjaEnvironment(this);
    }
  }

  /**
   * Parses source; throws {@link JinjaException} of a syntax kind with file, line and column when
   * it is malformed.
   *
   * <p>What only compiling finds, such as a filter that does not exist, fails the first render, as
   * in dbt, which parses all macros but compiles those that are called.
   */
  public Template parse(String source, TemplateName name) {
    return new Template(this, name, Parser.parse(source, name));
  }

  UndefinedPolicy undefinedPolicy() {
    return undefinedPolicy;
  }

  RenderLimits limits() {
    return limits;
  }

  Subscripts subscripts() {
    return subscripts;
  }

  FilterContext filterContext(boolean isNative) {
    return isNative ? nativeContext : textContext;
  }

  @Nullable Object global(String name) {
    return globals.get(name);
  }

  @Nullable FilterFunction filter(String name, boolean isNative) {
    FilterFunction special = isNative ? Filters.nativeFilter(name) : null;
    return special == null ? filters.get(name) : special;
  }

  @Nullable FilterFunction test(String name) {
    return tests.get(name);
  }

  boolean hasFilter(Object name) {
    return PyText.is(name) && filters.containsKey(name.toString());
  }

  boolean hasTest(Object name) {
    return PyText.is(name) && tests.containsKey(name.toString());
  }
}
