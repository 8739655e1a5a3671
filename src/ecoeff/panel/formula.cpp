#include "ecoeff/panel/formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {
namespace {

[[noreturn]] void fail_syntax(std::string_view text, std::size_t at, const Text& message) {
  throw Error(Fault::usage, "P501",
              {fmt::format("{} (at character {} of \"{}\")", message.en, at + 1, text),
               fmt::format("{}（“{}”的第 {} 个字符处）", message.zh, text, at + 1)},
              {},
              {"formulas look like y ~ x1 + L.x2 + log(x3) | unit + time",
               "公式的写法：y ~ x1 + L.x2 + log(x3) | unit + time"});
}

// Cuts at a separator outside parentheses; each piece keeps its position.
struct Piece {
  std::string text;
  std::size_t at = 0;
};
std::vector<Piece> cut(std::string_view text, char separator, std::size_t offset = 0) {
  std::vector<Piece> pieces;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')') --depth;
    if (i < text.size() && (text[i] != separator || depth > 0)) continue;
    const std::string_view piece = text.substr(start, i - start);
    const std::size_t blank = piece.find_first_not_of(" \t");
    pieces.push_back({std::string(trim(piece)), offset + start + (blank == std::string_view::npos ? 0 : blank)});
    start = i + 1;
  }
  return pieces;
}

bool is_operator_letter(char c) { return c == 'L' || c == 'F' || c == 'D' || c == 'l' || c == 'f' || c == 'd'; }

struct Operator {
  char letter = 'L';
  int order = 1;
};

std::string spell(const Operator& op, const std::string& variable) {
  if (op.order == 0) return variable;
  return std::string(1, op.letter) + (op.order == 1 ? "" : std::to_string(op.order)) + "." + variable;
}

// "L", "L2", "L(0/2)", "D" before a dot; nothing when it is not an operator.
std::vector<Operator> operators(const std::string& word) {
  if (word.empty() || !is_operator_letter(word[0])) return {};
  const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  const std::string rest = word.substr(1);
  if (rest.empty()) return {{letter, 1}};
  const auto whole = [](const std::string& digits) {
    return !digits.empty() && digits.size() < 4 &&
           std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  };
  if (whole(rest)) return {{letter, std::stoi(rest)}};
  if (rest.front() != '(' || rest.back() != ')') return {};
  const auto range = split(rest.substr(1, rest.size() - 2), '/');
  if (range.size() > 2 || !std::all_of(range.begin(), range.end(), whole)) return {};
  std::vector<Operator> out;
  for (int k = std::stoi(range.front()); k <= std::stoi(range.back()); ++k) out.push_back({letter, k});
  return out;
}

// The dot that ends a leading operator, or npos: "L(0/2).(k w)", "L2.x", "i.year".
std::size_t operator_dot(const std::string& term) {
  int depth = 0;
  for (std::size_t i = 0; i < term.size(); ++i) {
    if (term[i] == '(') ++depth;
    if (term[i] == ')') --depth;
    if (term[i] == '.' && depth == 0) return i;
  }
  return std::string::npos;
}

constexpr std::size_t kMostTerms = 20'000;

const std::map<std::string, std::function<double(double)>>& functions() {
  static const std::map<std::string, std::function<double(double)>> kFunctions{
      {"log", [](double x) { return x > 0 ? std::log(x) : kMissing; }},
      {"ln", [](double x) { return x > 0 ? std::log(x) : kMissing; }},
      {"exp", [](double x) { return std::exp(x); }},
      {"sqrt", [](double x) { return x >= 0 ? std::sqrt(x) : kMissing; }},
      {"abs", [](double x) { return std::abs(x); }}};
  return kFunctions;
}

// A function's name and what stands in its parentheses, which end the term.
struct Call {
  std::string name;
  std::vector<Piece> arguments;
};

std::optional<Call> call_of(const std::string& term) {
  const std::size_t open = term.find('(');
  if (open == std::string::npos || open == 0 || !term.ends_with(')')) return std::nullopt;
  return Call{term.substr(0, open), cut(std::string_view(term).substr(open + 1, term.size() - open - 2), ',')};
}

// lag(x, 2), lead(x), d(x); nothing for other functions.
std::optional<Operator> operator_of(const Call& call, std::string_view text, std::size_t at) {
  const std::string& name = call.name;
  if (name != "l" && name != "lag" && name != "f" && name != "lead" && name != "d") return std::nullopt;
  const auto order = call.arguments.size() > 1 ? parse_number(call.arguments[1].text) : std::optional(1.0);
  if (!order || *order < 0 || *order > 1000 || std::floor(*order) != *order)
    fail_syntax(text, at, {"a lag is a whole number up to 1000", "滞后阶数应为不超过 1000 的整数"});
  return Operator{name[0] == 'd' ? 'D' : name == "lead" || name == "f" ? 'F' : 'L', static_cast<int>(*order)};
}

void expand(const Piece& piece, std::string_view text, std::vector<std::string>& out);

bool has_call(const std::vector<Piece>& factors) {
  return std::any_of(factors.begin(), factors.end(), [](const Piece& factor) {
    return factor.text.find('(') != std::string::npos && operator_dot(factor.text) == std::string::npos;
  });
}

// lag(x):d(z): each factor by itself.
void expand_product(const std::vector<Piece>& factors, std::string_view text, std::vector<std::string>& out) {
  std::vector<std::string> products{""};
  for (const Piece& factor : factors) {
    std::vector<std::string> inner;
    expand(factor, text, inner);
    std::vector<std::string> longer;
    for (const std::string& left : products) {
      for (const std::string& right : inner) longer.push_back(left.empty() ? right : left + ":" + right);
    }
    products = std::move(longer);
  }
  out.insert(out.end(), products.begin(), products.end());
}

// One typed term to terms in Stata's spelling.
void expand(const Piece& piece, std::string_view text, std::vector<std::string>& out) {
  const std::string& term = piece.text;
  if (term.empty()) fail_syntax(text, piece.at, {"a term is missing", "缺少一项"});
  if (std::count(term.begin(), term.end(), '(') != std::count(term.begin(), term.end(), ')')) {
    fail_syntax(text, piece.at, {"parentheses do not match", "括号不匹配"});
  }
  if (const std::vector<Piece> factors = cut(term, ':', piece.at); factors.size() > 1 && has_call(factors)) {
    expand_product(factors, text, out);
    return;
  }
  const std::size_t dot = operator_dot(term);
  if (dot != std::string::npos) {
    const std::vector<Operator> ops = operators(term.substr(0, dot));
    std::string rest = term.substr(dot + 1);
    if (!ops.empty()) {
      if (rest.starts_with('(') && rest.ends_with(')')) rest = rest.substr(1, rest.size() - 2);
      for (const std::string& variable : split(rest, ' ')) {
        if (variable.empty()) continue;
        std::vector<std::string> inner;
        expand({variable, piece.at}, text, inner);
        if (out.size() + inner.size() * ops.size() > kMostTerms)
          fail_syntax(text.substr(0, 60), piece.at, {"the formula has too many terms", "公式的项过多"});
        for (const std::string& name : inner) {
          for (const Operator& op : ops) out.push_back(spell(op, name));
        }
      }
      return;
    }
  }
  const std::optional<Call> call = call_of(term);
  if (!call) {
    out.push_back(term);
    return;
  }
  const std::vector<Piece>& arguments = call->arguments;
  if (call->name == "i") {
    out.push_back("i." + arguments[0].text);
    return;
  }
  const std::optional<Operator> op = operator_of(*call, text, piece.at);
  if (!op && (!functions().contains(call->name) || arguments.size() > 1)) {  // perhaps a column's own name
    out.push_back(term);
    return;
  }
  std::vector<std::string> inner;
  expand({arguments[0].text, piece.at}, text, inner);
  for (const std::string& name : inner) out.push_back(op ? spell(*op, name) : call->name + "(" + name + ")");
}

std::vector<std::string> terms_of(const Piece& part, std::string_view text) {
  std::vector<std::string> out;
  for (const Piece& piece : cut(part.text, '+', part.at)) expand(piece, text, out);
  return out;
}

std::vector<double> shifted(const Panel& panel, const std::vector<double>& values, const Operator& op) {
  std::vector<double> out(values.size(), kMissing);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (op.letter == 'D') {
      // D2.x is the difference of the difference.
      double total = 0;
      double binomial = 1;
      for (int k = 0; k <= op.order; ++k) {
        const std::size_t row = panel.lag(i, k);
        total += row == kNoRow ? kMissing : binomial * values[row];
        binomial *= -static_cast<double>(op.order - k) / (k + 1);
      }
      out[i] = total;
    } else {
      const std::size_t row = panel.lag(i, op.letter == 'L' ? op.order : -op.order);
      if (row != kNoRow) out[i] = values[row];
    }
  }
  return out;
}

std::vector<double> applied(const std::string& name, std::vector<double> values, const std::string& term) {
  const auto function = functions().find(name);
  if (function == functions().end()) {
    throw Error(Fault::usage, "P502",
                {fmt::format("the formula does not know {}() in \"{}\"", name, term),
                 fmt::format("公式不认识“{}”中的 {}()", term, name)},
                {},
                {"it knows log, ln, exp, sqrt, abs, l, lag, f, lead, d, i",
                 "可用：log、ln、exp、sqrt、abs、l、lag、f、lead、d、i"});
  }
  for (double& v : values) {
    v = function->second(v);
    if (!std::isfinite(v)) v = kMissing;
  }
  return values;
}

TermColumn owning(std::vector<double> values) {
  TermColumn column{.own = std::move(values)};
  column.values = column.own;
  return column;
}

// Dummies of every level but the first that occurs in the sample.
void add_dummies(const Panel& panel, const std::string& name, const std::vector<bool>& sample, Terms& terms,
                 std::vector<TermColumn>& columns) {
  const std::string column = column_of(panel, name);
  const std::vector<std::int32_t> codes = effect_codes(panel, name);
  std::map<std::int32_t, std::size_t> first_row;  // codes ascend with the levels
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] >= 0 && (sample.empty() || sample[i])) first_row.try_emplace(codes[i], i);
  }
  const std::vector<std::string> texts = panel.table.texts(column);
  for (auto level = first_row.begin(); level != first_row.end(); ++level) {
    if (level == first_row.begin()) continue;
    std::vector<double> dummy(codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i)
      dummy[i] = codes[i] < 0 ? kMissing : codes[i] == level->first ? 1 : 0;
    columns.push_back(owning(std::move(dummy)));
    terms.names.push_back(texts[level->second] + "." + column);
  }
}

}  // namespace

std::string column_of(const Panel& panel, const std::string& name) {
  if (name != "unit" && name != "time") return name;
  const std::string& role = name == "unit" ? panel.unit_column() : panel.time_column();
  if (panel.table.has(name) && role != name) {
    throw Error(Fault::usage, "P503",
                {fmt::format("the data has a column \"{}\", but in a formula the word means the role ({})", name, role),
                 fmt::format("数据中有名为“{}”的列，但在公式里这个词表示角色（{}）", name, role)},
                {.file = panel.table.file, .column = name}, {"rename the column", "请给该列改名"});
  }
  return role;
}

// What is longer or deeper is no formula of a person, and a term is built by a function that calls itself.
static void refuse_too_deep(std::string_view text) {
  constexpr std::size_t kLongest = 100'000;
  constexpr int kDeepest = 100;
  if (text.size() > kLongest) fail_syntax(text.substr(0, 60), 0, {"the formula is too long", "公式过长"});
  int depth = 0;
  int operators = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    operators = text[i] == '.'                                                       ? operators + 1
                : std::string_view(" +|~:,").find(text[i]) == std::string_view::npos ? operators
                                                                                     : 0;
    if (depth < 0) fail_syntax(text, i, {"parentheses do not match", "括号不匹配"});
    if (depth > kDeepest || operators > kDeepest)
      fail_syntax(text.substr(0, i), i, {"the formula is nested too deeply", "公式嵌套过深"});
  }
}

Formula parse_formula(std::string_view text) {
  refuse_too_deep(text);
  Formula f;
  f.text = std::string(text);
  const std::vector<Piece> bars = cut(text, '|');
  const std::vector<Piece> sides = cut(bars[0].text, '~', bars[0].at);
  if (sides.size() != 2)
    fail_syntax(text, 0,
                {"a formula needs one ~ between outcome and regressors", "公式需要用一个 ~ 分隔被解释变量与解释变量"});
  const std::vector<std::string> outcome = terms_of(sides[0], text);
  if (outcome.size() != 1) fail_syntax(text, 0, {"the left side must be one term", "左边只能有一项"});
  f.outcome = outcome.front();
  if (sides[1].text != "1") f.regressors = terms_of(sides[1], text);
  for (std::size_t part = 1; part < bars.size(); ++part) {
    if (bars[part].text.find('~') != std::string::npos) {
      const std::vector<Piece> iv = cut(bars[part].text, '~', bars[part].at);
      if (iv.size() != 2) {
        fail_syntax(text, bars[part].at,
                    {"instruments are written endogenous ~ instruments, with one ~ outside parentheses",
                     "工具变量的写法为 内生变量 ~ 工具变量，括号外只有一个 ~"});
      }
      f.endogenous = terms_of(iv[0], text);
      f.instruments = terms_of(iv[1], text);
    } else if (part == 1) {
      for (const Piece& effect : cut(bars[part].text, '+', bars[part].at)) {
        if (effect.text.empty()) fail_syntax(text, effect.at, {"a fixed effect is missing", "缺少一个固定效应"});
        if (effect.text != "0") f.effects.push_back(effect.text);
      }
    } else {
      fail_syntax(text, bars[part].at,
                  {"after the second bar stand the instruments: endogenous ~ instruments",
                   "第二个竖线之后应为工具变量：内生变量 ~ 工具变量"});
    }
  }
  return f;
}

std::vector<double> build_term(const Panel& panel, const std::string& term) {
  const std::vector<Piece> factors = cut(term, ':');
  if (factors.size() > 1) {
    std::vector<double> product = build_term(panel, factors[0].text);
    for (std::size_t k = 1; k < factors.size(); ++k) {
      const std::vector<double> other = build_term(panel, factors[k].text);
      for (std::size_t i = 0; i < product.size(); ++i) product[i] *= other[i];
    }
    return product;
  }
  if (panel.table.has(term)) {
    const auto values = panel.table.numbers(column_of(panel, term));
    return {values.begin(), values.end()};
  }
  const std::size_t dot = operator_dot(term);
  if (dot != std::string::npos) {
    const std::vector<Operator> ops = operators(term.substr(0, dot));
    if (ops.size() == 1) return shifted(panel, build_term(panel, term.substr(dot + 1)), ops[0]);
  }
  if (const std::optional<Call> call = call_of(term)) {
    if (const std::optional<Operator> op = operator_of(*call, term, 0))
      return shifted(panel, build_term(panel, call->arguments[0].text), *op);
    const std::size_t open = call->name.size() + 1;
    return applied(call->name,
                   build_term(panel, std::string(trim(std::string_view(term).substr(open, term.size() - open - 1)))),
                   term);
  }
  const auto values = panel.table.numbers(column_of(panel, term));
  return {values.begin(), values.end()};
}

TermColumn term_column(const Panel& panel, const std::string& term) {
  if (!panel.table.has(term) || term.find(':') != std::string::npos) return owning(build_term(panel, term));
  return {.own = {}, .values = panel.table.numbers(column_of(panel, term))};
}

Terms build_terms(const Panel& panel, const std::vector<std::string>& terms, const std::vector<bool>& sample,
                  unsigned threads) {
  Terms out;
  std::vector<TermColumn> columns;
  for (const std::string& term : terms) {
    if (term.starts_with("i.") && !panel.table.has(term)) {
      add_dummies(panel, term.substr(2), sample, out, columns);
    } else {
      columns.push_back(term_column(panel, term));
      out.names.push_back(term);
    }
  }
  const auto rows = static_cast<Eigen::Index>(panel.rows());
  out.values = Matrix(rows, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const Eigen::Map<const Vector> values(columns[j].values.data(), rows);
    for_rows(rows, threads, [&](Eigen::Index first, Eigen::Index count) {
      out.values.col(static_cast<Eigen::Index>(j)).segment(first, count) = values.segment(first, count);
    });
    columns[j].own = {};
  }
  return out;
}

}  // namespace ecoeff
