package io.tidemill.dbt.jinja;

import io.tidemill.dbt.jinja.Expr.Arguments;
import io.tidemill.dbt.jinja.Expr.BinaryOperator;
import io.tidemill.dbt.jinja.Expr.Comparator;
import io.tidemill.dbt.jinja.Expr.Use;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses expressions by recursive descent.
 *
 * <p>The methods follow the grammar of Jinja2's parser one by one, since its messages depend on
 * where in it an error is found.
 */
class ExpressionParser {

  /** Deeper nesting is refused, so that hostile source cannot exhaust the stack. */
  private static final int MAX_NESTING = 180;

  final TokenStream tokens;
  private int nesting;

  ExpressionParser(String source) {
    this.tokens = new TokenStream(new Lexer(source));
  }

  static JinjaException fail(String message, Position at) {
    return new JinjaException(ErrorKind.SYNTAX, message).at(TemplateName.of(""), at);
  }

  Expr expression() {
    return expression(true);
  }

  Expr expression(boolean withConditional) {
    if (++nesting > MAX_NESTING) {
      throw new JinjaException(ErrorKind.RECURSION, "maximum recursion depth exceeded")
          .at(TemplateName.of(""), tokens.current().at());
    }
    Expr result = withConditional ? conditional() : or();
    nesting--;
    return result;
  }

  private Expr conditional() {
    Position at = tokens.current().at();
    Expr result = or();
    while (tokens.skipIfName("if")) {
      Expr test = or();
      Expr otherwise = tokens.skipIfName("else") ? expression(true) : null;
      result = new Expr.Conditional(test, result, otherwise, at);
      at = tokens.current().at();
    }
    return result;
  }

  private Expr or() {
    Position at = tokens.current().at();
    Expr left = and();
    while (tokens.skipIfName("or")) {
      left = new Expr.Logical(false, left, and(), at);
      at = tokens.current().at();
    }
    return left;
  }

  private Expr and() {
    Position at = tokens.current().at();
    Expr left = not();
    while (tokens.skipIfName("and")) {
      left = new Expr.Logical(true, left, not(), at);
      at = tokens.current().at();
    }
    return left;
  }

  private Expr not() {
    if (!tokens.isName("not")) {
      return compare();
    }
    Position at = tokens.next().at();
    if (++nesting > MAX_NESTING) {
      throw new JinjaException(ErrorKind.RECURSION, "maximum recursion depth exceeded")
          .at(TemplateName.of(""), at);
    }
    Expr operand = not();
    nesting--;
    return new Expr.Not(operand, at);
  }

  private Expr compare() {
    Position at = tokens.current().at();
    Expr first = sum();
    List<Expr.Operand> rest = new ArrayList<>(0);
    while (true) {
      Comparator comparator = comparator();
      if (comparator == null) {
        return rest.isEmpty() ? first : new Expr.Compare(first, List.copyOf(rest), at);
      }
      rest.add(new Expr.Operand(comparator, sum()));
    }
  }

  private @Nullable Comparator comparator() {
    Comparator comparator =
        switch (tokens.type()) {
          case EQ -> Comparator.EQUAL;
          case NE -> Comparator.NOT_EQUAL;
          case LT -> Comparator.LESS;
          case LTEQ -> Comparator.LESS_EQUAL;
          case GT -> Comparator.GREATER;
          case GTEQ -> Comparator.GREATER_EQUAL;
          default -> null;
        };
    if (comparator != null) {
      tokens.next();
      return comparator;
    }
    if (tokens.skipIfName("in")) {
      return Comparator.IN;
    }
    if (tokens.isName("not") && tokens.look().isName("in")) {
      tokens.next();
      tokens.next();
      return Comparator.NOT_IN;
    }
    return null;
  }

  private Expr sum() {
    Position at = tokens.current().at();
    Expr left = concat();
    while (tokens.is(TokenType.ADD) || tokens.is(TokenType.SUB)) {
      BinaryOperator operator =
          tokens.next().type() == TokenType.ADD ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
      left = new Expr.Binary(operator, left, concat(), at);
      at = tokens.current().at();
    }
    return left;
  }

  private Expr concat() {
    Position at = tokens.current().at();
    Expr first = product();
    if (!tokens.is(TokenType.TILDE)) {
      return first;
    }
    List<Expr> parts = new ArrayList<>();
    parts.add(first);
    while (tokens.skipIf(TokenType.TILDE)) {
      parts.add(product());
    }
    return new Expr.Concat(List.copyOf(parts), at);
  }

  private Expr product() {
    Position at = tokens.current().at();
    Expr left = power();
    while (true) {
      BinaryOperator operator =
          switch (tokens.type()) {
            case MUL -> BinaryOperator.MULTIPLY;
            case DIV -> BinaryOperator.DIVIDE;
            case FLOORDIV -> BinaryOperator.FLOOR_DIVIDE;
            case MOD -> BinaryOperator.MODULO;
            default -> null;
          };
      if (operator == null) {
        return left;
      }
      tokens.next();
      left = new Expr.Binary(operator, left, power(), at);
      at = tokens.current().at();
    }
  }

  private Expr power() {
    Position at = tokens.current().at();
    Expr left = unary(true);
    while (tokens.skipIf(TokenType.POW)) {
      left = new Expr.Binary(BinaryOperator.POWER, left, unary(true), at);
      at = tokens.current().at();
    }
    return left;
  }

  private Expr unary(boolean withFilter) {
    Position at = tokens.current().at();
    Expr node;
    if (tokens.is(TokenType.SUB) || tokens.is(TokenType.ADD)) {
      boolean negative = tokens.next().type() == TokenType.SUB;
      if (++nesting > MAX_NESTING) {
        throw new JinjaException(ErrorKind.RECURSION, "maximum recursion depth exceeded")
            .at(TemplateName.of(""), at);
      }
      node = new Expr.Sign(negative, unary(false), at);
      nesting--;
    } else {
      node = primary(false);
    }
    node = postfix(node);
    return withFilter ? filterExpression(node) : node;
  }

  Expr primary(boolean withNamespace) {
    Token token = tokens.current();
    Position at = token.at();
    switch (token.type()) {
      case NAME:
        tokens.next();
        return name(token, withNamespace);
      case STRING:
        tokens.next();
        if (!tokens.is(TokenType.STRING)) {
          return new Expr.Constant(token.value(), at, false);
        }
        StringBuilder joined = new StringBuilder(token.value().toString());
        while (tokens.is(TokenType.STRING)) {
          joined.append(tokens.next().value());
        }
        return new Expr.Constant(joined.toString(), at, false);
      case INTEGER, FLOAT:
        tokens.next();
        return new Expr.Constant(token.value(), at, false);
      case LPAREN:
        tokens.next();
        Expr inner = tuple(false, true, true, false);
        tokens.expect(TokenType.RPAREN);
        return inner;
      case LBRACKET:
        return list();
      case LBRACE:
        return dict();
      default:
        throw fail("unexpected " + PyRepr.quote(token.describe()), at);
    }
  }

  private Expr name(Token token, boolean withNamespace) {
    String name = (String) token.value();
    switch (name) {
      case "true", "True":
        return new Expr.Constant(true, token.at(), false);
      case "false", "False":
        return new Expr.Constant(false, token.at(), false);
      case "none", "None":
        return new Expr.Constant(PyNone.NONE, token.at(), false);
      default:
        if (withNamespace && tokens.skipIf(TokenType.DOT)) {
          Token attribute = tokens.expect(TokenType.NAME);
          return new Expr.NamespaceTarget(name, (String) attribute.value(), token.at());
        }
        return new Expr.Name(name, Use.LOAD, token.at());
    }
  }

  /**
   * An expression, or a tuple when there is a comma. an expression list ends at the end of the tag
   * or at endName.
   */
  Expr tuple(
      boolean simplified,
      boolean withConditional,
      boolean explicitParentheses,
      boolean withNamespace) {
    Position at = tokens.current().at();
    List<Expr> items = new ArrayList<>(1);
    boolean isTuple = false;
    while (true) {
      if (!items.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      if (isTupleEnd()) {
        break;
      }
      items.add(simplified ? primary(withNamespace) : expression(withConditional));
      if (!tokens.is(TokenType.COMMA)) {
        break;
      }
      isTuple = true;
      at = tokens.current().at();
    }
    if (!isTuple) {
      if (!items.isEmpty()) {
        return items.get(0);
      }
      if (!explicitParentheses) {
        throw fail(
            "Expected an expression, got " + PyRepr.quote(tokens.current().describe()),
            tokens.current().at());
      }
    }
    return new Expr.TupleOf(List.copyOf(items), at);
  }

  private boolean isTupleEnd() {
    return switch (tokens.type()) {
      case VARIABLE_END, BLOCK_END, RPAREN -> true;
      default -> false;
    };
  }

  private Expr list() {
    Position at = tokens.expect(TokenType.LBRACKET).at();
    List<Expr> items = new ArrayList<>();
    while (!tokens.is(TokenType.RBRACKET)) {
      if (!items.isEmpty()) {
        tokens.expect(TokenType.COMMA);
        if (tokens.is(TokenType.RBRACKET)) {
          break;
        }
      }
      items.add(expression());
    }
    tokens.expect(TokenType.RBRACKET);
    return new Expr.ListOf(List.copyOf(items), at);
  }

  private Expr dict() {
    Position at = tokens.expect(TokenType.LBRACE).at();
    List<Expr.Pair> items = new ArrayList<>();
    while (!tokens.is(TokenType.RBRACE)) {
      if (!items.isEmpty()) {
        tokens.expect(TokenType.COMMA);
        if (tokens.is(TokenType.RBRACE)) {
          break;
        }
      }
      Expr key = expression();
      tokens.expect(TokenType.COLON);
      items.add(new Expr.Pair(key, expression()));
    }
    tokens.expect(TokenType.RBRACE);
    return new Expr.DictOf(List.copyOf(items), at);
  }

  private Expr postfix(Expr start) {
    Expr node = start;
    while (true) {
      switch (tokens.type()) {
        case DOT, LBRACKET -> node = subscript(node);
        case LPAREN -> node = call(node);
        default -> {
          return node;
        }
      }
    }
  }

  private Expr filterExpression(Expr start) {
    Expr node = start;
    while (true) {
      if (tokens.is(TokenType.PIPE)) {
        node = filter(node, false);
      } else if (tokens.isName("is")) {
        node = test(node);
      } else if (tokens.is(TokenType.LPAREN)) {
        node = call(node);
      } else {
        return node;
      }
    }
  }

  private Expr subscript(Expr target) {
    Token token = tokens.next();
    if (token.type() == TokenType.DOT) {
      Token attribute = tokens.next();
      if (attribute.type() == TokenType.NAME) {
        return new Expr.Attribute(target, (String) attribute.value(), token.at());
      }
      if (attribute.type() != TokenType.INTEGER) {
        throw fail("expected name or number", attribute.at());
      }
      Expr index = new Expr.Constant(attribute.value(), attribute.at(), false);
      return new Expr.Item(target, index, token.at());
    }
    List<Expr> parts = new ArrayList<>(1);
    while (!tokens.is(TokenType.RBRACKET)) {
      if (!parts.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      parts.add(subscribed());
    }
    tokens.expect(TokenType.RBRACKET);
    Expr index =
        parts.size() == 1 ? parts.get(0) : new Expr.TupleOf(List.copyOf(parts), token.at());
    return new Expr.Item(target, index, token.at());
  }

  private Expr subscribed() {
    Position at = tokens.current().at();
    Expr start = null;
    if (!tokens.is(TokenType.COLON)) {
      start = expression();
      if (!tokens.is(TokenType.COLON)) {
        return start;
      }
    }
    tokens.next();
    Expr stop = tokens.is(TokenType.COLON) ? null : slicePart();
    Expr step = tokens.skipIf(TokenType.COLON) ? slicePart() : null;
    return new Expr.Slice(start, stop, step, at);
  }

  private @Nullable Expr slicePart() {
    return tokens.is(TokenType.RBRACKET) || tokens.is(TokenType.COMMA) ? null : expression();
  }

  private Expr.Call call(Expr callee) {
    Position at = tokens.current().at();
    return new Expr.Call(callee, arguments(), at);
  }

  private Arguments arguments() {
    Position at = tokens.expect(TokenType.LPAREN).at();
    List<Expr> positional = new ArrayList<>();
    List<Expr.Keyword> keywords = new ArrayList<>(0);
    Expr star = null;
    Expr doubleStar = null;
    boolean first = true;
    while (!tokens.is(TokenType.RPAREN)) {
      if (!first) {
        tokens.expect(TokenType.COMMA);
        if (tokens.is(TokenType.RPAREN)) {
          break;
        }
      }
      first = false;
      if (tokens.is(TokenType.MUL)) {
        ensure(star == null && doubleStar == null, at);
        tokens.next();
        star = expression();
      } else if (tokens.is(TokenType.POW)) {
        ensure(doubleStar == null, at);
        tokens.next();
        doubleStar = expression();
      } else if (tokens.is(TokenType.NAME) && tokens.look().type() == TokenType.ASSIGN) {
        ensure(doubleStar == null, at);
        String name = (String) tokens.next().value();
        tokens.next();
        keywords.add(new Expr.Keyword(name, expression()));
      } else {
        ensure(star == null && doubleStar == null && keywords.isEmpty(), at);
        positional.add(expression());
      }
    }
    tokens.expect(TokenType.RPAREN);
    return new Arguments(List.copyOf(positional), List.copyOf(keywords), star, doubleStar);
  }

  private static void ensure(boolean valid, Position at) {
    if (!valid) {
      throw fail("invalid syntax for function call expression", at);
    }
  }

  /** One or more filters of a target; startInline when the first is not preceded by a bar. */
  Expr filter(@Nullable Expr target, boolean startInline) {
    Expr node = target;
    boolean inline = startInline;
    while (inline || tokens.is(TokenType.PIPE)) {
      if (!inline) {
        tokens.next();
      }
      inline = false;
      Token token = tokens.expect(TokenType.NAME);
      String name = dotted((String) token.value());
      Arguments arguments = tokens.is(TokenType.LPAREN) ? arguments() : Arguments.NONE;
      node = new Expr.Filter(node, name, arguments, token.at());
    }
    if (node == null) {
      throw new IllegalStateException("Expected a filter at the current token");
    }
    return node;
  }

  private String dotted(String first) {
    String name = first;
    while (tokens.skipIf(TokenType.DOT)) {
      name += "." + tokens.expect(TokenType.NAME).value();
    }
    return name;
  }

  private Expr test(Expr target) {
    Position at = tokens.next().at();
    boolean negated = tokens.skipIfName("not");
    String name = dotted((String) tokens.expect(TokenType.NAME).value());
    Arguments arguments = Arguments.NONE;
    if (tokens.is(TokenType.LPAREN)) {
      arguments = arguments();
    } else if (startsTestArgument()) {
      if (tokens.isName("is")) {
        throw fail("You cannot chain multiple tests with is", tokens.current().at());
      }
      Expr argument = postfix(primary(false));
      arguments = new Arguments(List.of(argument), List.of(), null, null);
    }
    Expr test = new Expr.Test(target, name, arguments, at);
    return negated ? new Expr.Not(test, at) : test;
  }

  private boolean startsTestArgument() {
    return switch (tokens.type()) {
      case NAME -> !tokens.isName("else") && !tokens.isName("or") && !tokens.isName("and");
      case STRING, INTEGER, FLOAT, LBRACKET, LBRACE -> true;
      default -> false;
    };
  }
}
