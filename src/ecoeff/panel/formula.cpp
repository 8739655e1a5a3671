#include "ecoeff/panel/formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "ecoeff/panel/formula_functions.hpp"
#include "ecoeff/panel/formula_syntax.hpp"
#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {
namespace {

using formula::Operator;
using formula::Piece;

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

// Of a product or a power.
std::vector<double> factor_values(const Panel& panel, const std::string& factor, const std::string& term) {
  if (panel.table.has(factor) && panel.table.column(factor).is_text) {
    throw Error(
        Fault::usage, "P678",
        {fmt::format("\"{}\": {} is text, and a product needs numbers", term, factor),
         fmt::format("“{}”：{} 是文本列，乘积需要数值", term, factor)},
        {.file = panel.table.file, .column = factor, .value = term},
        {fmt::format("make a 0/1 column of one of its values and multiply that, or split the table by {}", factor),
         fmt::format("请由其中一个取值生成 0/1 列再相乘，或按 {} 分组", factor)});
  }
  return build_term(panel, factor);
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

std::vector<double> build_term(const Panel& panel, const std::string& term) {
  if (panel.table.has(term)) {
    const auto values = panel.table.numbers(column_of(panel, term));
    return {values.begin(), values.end()};
  }
  if (const std::vector<Piece> factors = formula::cut(term, ':'); factors.size() > 1) {
    std::vector<double> product = factor_values(panel, factors[0].text, term);
    for (std::size_t k = 1; k < factors.size(); ++k) {
      const std::vector<double> other = factor_values(panel, factors[k].text, term);
      for (std::size_t i = 0; i < product.size(); ++i) product[i] *= other[i];
    }
    return product;
  }
  if (const std::optional<formula::Power> power = formula::power_of(term)) {
    const std::vector<double> base = factor_values(panel, power->base, term);
    std::vector<double> raised = base;
    for (int k = 1; k < power->exponent; ++k) {
      for (std::size_t i = 0; i < base.size(); ++i) raised[i] *= base[i];
    }
    return raised;
  }
  if (formula::is_wrapped(term)) return build_term(panel, term.substr(1, term.size() - 2));
  const std::size_t dot = formula::operator_dot(term);
  if (dot != std::string::npos) {
    const std::vector<Operator> ops = formula::operators(term.substr(0, dot));
    if (ops.size() == 1) return shifted(panel, build_term(panel, term.substr(dot + 1)), ops[0]);
  }
  if (const std::optional<formula::Call> call = formula::call_of(term)) {
    if (const std::optional<Operator> op = formula::operator_of(*call, term, 0))
      return shifted(panel, build_term(panel, call->arguments[0].text), *op);
    const std::size_t open = call->name.size() + 1;
    return apply_formula_function(
        call->name, build_term(panel, std::string(trim(std::string_view(term).substr(open, term.size() - open - 1)))),
        term);
  }
  const auto values = panel.table.numbers(column_of(panel, term));
  return {values.begin(), values.end()};
}

std::vector<std::string> term_leaves(const std::string& term) {
  std::vector<std::string> leaves;
  const auto add = [&leaves](const std::string& part) {
    for (std::string& leaf : term_leaves(part)) leaves.push_back(std::move(leaf));
  };
  if (const std::vector<Piece> factors = formula::cut(term, ':'); factors.size() > 1) {
    for (const Piece& factor : factors) add(factor.text);
    return leaves;
  }
  if (const std::optional<formula::Power> power = formula::power_of(term)) return term_leaves(power->base);
  if (formula::is_wrapped(term)) return term_leaves(term.substr(1, term.size() - 2));
  const std::size_t dot = formula::operator_dot(term);
  if (dot != std::string::npos) {
    if (term.starts_with("i.") || formula::operators(term.substr(0, dot)).size() == 1)
      return term_leaves(term.substr(dot + 1));
  }
  const std::optional<formula::Call> call = formula::call_of(term);
  if (call && call->arguments.size() == 1 && is_formula_function(call->name))
    return term_leaves(call->arguments[0].text);
  return {term};
}

bool looks_elsewhere(const std::string& term) {
  for (const Piece& factor : formula::cut(term, ':')) {
    const std::string base = formula::power_of(factor.text).value_or(formula::Power{factor.text, 1}).base;
    const std::size_t dot = formula::operator_dot(base);
    if (dot != std::string::npos && !formula::operators(base.substr(0, dot)).empty()) return true;
    const std::optional<formula::Call> call = formula::call_of(base);
    if (!call || call->arguments.size() != 1 || !is_formula_function(call->name)) continue;
    if (is_over_rows(call->name) || looks_elsewhere(call->arguments[0].text)) return true;
  }
  return false;
}

Panel with_terms(const Panel& panel, const Formula& formula) {
  Panel out = panel;
  const auto add = [&](const std::string& term) {
    if (looks_elsewhere(term) && !out.table.has(term)) out.table.set_numbers(term, build_term(panel, term));
  };
  add(formula.outcome);
  for (const auto* terms : {&formula.regressors, &formula.endogenous, &formula.instruments}) {
    for (const std::string& term : *terms) add(term);
  }
  return out;
}

TermColumn term_column(const Panel& panel, const std::string& term) {
  if (!panel.table.has(term)) return owning(build_term(panel, term));
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
