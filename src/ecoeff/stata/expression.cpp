#include "ecoeff/stata/expression.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <utility>

#include "ecoeff/stata/functions.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/term_columns.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

constexpr int kDeepest = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<signed char>(c) < 0;
}

// Evaluates while it reads: every rule returns a whole column.
class Evaluator {
 public:
  Evaluator(const Panel& panel, bool has_time, std::string_view text)
      : panel_(panel), has_time_(has_time), text_(text), rows_(panel.rows()) {}

  Values all() {
    Values out = disjunction();
    skip();
    if (at_ < text_.size()) fail(text_.substr(at_), {"this does not belong here", "此处多余或缺少运算符"});
    return out;
  }

 private:
  // ---- the grammar
  Values disjunction() {
    if (++depth_ > kDeepest) fail(text_.substr(at_), {"the expression is nested too deeply", "表达式嵌套过深"});
    Values left = conjunction();
    while (accept("|")) {
      const Values right = conjunction();
      left = joined(left, right, "|", [](double a, double b) { return a != 0 || b != 0 ? 1.0 : 0.0; });
    }
    --depth_;
    return left;
  }

  Values conjunction() {
    Values left = comparison();
    while (accept("&")) {
      const Values right = comparison();
      left = joined(left, right, "&", [](double a, double b) { return a != 0 && b != 0 ? 1.0 : 0.0; });
    }
    return left;
  }

  Values comparison() {
    Values left = sum();
    while (true) {
      std::string op;
      for (const std::string_view one : {"==", "!=", "~=", "<=", ">=", "<", ">"}) {
        if (op.empty() && accept(one)) op = one;
      }
      if (op.empty()) {
        skip();
        if (at_ < text_.size() && text_[at_] == '=')
          fail("=", {"a condition compares with ==, not =", "条件比较请用 ==，不是 ="});
        return left;
      }
      left = compared(left, op, sum());
    }
  }

  Values sum() {
    Values left = product();
    while (true) {
      if (accept("+")) {
        Values right = product();
        if (left.is_text && right.is_text) {
          for (std::size_t i = 0; i < rows_; ++i) left.texts[i] += right.texts[i];
        } else {
          left = joined(left, right, "+", [](double a, double b) { return a + b; });
        }
      } else if (accept("-")) {
        left = joined(left, product(), "-", [](double a, double b) { return a - b; });
      } else {
        return left;
      }
    }
  }

  Values product() {
    Values left = sign();
    while (true) {
      if (accept("*")) {
        left = joined(left, sign(), "*", [](double a, double b) { return a * b; });
      } else if (accept("/")) {
        left = joined(left, sign(), "/", [](double a, double b) { return b == 0 ? kMissing : a / b; });
      } else {
        return left;
      }
    }
  }

  // A sign binds less than ^: -2^2 = -4. The exponent may have a sign of its own.
  Values sign() {
    if (++depth_ > kDeepest) fail(text_.substr(at_), {"the expression is nested too deeply", "表达式嵌套过深"});
    Values out;
    if (accept("-")) {
      out = each(sign(), "-", [](double a) { return -a; });
    } else if (accept("+")) {
      out = sign();
    } else if (!at("!=") && !at("~=") && (accept("!") || accept("~"))) {
      out = each(sign(), "!", [](double a) { return a == 0 ? 1.0 : 0.0; });
    } else {
      out = primary();
      while (accept("^")) {
        const bool negative = accept("-");
        Values exponent = primary();
        if (negative) exponent = each(exponent, "-", [](double a) { return -a; });
        out = joined(out, exponent, "^", [](double a, double b) {
          return is_missing(a) || is_missing(b) ? kMissing : std::pow(a, b);  // pow(1, NaN) would be 1
        });
      }
    }
    --depth_;
    return out;
  }

  Values primary() {
    skip();
    if (at_ >= text_.size()) fail("", {"the expression ends too early", "表达式不完整"});
    const char c = text_[at_];
    if (accept("(")) {
      Values inside = disjunction();
      expect(")");
      return inside;
    }
    if (c == '"') return quoted("\"", "\"");
    if (text_.substr(at_).starts_with("`\"")) return quoted("`\"", "\"'");
    if (is_digit(c) && names_level()) return named();
    if (is_digit(c) || c == '.') return number();
    if (starts_name(c)) return named();
    fail(text_.substr(at_, 1), {"this does not belong here", "此处不应出现该符号"});
  }

  // A backslash keeps $ and ` from being macros.
  Values quoted(std::string_view open, std::string_view end) {
    const std::size_t close = text_.find(end, at_ + open.size());
    if (close == std::string_view::npos) fail("\"", {"a quotation mark is not closed", "引号未闭合"});
    const std::size_t begin = at_ + open.size();
    const std::string value =
        replace_all(replace_all(std::string(text_.substr(begin, close - begin)), "\\$", "$"), "\\`", "`");
    at_ = close + end.size();
    return {.is_text = true, .texts = std::vector<std::string>(rows_, value)};
  }

  Values number() {
    double value = 0;
    const char* begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error == std::errc{}) {
      at_ += static_cast<std::size_t>(end - begin);
    } else {  // `.`, `.a` ... `.z`
      value = kMissing;
      ++at_;
      if (at_ < text_.size() && text_[at_] >= 'a' && text_[at_] <= 'z') ++at_;
    }
    return {.numbers = std::vector<double>(rows_, value)};
  }

  // Whether digits, a dot and a name follow: 2.region.
  [[nodiscard]] bool names_level() const {
    std::size_t end = at_;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return end + 1 < text_.size() && text_[end] == '.' && starts_name(text_[end + 1]);
  }

  // A variable (with operators before a dot), _n, _N, _pi or a function.
  Values named() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (starts_name(text_[at_]) || is_digit(text_[at_]))) ++at_;
    std::string name(text_.substr(start, at_ - start));
    const bool dotted = at_ + 1 < text_.size() && text_[at_] == '.' && starts_name(text_[at_ + 1]);
    if (dotted) {
      ++at_;
      const std::size_t rest = at_;
      while (at_ < text_.size() && (starts_name(text_[at_]) || is_digit(text_[at_]))) ++at_;
      name += "." + std::string(text_.substr(rest, at_ - rest));
      if (!panel_.table.has(name)) return shifted(name);
    }
    skip();
    if (at_ < text_.size() && text_[at_] == '(' && !panel_.table.has(name)) return called(name);
    if (name == "_n") return counted([](std::size_t i) { return static_cast<double>(i + 1); });
    if (name == "_N") return counted([this](std::size_t) { return static_cast<double>(rows_); });
    if (name == "_pi" || name == "c(pi)") return counted([](std::size_t) { return std::acos(-1.0); });
    return subscripted(variable(name));
  }

  Values variable(const std::string& name) {
    const Column& column = panel_.table.column(find_variable(panel_.table, name, text_));
    if (column.is_text) return {.is_text = true, .texts = panel_.table.texts(column.name)};
    return {.numbers = column.numbers};
  }

  Values shifted(const std::string& name) {
    const std::vector<Term> terms = parse_terms(panel_.table, name, text_);
    if (terms.size() != 1 || terms[0].size() != 1) fail(name, {"one variable is needed here", "此处需要单个变量"});
    const Factor& factor = terms[0][0];
    Values out{.numbers = factor_values(panel_, has_time_, factor, text_)};
    if (!factor.dummies) return out;
    if (factor.levels.size() != 1)
      fail(name,
           {"in an expression only one level may be named, as 2.region", "表达式中只能使用单个水平，如 2.region"});
    return each(out, name, [&](double a) { return is_missing(a) ? kMissing : a == factor.levels[0] ? 1.0 : 0.0; });
  }

  Values called(const std::string& name) {
    expect("(");
    std::vector<Values> arguments;
    if (!accept(")")) {
      do arguments.push_back(disjunction());
      while (accept(","));
      expect(")");
    }
    return call_function(name, arguments, text_);
  }

  // x[_n-1]
  Values subscripted(Values whole) {
    if (at_ >= text_.size() || text_[at_] != '[') return whole;
    expect("[");
    const Values place = disjunction();
    expect("]");
    require_number(place, "[");
    Values out = whole;
    for (std::size_t i = 0; i < rows_; ++i) {
      const double k = place.numbers[i];
      const bool inside = k >= 1 && k < static_cast<double>(rows_) + 1;
      const std::size_t row = inside ? static_cast<std::size_t>(k) - 1 : 0;
      if (whole.is_text) {
        out.texts[i] = inside ? whole.texts[row] : std::string();
      } else {
        out.numbers[i] = inside ? whole.numbers[row] : kMissing;
      }
    }
    return out;
  }

  // ---- columns
  template <class F>
  Values counted(F value) const {
    Values out;
    out.numbers.reserve(rows_);
    for (std::size_t i = 0; i < rows_; ++i) out.numbers.push_back(value(i));
    return out;
  }

  template <class F>
  Values each(Values a, std::string_view op, F f) {
    require_number(a, op);
    for (double& x : a.numbers) x = f(x);
    return a;
  }

  // Arithmetic with a missing operand gives missing (NaN passes through); & and | see missing as true.
  template <class F>
  Values joined(Values a, const Values& b, std::string_view op, F f) {
    require_number(a, op);
    require_number(b, op);
    for (std::size_t i = 0; i < rows_; ++i) {
      const double value = f(a.numbers[i], b.numbers[i]);
      a.numbers[i] = std::isfinite(value) ? value : kMissing;
    }
    return a;
  }

  Values compared(const Values& a, const std::string& op, const Values& b) {
    if (a.is_text != b.is_text)
      refuse("T710", op, text_, {"a text is compared with a number", "文本与数值相比较"},
             {"texts stand in double quotes, numbers without", "文本用双引号，数值不加引号"});
    Values out;
    out.numbers.reserve(rows_);
    for (std::size_t i = 0; i < rows_; ++i) {
      const int order = a.is_text ? a.texts[i].compare(b.texts[i]) : compare(a.numbers[i], b.numbers[i]);
      const bool holds = op == "=="   ? order == 0
                         : op == "<"  ? order < 0
                         : op == "<=" ? order <= 0
                         : op == ">"  ? order > 0
                         : op == ">=" ? order >= 0
                                      : order != 0;
      out.numbers.push_back(holds ? 1 : 0);
    }
    return out;
  }

  void require_number(const Values& a, std::string_view op) const {
    if (a.is_text) refuse("T710", op, text_, {"a number is needed here, not text", "此处需要数值，而不是文本"});
  }

  // ---- characters
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool at(std::string_view word) {
    skip();
    return text_.substr(at_).starts_with(word);
  }
  bool accept(std::string_view word) {
    if (!at(word)) return false;
    at_ += word.size();
    // `&&` and `||` are slips of other languages; say so instead of failing at the second sign.
    if ((word == "&" || word == "|") && at_ < text_.size() && text_[at_] == word[0])
      fail(std::string(2, word[0]), {"Stata joins conditions with one & or |", "Stata 用单个 & 或 | 连接条件"});
    return true;
  }
  void expect(std::string_view word) {
    if (!accept(word))
      fail(text_.substr(at_), {fmt::format("{} is missing here", word), fmt::format("此处缺少 {}", word)});
  }
  [[noreturn]] void fail(std::string_view word, const Text& why) const {
    const std::size_t character = to_code_points(text_.substr(0, at_)).size() + 1;
    refuse("T708", word, text_,
           {fmt::format("{} (character {})", why.en, character), fmt::format("{}（第 {} 个字符）", why.zh, character)});
  }

  const Panel& panel_;
  bool has_time_;
  std::string_view text_;
  std::size_t rows_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Values evaluate(const Panel& panel, bool has_time, std::string_view expression) {
  return Evaluator(panel, has_time, expression).all();
}

std::vector<double> evaluate_numbers(const Panel& panel, bool has_time, std::string_view expression) {
  Values values = evaluate(panel, has_time, expression);
  if (values.is_text)
    refuse("T710", expression, expression, {"a number is needed, not text", "此处需要数值，而不是文本"});
  return std::move(values.numbers);
}

std::vector<bool> evaluate_condition(const Panel& panel, bool has_time, std::string_view expression) {
  const std::vector<double> values = evaluate_numbers(panel, has_time, expression);
  std::vector<bool> out(values.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = values[i] != 0;
  return out;
}

}  // namespace ecoeff::stata
