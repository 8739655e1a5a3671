#include "ecoeff/report/prose/capital_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "ecoeff/base/number.hpp"
#include "ecoeff/data/expression_tree.hpp"
#include "ecoeff/method/text.hpp"
#include "ecoeff/report/figures/figure_data.hpp"

namespace ecoeff {
namespace {

using Kind = Expression::Kind;

// An argument of pim; the investment, which has no name, by "".
const Expression* argument(const Expression& call, std::string_view name) {
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (call.argument_names[i] == name) return &call.arguments[i];
  }
  return nullptr;
}

bool is_column(const Expression& one) { return one.kind == Kind::column || one.kind == Kind::quoted_column; }

struct Clauses {
  std::vector<std::string> en, zh;

  void add(const std::string& in_english, const std::string& in_chinese) {
    en.push_back(in_english);
    zh.push_back(in_chinese);
  }
};

// The rules for the first stock that have a name.
struct InitialRule {
  const char* word;
  const char* en;
  const char* zh;
};
constexpr InitialRule kRules[] = {
    {"growth", "initial stock from the mean growth of investment", "初始存量按投资平均增长率推算"},
    {"steady", "initial stock of a steady state", "初始存量按稳态假设推算"}};

void add_initial(const StudyResult& result, const Expression& initial, Clauses& clauses) {
  if (initial.kind == Kind::number)
    return clauses.add("initial stock " + format_shortest(initial.number),
                       "初始存量 " + format_shortest(initial.number));
  if (initial.kind != Kind::text && !is_column(initial)) return;
  for (const InitialRule& rule : kRules) {
    if (initial.kind == Kind::text && initial.name == rule.word) return clauses.add(rule.en, rule.zh);
  }
  const Text name = name_of(result, initial.name);
  clauses.add("initial stock from " + plain_words(name.en), "初始存量取自" + plain_words(name.zh));
}

}  // namespace

Text capital_words(const StudyResult& result, const std::string& expression) {
  const Expression call = parse_expression(expression);
  if (call.kind != Kind::call || call.name != "pim") return {};
  Clauses clauses;
  const Expression* invest = argument(call, "");
  if (invest == nullptr || !is_column(*invest)) return {};
  const Text name = name_of(result, invest->name);
  clauses.add("investment I: " + plain_words(name.en), "投资 I 为" + plain_words(name.zh));
  if (const Expression* price = argument(call, "price");
      price != nullptr && (is_column(*price) || price->kind == Kind::text)) {
    const Text label = name_of(result, price->name);
    clauses.add("price index P: " + plain_words(label.en), "价格指数 P 为" + plain_words(label.zh));
  } else {
    clauses.add("not deflated (P = 1)", "未作价格平减（P = 1）");
  }
  if (const Expression* rate = argument(call, "depreciation"); rate != nullptr && rate->kind == Kind::number) {
    const std::string percent = format_shortest(std::round(1e10 * rate->number) / 1e8);
    clauses.add("depreciation d = " + percent + " %", "折旧率 d = " + percent + "%");
  } else if (rate != nullptr && is_column(*rate)) {
    const Text label = name_of(result, rate->name);
    clauses.add("depreciation d: " + plain_words(label.en), "折旧率 d 为" + plain_words(label.zh));
  }
  const Expression* start = argument(call, "start");
  const bool starts = start != nullptr && start->kind == Kind::number;
  if (starts) {
    clauses.add(fmt::format("first stock in {:g}", start->number), fmt::format("存量自 {:g} 年起算", start->number));
  }
  if (const Expression* base = argument(call, "base"); base != nullptr && base->kind == Kind::number) {
    clauses.add(fmt::format(fmt::runtime(starts ? "constant prices of {:g}" : "base year {:g}"), base->number),
                fmt::format(fmt::runtime(starts ? "以 {:g} 年不变价计" : "以 {:g} 年为基期"), base->number));
  }
  if (const Expression* initial = argument(call, "initial"); initial != nullptr) add_initial(result, *initial, clauses);
  return {join(clauses.en, ", "), join(clauses.zh, "，")};
}

}  // namespace ecoeff
