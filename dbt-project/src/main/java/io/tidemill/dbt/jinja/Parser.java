package io.tidemill.dbt.jinja;

import io.tidemill.dbt.jinja.Expr.Use;
import io.tidemill.dbt.jinja.Stmt.MacroKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the statements of a template, with dbt's tags. */
final class Parser extends ExpressionParser {

  /** Deeper nesting of tags is refused, so that hostile source cannot exhaust the stack. */
  private static final int MAX_TAGS = 120;

  private final Deque<String> openTags = new ArrayDeque<>();
  private final Deque<String[]> endTags = new ArrayDeque<>();

  private Parser(String source) {
    super(source);
  }

  static Ast parse(String source, TemplateName name) {
    try {
      return new Ast(new Parser(source).body());
    } catch (JinjaException failure) {
      throw failure.in(name);
    }
  }

  private List<Stmt> body(String... ends) {
    List<Stmt> body = new ArrayList<>();
    List<Expr> output = new ArrayList<>();
    if (ends.length > 0) {
      endTags.push(ends);
    }
    while (!tokens.is(TokenType.EOF)) {
      Token token = tokens.next();
      switch (token.type()) {
        case DATA -> output.add(new Expr.Constant(token.value(), token.at(), true));
        case VARIABLE_BEGIN -> {
          output.add(tuple(false, true, false, false));
          tokens.expect(TokenType.VARIABLE_END);
        }
        default -> {
          flush(output, body);
          if (atAny(ends)) {
            endTags.pop();
            return body;
          }
          body.add(statement());
          tokens.expect(TokenType.BLOCK_END);
        }
      }
    }
    flush(output, body);
    if (ends.length > 0) {
      endTags.pop();
    }
    return body;
  }

  private static void flush(List<Expr> output, List<Stmt> body) {
    if (!output.isEmpty()) {
      body.add(new Stmt.Output(List.copyOf(output), output.get(0).at()));
      output.clear();
    }
  }

  private boolean atAny(String... names) {
    for (String name : names) {
      if (tokens.isName(name)) {
        return true;
      }
    }
    return false;
  }

  private Stmt statement() {
    Token token = tokens.current();
    if (token.type() != TokenType.NAME) {
      throw fail("tag name expected", token.at());
    }
    String tag = (String) token.value();
    openTags.push(tag);
    if (openTags.size() > MAX_TAGS) {
      throw new JinjaException(ErrorKind.RECURSION, "maximum recursion depth exceeded")
          .at(TemplateName.of(""), token.at());
    }
    Stmt statement =
        switch (tag) {
          case "for" -> forEach();
          case "if" -> ifElse();
          case "set" -> set();
          case "macro" -> macro();
          case "call" -> callBlock();
          case "filter" -> filterBlock();
          case "do" -> doExpression();
          case "print" -> print();
          case "with" -> with();
          case "block" -> namedBlock();
          case "autoescape" -> autoescape();
          case "break", "continue" ->
              new Stmt.LoopControl(tokens.next().isName("break"), token.at());
          case "materialization" -> materialization();
          case "test", "data_test" -> test(tag);
          case "docs" -> docs();
          case "extends", "include", "import", "from" -> load(tag);
          default -> {
            openTags.pop();
            throw unknownTag(tag, token.at());
          }
        };
    openTags.pop();
    return statement;
  }

  private Stmt doExpression() {
    Position at = tokens.next().at();
    return new Stmt.Do(tuple(false, true, false, false), at);
  }

  private JinjaException unknownTag(String tag, Position at) {
    return unexpectedEnd(tag, new ArrayList<>(endTags), at);
  }

  private JinjaException unexpectedEnd(@Nullable String tag, List<String[]> expected, Position at) {
    StringBuilder message = new StringBuilder();
    if (tag == null) {
      message.append("Unexpected end of template.");
    } else {
      message.append("Encountered unknown tag ").append(PyRepr.quote(tag)).append('.');
    }
    if (!expected.isEmpty()) {
      List<String> innermost = new ArrayList<>();
      for (String name : expected.get(0)) {
        innermost.add(PyRepr.quote(name));
      }
      String looking = String.join(" or ", innermost);
      if (tag != null && expected.stream().anyMatch(names -> List.of(names).contains(tag))) {
        message.append(
            " You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ");
      } else {
        message.append(" Jinja was looking for the following tags: ");
      }
      message.append(looking).append('.');
    }
    if (!openTags.isEmpty()) {
      message.append(" The innermost block that needs to be closed is ");
      message.append(PyRepr.quote(openTags.element())).append('.');
    }
    return fail(message.toString(), at);
  }

  /** A body up to one of the end tags, which is left as the current token. */
  private List<Stmt> statements(String... ends) {
    tokens.skipIf(TokenType.COLON);
    tokens.expect(TokenType.BLOCK_END);
    List<Stmt> body = body(ends);
    if (tokens.is(TokenType.EOF)) {
      List<String[]> expected = new ArrayList<>();
      expected.add(ends);
      expected.addAll(endTags);
      throw unexpectedEnd(null, expected, tokens.current().at());
    }
    return List.copyOf(body);
  }

  private List<Stmt> statementsTo(String end) {
    List<Stmt> body = statements(end);
    tokens.next();
    return body;
  }

  private Stmt set() {
    Position at = tokens.next().at();
    Expr target = assignTarget(true);
    if (tokens.skipIf(TokenType.ASSIGN)) {
      return new Stmt.Assign(target, tuple(false, true, false, false), at);
    }
    Expr.Filter filter = tokens.is(TokenType.PIPE) ? (Expr.Filter) filter(null, false) : null;
    return new Stmt.AssignBlock(target, filter, statementsTo("endset"), at);
  }

  private Stmt forEach() {
    Position at = tokens.next().at();
    Expr target = assignTarget(false);
    tokens.expectName("in");
    Expr iterable = tuple(false, false, false, false);
    Expr test = tokens.skipIfName("if") ? expression() : null;
    boolean recursive = tokens.skipIfName("recursive");
    List<Stmt> body = statements("endfor", "else");
    List<Stmt> otherwise = tokens.next().isName("endfor") ? List.of() : statementsTo("endfor");
    return new Stmt.For(target, iterable, test, recursive, body, otherwise, at);
  }

  private Stmt ifElse() {
    Position at = tokens.next().at();
    List<Stmt.Branch> branches = new ArrayList<>();
    List<Stmt> otherwise = List.of();
    while (true) {
      Expr test = tuple(false, false, false, false);
      branches.add(new Stmt.Branch(test, statements("elif", "else", "endif")));
      Token end = tokens.next();
      if (end.isName("elif")) {
        continue;
      }
      if (end.isName("else")) {
        otherwise = statementsTo("endif");
      }
      return new Stmt.If(List.copyOf(branches), otherwise, at);
    }
  }

  private Stmt with() {
    Position at = tokens.next().at();
    List<Expr> targets = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.is(TokenType.BLOCK_END)) {
      if (!targets.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      targets.add(withUse(assignTarget(false), Use.PARAMETER));
      tokens.expect(TokenType.ASSIGN);
      values.add(expression());
    }
    return new Stmt.With(List.copyOf(targets), List.copyOf(values), statementsTo("endwith"), at);
  }

  private Stmt autoescape() {
    Position at = tokens.next().at();
    Expr enabled = expression();
    return new Stmt.Autoescape(enabled, statementsTo("endautoescape"), at);
  }

  private Stmt namedBlock() {
    Position at = tokens.next().at();
    String name = (String) tokens.expect(TokenType.NAME).value();
    boolean scoped = tokens.skipIfName("scoped");
    boolean required = tokens.skipIfName("required");
    if (tokens.is(TokenType.SUB)) {
      throw fail(
          "Block names in Jinja have to be valid Python identifiers and may not"
              + " contain hyphens, use an underscore instead.",
          tokens.current().at());
    }
    List<Stmt> body = statementsTo("endblock");
    if (required && !body.stream().allMatch(Parser::isBlank)) {
      throw fail("Required blocks can only contain comments or whitespace", tokens.current().at());
    }
    tokens.skipIfName(name);
    return new Stmt.NamedBlock(name, scoped, required, body, at);
  }

  private static boolean isBlank(Stmt statement) {
    return statement instanceof Stmt.Output output
        && output.parts().stream()
            .allMatch(
                part ->
                    part instanceof Expr.Constant constant
                        && constant.templateData()
                        && PyText.strip(constant.value().toString()).isEmpty());
  }

  private Stmt print() {
    Position at = tokens.next().at();
    List<Expr> parts = new ArrayList<>();
    while (!tokens.is(TokenType.BLOCK_END)) {
      if (!parts.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      parts.add(expression());
    }
    return new Stmt.Output(List.copyOf(parts), at);
  }

  private Stmt load(String tag) {
    Position at = tokens.next().at();
    Expr template = expression();
    List<String> names = new ArrayList<>();
    if (tag.equals("include") && tokens.isName("ignore") && tokens.look().isName("missing")) {
      tokens.next();
      tokens.next();
    }
    if (tag.equals("import")) {
      tokens.expectName("as");
      names.add((String) tokens.expect(TokenType.NAME).value());
    }
    if (tag.equals("from")) {
      tokens.expectName("import");
      importedNames(names);
    } else if (!tag.equals("extends")) {
      skipContext();
    }
    return new Stmt.Load(tag, template, List.copyOf(names), at);
  }

  private void importedNames(List<String> names) {
    do {
      if (skipContext()) {
        return;
      }
      Token name = tokens.expect(TokenType.NAME);
      if (name.value().toString().startsWith("_")) {
        throw new JinjaException(
                ErrorKind.ASSERTION, "names starting with an underline can not be imported")
            .at(TemplateName.of(""), name.at());
      }
      names.add((String) (tokens.skipIfName("as") ? tokens.expect(TokenType.NAME) : name).value());
      if (skipContext()) {
        return;
      }
    } while (tokens.skipIf(TokenType.COMMA));
  }

  private boolean skipContext() {
    if ((tokens.isName("with") || tokens.isName("without")) && tokens.look().isName("context")) {
      tokens.next();
      tokens.next();
      return true;
    }
    return false;
  }

  private Stmt macro() {
    Position at = tokens.next().at();
    String name = (String) tokens.expect(TokenType.NAME).value();
    Stmt.Parameters parameters = signature(true);
    return new Stmt.Macro(MacroKind.MACRO, name, "", parameters, statementsTo("endmacro"), at);
  }

  private Stmt test(String tag) {
    Position at = tokens.next().at();
    String name = (String) tokens.expect(TokenType.NAME).value();
    Stmt.Parameters parameters = signature(true);
    return new Stmt.Macro(MacroKind.TEST, name, "", parameters, statementsTo("end" + tag), at);
  }

  private Stmt docs() {
    Position at = tokens.next().at();
    String name = (String) tokens.expect(TokenType.NAME).value();
    return new Stmt.Macro(
        MacroKind.DOCS, name, "", Stmt.Parameters.NONE, statementsTo("enddocs"), at);
  }

  private Stmt materialization() {
    Position at = tokens.next().at();
    String name = (String) tokens.expect(TokenType.NAME).value();
    String adapter = "default";
    Expr.Name parameter = new Expr.Name("supported_languages", Use.PARAMETER, at);
    Expr languages = new Expr.ListOf(List.of(new Expr.Constant("sql", at, false)), at);
    while (tokens.skipIf(TokenType.COMMA)) {
      Token option = tokens.expect(TokenType.NAME);
      switch ((String) option.value()) {
        case "default" -> {}
        case "adapter" -> {
          tokens.expect(TokenType.ASSIGN);
          adapter =
              expression() instanceof Expr.Constant constant
                  ? PyRepr.str(constant.value())
                  : adapter;
        }
        case "supported_languages" -> {
          tokens.expect(TokenType.ASSIGN);
          languages = expression();
        }
        default ->
            throw new JinjaException(
                    ErrorKind.MATERIALIZATION_ARGUMENT,
                    "materialization '"
                        + name
                        + "' received unknown argument '"
                        + option.value()
                        + "'.")
                .at(TemplateName.of(""), option.at());
      }
    }
    List<Stmt.@Nullable MacroType> types = new ArrayList<>();
    types.add(null);
    Stmt.Parameters parameters = new Stmt.Parameters(List.of(parameter), List.of(languages), types);
    return new Stmt.Macro(
        MacroKind.MATERIALIZATION,
        name,
        adapter,
        parameters,
        statementsTo("endmaterialization"),
        at);
  }

  private Stmt.Parameters signature(boolean typed) {
    List<Expr.Name> names = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    List<Stmt.@Nullable MacroType> types = new ArrayList<>();
    tokens.expect(TokenType.LPAREN);
    while (!tokens.is(TokenType.RPAREN)) {
      if (!names.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      Token name = tokens.expect(TokenType.NAME);
      failOnReserved(name);
      types.add(typed && tokens.skipIf(TokenType.COLON) ? macroType() : null);
      if (tokens.skipIf(TokenType.ASSIGN)) {
        defaults.add(expression());
      } else if (!defaults.isEmpty()) {
        throw fail("non-default argument follows default argument", tokens.current().at());
      }
      names.add(new Expr.Name((String) name.value(), Use.PARAMETER, name.at()));
    }
    tokens.expect(TokenType.RPAREN);
    return new Stmt.Parameters(
        List.copyOf(names), List.copyOf(defaults), java.util.Collections.unmodifiableList(types));
  }

  private Stmt.MacroType macroType() {
    String name = (String) tokens.expect(TokenType.NAME).value();
    List<Stmt.MacroType> parameters = new ArrayList<>();
    if (tokens.skipIf(TokenType.LBRACKET)) {
      while (!tokens.is(TokenType.RBRACKET)) {
        if (!parameters.isEmpty()) {
          tokens.expect(TokenType.COMMA);
        }
        parameters.add(macroType());
      }
      tokens.expect(TokenType.RBRACKET);
    }
    return new Stmt.MacroType(name, List.copyOf(parameters));
  }

  private Stmt callBlock() {
    Position at = tokens.next().at();
    Stmt.Parameters parameters =
        tokens.is(TokenType.LPAREN) ? signature(true) : Stmt.Parameters.NONE;
    if (!(expression() instanceof Expr.Call call)) {
      throw fail("expected call", at);
    }
    return new Stmt.CallBlock(call, parameters, statementsTo("endcall"), at);
  }

  private Stmt filterBlock() {
    Position at = tokens.next().at();
    Expr.Filter filter = (Expr.Filter) filter(null, true);
    return new Stmt.FilterBlock(filter, statementsTo("endfilter"), at);
  }

  private Expr assignTarget(boolean withNamespace) {
    Expr target = tuple(true, true, false, withNamespace);
    if (!canAssign(target)) {
      throw fail("can't assign to " + PyRepr.quote(nodeName(target)), target.at());
    }
    return withUse(target, Use.STORE);
  }

  private static void failOnReserved(Token name) {
    switch ((String) name.value()) {
      case "true", "false", "none", "True", "False", "None" ->
          throw fail("can't assign to 'name'", name.at());
      default -> {}
    }
  }

  private static boolean canAssign(Expr target) {
    if (target instanceof Expr.TupleOf tuple) {
      return tuple.items().stream().allMatch(Parser::canAssign);
    }
    return target instanceof Expr.Name || target instanceof Expr.NamespaceTarget;
  }

  private static Expr withUse(Expr target, Use use) {
    if (target instanceof Expr.Name name) {
      return new Expr.Name(name.name(), use, name.at());
    }
    if (target instanceof Expr.TupleOf tuple) {
      return new Expr.TupleOf(
          tuple.items().stream().map(item -> withUse(item, use)).toList(), tuple.at());
    }
    return target;
  }

  /** The name of Jinja2's class for the node, as its message about assignments shows it. */
  private static String nodeName(Expr expression) {
    if (expression instanceof Expr.Constant) {
      return "const";
    }
    if (expression instanceof Expr.Binary binary) {
      return binary.operator().nodeName();
    }
    if (expression instanceof Expr.Logical logical) {
      return logical.and() ? "and" : "or";
    }
    if (expression instanceof Expr.Sign sign) {
      return sign.negative() ? "neg" : "pos";
    }
    if (expression instanceof Expr.Conditional) {
      return "condexpr";
    }
    String name = expression.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    return switch (name) {
      case "tupleof" -> "tuple";
      case "listof" -> "list";
      case "dictof" -> "dict";
      case "attribute" -> "getattr";
      case "item" -> "getitem";
      default -> name;
    };
  }
}
