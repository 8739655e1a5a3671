// Reads formulas: what users of R and Stata type becomes terms in one spelling.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/formula_functions.hpp"
#include "ecoeff/panel/formula_syntax.hpp"

namespace ecoeff {
namespace {

using formula::Call;
using formula::cut;
using formula::fail_syntax;
using formula::Operator;
using formula::Piece;
using formula::Power;
using TermNames = std::vector<std::string>;

constexpr std::size_t kMostTerms = 20'000;
constexpr std::size_t kMostFactors = 20;
constexpr int kHighestPower = 9;

[[noreturn]] void refuse_arithmetic(const std::string& term, const Text& reason) {
  throw Error(Fault::usage, "P675",
              {fmt::format("\"{}\": {}", term, reason.en), fmt::format("“{}”：{}", term, reason.zh)}, {.value = term},
              {"compute the column first ([derive] in a study, generate in Stata lines) and use its name",
               "请先算出这一列（研究文件用 [derive]，Stata 命令用 generate），再在公式中使用列名"});
}

[[noreturn]] void refuse_dummies(const std::string& term) {
  throw Error(Fault::usage, "P676",
              {fmt::format("\"{}\": dummies are not multiplied or raised in a formula", term),
               fmt::format("“{}”：公式中不能对虚拟变量求乘积或乘方", term)},
              {.value = term},
              {"make a 0/1 column (south = region == \"south\") and write south:x; for all levels, a split table or an "
               "effect such as region^time",
               "请生成 0/1 列（south = region == \"south\"）后写 south:x；需要全部取值时，用分组表或 region^time "
               "这样的固定效应"});
}

constexpr std::string_view kDummies[] = {"i", "factor", "as.factor"};

// "ib2005", "ibn" before a dot.
bool chooses_base(std::string_view word) {
  static constexpr std::string_view kWords[] = {"ibn", "iblast", "ibfirst"};
  if (std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords)) return true;
  return word.starts_with("ib") && word.size() > 2 && word.find_first_not_of("0123456789", 2) == std::string::npos;
}

void add_once(TermNames& terms, std::string term) {
  if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
}

// "x:z" of factors that may be products and powers; x:x is x^2.
std::string product_of(const TermNames& factors, const std::string& typed) {
  std::vector<Power> powers;
  for (const std::string& factor : factors) {
    for (const Piece& piece : cut(factor, ':')) {
      if (piece.text.starts_with("i.")) refuse_dummies(typed);
      const Power power = formula::power_of(piece.text).value_or(Power{piece.text, 1});
      const auto same = [&](const Power& other) { return other.base == power.base; };
      const auto at = std::find_if(powers.begin(), powers.end(), same);
      if (at == powers.end()) {
        powers.push_back(power);
      } else {
        at->exponent += power.exponent;
      }
    }
  }
  TermNames spelled;
  for (const Power& power : powers) {
    if (power.exponent > kHighestPower) {
      refuse_arithmetic(typed, {fmt::format("a formula reads powers up to {}", kHighestPower),
                                fmt::format("公式只认识 {} 次以内的乘方", kHighestPower)});
    }
    spelled.push_back(power.exponent == 1 ? power.base : fmt::format("{}^{}", power.base, power.exponent));
  }
  return join(spelled, ":");
}

std::string without_blanks_at_signs(std::string_view text) {
  std::string out;
  const auto is_sign = [](char c) { return c == '#' || c == '*' || c == '^' || c == ':'; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ') {
      out += text[i];
      continue;
    }
    const std::size_t next = text.find_first_not_of(' ', i);
    const bool before = !out.empty() && is_sign(out.back());
    if (!before && next != std::string_view::npos && !is_sign(text[next])) out += ' ';
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  TermNames sum(const Piece& part) {
    TermNames out;
    for (const Piece& piece : cut(part.text, '+', part.at)) append(out, crossed(piece), piece);
    if (!crossed_) return out;
    TermNames each_once;
    for (std::string& term : out) add_once(each_once, std::move(term));
    return each_once;
  }

 private:
  // a * b: both and their product.
  TermNames crossed(const Piece& piece) {
    const Piece typed{replace_all(piece.text, "**", "^"), piece.at};
    if (typed.text.empty()) fail_syntax(text_, piece.at, {"a term is missing", "缺少一项"});
    const std::vector<Piece> sides = cut(typed.text, '*', piece.at);
    TermNames out = product(sides[0]);
    for (std::size_t i = 1; i < sides.size(); ++i) out = times(out, product(sides[i]), true, typed);
    return out;
  }

  // a:b, a#b the product; a##b both and their product; from left to right.
  TermNames product(const Piece& piece) {
    const std::string single = replace_all(replace_all(piece.text, "##", "\x01"), "#", ":");
    const std::vector<Piece> full = cut(single, '\x01', piece.at);
    std::size_t factors = 0;
    TermNames out;
    for (std::size_t i = 0; i < full.size(); ++i) {
      const std::vector<Piece> parts = cut(full[i].text, ':', full[i].at);
      factors += parts.size();
      if (factors > kMostFactors) fail_syntax(text_.substr(0, 60), piece.at, {"too many factors", "因子过多"});
      for (std::size_t k = 0; k < parts.size(); ++k) {
        TermNames next = factor(parts[k]);
        out = i == 0 && k == 0 ? std::move(next) : times(out, next, k == 0, piece);
      }
    }
    return out;
  }

  TermNames times(const TermNames& left, const TermNames& right, bool full, const Piece& typed) {
    crossed_ = crossed_ || full;
    TermNames out;
    if (full) {
      out = left;
      for (const std::string& term : right) add_once(out, term);
    }
    if (left.size() * right.size() > kMostTerms) too_many(typed.at);
    for (const std::string& a : left) {
      for (const std::string& b : right) {
        std::string term = product_of({a, b}, typed.text);
        if (full) {
          add_once(out, std::move(term));
        } else {
          out.push_back(std::move(term));
        }
      }
    }
    return out;
  }

  TermNames factor(const Piece& piece) {
    const std::string& term = piece.text;
    if (term.empty()) fail_syntax(text_, piece.at, {"a term is missing", "缺少一项"});
    if (std::count(term.begin(), term.end(), '(') != std::count(term.begin(), term.end(), ')'))
      fail_syntax(text_, piece.at, {"parentheses do not match", "括号不匹配"});
    if (const std::vector<Piece> parts = cut(term, '^', piece.at); parts.size() > 1) return raised(piece, parts);
    if (formula::is_wrapped(term)) return list({term.substr(1, term.size() - 2), piece.at + 1});
    const std::size_t dot = formula::operator_dot(term);
    if (dot != std::string::npos) {
      if (std::optional<TermNames> moved =
              operated(piece, term.substr(0, dot), {term.substr(dot + 1), piece.at + dot + 1}))
        return *moved;
    }
    const std::optional<Call> call = formula::call_of(term);
    return call ? called(piece, *call) : TermNames{term};
  }

  TermNames raised(const Piece& piece, const std::vector<Piece>& parts) {
    const Piece base{std::string(trim(std::string_view(piece.text).substr(0, piece.text.rfind('^')))), piece.at};
    std::string exponent = parts.back().text;
    if (formula::is_wrapped(exponent)) exponent = exponent.substr(1, exponent.size() - 2);
    if (base.text.empty() || exponent.empty()) fail_syntax(text_, piece.at, {"a term is missing", "缺少一项"});
    const std::optional<double> order = parse_number(exponent);
    if (!order || *order < 1 || *order > kHighestPower || *order != static_cast<int>(*order)) {
      refuse_arithmetic(piece.text, {fmt::format("the power must be a whole number from 1 to {}", kHighestPower),
                                     fmt::format("乘方应为 1 到 {} 的整数", kHighestPower)});
    }
    const TermNames terms = factor(base);
    if (terms.size() != 1) {
      refuse_arithmetic(piece.text, {"a power is taken of one term; products of several are written a*b",
                                     "乘方只能用于一项；多项交互请写 a*b"});
    }
    return {product_of(TermNames(static_cast<std::size_t>(*order), terms[0]), piece.text)};
  }

  // (a b) or (a + b).
  TermNames list(const Piece& piece) {
    TermNames out;
    for (const Piece& part : cut(without_blanks_at_signs(piece.text), '+', piece.at)) {
      if (part.text.empty()) fail_syntax(text_, part.at, {"a term is missing", "缺少一项"});
      for (const Piece& word : cut(part.text, ' ', part.at)) {
        if (!word.text.empty()) append(out, crossed(word), word);
      }
    }
    return out;
  }

  // What an operator makes of the rest; nothing where the word before the dot is none.
  std::optional<TermNames> operated(const Piece& piece, std::string word, const Piece& rest) {
    if (piece.text.starts_with("c.")) return factor(rest);
    if (piece.text.starts_with("i.")) {
      TermNames out;
      for (const std::string& variable : factor(rest)) out.push_back("i." + variable);
      return out;
    }
    if (chooses_base(word)) {
      throw Error(Fault::usage, "P677",
                  {fmt::format("\"{}\": a formula does not choose the level that is left out", piece.text),
                   fmt::format("“{}”：公式不能指定被省略的取值", piece.text)},
                  {.value = piece.text}, {"i.x leaves the first level out", "i.x 省略第一个取值"});
    }
    if (word.starts_with('c')) word.erase(0, 1);  // cL.x
    const std::vector<Operator> moves = formula::operators(word);
    if (moves.empty()) return std::nullopt;
    TermNames out;
    const TermNames inner = formula::is_wrapped(rest.text) ? factor(rest) : product(rest);
    for (const std::string& name : inner) {
      if (name.starts_with("i.")) refuse_dummies(piece.text);
      for (const Operator& move : moves) {
        if (out.size() >= kMostTerms) too_many(piece.at);
        out.push_back(formula::spell(move, name));
      }
    }
    return out;
  }

  TermNames called(const Piece& piece, const Call& call) {
    const std::vector<Piece>& arguments = call.arguments;
    if (call.name.size() == 1 && call.name[0] == 'I' && arguments.size() == 1)
      return {arithmetic(piece.text, arguments[0])};
    if (std::find(std::begin(kDummies), std::end(kDummies), call.name) != std::end(kDummies))
      return {"i." + arguments[0].text};
    const std::optional<Operator> move = formula::operator_of(call, text_, piece.at);
    const std::string& name = call.name;
    if (!move && (!is_formula_function(name) || arguments.size() > 1)) return {piece.text};  // a column's own name
    TermNames out;
    for (const std::string& inner : crossed({arguments[0].text, piece.at})) {
      if (inner.starts_with("i.")) refuse_dummies(piece.text);
      out.push_back(move ? formula::spell(*move, inner) : name + "(" + inner + ")");
    }
    return out;
  }

  // I(x^2), I(x * z): products and powers as arithmetic.
  std::string arithmetic(const std::string& typed, const Piece& inside) {
    const std::string signs = replace_all(inside.text, "**", "^");
    TermNames factors;
    for (const Piece& part : cut(signs, '*', inside.at)) {
      if (cut(part.text, '+').size() + cut(part.text, '-').size() + cut(part.text, '/').size() > 3 ||
          parse_number(part.text)) {
        refuse_arithmetic(typed, {"I() takes products and powers of columns", "I() 只接受列的乘积与乘方"});
      }
      const TermNames one = product(part);
      if (one.size() != 1) refuse_arithmetic(typed, {"I() takes one term", "I() 只接受一项"});
      factors.push_back(one[0]);
    }
    return product_of(factors, typed);
  }

  void append(TermNames& out, TermNames more, const Piece& piece) const {
    if (out.size() + more.size() > kMostTerms) too_many(piece.at);
    out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }

  [[noreturn]] void too_many(std::size_t at) const {
    fail_syntax(text_.substr(0, 60), at, {"the formula has too many terms", "公式的项过多"});
  }

  std::string_view text_;
  bool crossed_ = false;
};

TermNames terms_of(const Piece& part, std::string_view text) { return Reader(text).sum(part); }

// What is longer or deeper is no formula of a person, and a term is built by a function that calls itself.
void refuse_too_deep(std::string_view text) {
  constexpr std::size_t kLongest = 100'000;
  constexpr int kDeepest = 100;
  if (text.size() > kLongest) fail_syntax(text.substr(0, 60), 0, {"the formula is too long", "公式过长"});
  int depth = 0;
  int operators = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (text[i] == '.' || text[i] == '^' || text.substr(i, 2) == "**") {
      ++operators;
    } else if (std::string_view(" +|~:,#*").find(text[i]) != std::string_view::npos) {
      operators = text[i] == '*' ? operators : 0;
    }
    if (depth < 0) fail_syntax(text, i, {"parentheses do not match", "括号不匹配"});
    if (depth > kDeepest || operators > kDeepest)
      fail_syntax(text.substr(0, i), i, {"the formula is nested too deeply", "公式嵌套过深"});
  }
}

void read_effects(const Piece& bar, std::string_view text, Formula& f) {
  for (const Piece& effect : cut(bar.text, '+', bar.at)) {
    if (effect.text.empty()) fail_syntax(text, effect.at, {"a fixed effect is missing", "缺少一个固定效应"});
    if (effect.text != "0") f.effects.push_back(effect.text);
  }
}

}  // namespace

Formula parse_formula(std::string_view text) {
  refuse_too_deep(text);
  Formula f;
  f.text = std::string(text);
  const std::vector<Piece> bars = cut(text, '|');
  const std::vector<Piece> sides = cut(bars[0].text, '~', bars[0].at);
  if (sides.size() != 2)
    fail_syntax(text, 0,
                {"a formula needs one ~ between outcome and regressors", "公式需要用一个 ~ 分隔被解释变量与解释变量"});
  const TermNames outcome = terms_of(sides[0], text);
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
      read_effects(bars[part], text, f);
    } else {
      fail_syntax(text, bars[part].at,
                  {"after the second bar stand the instruments: endogenous ~ instruments",
                   "第二个竖线之后应为工具变量：内生变量 ~ 工具变量"});
    }
  }
  return f;
}

std::string read_term(std::string_view text) {
  refuse_too_deep(text);
  const TermNames terms = terms_of({std::string(trim(text)), 0}, text);
  if (terms.size() != 1) fail_syntax(text, 0, {"here stands one term", "此处只能有一项"});
  return terms.front();
}

std::string same_term(const std::vector<std::string>& terms, const std::string& name) {
  const auto factors = [](const std::string& term) {
    TermNames all;
    for (const Piece& piece : cut(term, ':')) all.push_back(piece.text);
    std::sort(all.begin(), all.end());
    return all;
  };
  const auto at =
      std::find_if(terms.begin(), terms.end(), [&](const std::string& t) { return factors(t) == factors(name); });
  return at == terms.end() ? name : *at;
}

}  // namespace ecoeff
