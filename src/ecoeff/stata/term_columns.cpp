#include "ecoeff/stata/term_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "ecoeff/data/expression_functions.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

// The levels of a dummy factor: a code for every row (-1: missing), and for every code its name.
struct Levels {
  std::vector<std::int32_t> codes;
  std::vector<std::string> names;
  std::vector<bool> wanted;
  std::int32_t base = -1;
};

void require_level(double value, const Factor& factor, std::string_view line) {
  if (value >= 0 && value == std::floor(value) && value < 1e15) return;
  refuse("T718", "i." + factor.spelled(), line,
         {fmt::format("dummies need whole numbers of at least 0, not {}", format_shortest(value)),
          fmt::format("虚拟变量要求非负整数，而不是 {}", format_shortest(value))},
         {"write c. before a continuous variable", "连续变量请加前缀 c."});
}

Levels levels_of_text(const Column& column, const std::vector<bool>& sample) {
  std::map<std::string_view, std::int32_t> order;
  for (std::size_t i = 0; i < column.text.codes.size(); ++i) {
    if (column.text.codes[i] >= 0 && (sample.empty() || sample[i])) order.emplace(column.text.at(i), 0);
  }
  Levels out;
  for (auto& [name, code] : order) {
    code = static_cast<std::int32_t>(out.names.size());
    out.names.emplace_back(name);
  }
  out.codes.assign(column.text.codes.size(), -1);
  for (std::size_t i = 0; i < out.codes.size(); ++i) {
    const auto at = order.find(column.text.at(i));
    if (at != order.end()) out.codes[i] = at->second;
  }
  out.wanted.assign(out.names.size(), true);
  if (!out.names.empty()) out.base = 0;
  return out;
}

Levels levels_of_numbers(const std::vector<double>& values, const Factor& factor, const std::vector<bool>& sample,
                         std::string_view line) {
  std::vector<double> levels;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_missing(values[i]) || (!sample.empty() && !sample[i])) continue;
    require_level(values[i], factor, line);
    levels.push_back(values[i]);
  }
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  Levels out;
  out.codes.assign(values.size(), -1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto at = std::lower_bound(levels.begin(), levels.end(), values[i]);
    if (!is_missing(values[i]) && at != levels.end() && *at == values[i])
      out.codes[i] = static_cast<std::int32_t>(at - levels.begin());
  }
  for (std::size_t k = 0; k < levels.size(); ++k) {
    out.names.push_back(format_shortest(levels[k]));
    out.wanted.push_back(factor.levels.empty() ||
                         std::find(factor.levels.begin(), factor.levels.end(), levels[k]) != factor.levels.end());
    if (factor.base == Factor::Base::level && levels[k] == factor.base_level) out.base = static_cast<std::int32_t>(k);
  }
  if (factor.base == Factor::Base::first && !levels.empty()) out.base = 0;
  if (factor.base == Factor::Base::last) out.base = static_cast<std::int32_t>(levels.size()) - 1;
  return out;
}

bool same_term(const Term& a, const Term& b) {
  const auto keys = [](const Term& term) {
    std::vector<std::string> out;
    for (const Factor& factor : term) out.push_back((factor.dummies ? "i." : "c.") + factor.spelled());
    std::sort(out.begin(), out.end());
    return out;
  };
  return keys(a) == keys(b);
}

// Whether the rest of a term without the factors of `away` is in the model; nothing left is the constant.
bool rest_in_model(const Term& term, unsigned away, const std::vector<Term>& model) {
  Term rest;
  for (std::size_t f = 0; f < term.size(); ++f) {
    if ((away >> f & 1U) == 0) rest.push_back(term[f]);
  }
  return rest.empty() ||
         std::any_of(model.begin(), model.end(), [&](const Term& other) { return same_term(other, rest); });
}

class Cells {
 public:
  Cells(const Term& term, const std::vector<Term>& model, std::vector<Levels> levels)
      : term_(term), levels_(std::move(levels)), known_(std::size_t{1} << term.size()) {
    for (unsigned away = 1; away < known_.size(); ++away) known_[away] = rest_in_model(term, away, model);
  }

  // Whether the cell says something that the rest of the model does not say.
  [[nodiscard]] bool is_new(const std::vector<std::int32_t>& cell) const {
    unsigned at_base = 0;
    for (std::size_t f = 0; f < term_.size(); ++f) {
      if (!term_[f].dummies) continue;
      if (!levels_[f].wanted[static_cast<std::size_t>(cell[f])]) return false;
      if (levels_[f].base == cell[f]) at_base |= 1U << f;
    }
    for (unsigned away = 1; away < known_.size(); ++away) {
      if ((away & ~at_base) == 0 && known_[away]) return false;
    }
    return true;
  }

  [[nodiscard]] std::string name(const std::vector<std::int32_t>& cell) const {
    std::vector<std::string> dummies;
    std::vector<std::string> rest;
    for (std::size_t f = 0; f < term_.size(); ++f) {
      if (term_[f].dummies) {
        const std::string variable = term_[f].spelled();
        const bool shifted = term_[f].lag != 0 || term_[f].difference != 0;
        dummies.push_back(levels_[f].names[static_cast<std::size_t>(cell[f])] + (shifted ? "" : ".") + variable);
      } else {
        const bool shifted = term_[f].lag != 0 || term_[f].difference != 0;
        rest.push_back((term_.size() == 1 ? "" : shifted ? "c" : "c.") + term_[f].spelled());
      }
    }
    dummies.insert(dummies.end(), rest.begin(), rest.end());
    return join(dummies, "#");
  }

 private:
  const Term& term_;
  std::vector<Levels> levels_;
  std::vector<bool> known_;  // by the set of factors taken away
};

}  // namespace

std::vector<double> factor_values(const Panel& panel, bool has_time, const Factor& factor, std::string_view line) {
  if ((factor.lag != 0 || factor.difference != 0) && !has_time) {
    refuse(
        "T711", factor.spelled(), line,
        {"L, F and D need a time variable: xtset panelvar timevar", "L、F、D 需要时间变量：xtset 个体变量 时间变量"});
  }
  const auto column = panel.table.numbers(factor.variable);
  std::vector<double> values(column.begin(), column.end());
  for (int k = 0; k < factor.difference; ++k) {
    const std::vector<double> before = lagged(panel, values, 1);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= before[i];
  }
  return factor.lag == 0 ? values : lagged(panel, values, factor.lag);
}

std::vector<TermColumn> term_columns(const Panel& panel, bool has_time, const Term& term,
                                     const std::vector<Term>& model, const std::vector<bool>& sample,
                                     std::string_view line) {
  const std::size_t n = panel.rows();
  std::vector<double> product(n, 1.0);
  std::vector<Levels> levels(term.size());
  for (std::size_t f = 0; f < term.size(); ++f) {
    const Column& column = panel.table.column(term[f].variable);
    const bool shifted = term[f].lag != 0 || term[f].difference != 0;
    if (term[f].dummies && column.is_text && !shifted) {
      levels[f] = levels_of_text(column, sample);
    } else {
      const std::vector<double> values = factor_values(panel, has_time, term[f], line);
      if (term[f].dummies) {
        levels[f] = levels_of_numbers(values, term[f], sample, line);
      } else {
        for (std::size_t i = 0; i < n; ++i) product[i] *= values[i];
      }
    }
  }
  const Cells cells(term, model, levels);

  // The cells that occur in the sample, in ascending order of their levels.
  std::map<std::vector<std::int32_t>, std::size_t> place;
  std::vector<std::int32_t> cell(term.size(), 0);
  const auto read_cell = [&](std::size_t row) {
    for (std::size_t f = 0; f < term.size(); ++f) {
      if (term[f].dummies) cell[f] = levels[f].codes[row];
      if (cell[f] < 0) return false;
    }
    return true;
  };
  for (std::size_t i = 0; i < n; ++i) {
    if ((sample.empty() || sample[i]) && read_cell(i) && cells.is_new(cell)) place.emplace(cell, 0);
  }
  std::vector<TermColumn> out;
  for (auto& [at, index] : place) {
    index = out.size();
    out.push_back({cells.name(at), std::vector<double>(n, 0.0)});
  }
  for (std::size_t i = 0; i < n; ++i) {
    cell.assign(term.size(), 0);
    if (!read_cell(i)) {
      for (TermColumn& column : out) column.values[i] = kMissing;
      continue;
    }
    if (is_missing(product[i])) {
      for (TermColumn& column : out) column.values[i] = kMissing;
      continue;
    }
    const auto at = place.find(cell);
    if (at != place.end()) out[at->second].values[i] = product[i];
  }
  return out;
}

}  // namespace ecoeff::stata
