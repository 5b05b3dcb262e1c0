package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.Map;

/** Kinds of tokens, with the words that Jinja2's messages use for them. */
enum TokenType {
  ADD("+"),
  SUB("-"),
  DIV("/"),
  FLOORDIV("//"),
  MUL("*"),
  MOD("%"),
  POW("**"),
  TILDE("~"),
  LBRACKET("["),
  RBRACKET("]"),
  LPAREN("("),
  RPAREN(")"),
  LBRACE("{"),
  RBRACE("}"),
  EQ("=="),
  NE("!="),
  GT(">"),
  GTEQ(">="),
  LT("<"),
  LTEQ("<="),
  ASSIGN("="),
  DOT("."),
  COLON(":"),
  PIPE("|"),
  COMMA(","),
  SEMICOLON(";"),
  NAME("name"),
  STRING("string"),
  INTEGER("integer"),
  FLOAT("float"),
  DATA("template data / text"),
  BLOCK_BEGIN("begin of statement block"),
  BLOCK_END("end of statement block"),
  VARIABLE_BEGIN("begin of print statement"),
  VARIABLE_END("end of print statement"),
  EOF("end of template");

  private static final Map<String, TokenType> OPERATORS = new HashMap<>();

  static {
    for (TokenType type : values()) {
      if (type.ordinal() <= SEMICOLON.ordinal()) {
        OPERATORS.put(type.description, type);
      }
    }
  }

  private final String description;

  TokenType(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  static TokenType operator(String symbol) {
    return OPERATORS.getOrDefault(symbol, EOF);
  }
}
