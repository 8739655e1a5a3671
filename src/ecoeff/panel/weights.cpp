#include "ecoeff/panel/weights.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ecoeff/panel/formula.hpp"

namespace ecoeff {
namespace {

Weights::Kind kind_of(const std::string& word) {
  const auto is = [&](std::string_view full) { return word.size() >= 2 && full.starts_with(word); };
  if (is("aweights")) return Weights::Kind::analytic;
  if (is("fweights")) return Weights::Kind::frequency;
  if (is("pweights")) return Weights::Kind::probability;
  return Weights::Kind::none;
}

// A frequency counts rows, which are counted in 64 bits.
constexpr double kMostRows = 2147483647;

Text what_is_wrong(double weight, Weights::Kind kind) {
  if (weight < 0 || !std::isfinite(weight))
    return {"a weight cannot be below zero or infinite", "权重不能小于零，也不能为无穷大"};
  if (kind != Weights::Kind::frequency) return {};
  if (std::floor(weight) != weight) return {"a frequency weight must be a whole number", "频数权重必须是整数"};
  if (weight > kMostRows)
    return {"a frequency weight stands for at most 2,147,483,647 rows", "频数权重至多代表 2,147,483,647 行"};
  return {};
}

}  // namespace

Weights parse_weights(std::string_view text) {
  const std::string_view typed = trim(text);
  if (typed.empty()) return {};
  const std::size_t equal = typed.find('=');
  Weights weights;
  if (equal != std::string_view::npos) {
    weights.kind = kind_of(lower_ascii(trim(typed.substr(0, equal))));
    weights.column = std::string(trim(typed.substr(equal + 1)));
  }
  if (weights.kind == Weights::Kind::none || weights.column.empty()) {
    throw Error(Fault::usage, "P580",
                {fmt::format("weights are aw=column, pw=column or fw=column, not \"{}\"", typed),
                 fmt::format("权重的写法为 aw=列名、pw=列名 或 fw=列名，而不是“{}”", typed)},
                {.value = std::string(typed)},
                {"aw: analytic, pw: probability, fw: frequency", "aw 为分析权重，pw 为概率权重，fw 为频数权重"});
  }
  return weights;
}

std::string weights_text(const Weights& weights) {
  switch (weights.kind) {
    case Weights::Kind::analytic: return "aw=" + weights.column;
    case Weights::Kind::frequency: return "fw=" + weights.column;
    case Weights::Kind::probability: return "pw=" + weights.column;
    case Weights::Kind::none: break;
  }
  return "";
}

std::vector<double> row_weights(const Panel& panel, const Weights& weights) {
  const std::string column = column_of(panel, weights.column);
  const auto numbers = panel.table.numbers(column);
  std::vector<double> out(numbers.begin(), numbers.end());
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (is_missing(out[i])) continue;
    const Text wrong = what_is_wrong(out[i], weights.kind);
    if (wrong.empty()) continue;
    throw Error(Fault::data, "P581", wrong, panel.table.where(i, column),
                {"mend the cell, or leave the row out with --keep", "请修正该单元格，或用 --keep 排除该行"});
  }
  return out;
}

}  // namespace ecoeff
