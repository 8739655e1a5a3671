// Conditions in Stata's spelling.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "ecoeff/base/number.hpp"
#include "ecoeff/base/text.hpp"
#include "ecoeff/report/replicate/expression_words.hpp"
#include "ecoeff/report/replicate/stata_words.hpp"
#include "ecoeff/report/replicate/term_tree.hpp"

namespace ecoeff {
namespace {

using Kind = Expression::Kind;

std::string opposite(const std::string& op) {
  static const std::map<std::string, std::string> kOpposite{{"==", "!="}, {"!=", "=="}, {"<", ">="},
                                                            {">=", "<"},  {">", "<="},  {"<=", ">"}};
  return kOpposite.at(op);
}

std::string mirrored(std::string op) {
  if (op[0] == '<') {
    op[0] = '>';
  } else if (op[0] == '>') {
    op[0] = '<';
  }
  return op;
}

std::string bracketed(const std::string& text) {
  const bool plain = is_stata_name(text) || parse_number(text).has_value();
  return plain && !text.starts_with('-') ? text : "(" + text + ")";
}

std::string digits(double value) { return format_shortest(value); }

}  // namespace

const Column* StataWords::column_of(const Expression& e) const {
  if (!is_column(e)) return nullptr;
  if (means_unit(e)) return &panel_.table.column(panel_.unit_column());
  if (means_time(e)) return nullptr;
  return panel_.table.find(e.name);
}

bool StataWords::may_be_missing(const std::string& column) const {
  const Column* found = panel_.table.find(column);
  if (found == nullptr) return true;
  if (found->is_text)
    return std::any_of(found->text.codes.begin(), found->text.codes.end(), [](std::int32_t code) { return code < 0; });
  return std::any_of(found->numbers.begin(), found->numbers.end(), [](double value) { return is_missing(value); });
}

std::string StataWords::doubtful(const std::vector<Expression>& sides) {
  std::vector<std::string> out;
  for (const Expression& side : sides) {
    if (side.kind == Kind::number || (is_minus(side) && side.arguments[0].kind == Kind::number)) continue;
    if (means_time(side) || means_unit(side)) continue;
    if (is_column(side) && (side.name == panel_.time_column() || !may_be_missing(side.name))) continue;
    out.push_back(number(side));
  }
  return join(out, ", ");
}

std::string StataWords::shifted(const Expression& e, char letter, int steps) {
  if (steps < 0) return shifted(e, letter == 'L' ? 'F' : 'L', -steps);
  const std::string inside = number(e);
  if (steps == 0) return inside;
  const std::string variable = is_stata_name(inside) ? inside : generated("part", inside);
  return fmt::format("{}{}.{}", letter, steps == 1 ? "" : std::to_string(steps), variable);
}

std::string StataWords::call(const Expression& e) {
  const auto argument = [&](std::size_t i) { return number(e.arguments[i]); };
  const auto whole = [&](std::size_t i) {
    return i < e.arguments.size() ? static_cast<int>(parse_number(argument(i)).value_or(1)) : 1;
  };
  const auto over_all = [&](const char* function) {
    return made(fmt::format("{} of {}", function, argument(0)), std::string(function) + "_" + argument(0),
                fmt::format("egen double {{}} = {}({})", function, argument(0)));
  };
  const std::function<std::string()> same_name = [&] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < e.arguments.size(); ++i) all.push_back(argument(i));
    return e.name + "(" + join(all, ", ") + ")";
  };
  const std::map<std::string_view, std::function<std::string()>> spellings{
      {"log", [&]() -> std::string { return "ln(" + argument(0) + ")"; }},
      {"exp", same_name},
      {"sqrt", same_name},
      {"abs", same_name},
      {"missing", same_name},
      {"min", same_name},
      {"max", same_name},
      {"ratio", [&]() -> std::string { return "(" + bracketed(argument(0)) + " / " + bracketed(argument(1)) + ")"; }},
      {"lag", [&]() -> std::string { return shifted(e.arguments[0], 'L', whole(1)); }},
      {"lead", [&]() -> std::string { return shifted(e.arguments[0], 'F', whole(1)); }},
      {"diff", [&]() -> std::string { return shifted(e.arguments[0], 'D', 1); }},
      {"growth",
       [&]() -> std::string {
         return fmt::format("({} / {} - 1)", bracketed(argument(0)), shifted(e.arguments[0], 'L', 1));
       }},
      {"mean", [&]() -> std::string { return over_all("mean"); }},
      {"std", [&]() -> std::string { return over_all("sd"); }},
      {"share",
       [&]() -> std::string {
         return fmt::format("({} / {})", bracketed(argument(0)),
                            made("total by period of " + argument(0), "total_" + argument(0),
                                 fmt::format("egen double {{}} = total({}), by({})", argument(0), time_)));
       }},
      {"winsor",
       [&]() -> std::string {
         const std::string what = fmt::format("winsor {} {} {}", argument(0), argument(1), argument(2));
         return made(what, "winsor_" + argument(0),
                     fmt::format("generate double {{}} = {}\nwinsor2 {{}}, cuts({} {}) replace", argument(0),
                                 argument(1), argument(2)));
       }},
      {"deflate", [&]() -> std::string {
         const bool named = e.arguments.size() > 2;
         const std::string base = named ? argument(2) : std::to_string(panel_.periods().front());
         const std::string price = argument(1);
         const std::string first = made("base price of " + price + base, "base_" + price,
                                        fmt::format("egen double {{}} = max(cond({} == {} & {} > 0, {}, .)), by({})",
                                                    time_, base, price, price, unit_));
         return fmt::format("({} / (cond({} > 0, {}, .) / {}))", bracketed(argument(0)), price, price, first);
       }}};
  const auto spelling = spellings.find(e.name);
  if (spelling != spellings.end()) return spelling->second();
  throw NoSpelling{};
}

std::string StataWords::number_of(const std::string& column) {
  const Column* found = panel_.table.find(column);
  if (found == nullptr || !has_named_numbers(*found))
    return column == panel_.unit_column() ? names_.at(column) : name(column);
  const std::string& variable = names_.at(column);
  const NamedNumbers numbers = named_numbers(*found);
  if (numbers.spelled) return "real(" + variable + ")";
  std::string lines = "generate double {} = .";
  for (const auto& [text, number] : numbers.of)
    lines += fmt::format("\nreplace {{}} = {} if {} == {}", digits(number), variable, quoted(text));
  return made("numbers of " + variable, variable + "_number", lines);
}

std::string StataWords::number(const Expression& e) {
  switch (e.kind) {
    case Kind::number: return e.number < 0 ? "(" + digits(e.number) + ")" : digits(e.number);
    case Kind::text: throw NoSpelling{};
    case Kind::column:
      if (means_time(e)) return time_;
      if (means_unit(e)) return number_of(panel_.unit_column());
      [[fallthrough]];
    case Kind::quoted_column: return number_of(e.name);
    case Kind::call: return call(e);
    case Kind::time_shift: return shifted(e.arguments[0], e.name[0], static_cast<int>(e.number));
    case Kind::unary:
      if (is_minus(e)) return "(-" + bracketed(number(e.arguments[0])) + ")";
      break;
    case Kind::binary:
      if (!is_truth(e)) return "(" + number(e.arguments[0]) + " " + e.name + " " + number(e.arguments[1]) + ")";
      break;
    case Kind::in_list: break;
  }
  return fmt::format("cond({}, 1, cond({}, 0, .))", holds(e, false), holds(e, true));
}

std::string StataWords::compared_texts(const std::string& column, const std::string& op, const std::string& text) {
  const std::string variable = names_.at(column);
  const std::string plain = fmt::format("{} {} {}", variable, op, quoted(text));
  // A missing text is "" in Stata, which equals "" and stands before others.
  const bool missing_counts = op != "==" || text.empty();
  return missing_counts && may_be_missing(column) ? fmt::format("({} & !missing({}))", plain, variable) : plain;
}

std::string StataWords::compared_numbers(const Expression& left, const std::string& op, const Expression& right) {
  const std::string plain = number(left) + " " + op + " " + number(right);
  const std::string asked = doubtful({left, right});
  return asked.empty() ? plain : fmt::format("({} & !missing({}))", plain, asked);
}

std::string StataWords::compared(const Expression& e, bool negated) {
  const Expression& left = e.arguments[0];
  const Expression& right = e.arguments[1];
  const std::string op = negated ? opposite(e.name) : e.name;
  if (left.kind == Kind::text) {
    Expression turned = e;
    std::swap(turned.arguments[0], turned.arguments[1]);
    turned.name = mirrored(e.name);
    return compared(turned, negated);
  }
  const Column* column = column_of(left);
  if (right.kind != Kind::text) {
    const Column* other = column_of(right);
    if (column != nullptr && other != nullptr && column->is_text && other->is_text) {
      const std::string& one = names_.at(column->name);
      const std::string& two = names_.at(other->name);
      return fmt::format("({0} {1} {2} & !missing({0}, {2}))", one, op, two);
    }
    return compared_numbers(left, op, right);
  }
  if (column == nullptr || !column->is_text) {
    // A name that stands for a number, or a number in quotes.
    Expression value{.kind = Kind::number, .number = parse_number(right.name).value_or(kMissing)};
    for (std::size_t i = 0; column != nullptr && i < column->text.codes.size(); ++i) {
      if (column->text.at(i) == right.name && !column->numbers.empty()) value.number = column->numbers[i];
    }
    if (is_missing(value.number)) throw NoSpelling{};
    return compared_numbers(left, op, value);
  }
  return compared_texts(column->name, op, right.name);
}

std::string StataWords::listed(const Expression& e, bool negated) {
  std::vector<std::string> parts;
  for (std::size_t k = 1; k < e.arguments.size(); ++k) {
    Expression item = e.arguments[k];
    const Column* column = column_of(e.arguments[0]);
    if (column != nullptr && column->is_text && !column->has_numbers() && item.kind == Kind::number)
      item = {.kind = Kind::text, .name = format_shortest(item.number)};
    parts.push_back(compared({.kind = Kind::binary, .name = "==", .arguments = {e.arguments[0], item}}, negated));
  }
  return "(" + join(parts, negated ? " & " : " | ") + ")";
}

std::string StataWords::holds(const Expression& e, bool negated) {
  if (is_comparison(e)) return compared(e, negated);
  if (e.kind == Kind::in_list) return listed(e, negated);
  if (is_negation(e)) return holds(e.arguments[0], !negated);
  if (is_conjunction(e) || is_disjunction(e)) {
    const bool all = is_conjunction(e) != negated;
    return "(" + holds(e.arguments[0], negated) + (all ? " & " : " | ") + holds(e.arguments[1], negated) + ")";
  }
  if (asks_whether_missing(e)) return (negated ? "!" : "") + number(e);
  const std::string value = number(e);
  if (negated) return value + " == 0";
  return fmt::format("({0} != 0 & !missing({0}))", value);
}

std::string StataWords::equals(const std::string& column, const std::string& text) {
  const Expression left{.kind = Kind::quoted_column, .name = column};
  const Expression right{.kind = Kind::text, .name = text};
  return compared({.kind = Kind::binary, .name = "==", .arguments = {left, right}}, false);
}

std::string StataWords::condition(const std::string& condition) {
  const std::string before = lines_;
  try {
    std::string out = holds(parse_expression(condition), false);
    // The outermost brackets say nothing.
    const bool wrapped = out.starts_with('(') && out.ends_with(')') && closes_at_end(out);
    return wrapped ? out.substr(1, out.size() - 2) : out;
  } catch (const NoSpelling&) {
    lines_ = before;
    return "";
  }
}

}  // namespace ecoeff
