package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/** Tokens with one of lookahead. */
final class TokenStream {

  private final Lexer lexer;
  private Token current;
  private @Nullable Token pushed;

  TokenStream(Lexer lexer) {
    this.lexer = lexer;
    this.current = lexer.next();
  }

  Token current() {
    return current;
  }

  TokenType type() {
    return current.type();
  }

  boolean is(TokenType type) {
    return current.type() == type;
  }

  boolean isName(String name) {
    return current.isName(name);
  }

  Token next() {
    Token old = current;
    if (pushed != null) {
      current = pushed;
      pushed = null;
    } else if (current.type() != TokenType.EOF) {
      Token following = lexer.next();
      current =
          following.type() == TokenType.EOF ? new Token(TokenType.EOF, "", old.at()) : following;
    }
    return old;
  }

  Token look() {
    Token old = next();
    Token result = current;
    pushed = result;
    current = old;
    return result;
  }

  boolean skipIf(TokenType type) {
    if (current.type() != type) {
      return false;
    }
    next();
    return true;
  }

  boolean skipIfName(String name) {
    if (!current.isName(name)) {
      return false;
    }
    next();
    return true;
  }

  Token expect(TokenType type) {
    if (current.type() == type) {
      return next();
    }
    throw unexpected(type.description());
  }

  Token expectName(String name) {
    if (current.isName(name)) {
      return next();
    }
    throw unexpected(name);
  }

  private JinjaException unexpected(String wanted) {
    String message =
        current.type() == TokenType.EOF
            ? "unexpected end of template, expected " + PyRepr.quote(wanted) + "."
            : "expected token "
                + PyRepr.quote(wanted)
                + ", got "
                + PyRepr.quote(current.describe());
    return new JinjaException(ErrorKind.SYNTAX, message).at(TemplateName.of(""), current.at());
  }
}
