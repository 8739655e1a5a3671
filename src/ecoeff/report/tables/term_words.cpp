#include "ecoeff/report/tables/term_words.hpp"

#include <fmt/format.h>

#include <map>

#include "ecoeff/panel/formula_syntax.hpp"
#include "ecoeff/report/figures/figure_data.hpp"

namespace ecoeff {
namespace {

using Columns = std::function<Text(const std::string&)>;

// "{}" stands for what the function is taken of, in English after a small letter where it does not come first.
struct Wording {
  std::string_view en;
  std::string_view zh;
};

const std::map<std::string_view, Wording>& functions() {
  static const std::map<std::string_view, Wording> all{{"log", {"Log of {}", "{}的对数"}},
                                                       {"ln", {"Log of {}", "{}的对数"}},
                                                       {"exp", {"Exponential of {}", "{}的指数"}},
                                                       {"sqrt", {"Square root of {}", "{}的平方根"}},
                                                       {"abs", {"Absolute value of {}", "{}的绝对值"}},
                                                       {"std", {"{}, standardized", "{}（标准化）"}}};
  return all;
}

Text said(const Wording& wording, const Text& of) {
  const bool first = wording.en.starts_with('{');
  const std::string en = first ? of.in(Language::en) : lower_first(of.in(Language::en));
  return {fmt::format(fmt::runtime(wording.en), en), fmt::format(fmt::runtime(wording.zh), of.in(Language::zh))};
}

Text moved(const formula::Operator& op, const Text& of) {
  const std::string number = op.order == 1 ? "" : fmt::format(" {}", op.order);
  const std::string en = lower_first(of.in(Language::en));
  const std::string zh = of.in(Language::zh);
  switch (op.letter) {
    case 'D':
      return {fmt::format("Change{} in {}", number, en),
              op.order == 1 ? zh + "（变化）" : fmt::format("{}（{} 阶差分）", zh, op.order)};
    case 'F': return {fmt::format("Lead{} of {}", number, en), fmt::format("{}（提前 {} 期）", zh, op.order)};
    default: return {fmt::format("Lag{} of {}", number, en), fmt::format("{}（滞后 {} 期）", zh, op.order)};
  }
}

Text raised(int exponent, const Text& of) {
  const std::string en = of.in(Language::en);
  const std::string zh = of.in(Language::zh);
  if (exponent == 2) return {en + ", squared", zh + "的平方"};
  if (exponent == 3) return {en + ", cubed", zh + "的立方"};
  return {fmt::format("{}, to the power {}", en, exponent), fmt::format("{}的 {} 次方", zh, exponent)};
}

}  // namespace

Text term_label(const std::string& term, const Columns& column) {
  if (const auto factors = formula::cut(term, ':'); factors.size() > 1) {
    Text product;
    for (const formula::Piece& factor : factors) {
      const Text label = term_label(factor.text, column);
      product.en += (product.en.empty() ? "" : " × ") + label.in(Language::en);
      product.zh += (product.zh.empty() ? "" : " × ") + label.in(Language::zh);
    }
    return product;
  }
  if (const auto power = formula::power_of(term)) return raised(power->exponent, term_label(power->base, column));
  if (formula::is_wrapped(term)) return term_label(term.substr(1, term.size() - 2), column);
  if (term.starts_with("i.")) {  // dummies of its levels
    const Text of = term_label(term.substr(2), column);
    return {of.in(Language::en) + " dummies", of.in(Language::zh) + "虚拟变量"};
  }
  const std::size_t dot = formula::operator_dot(term);
  if (dot != std::string::npos) {
    const auto ops = formula::operators(term.substr(0, dot));
    if (ops.size() == 1) return moved(ops[0], term_label(term.substr(dot + 1), column));
  }
  if (const auto call = formula::call_of(term)) {
    const auto known = functions().find(call->name);
    if (known != functions().end() && call->arguments.size() == 1)
      return said(known->second, term_label(call->arguments[0].text, column));
  }
  return column(term);
}

std::string term_name(const std::string& term) {
  std::string name;
  for (const formula::Piece& factor : formula::cut(term, ':')) {
    const auto power = formula::power_of(factor.text);
    name += (name.empty() ? "" : " × ") + (power && power->exponent == 2 ? power->base + "²" : factor.text);
  }
  return name;
}

}  // namespace ecoeff
