package io.tidemill.dbt.jinja;

import java.util.List;

/** What dbt makes of the values of a native render. */
final class NativeResult {

  private NativeResult() {}

  static Object of(List<Object> values) {
    if (values.isEmpty()) {
      return "";
    }
    if (values.size() > 1) {
      StringBuilder joined = new StringBuilder();
      values.forEach(value -> joined.append(PyRepr.str(value)));
      return joined.toString();
    }
    return values.get(0) instanceof NativeMarker marker ? marked(marker) : values.get(0);
  }

  private static Object marked(NativeMarker marker) {
    String text = marker.text();
    if (marker.type() == NativeMarker.Type.TEXT) {
      return text;
    }
    Object value = LiteralEval.parse(text);
    if (marker.type() == NativeMarker.Type.BOOL && !(value instanceof Boolean)) {
      throw new JinjaException(
          ErrorKind.RENDERING, "Could not convert value '" + text + "' into type 'bool'");
    }
    boolean number = PyNumbers.isNumber(value) && !(value instanceof Boolean);
    if (marker.type() == NativeMarker.Type.NUMBER && !number) {
      throw new JinjaException(
          ErrorKind.RENDERING, "Could not convert value '" + text + "' into type 'number'");
    }
    return value;
  }
}
