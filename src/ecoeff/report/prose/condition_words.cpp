#include "ecoeff/report/prose/condition_words.hpp"

#include <fmt/format.h>

#include <map>
#include <string_view>
#include <vector>

#include "ecoeff/base/number.hpp"
#include "ecoeff/data/expression_tree.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/tables/effect_words.hpp"
#include "ecoeff/report/tables/error_words.hpp"

namespace ecoeff {
namespace {

using Kind = Expression::Kind;

class ConditionWords {
 public:
  ConditionWords(const StudyResult& result, Language language) : result_(result), language_(language) {}

  [[nodiscard]] std::string say(const Expression& e) const {
    switch (e.kind) {
      case Kind::number: return format_shortest(e.number);
      case Kind::text: return value_label(result_, e.name, language_);
      case Kind::column:
      case Kind::quoted_column: return column(e.name);
      case Kind::call: return e.name + "(" + listed(e.arguments, 0) + ")";
      case Kind::binary: return binary(e);
      case Kind::unary: return unary(e);
      case Kind::in_list: return among(e, true);
      case Kind::time_shift: return shifted(e);
    }
    return {};
  }

 private:
  [[nodiscard]] std::string word(const char* en, const char* zh) const { return language_ == Language::en ? en : zh; }

  [[nodiscard]] std::string column(const std::string& name) const {
    const bool plain = name.find_first_of("^:") == std::string::npos;
    const Text text = plain ? effect_words(result_, name) : name_of(result_, name);
    return std::string(trim(text.in(language_)));
  }

  [[nodiscard]] std::string listed(const std::vector<Expression>& all, std::size_t from) const {
    std::string text;
    for (std::size_t i = from; i < all.size(); ++i) text += (i == from ? "" : word(", ", "、")) + say(all[i]);
    return text;
  }

  // "basin among A, B", "basin is A"; "not among", "is not".
  [[nodiscard]] std::string among(const Expression& e, bool inside) const {
    const bool one = e.arguments.size() == 2;
    const std::string verb = one ? (inside ? word(" is ", " 为 ") : word(" is not ", " 不为 "))
                                 : (inside ? word(" among ", " 属于 ") : word(" not among ", " 不属于 "));
    return say(e.arguments[0]) + verb + listed(e.arguments, 1);
  }

  [[nodiscard]] std::string unary(const Expression& e) const {
    if (e.name == kMinus) return "−" + operand(e.arguments[0]);
    if (e.arguments[0].kind == Kind::in_list) return among(e.arguments[0], false);
    return word("not (", "并非（") + say(e.arguments[0]) + word(")", "）");
  }

  [[nodiscard]] std::string operand(const Expression& e) const {
    return e.kind == Kind::binary ? word("(", "（") + say(e) + word(")", "）") : say(e);
  }

  [[nodiscard]] std::string binary(const Expression& e) const {
    static const std::map<std::string_view, Text> kWords{
        {"==", {" = ", " = "}}, {"!=", {" ≠ ", " ≠ "}}, {"<", {" < ", " < "}},      {"<=", {" ≤ ", " ≤ "}},
        {">", {" > ", " > "}},  {">=", {" ≥ ", " ≥ "}}, {"and", {" and ", " 且 "}}, {"or", {" or ", " 或 "}},
        {"-", {" − ", " − "}},  {"*", {" × ", " × "}}};
    const auto known = kWords.find(e.name);
    const std::string between = known == kWords.end() ? " " + e.name + " " : known->second.in(language_);
    const bool joins = known != kWords.end() && known->second.en.size() > 3;  // and, or
    const auto side = [&](const Expression& one) {
      const bool mixed = joins && one.kind == Kind::binary && one.name != e.name && is_join(one);
      return mixed || (!joins && is_join(one)) ? operand(one) : say(one);
    };
    return side(e.arguments[0]) + between + side(e.arguments[1]);
  }

  [[nodiscard]] static bool is_join(const Expression& e) {
    return e.kind == Kind::binary && (e.name == kAnd || e.name == kOr);
  }

  [[nodiscard]] std::string shifted(const Expression& e) const {
    const std::string steps = e.number == 1 ? "" : format_shortest(e.number);
    return e.name + steps + "." + say(e.arguments[0]);
  }

  static constexpr std::string_view kMinus = "-";
  static constexpr std::string_view kAnd = "and";
  static constexpr std::string_view kOr = "or";

  const StudyResult& result_;
  Language language_;
};

}  // namespace

Text condition_words(const StudyResult& result, const std::string& condition) {
  const Expression tree = parse_expression(condition);
  return {ConditionWords(result, Language::en).say(tree), close_up(ConditionWords(result, Language::zh).say(tree))};
}

}  // namespace ecoeff
