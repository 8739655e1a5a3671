#include "ecoeff/panel/cluster_draw.hpp"

#include <algorithm>
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

void fill_columns(const Panel& panel, const Formula& formula, ClusterPool& pool) {
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
    const std::vector<std::int32_t> codes = effect_codes(panel, name);
    Effect effect{.name = name};
    for (const std::size_t row : sample.rows) effect.codes.push_back(codes[row]);
    sample.effects.push_back(std::move(effect));
    pool.is_unit.push_back(is_unit(panel, name));
  }
  if (formula.effects.empty()) {
    sample.effects.push_back({.name = "_cons", .codes = std::vector<std::int32_t>(sample.rows.size(), 0)});
    pool.is_unit.push_back(false);
  }
  pool.scales = scale_sample(sample);
}

}  // namespace

Eigen::Index ClusterPool::column(const std::string& name) const {
  const auto at = std::find(sample.names.begin(), sample.names.end(), name);
  return at == sample.names.end() ? -1 : at - sample.names.begin();
}

ClusterPool make_cluster_pool(const Panel& panel, const Formula& formula, const std::vector<std::size_t>& rows,
                              const std::string& cluster) {
  std::size_t all = 0;
  return make_cluster_pool(panel, formula, rows, {}, cluster, all);
}

ClusterPool make_cluster_pool(const Panel& panel, const Formula& formula, const std::vector<std::size_t>& first,
                              const std::vector<std::size_t>& second, const std::string& cluster,
                              std::size_t& first_pieces) {
  ClusterPool pool;
  const std::vector<std::int32_t> clusters = effect_codes(panel, cluster);
  append_rows(by_unit_and_time(panel, first), pool.sample);
  add_pieces(clusters, 0, pool);
  first_pieces = pool.pieces.size();
  append_rows(by_unit_and_time(panel, second), pool.sample);
  add_pieces(clusters, first.size(), pool);
  fill_columns(panel, formula, pool);
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
    Effect effect{.name = pool.sample.effects[e].name};
    std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> levels;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int32_t code = pool.sample.effects[e].codes[static_cast<std::size_t>(rows[i])];
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
    const LinearFit fit = fit_linear(sample, sample.effects, text);
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
