#include "ecoeff/panel/cluster_draw.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/panel/linear_fit.hpp"

namespace ecoeff {
namespace {

std::vector<std::size_t> by_unit_and_time(const Panel& panel, std::vector<std::size_t> rows) {
  const std::vector<std::int32_t> unit = effect_codes(panel, "unit");
  std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(unit[a], panel.time()[a]) < std::pair(unit[b], panel.time()[b]);
  });
  return rows;
}

void add_pieces(const std::vector<std::int32_t>& clusters, std::size_t from, ClusterPool& pool) {
  std::map<std::int32_t, std::vector<Eigen::Index>> by_cluster;
  for (std::size_t i = from; i < pool.sample.rows.size(); ++i)
    by_cluster[clusters[pool.sample.rows[i]]].push_back(static_cast<Eigen::Index>(i));
  for (auto& [code, rows] : by_cluster) pool.pieces.push_back(std::move(rows));
}

void append_rows(std::vector<std::size_t> rows, EstimationSample& sample) {
  sample.rows.insert(sample.rows.end(), rows.begin(), rows.end());
}

// Rows times the roots of their weights.
void weigh(const std::vector<double>& weight, EstimationSample& sample) {
  for (std::size_t i = 0; i < sample.rows.size(); ++i) {
    const double root = std::sqrt(weight[sample.rows[i]]);
    const auto row = static_cast<Eigen::Index>(i);
    sample.y(row) *= root;
    sample.x.row(row) *= root;
    for (Effect& effect : sample.effects) effect.values[i] *= root;
  }
}

void fill_columns(const Panel& panel, const Formula& formula, const std::string& weights, ClusterPool& pool) {
  EstimationSample& sample = pool.sample;
  pool.text = formula.text;
  std::vector<bool> used(panel.rows(), false);
  for (const std::size_t row : sample.rows) used[row] = true;
  const std::vector<double> y = build_term(panel, formula.outcome);
  const Terms terms = build_terms(panel, formula.regressors, used);
  sample.names = terms.names;
  sample.x.resize(static_cast<Eigen::Index>(sample.rows.size()), terms.values.cols());
  sample.y.resize(sample.x.rows());
  for (std::size_t i = 0; i < sample.rows.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(sample.rows[i]);
    sample.x.row(static_cast<Eigen::Index>(i)) = terms.values.row(row);
    sample.y(static_cast<Eigen::Index>(i)) = y[sample.rows[i]];
  }
  for (const std::string& name : formula.effects) {
    const std::size_t colon = name.find(':');
    const std::string levels(trim(name.substr(0, colon)));
    const std::vector<std::int32_t> codes = effect_codes(panel, levels);
    Effect effect{.name = name, .codes = {}, .slope = colon != std::string::npos};
    for (const std::size_t row : sample.rows) effect.codes.push_back(codes[row]);
    if (effect.slope) {
      const std::vector<double> slope = build_term(panel, std::string(trim(name.substr(colon + 1))));
      for (const std::size_t row : sample.rows) effect.values.push_back(slope[row]);
    }
    sample.effects.push_back(std::move(effect));
    pool.is_unit.push_back(is_unit(panel, levels));
  }
  if (formula.effects.empty()) {
    sample.effects.push_back({.name = "_cons", .codes = std::vector<std::int32_t>(sample.rows.size(), 0)});
    pool.is_unit.push_back(false);
  }
  pool.scales = scale_sample(sample);
  const Weights kind = parse_weights(weights);
  if (kind.kind == Weights::Kind::none) return;
  for (Effect& effect : sample.effects) {
    if (effect.values.empty()) effect.values.assign(effect.codes.size(), 1);
  }
  weigh(row_weights(panel, kind), sample);
}

}  // namespace

Eigen::Index ClusterPool::column(const std::string& name) const {
  const auto at = std::find(sample.names.begin(), sample.names.end(), name);
  return at == sample.names.end() ? -1 : at - sample.names.begin();
}

ClusterPool make_cluster_pool(const Panel& panel, const Formula& formula, const std::vector<std::size_t>& rows,
                              const std::string& cluster, const std::string& weights) {
  std::size_t all = 0;
  return make_cluster_pool(panel, formula, rows, {}, cluster, weights, all);
}

ClusterPool make_cluster_pool(const Panel& panel, const Formula& formula, const std::vector<std::size_t>& first,
                              const std::vector<std::size_t>& second, const std::string& cluster,
                              const std::string& weights, std::size_t& first_pieces) {
  ClusterPool pool;
  const std::vector<std::int32_t> clusters = effect_codes(panel, cluster);
  append_rows(by_unit_and_time(panel, first), pool.sample);
  add_pieces(clusters, 0, pool);
  first_pieces = pool.pieces.size();
  append_rows(by_unit_and_time(panel, second), pool.sample);
  add_pieces(clusters, first.size(), pool);
  fill_columns(panel, formula, weights, pool);
  return pool;
}

EstimationSample draw_pieces(const ClusterPool& pool, const std::vector<std::size_t>& pieces, bool renew) {
  std::vector<Eigen::Index> rows;
  std::vector<std::int32_t> copy;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    for (const Eigen::Index row : pool.pieces[pieces[p]]) {
      rows.push_back(row);
      copy.push_back(renew ? static_cast<std::int32_t>(p) : 0);
    }
  }
  EstimationSample sample;
  sample.names = pool.sample.names;
  sample.y = pool.sample.y(rows);
  sample.x = pool.sample.x(rows, Eigen::all);
  for (std::size_t e = 0; e < pool.sample.effects.size(); ++e) {
    const Effect& whole = pool.sample.effects[e];
    Effect effect{.name = whole.name, .codes = {}, .slope = whole.slope};
    std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> levels;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int32_t code = whole.codes[static_cast<std::size_t>(rows[i])];
      if (!whole.values.empty()) effect.values.push_back(whole.values[static_cast<std::size_t>(rows[i])]);
      const std::pair key{pool.is_unit[e] ? copy[i] : 0, code};
      effect.codes.push_back(levels.try_emplace(key, static_cast<std::int32_t>(levels.size())).first->second);
    }
    effect.levels = levels.size();
    sample.effects.push_back(std::move(effect));
  }
  return sample;
}

double slope_on(const EstimationSample& sample, Eigen::Index column, const std::string& text) {
  if (column < 0) return kMissing;
  try {
    const LinearFit fit = fit_linear(sample, sample.x, sample.effects, text);
    const auto at = std::find(fit.kept.begin(), fit.kept.end(), column);
    return at == fit.kept.end() ? kMissing : fit.slopes(at - fit.kept.begin());
  } catch (const Error& error) {
    if (error.fault != Fault::estimator) throw;
    return kMissing;
  }
}

double percentile_of(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace ecoeff
