#include "ecoeff/data/expression_tree.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

// Nesting and length that are refused before the stack is in danger (a long sum is a deep tree too).
constexpr int kDeepest = 200;
constexpr std::size_t kLongest = 4000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<signed char>(c) < 0;
}
bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '.'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Expression parse() {
    if (text_.size() > kLongest) fail("the expression is too long", "表达式过长");
    Expression whole = disjunction();
    if (!done()) fail("this does not belong here", "此处多余或缺少运算符");
    return whole;
  }

 private:
  using Kind = Expression::Kind;

  Expression disjunction() {
    const Depth guard(*this);
    Expression left = conjunction();
    while (accept_word("or") || accept("||")) left = binary("or", std::move(left), conjunction());
    return left;
  }

  Expression conjunction() {
    Expression left = negation();
    while (accept_word("and") || accept("&&")) left = binary("and", std::move(left), negation());
    return left;
  }

  Expression negation() {
    const Depth guard(*this);
    skip();
    const std::size_t start = at_;
    const bool bang = at_ < text_.size() && text_[at_] == '!' && !text_.substr(at_).starts_with("!=");
    if (bang ? accept("!") : accept_word("not")) return node(Kind::unary, "not", start, {negation()});
    return comparison();
  }

  Expression comparison() {
    Expression left = sum();
    for (const std::string_view op : {"==", "!=", "<=", ">=", "<", ">"}) {
      if (accept(op)) return binary(std::string(op), std::move(left), sum());
    }
    skip();
    const std::size_t start = at_;
    const bool negated = accept_word("not");
    if (accept_word("in")) {
      Expression list = in_list(std::move(left));
      return negated ? node(Kind::unary, "not", start, {std::move(list)}) : list;
    }
    at_ = start;
    if (peek() == '=' && !naming_argument_) fail("a condition compares with ==, not =", "条件比较请用 ==，不是 =");
    return left;
  }

  Expression in_list(Expression what) {
    Expression list = node(Kind::in_list, "in", what.position, {});
    list.arguments.push_back(std::move(what));
    expect("{");
    do {
      Expression item = sign();
      // Inside the braces a bare word is a text: in {上游, 中游}.
      if (item.kind == Kind::column) item.kind = Kind::text;
      const bool negative = item.kind == Kind::unary && item.arguments[0].kind == Kind::number;
      if (negative) item = constant(-item.arguments[0].number, item.position);
      if (item.kind != Kind::number && item.kind != Kind::text)
        fail("a list holds numbers and texts", "花括号内只能是数字或文本");
      list.arguments.push_back(std::move(item));
    } while (accept(","));
    expect("}");
    return list;
  }

  Expression sum() {
    Expression left = product();
    for (;;) {
      if (accept("+")) {
        left = binary("+", std::move(left), product());
      } else if (accept("-")) {
        left = binary("-", std::move(left), product());
      } else {
        return left;
      }
    }
  }

  Expression product() {
    Expression left = sign();
    for (;;) {
      if (accept("*")) {
        left = binary("*", std::move(left), sign());
      } else if (accept("/")) {
        left = binary("/", std::move(left), sign());
      } else {
        return left;
      }
    }
  }

  Expression sign() {
    const Depth guard(*this);
    skip();
    const std::size_t start = at_;
    if (accept("-")) return node(Kind::unary, "-", start, {sign()});
    if (accept("+")) return sign();
    Expression base = primary();
    if (accept("^")) return binary("^", std::move(base), sign());
    return base;
  }

  Expression primary() {
    const Depth guard(*this);
    skip();
    const std::size_t start = at_;
    const char c = peek();
    if (is_digit(c) || c == '.') return number();
    if (c == '\'' || c == '"') return node(Kind::text, enclosed(c), start, {});
    if (c == '`') return node(Kind::quoted_column, enclosed(c), start, {});
    if (accept("(")) {
      const bool outer = std::exchange(naming_argument_, false);
      Expression inside = disjunction();
      naming_argument_ = outer;
      expect(")");
      return inside;
    }
    if (!starts_name(c)) fail("a number, a column or a bracket is expected", "此处应为数字、列名或括号");
    if (const std::size_t length = operator_length(); length > 0) return time_shift(length);
    std::string name = word();
    if (peek() == '(') return call(std::move(name), start);
    return node(Kind::column, std::move(name), start, {});
  }

  Expression number() {
    const std::size_t start = at_;
    double value = 0;
    const auto [end, code] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (code != std::errc()) fail("this is not a number", "无效的数字");
    at_ = static_cast<std::size_t>(end - text_.data());
    if (at_ < text_.size() && continues_name(text_[at_])) {
      at_ = start;
      fail("a column whose name begins with a digit stands in back-ticks", "以数字开头的列名请放在反引号 ` 内");
    }
    return constant(value, start);
  }

  // "L.", "L2.", "LD2." and the like before an operand.
  [[nodiscard]] std::size_t operator_length() const {
    std::size_t i = at_;
    while (i < text_.size() && (text_[i] == 'L' || text_[i] == 'F' || text_[i] == 'D')) {
      ++i;
      while (i < text_.size() && is_digit(text_[i])) ++i;
    }
    const bool stop = i > at_ && i + 1 < text_.size() && text_[i] == '.';
    return stop && (starts_name(text_[i + 1]) || text_[i + 1] == '`' || text_[i + 1] == '(') ? i + 1 - at_ : 0;
  }

  Expression time_shift(std::size_t length) {
    const std::size_t start = at_;
    const std::string_view operators = text_.substr(at_, length - 1);
    at_ += length;
    Expression inside = primary();
    for (std::size_t end = operators.size(); end > 0;) {
      std::size_t letter = end - 1;
      while (is_digit(operators[letter])) --letter;
      int far = 1;
      if (letter + 1 < end) {
        const auto [stop, code] = std::from_chars(operators.data() + letter + 1, operators.data() + end, far);
        if (code != std::errc() || far > 1000) throw_syntax(text_, start, "this lag is too long", "滞后期数过大");
      }
      inside = node(Kind::time_shift, std::string(1, operators[letter]), start, {std::move(inside)});
      inside.number = far;
      end = letter;
    }
    return inside;
  }

  Expression call(std::string name, std::size_t start) {
    Expression made = node(Kind::call, std::move(name), start, {});
    expect("(");
    if (accept(")")) return made;
    do {
      made.argument_names.push_back(argument_name());
      const bool outer = std::exchange(naming_argument_, true);
      made.arguments.push_back(disjunction());
      naming_argument_ = outer;
      if (peek() == '=') fail("only a name can stand before =", "等号前只能是参数名");
    } while (accept(","));
    expect(")");
    return made;
  }

  std::string argument_name() {
    skip();
    const std::size_t start = at_;
    if (at_ < text_.size() && starts_name(text_[at_])) {
      std::string name = word();
      skip();
      if (peek() == '=' && !text_.substr(at_).starts_with("==")) {
        ++at_;
        return name;
      }
    }
    at_ = start;
    return {};
  }

  std::string word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && continues_name(text_[at_]) && blank_length() == 0) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  std::string enclosed(char quote) {
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) fail("this quote never ends", "引号没有结束");
    std::string inside(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return inside;
  }

  // Ideographic and no-break spaces come with pasted text.
  [[nodiscard]] std::size_t blank_length() const {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with(' ') || rest.starts_with('\t') || rest.starts_with('\n') || rest.starts_with('\r')) return 1;
    if (rest.starts_with("\u3000")) return 3;
    return rest.starts_with("\u00a0") ? 2 : 0;
  }

  void skip() {
    while (const std::size_t n = blank_length()) at_ += n;
  }
  [[nodiscard]] bool done() {
    skip();
    return at_ == text_.size();
  }
  [[nodiscard]] char peek() {
    skip();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool accept(std::string_view token) {
    skip();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  bool accept_word(std::string_view wanted) {
    skip();
    const std::size_t start = at_;
    if (at_ < text_.size() && starts_name(text_[at_]) && word() == wanted) return true;
    at_ = start;
    return false;
  }
  void expect(std::string_view token) {
    if (!accept(token)) fail(fmt::format("\"{}\" is expected", token), fmt::format("此处应为“{}”", token));
  }
  [[noreturn]] void fail(const std::string& en, const std::string& zh) { throw_syntax(text_, at_, en, zh); }

  static Expression node(Kind kind, std::string name, std::size_t position, std::vector<Expression> arguments) {
    return {.kind = kind, .name = std::move(name), .arguments = std::move(arguments), .position = position};
  }
  static Expression constant(double value, std::size_t position) {
    return {.kind = Kind::number, .number = value, .position = position};
  }
  static Expression binary(std::string op, Expression left, Expression right) {
    Expression made = node(Kind::binary, std::move(op), left.position, {});
    made.arguments.push_back(std::move(left));
    made.arguments.push_back(std::move(right));
    return made;
  }

  class Depth {
   public:
    explicit Depth(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kDeepest) parser_.fail("the expression is nested too deeply", "表达式嵌套过深");
    }
    ~Depth() { --parser_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    Parser& parser_;
  };

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool naming_argument_ = false;  // inside a call, where = follows the name of an argument
};

}  // namespace

void throw_syntax(std::string_view text, std::size_t position, const std::string& en, const std::string& zh) {
  const std::size_t character = to_code_points(text.substr(0, position)).size() + 1;
  throw Error(Fault::study, "S210",
              {fmt::format("{} (character {} of \"{}\")", en, character, text),
               fmt::format("{}（“{}”的第 {} 个字符）", zh, text, character)},
              {}, {});
}

Expression parse_expression(std::string_view text) { return Parser(text).parse(); }

}  // namespace ecoeff
