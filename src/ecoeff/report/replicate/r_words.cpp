#include "ecoeff/report/replicate/r_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>

#include "ecoeff/base/number.hpp"
#include "ecoeff/base/text.hpp"
#include "ecoeff/panel/replica.hpp"
#include "ecoeff/report/replicate/expression_words.hpp"
#include "ecoeff/report/replicate/term_tree.hpp"

namespace ecoeff {
namespace {

using Kind = Expression::Kind;

std::string column_in(const std::string& data, const std::string& name) {
  return data + "[[" + replica::r_text(name) + "]]";
}

}  // namespace

std::string r_name(const std::string& name) {
  static const std::set<std::string> kReserved{"if",   "else",  "repeat", "while", "function", "for", "next", "break",
                                               "TRUE", "FALSE", "NULL",   "Inf",   "NaN",      "NA",  "in"};
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.'; };
  const bool fits = !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0 &&
                    std::all_of(name.begin(), name.end(), plain) && !kReserved.contains(name);
  return fits ? name : "`" + replace_all(name, "`", "\\`") + "`";
}

RWords::RWords(const Panel& panel) : panel_(panel), unit_(panel.unit_column()), time_(panel.time_column()) {
  const auto fresh = [&](std::string name) {
    const auto taken = [&] {
      return panel.table.has(name) ||
             std::any_of(renamed_.begin(), renamed_.end(), [&](const auto& one) { return one.second == name; });
    };
    while (taken()) name += "_";
    return name;
  };
  for (const Column& column : panel.table.columns()) {
    if (column.name.find_first_of("^:") != std::string::npos)
      renamed_[column.name] = fresh(replace_all(replace_all(column.name, "^", "_"), ":", "_"));
  }
  if (const auto at = renamed_.find(unit_); at != renamed_.end()) unit_ = at->second;
  if (time_.empty()) return;
  if (!panel.table.column(time_).has_numbers()) {
    time_ = fresh("period");
  } else if (const auto at = renamed_.find(time_); at != renamed_.end()) {
    time_ = at->second;
  }
}

std::string RWords::column(const std::string& name) const {
  const Expression word{.kind = Kind::column, .name = name};
  const bool known = panel_.table.has(name);
  if (!known && means_unit(word)) return unit_;
  return name == panel_.time_column() || (!known && means_time(word)) ? time_ : name;
}

std::string RWords::group(const std::string& group) const {
  if (const auto at = renamed_.find(group); at != renamed_.end()) return at->second;
  std::string out;
  std::string word;
  const auto close = [&] {
    if (!trim(word).empty()) out += column(std::string(trim(word)));
    word.clear();
  };
  for (const char c : group) {
    if (c == '^' || c == ':') {
      close();
      out += c;
    } else {
      word += c;
    }
  }
  close();
  return out;
}

std::string RWords::shifted(const std::string& what, char letter, int steps) const {
  if (letter == 'D') return fmt::format("difference({}, {}, {}, {})", what, r_name(unit_), r_name(time_), steps);
  return fmt::format("lag_of({}, {}, {}, {})", what, r_name(unit_), r_name(time_), letter == 'L' ? steps : -steps);
}

// --- Terms

std::string RWords::product(const std::string& data, const std::string& term) const {
  if (panel_.table.has(term)) return factor(data, term);
  std::vector<std::string> factors;
  for (const std::string& one : term_factors(term)) factors.push_back(factor(data, one));
  return join(factors, " * ");
}

std::string RWords::factor(const std::string& data, const std::string& text) const {
  if (panel_.table.has(text)) return column_in(data, column(text));
  const TermPart part = term_part(text);
  if (part.kind == TermPart::Kind::column) return column_in(data, column(part.inside));
  const std::string inside = product(data, part.inside);
  if (part.kind == TermPart::Kind::wrapped) return "(" + inside + ")";
  if (part.kind == TermPart::Kind::function) {
    const std::string function = part.over_rows                   ? "standardized"
                                 : part.function.starts_with("l") ? "log"
                                                                  : part.function;
    return fmt::format("known({}({}))", function, inside);
  }
  const std::string keys = column_in(data, unit_) + ", " + column_in(data, time_);
  if (part.letter == 'D') return fmt::format("difference({}, {}, {})", inside, keys, part.steps);
  return fmt::format("lag_of({}, {}, {})", inside, keys, part.letter == 'L' ? part.steps : -part.steps);
}

RWords::Term RWords::term(const std::string& data, const std::string& term) const {
  if (panel_.table.has(term)) return {column(term), ""};
  if (term_factors(term).size() == 1) {
    const TermPart part = term_part(term);
    if (part.kind == TermPart::Kind::column) return {column(part.inside), ""};
    if (part.kind == TermPart::Kind::dummies) return {"i." + column(part.inside), ""};
  }
  return {term, column_in(data, term) + " <- " + product(data, term) + "\n"};
}

// --- Conditions

const Column* RWords::column_of(const Expression& e) const {
  if (!is_column(e)) return nullptr;
  if (means_unit(e)) return &panel_.table.column(panel_.unit_column());
  return means_time(e) ? nullptr : panel_.table.find(e.name);
}

std::string RWords::call(const Expression& e) const {
  const auto argument = [&](std::size_t i) { return value(e.arguments[i]); };
  const auto steps = [&] {
    return e.arguments.size() > 1 ? static_cast<int>(parse_number(argument(1)).value_or(1)) : 1;
  };
  const std::map<std::string_view, std::function<std::string()>> spellings{
      {"log", [&]() -> std::string { return "known(" + e.name + "(" + argument(0) + "))"; }},
      {"exp", [&]() -> std::string { return "known(" + e.name + "(" + argument(0) + "))"; }},
      {"sqrt", [&]() -> std::string { return "known(" + e.name + "(" + argument(0) + "))"; }},
      {"abs", [&]() -> std::string { return "abs(" + argument(0) + ")"; }},
      {"missing", [&]() -> std::string { return "is.na(" + argument(0) + ")"; }},
      {"min",
       [&]() -> std::string {
         std::vector<std::string> all;
         for (std::size_t i = 0; i < e.arguments.size(); ++i) all.push_back(argument(i));
         return "p" + e.name + "(" + join(all, ", ") + ", na.rm = TRUE)";
       }},
      {"max",
       [&]() -> std::string {
         std::vector<std::string> all;
         for (std::size_t i = 0; i < e.arguments.size(); ++i) all.push_back(argument(i));
         return "p" + e.name + "(" + join(all, ", ") + ", na.rm = TRUE)";
       }},
      {"ratio", [&]() -> std::string { return fmt::format("known(({}) / ({}))", argument(0), argument(1)); }},
      {"lag", [&]() -> std::string { return shifted(argument(0), 'L', steps()); }},
      {"lead", [&]() -> std::string { return shifted(argument(0), 'F', steps()); }},
      {"diff", [&]() -> std::string { return shifted(argument(0), 'D', 1); }},
      {"growth",
       [&]() -> std::string { return fmt::format("known(({}) / {} - 1)", argument(0), shifted(argument(0), 'L', 1)); }},
      {"mean", [&]() -> std::string { return fmt::format("mean({}, na.rm = TRUE)", argument(0)); }},
      {"std", [&]() -> std::string { return fmt::format("sd({}, na.rm = TRUE)", argument(0)); }},
      {"share", [&]() -> std::string { return fmt::format("share_of({}, {})", argument(0), r_name(time_)); }},
      {"winsor",
       [&]() -> std::string { return fmt::format("winsor2({}, {}, {})", argument(0), argument(1), argument(2)); }},
      {"deflate", [&]() -> std::string {
         const std::string base = e.arguments.size() > 2 ? argument(2) : std::to_string(panel_.periods().front());
         return fmt::format("deflated({}, {}, {}, {}, {})", argument(0), argument(1), r_name(unit_), r_name(time_),
                            base);
       }}};
  const auto spelling = spellings.find(e.name);
  if (spelling != spellings.end()) return spelling->second();
  throw NoSpelling{};
}

std::string RWords::number_of(const Expression& e) const {
  const std::string plain = means_unit(e) || means_time(e)   ? r_name(column(e.name))
                            : e.name == panel_.time_column() ? r_name(time_)
                                                             : r_name(e.name);
  const Column* found = column_of(e);
  if (found == nullptr || !has_named_numbers(*found)) return plain;
  const NamedNumbers numbers = named_numbers(*found);
  if (numbers.spelled) return "as.numeric(" + plain + ")";
  std::vector<std::string> pairs;
  for (const auto& [text, number] : numbers.of)
    pairs.push_back(replica::r_text(text) + " = " + format_shortest(number));
  return "unname(c(" + join(pairs, ", ") + ")[" + plain + "])";
}

std::string RWords::operand(const Expression& e) const { return is_comparison(e) ? "(" + value(e) + ")" : value(e); }

std::string RWords::value(const Expression& e) const {
  switch (e.kind) {
    case Kind::number: return e.number < 0 ? "(" + format_shortest(e.number) + ")" : format_shortest(e.number);
    case Kind::text: return replica::r_text(e.name);
    case Kind::column:
    case Kind::quoted_column: return number_of(e);
    case Kind::call: return call(e);
    case Kind::time_shift: return shifted(value(e.arguments[0]), e.name[0], static_cast<int>(e.number));
    case Kind::unary: return (is_minus(e) ? "(-" + operand(e.arguments[0]) : "(!" + value(e.arguments[0])) + ")";
    case Kind::binary: {
      if (is_comparison(e)) return compared(e);
      const std::string op = is_conjunction(e) ? "&" : is_disjunction(e) ? "|" : e.name;
      const auto side = [&](std::size_t i) { return is_truth(e) ? value(e.arguments[i]) : operand(e.arguments[i]); };
      const std::string both = "(" + side(0) + " " + op + " " + side(1) + ")";
      return may_be_undefined(e) ? "known" + both : both;
    }
    case Kind::in_list: {
      std::vector<std::string> parts;
      for (std::size_t k = 1; k < e.arguments.size(); ++k) {
        Expression item = e.arguments[k];
        const Column* column = column_of(e.arguments[0]);
        if (column != nullptr && column->is_text && !column->has_numbers() && item.kind == Kind::number)
          item = {.kind = Kind::text, .name = format_shortest(item.number)};
        parts.push_back(compared({.kind = Kind::binary, .name = "==", .arguments = {e.arguments[0], item}}));
      }
      return "(" + join(parts, " | ") + ")";
    }
  }
  throw NoSpelling{};
}

std::string RWords::compared(const Expression& e) const {
  Expression left = e.arguments[0];
  Expression right = e.arguments[1];
  for (auto [side, other] : {std::pair{&left, &right}, std::pair{&right, &left}}) {
    const Column* column = column_of(*other);
    if (side->kind != Kind::text || (column != nullptr && column->is_text)) continue;
    // A name that stands for a number, or a number in quotes.
    double number = parse_number(side->name).value_or(kMissing);
    for (std::size_t i = 0; column != nullptr && i < column->text.codes.size(); ++i) {
      if (column->text.at(i) == side->name && !column->numbers.empty()) number = column->numbers[i];
    }
    if (is_missing(number)) throw NoSpelling{};
    *side = {.kind = Kind::number, .number = number};
  }
  const auto is_text = [&](const Expression& side) {
    const Column* column = column_of(side);
    return column != nullptr && column->is_text;
  };
  const bool by_name = left.kind == Kind::text || right.kind == Kind::text || (is_text(left) && is_text(right));
  const auto spelled = [&](const Expression& side) {
    if (!is_text(side) || !(by_name || side.name == panel_.time_column())) return operand(side);
    return r_name(means_unit(side) ? unit_ : side.name);
  };
  return spelled(left) + " " + e.name + " " + spelled(right);
}

std::string RWords::equals(const std::string& column, const std::string& text) const {
  const Expression left{.kind = Kind::quoted_column, .name = column};
  const Expression right{.kind = Kind::text, .name = text};
  return compared({.kind = Kind::binary, .name = "==", .arguments = {left, right}});
}

std::string RWords::condition(const std::string& condition) const {
  try {
    // subset() wants a truth where the study takes a number, too.
    const Expression tree = parse_expression(condition);
    const bool truth = is_truth(tree) || asks_whether_missing(tree);
    const std::string out = value(tree) + (truth ? "" : " != 0");
    const bool wrapped = out.starts_with('(') && out.ends_with(')') && closes_at_end(out);
    return wrapped ? out.substr(1, out.size() - 2) : out;
  } catch (const NoSpelling&) {
    return "";
  }
}

}  // namespace ecoeff
