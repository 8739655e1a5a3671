#include "ecoeff/stata/terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "ecoeff/base/number.hpp"
#include "ecoeff/stata/line.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

struct Shift {
  int lag = 0;
  int difference = 0;
};

// What stands before a dot.
struct Operator {
  char kind = 0;   // 'i', 'c' or 0
  Factor dummies;  // base and levels of i.
  std::vector<Shift> shifts{{}};
};

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// "0/2", "1 2 5", "(1 2)" as whole numbers; nothing when it is something else.
std::optional<std::vector<int>> read_numbers(std::string_view text) {
  std::vector<int> out;
  for (const std::string& word : words_of(text)) {
    const std::vector<std::string> ends = split(word, '/');
    std::vector<int> limits;
    for (const std::string& end : ends) {
      const std::optional<double> number = parse_number(end);
      if (!number || *number != std::floor(*number) || std::abs(*number) > 1000) return std::nullopt;
      limits.push_back(static_cast<int>(*number));
    }
    if (limits.size() > 2) return std::nullopt;
    const int step = limits.back() >= limits.front() ? 1 : -1;
    for (int k = limits.front(); k != limits.back() + step; k += step) out.push_back(k);
  }
  if (out.empty()) return std::nullopt;
  return out;
}

// Takes "(...)" or digits from the front of `rest`; nothing when neither is there.
std::optional<std::string> take_argument(std::string_view& rest) {
  if (rest.starts_with('(')) {
    const std::size_t close = rest.find(')');
    if (close == std::string_view::npos) return std::nullopt;
    std::string inside(rest.substr(1, close - 1));
    rest.remove_prefix(close + 1);
    return inside;
  }
  std::size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) ++digits;
  if (digits == 0) return std::nullopt;
  std::string number(rest.substr(0, digits));
  rest.remove_prefix(digits);
  return number;
}

// "b2005", "bn", "b(last)" behind i.
bool take_base(std::string_view& rest, Factor& factor) {
  if (!rest.starts_with('b')) return true;
  rest.remove_prefix(1);
  if (rest.starts_with('n')) {
    rest.remove_prefix(1);
    factor.base = Factor::Base::none;
    return true;
  }
  const std::optional<std::string> argument = take_argument(rest);
  if (!argument) return false;
  const std::optional<double> level = parse_number(*argument);
  if (level) {
    factor.base = Factor::Base::level;
    factor.base_level = *level;
  } else if (*argument == "last") {
    factor.base = Factor::Base::last;
  } else if (*argument != "first") {
    return false;
  }
  return true;
}

// L, F and D, each with an optional number or list, one behind the other.
bool take_shifts(std::string_view& rest, Operator& op) {
  while (!rest.empty()) {
    const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(rest.front())));
    if (letter != 'L' && letter != 'F' && letter != 'D') return false;
    rest.remove_prefix(1);
    const std::optional<std::string> argument = take_argument(rest);
    const std::optional<std::vector<int>> orders = argument ? read_numbers(*argument) : std::vector<int>{1};
    if (!orders) return false;
    std::vector<Shift> all;
    for (const Shift& before : op.shifts) {
      for (const int order : *orders) {
        if (letter == 'D' && order < 0) return false;
        all.push_back({before.lag + (letter == 'L'   ? order
                                     : letter == 'F' ? -order
                                                     : 0),
                       before.difference + (letter == 'D' ? order : 0)});
      }
    }
    op.shifts = std::move(all);
  }
  return true;
}

std::optional<Operator> read_operator(std::string_view text) {
  Operator op;
  const std::string lower = lower_ascii(text);
  std::string_view rest = lower;
  if (rest.empty()) return std::nullopt;
  if (is_digit(rest.front())) {  // 2.region
    op.kind = 'i';
    op.dummies.levels = {std::stod(*take_argument(rest))};
    op.dummies.base = Factor::Base::none;
    return rest.empty() ? std::optional(op) : std::nullopt;
  }
  if (rest.front() == 'i' || rest.front() == 'c') {
    op.kind = rest.front();
    rest.remove_prefix(1);
  } else if (rest.front() == 'b') {
    op.kind = 'i';
  }
  if (op.kind == 'i') {
    if (!take_base(rest, op.dummies)) return std::nullopt;
    if (const std::optional<std::string> levels = take_argument(rest)) {
      const std::optional<std::vector<int>> chosen = read_numbers(*levels);
      if (!chosen) return std::nullopt;
      op.dummies.levels.assign(chosen->begin(), chosen->end());
      op.dummies.base = Factor::Base::none;
    }
  }
  return take_shifts(rest, op) ? std::optional(op) : std::nullopt;
}

// The dot that ends a leading operator, outside parentheses.
std::size_t operator_dot(std::string_view word) {
  int depth = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == '(') ++depth;
    if (word[i] == ')') --depth;
    if (word[i] == '.' && depth == 0) return i;
  }
  return std::string_view::npos;
}

class Reader {
 public:
  Reader(const Table& table, std::string_view line) : table_(table), line_(line) {}

  std::vector<Term> list(std::string_view text) const {
    std::vector<Term> terms;
    for (const std::string& word : words_of(text)) {
      for (Term& term : product(word)) {
        if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
      }
    }
    return terms;
  }

 private:
  // a#b##c, from left to right.
  std::vector<Term> product(const std::string& word) const {
    std::vector<Term> left;
    std::size_t start = 0;
    bool full = false;
    const bool single = find_outside(word, '#') == std::string::npos;
    while (true) {
      const std::size_t sign = find_outside(word, '#', start);
      std::vector<Term> right = operand(std::string_view(word).substr(start, sign - start), !single);
      if (right.empty()) refuse("T705", word, line_, {"a factor is missing", "缺少因子"});
      left = left.empty() ? std::move(right) : times(left, right, full);
      if (sign == std::string::npos) return left;
      full = word.substr(sign).starts_with("##");
      start = sign + (full ? 2 : 1);
    }
  }

  static std::vector<Term> times(const std::vector<Term>& left, const std::vector<Term>& right, bool full) {
    std::vector<Term> out;
    if (full) {
      out = left;
      out.insert(out.end(), right.begin(), right.end());
    }
    for (const Term& a : left) {
      for (const Term& b : right) {
        Term both = a;
        both.insert(both.end(), b.begin(), b.end());
        out.push_back(std::move(both));
      }
    }
    return out;
  }

  std::vector<Term> operand(std::string_view word, bool in_product) const {
    if (word.starts_with('(') && word.ends_with(')')) {
      std::vector<Term> out;
      for (const std::string& part : words_of(word.substr(1, word.size() - 2))) {
        for (Term& term : operand(part, in_product)) out.push_back(std::move(term));
      }
      return out;
    }
    const std::size_t dot = table_.has(word) ? std::string_view::npos : operator_dot(word);
    if (dot == std::string_view::npos) return plain(word, in_product);
    const std::optional<Operator> op = read_operator(word.substr(0, dot));
    if (!op) {
      refuse("T719", word.substr(0, dot + 1), line_, {"this operator is not known", "未知的运算符"},
             {"known here: L. F. D. L2. L(0/2). i. ib2005. ibn. 2. c. and # ##",
              "可用：L. F. D. L2. L(0/2). i. ib2005. ibn. 2. c. 以及 # ##"});
    }
    return applied(*op, operand(word.substr(dot + 1), false), in_product);
  }

  std::vector<Term> plain(std::string_view word, bool in_product) const {
    std::vector<Term> out;
    for (std::string& name : expand_word(table_, word, line_))
      out.push_back({Factor{.dummies = in_product, .variable = std::move(name)}});
    return out;
  }

  static std::vector<Term> applied(const Operator& op, const std::vector<Term>& inner, bool in_product) {
    std::vector<Term> out;
    for (const Term& term : inner) {
      for (const Shift& shift : op.shifts) {
        Factor factor = term.front();
        if (op.kind == 'i') {
          const Factor& d = op.dummies;
          factor.dummies = true;
          factor.base = d.base;
          factor.base_level = d.base_level;
          factor.levels = d.levels;
        } else if (op.kind == 'c') {
          factor.dummies = false;
        } else if (in_product) {
          factor.dummies = true;
        }
        factor.lag += shift.lag;
        factor.difference += shift.difference;
        out.push_back({std::move(factor)});
      }
    }
    return out;
  }

  const Table& table_;
  std::string_view line_;
};

}  // namespace

std::string Factor::spelled() const {
  std::string op;
  const auto number = [](int order) { return order == 1 ? std::string() : std::to_string(order); };
  if (lag > 0) op += "L" + number(lag);
  if (lag < 0) op += "F" + number(-lag);
  if (difference > 0) op += "D" + number(difference);
  return op.empty() ? variable : op + "." + variable;
}

std::vector<Term> parse_terms(const Table& table, std::string_view list, std::string_view line) {
  return Reader(table, line).list(list);
}

std::string describe(const Term& term) {
  std::vector<std::string> parts;
  for (const Factor& factor : term) {
    const std::string name = factor.spelled();
    const bool plain = term.size() == 1 && !factor.dummies;
    parts.push_back(plain ? name : (factor.dummies ? "i." : "c.") + name);
  }
  return join(parts, "#");
}

std::vector<std::string> variables_of(const std::vector<Term>& terms) {
  std::vector<std::string> out;
  for (const Term& term : terms) {
    for (const Factor& factor : term) {
      if (std::find(out.begin(), out.end(), factor.variable) == out.end()) out.push_back(factor.variable);
    }
  }
  return out;
}

}  // namespace ecoeff::stata
