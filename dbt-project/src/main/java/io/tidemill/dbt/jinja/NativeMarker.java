package io.tidemill.dbt.jinja;

/**
 * A string that dbt's native rendering treats specially: the result of as_text, as_bool, as_number
 * and as_native.
 */
record NativeMarker(Type type, String text) implements CharSequence {

  enum Type {
    TEXT,
    BOOL,
    NUMBER,
    NATIVE
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
