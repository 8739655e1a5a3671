#include "ecoeff/panel/estimation_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ecoeff {
namespace {

using Codes = std::vector<std::int32_t>;

// The codes of the rows used, renumbered without gaps and in the same order.
Effect on_rows(std::string name, const Codes& codes, const std::vector<std::size_t>& rows) {
  Effect effect{.name = std::move(name)};
  std::int32_t largest = -1;
  for (const std::size_t row : rows) largest = std::max(largest, codes[row]);
  Codes renumbered(static_cast<std::size_t>(largest + 1), -1);
  for (const std::size_t row : rows) renumbered[static_cast<std::size_t>(codes[row])] = 0;
  for (std::int32_t& code : renumbered) {
    if (code == 0) code = static_cast<std::int32_t>(effect.levels++);
  }
  effect.codes.reserve(rows.size());
  for (const std::size_t row : rows) effect.codes.push_back(renumbered[static_cast<std::size_t>(codes[row])]);
  return effect;
}

// A row of frequency 2 is no singleton: `counted` are frequencies, or empty.
std::size_t drop_singletons(const std::vector<Codes>& effects, const std::vector<double>& counted, bool once,
                            std::vector<bool>& used) {
  std::size_t dropped = 0;
  for (bool again = true; again;) {
    again = false;
    for (const Codes& codes : effects) {
      // Codes may have gaps: a text column keeps the levels of rows that were filtered out.
      const std::int32_t largest = codes.empty() ? -1 : *std::max_element(codes.begin(), codes.end());
      std::vector<double> counts(static_cast<std::size_t>(largest + 1), 0);
      for (std::size_t i = 0; i < codes.size(); ++i) {
        if (used[i]) counts[static_cast<std::size_t>(codes[i])] += counted.empty() ? 1 : counted[i];
      }
      for (std::size_t i = 0; i < codes.size(); ++i) {
        if (!used[i] || counts[static_cast<std::size_t>(codes[i])] != 1) continue;
        used[i] = false;
        again = !once;
        ++dropped;
      }
    }
  }
  return dropped;
}

void require_rows(const Panel& panel, const Formula& formula, std::size_t left, std::size_t singletons) {
  if (left > 0) return;
  const Where where{.file = panel.table.file, .sheet = panel.table.sheet};
  if (singletons > 0) {
    throw Error(
        Fault::estimator, "P510",
        {fmt::format("{}: no row is left, because all {} complete rows are alone in a fixed effect (singletons)",
                     formula.text, singletons),
         fmt::format("{}：没有可用的行，{} 个完整的行都是固定效应中的孤立观测", formula.text, singletons)},
        where,
        {"absorb fewer effects, or use more than one period and unit", "减少固定效应，或使用一个以上的时期与单元"});
  }
  throw Error(Fault::estimator, "P510",
              {fmt::format("{}: every row misses the outcome, a regressor or an effect", formula.text),
               fmt::format("{}：每一行都缺少被解释变量、解释变量或固定效应", formula.text)},
              where,
              {"look which column is empty; a lag needs the period before", "请检查哪一列为空；滞后项需要上一期"});
}

Matrix rows_of(const Matrix& values, const std::vector<std::size_t>& rows) {
  Matrix out(static_cast<Eigen::Index>(rows.size()), values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      out(static_cast<Eigen::Index>(i), j) = values(static_cast<Eigen::Index>(rows[i]), j);
  }
  return out;
}

Vector weights_of(const std::vector<double>& weight, const Weights& weights, const std::vector<std::size_t>& rows) {
  Vector out(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) out(static_cast<Eigen::Index>(i)) = weight[rows[i]];
  if (weights.kind == Weights::Kind::frequency) return out;
  out /= out.maxCoeff();  // so that the sum of 1e300s is a number
  return out * (static_cast<double>(rows.size()) / out.sum());
}

bool has_dummies(const Formula& formula) {
  return std::any_of(formula.regressors.begin(), formula.regressors.end(),
                     [](const std::string& term) { return term.starts_with("i."); });
}

}  // namespace

EstimationSample make_sample(const Panel& panel, const Formula& formula, const std::vector<std::string>& clusters,
                             bool keep_singletons) {
  return make_sample(panel, formula, clusters, keep_singletons ? Singletons::keep : Singletons::drop, {});
}

EstimationSample make_sample(const Panel& panel, const Formula& formula, const std::vector<std::string>& clusters,
                             Singletons singletons, const Weights& weights) {
  const std::size_t n = panel.rows();
  const std::vector<double> outcome = build_term(panel, formula.outcome);
  Terms terms = build_terms(panel, formula.regressors);
  std::vector<Codes> effects;
  std::vector<Codes> groups;
  std::vector<std::vector<double>> slopes;
  for (const std::string& name : formula.effects) {
    const std::size_t colon = name.find(':');
    effects.push_back(effect_codes(panel, std::string(trim(name.substr(0, colon)))));
    slopes.emplace_back();
    if (colon != std::string::npos) slopes.back() = build_term(panel, std::string(trim(name.substr(colon + 1))));
  }
  std::vector<double> weight;
  if (weights.kind != Weights::Kind::none) weight = row_weights(panel, weights);
  for (const std::string& name : clusters) groups.push_back(effect_codes(panel, name));

  std::vector<bool> used(n);
  EstimationSample sample;
  for (std::size_t i = 0; i < n; ++i) {
    bool complete = std::isfinite(outcome[i]) && terms.values.row(static_cast<Eigen::Index>(i)).allFinite();
    for (const Codes& codes : effects) complete = complete && codes[i] >= 0;
    for (const Codes& codes : groups) complete = complete && codes[i] >= 0;
    for (const std::vector<double>& slope : slopes) complete = complete && (slope.empty() || std::isfinite(slope[i]));
    const bool weighty = weight.empty() || weight[i] > 0;  // false for missing
    used[i] = complete && weighty;
    if (!complete) ++sample.missing_rows;
    if (complete && !weighty) ++sample.weightless_rows;
  }
  if (singletons != Singletons::keep) {
    std::vector<Codes> levels;
    for (std::size_t g = 0; g < effects.size(); ++g) {
      if (slopes[g].empty()) levels.push_back(effects[g]);
    }
    const bool counted = weights.kind == Weights::Kind::frequency;
    sample.singletons =
        drop_singletons(levels, counted ? weight : std::vector<double>(), singletons == Singletons::drop_once, used);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (used[i]) sample.rows.push_back(i);
  }
  require_rows(panel, formula, sample.rows.size(), sample.singletons);

  // The base level of i.x is the first in the sample, not in the file.
  if (has_dummies(formula) && sample.rows.size() < n) terms = build_terms(panel, formula.regressors, used);
  sample.names = terms.names;
  sample.x = rows_of(terms.values, sample.rows);
  sample.y.resize(static_cast<Eigen::Index>(sample.rows.size()));
  for (std::size_t i = 0; i < sample.rows.size(); ++i) sample.y(static_cast<Eigen::Index>(i)) = outcome[sample.rows[i]];
  for (std::size_t g = 0; g < effects.size(); ++g) {
    sample.effects.push_back(on_rows(formula.effects[g], effects[g], sample.rows));
    if (slopes[g].empty()) continue;
    sample.effects.back().slope = true;
    for (const std::size_t row : sample.rows) sample.effects.back().values.push_back(slopes[g][row]);
  }
  if (!weight.empty()) sample.weights = weights_of(weight, weights, sample.rows);
  for (std::size_t g = 0; g < groups.size(); ++g)
    sample.clusters.push_back(on_rows(clusters[g], groups[g], sample.rows));
  sample.unit = on_rows("unit", panel.unit(), sample.rows);
  sample.time = on_rows("time", time_codes(panel), sample.rows);
  return sample;
}

}  // namespace ecoeff
