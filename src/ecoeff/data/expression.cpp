#include "ecoeff/data/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/data/expression_functions.hpp"
#include "ecoeff/data/expression_tree.hpp"

namespace ecoeff {
namespace {

using Numbers = std::vector<double>;
using Kind = Expression::Kind;

// Truth is 1, 0 or missing (Kleene's three values).
double both_true(double a, double b) { return a == 0 || b == 0 ? 0 : is_missing(a) || is_missing(b) ? kMissing : 1; }
double negated(double a) { return is_missing(a) ? kMissing : a == 0 ? 1 : 0; }
double either_true(double a, double b) { return negated(both_true(negated(a), negated(b))); }

double compare(const std::string& op, double a, double b) {
  if (is_missing(a) || is_missing(b)) return kMissing;
  if (op == "==") return a == b ? 1 : 0;
  if (op == "!=") return a != b ? 1 : 0;
  if (op == "<") return a < b ? 1 : 0;
  if (op == "<=") return a <= b ? 1 : 0;
  return op == ">" ? (a > b ? 1 : 0) : (a >= b ? 1 : 0);
}

class Evaluator final : public Evaluation {
 public:
  using Evaluation::Evaluation;
  Evaluator(const Panel& panel_, std::string_view source_, Notes& notes_, const std::vector<bool>& chosen_)
      : Evaluation(panel_, source_, notes_, chosen_) {}

  Numbers numbers(const Expression& e) override {
    switch (e.kind) {
      case Kind::number: return Numbers(panel.rows(), e.number);
      case Kind::text: throw_syntax(source, e.position, "a text cannot stand here", "此处不能使用文本");
      case Kind::column:
      case Kind::quoted_column: return column_numbers(e);
      case Kind::call: return call_function(*this, e);
      case Kind::binary: return binary(e);
      case Kind::unary: return unary(e);
      case Kind::in_list: return in_list(e);
      case Kind::time_shift: return time_shift(e);
    }
    return {};
  }

  Numbers missing(const Expression& e) override {
    if (const Column* text = text_column(e); text != nullptr && !text->has_numbers()) {
      Numbers out;
      for (const std::int32_t code : text->text.codes) out.push_back(code < 0 ? 1 : 0);
      return out;
    }
    Numbers out = numbers(e);
    for (double& value : out) value = is_missing(value) ? 1 : 0;
    return out;
  }

 private:
  // The column that a name means; null for `time` and for a time column of text, whose value is the period.
  const Column* column_of(const Expression& e) {
    const bool bare = e.kind == Kind::column;
    if (bare && e.name == "unit") return &role(e, panel.unit_column());
    if (bare && e.name == "time") {
      (void)role(e, panel.time_column());
      return nullptr;
    }
    const Column& column = panel.table.column(e.name);
    return !column.has_numbers() && e.name == panel.time_column() ? nullptr : &column;
  }

  const Column& role(const Expression& e, const std::string& key) {
    if (key.empty()) throw_syntax(source, e.position, "the data has no time column", "数据没有时间列");
    if (e.name != key && panel.table.has(e.name)) {
      throw_syntax(source, e.position,
                   fmt::format("\"{0}\" means the role, and another column has that name: write `{0}` for it", e.name),
                   fmt::format("“{0}”指代角色，但另有同名列：若要使用该列请写 `{0}`", e.name));
    }
    return panel.table.column(key);
  }

  Numbers column_numbers(const Expression& e) {
    const Column* column = column_of(e);
    if (column == nullptr) return {panel.time().begin(), panel.time().end()};
    const auto values = panel.table.numbers(column->name);
    return {values.begin(), values.end()};
  }

  // The column when the expression is a column that has names: text, or labelled numbers.
  const Column* text_column(const Expression& e) {
    if (e.kind != Kind::column && e.kind != Kind::quoted_column) return nullptr;
    const Column* column = column_of(e);
    return column != nullptr && column->has_names() ? column : nullptr;
  }

  Numbers binary(const Expression& e) {
    if (e.name == "==" || e.name == "!=" || e.name[0] == '<' || e.name[0] == '>') return comparison(e);
    Numbers a = numbers(e.arguments[0]);
    const Numbers b = numbers(e.arguments[1]);
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = arithmetic(e.name, a[i], b[i], i);
    return a;
  }

  double arithmetic(const std::string& op, double a, double b, std::size_t row) {
    if (op == "and") return both_true(a, b);
    if (op == "or") return either_true(a, b);
    if (is_missing(a) || is_missing(b)) return kMissing;
    if (op == "/" && b == 0) return undefined.at("division by zero", "除数为零", row);
    const double value = op == "+" ? a + b : op == "-" ? a - b : op == "*" ? a * b : op == "/" ? a / b : std::pow(a, b);
    return std::isfinite(value) ? value : undefined.at("a power or product that is no number", "幂或乘积无定义", row);
  }

  Numbers unary(const Expression& e) {
    Numbers x = numbers(e.arguments[0]);
    for (double& value : x) value = e.name == "-" ? -value : negated(value);
    return x;
  }

  Numbers comparison(const Expression& e) {
    const Expression& left = e.arguments[0];
    const Expression& right = e.arguments[1];
    if (right.kind == Kind::text) return with_text(left, e.name, right);
    if (left.kind == Kind::text) return with_text(right, mirrored(e.name), left);
    const Column* a = text_column(left);
    const Column* b = text_column(right);
    const bool as_texts = a != nullptr && b != nullptr && !(a->has_numbers() && b->has_numbers());
    if (as_texts) return between_texts(*a, e.name, *b, e.position);
    Numbers out = numbers(left);
    const Numbers other = numbers(right);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = compare(e.name, out[i], other[i]);
    return out;
  }

  static std::string mirrored(std::string op) {
    if (op[0] == '<') {
      op[0] = '>';
    } else if (op[0] == '>') {
      op[0] = '<';
    }
    return op;
  }

  // A column against a quoted text; a column of numbers is compared as numbers when the text is one.
  Numbers with_text(const Expression& what, const std::string& op, const Expression& literal) {
    if (what.kind == Kind::text) throw_syntax(source, literal.position, "two texts are compared", "比较的双方都是文本");
    const Column* column = text_column(what);
    const bool is_name = column != nullptr && std::find(column->text.levels.begin(), column->text.levels.end(),
                                                        literal.name) != column->text.levels.end();
    if (column == nullptr || (column->has_numbers() && !is_name && parse_number(literal.name))) {
      const auto number = parse_number(literal.name);
      if (!number) {
        throw_syntax(source, literal.position, "a number is compared with a text", "数字与文本不能比较");
      }
      Numbers out = numbers(what);
      for (double& value : out) value = compare(op, value, *number);
      return out;
    }
    require_equality(op, literal.position);
    Numbers by_level;
    for (const std::string& level : column->text.levels)
      by_level.push_back((level == literal.name) == (op == "==") ? 1 : 0);
    Numbers out;
    out.reserve(panel.rows());
    const double nameless = op == "==" ? 0 : 1;
    for (std::size_t i = 0; i < panel.rows(); ++i) {
      const std::int32_t code = column->text.codes[i];
      const bool missing = code < 0 && (column->numbers.empty() || is_missing(column->numbers[i]));
      out.push_back(missing ? kMissing : code < 0 ? nameless : by_level[static_cast<std::size_t>(code)]);
    }
    return out;
  }

  Numbers between_texts(const Column& a, const std::string& op, const Column& b, std::size_t position) {
    require_equality(op, position);
    Numbers out;
    for (std::size_t i = 0; i < panel.rows(); ++i) {
      const bool known = a.text.codes[i] >= 0 && b.text.codes[i] >= 0;
      out.push_back(!known ? kMissing : (a.text.at(i) == b.text.at(i)) == (op == "==") ? 1 : 0);
    }
    return out;
  }

  void require_equality(const std::string& op, std::size_t position) const {
    if (op != "==" && op != "!=")
      throw_syntax(source, position, "texts are compared with == or !=", "文本只能用 == 或 != 比较");
  }

  Numbers in_list(const Expression& e) {
    Numbers out(panel.rows(), 0);
    const Column* column = text_column(e.arguments[0]);
    const bool is_text = column != nullptr && !column->has_numbers();
    for (std::size_t k = 1; k < e.arguments.size(); ++k) {
      Expression item = e.arguments[k];
      if (is_text && item.kind == Kind::number) {
        item.kind = Kind::text;
        item.name = format_shortest(item.number);
      }
      Expression equal{
          .kind = Kind::binary, .name = "==", .arguments = {e.arguments[0], item}, .position = item.position};
      const Numbers found = comparison(equal);
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = either_true(out[i], found[i]);
    }
    return out;
  }

  Numbers time_shift(const Expression& e) {
    Numbers x = numbers(e.arguments[0]);
    const int far = static_cast<int>(e.number);
    if (e.name != "D") return lagged(panel, x, e.name == "L" ? far : -far);
    for (int times = 0; times < far; ++times) {
      const Numbers before = lagged(panel, x, 1);
      for (std::size_t i = 0; i < x.size(); ++i) x[i] -= before[i];
    }
    return x;
  }
};

void collect(const Expression& e, std::string_view source, std::vector<std::string>& names) {
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  if (e.kind == Kind::call) require_function(e, source);
  const bool is_role = e.kind == Kind::column && (e.name == "unit" || e.name == "time");
  if ((e.kind == Kind::column && !is_role) || e.kind == Kind::quoted_column) add(e.name);
  for (std::size_t i = 0; i < e.arguments.size(); ++i) {
    if (e.kind == Kind::call) add(pim_column(e, i));
    collect(e.arguments[i], source, names);
  }
}

}  // namespace

std::vector<double> evaluate(const Panel& panel, std::string_view expression, Notes& notes,
                             const std::vector<bool>& chosen) {
  const Expression tree = parse_expression(expression);
  Evaluator evaluator(panel, expression, notes, chosen);
  Numbers values = evaluator.numbers(tree);
  evaluator.undefined.report(panel, expression, values, notes);
  return values;
}

std::vector<std::size_t> rows_where(const Panel& panel, std::string_view condition) {
  Notes ignored;
  const Numbers holds = evaluate(panel, condition, ignored);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    if (!is_missing(holds[i]) && holds[i] != 0) rows.push_back(i);
  }
  return rows;
}

std::vector<std::string> columns_used(std::string_view expression) {
  std::vector<std::string> names;
  collect(parse_expression(expression), expression, names);
  return names;
}

}  // namespace ecoeff
