package io.tidemill.dbt.jinja;

/** One token; the value is the text of a name, string or data, or the number. */
record Token(TokenType type, Object value, Position at) {

  boolean isName(String name) {
    return type == TokenType.NAME && value.equals(name);
  }

  /** The token as Jinja2's messages show it. */
  String describe() {
    return type == TokenType.NAME ? value.toString() : type.description();
  }
}
