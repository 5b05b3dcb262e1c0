package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;

/** Python's {@code ast.literal_eval}. */
final class LiteralEval {

  private final String[] lines;

  private LiteralEval(String source) {
    this.lines = source.split("\n", -1);
  }

  /** The value of a Python literal; text that is none is returned as it is. */
  static Object parse(String text) {
    String source = "{{ " + PyText.strip(text) + "\n}}";
    try {
      List<Stmt> body = Parser.parse(source, TemplateName.of("literal")).body();
      if (body.size() == 1
          && body.get(0) instanceof Stmt.Output output
          && output.parts().size() == 1) {
        return new LiteralEval(source).value(output.parts().get(0));
      }
      return text;
    } catch (JinjaException notLiteral) {
      return text;
    }
  }

  private Object value(Expr expression) {
    if (expression instanceof Expr.Constant constant && isPython(constant)) {
      return constant.value();
    }
    if (expression instanceof Expr.ListOf list) {
      return new PyList(values(list.items()));
    }
    if (expression instanceof Expr.TupleOf tuple) {
      return PyTuple.copyOf(values(tuple.items()));
    }
    if (expression instanceof Expr.DictOf dict) {
      PyDict result = new PyDict();
      dict.items().forEach(pair -> result.put(value(pair.key()), value(pair.value())));
      return result;
    }
    if (expression instanceof Expr.Sign sign) {
      Object number = value(sign.operand());
      if (PyNumbers.isNumber(number) && !(number instanceof Boolean)) {
        return sign.negative() ? Operators.negate(number) : number;
      }
    }
    throw JinjaException.value("malformed node or string");
  }

  /** Jinja2 knows true, false and none, Python does not. */
  private boolean isPython(Expr.Constant constant) {
    if (constant.templateData()) {
      return false;
    }
    if (constant.value() instanceof Boolean || constant.value() == PyNone.NONE) {
      Position at = constant.at();
      return Character.isUpperCase(lines[at.line() - 1].charAt(at.column() - 1));
    }
    return true;
  }

  private List<Object> values(List<Expr> expressions) {
    List<Object> values = new ArrayList<>();
    expressions.forEach(each -> values.add(value(each)));
    return values;
  }
}
