package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where statements write to. */
abstract class Output {

  /** Writes text of the template. */
  abstract void text(String text);

  /** Writes the value of a print tag. */
  abstract void print(Object value);

  /** Writes the result of a call block or filter block, which must be a string. */
  abstract void result(Object value);

  /** Collects text. */
  static final class Text extends Output {
    private final StringBuilder buffer = new StringBuilder();
    private final RenderState state;
    private final boolean convert;
    private int items;

    /** Python joins the parts when the body is done, and only then finds one that is no string. */
    private @Nullable JinjaException failure;

    /**
     * Convert says whether print tags turn their values into strings; in native rendering they do
     * not.
     */
    Text(RenderState state, boolean convert) {
      this.state = state;
      this.convert = convert;
    }

    @Override
    void text(String text) {
      items++;
      buffer.append(text);
      state.checkLength(buffer.length());
    }

    @Override
    void print(Object value) {
      if (convert) {
        text(PyRepr.str(value));
      } else {
        result(value);
      }
    }

    @Override
    void result(Object value) {
      if (!PyText.is(value)) {
        throw JinjaException.type(
            "sequence item "
                + items
                + ": expected str instance, "
                + PyTypes.name(value)
                + " found");
      }
      text(value.toString());
    }

    String content() {
      if (failure != null) {
        throw failure;
      }
      return buffer.toString();
    }
  }

  /** Collects the values of a native render. */
  static final class Values extends Output {
    private final List<Object> values = new ArrayList<>(2);

    @Override
    void text(String text) {
      values.add(text);
    }

    @Override
    void print(Object value) {
      values.add(value);
    }

    @Override
    void result(Object value) {
      values.add(value);
    }

    List<Object> values() {
      return values;
    }
  }
}
