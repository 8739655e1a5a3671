#include "ecoeff/panel/pairs_bootstrap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/threads.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/derived.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kFewClusters = 40;

// The rows with a cluster, of the columns that the model may read, and the rows of every cluster to be drawn.
struct Pool {
  Panel panel;
  std::vector<std::int32_t> unit;  // by row, in the order of the units' keys
  std::vector<std::vector<std::size_t>> clusters;
};

std::vector<std::size_t> rows_with(const std::vector<std::int32_t>& codes) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] >= 0) rows.push_back(i);
  }
  return rows;
}

// Draws copy columns, so what no term can name stays behind.
Panel without_other_columns(const Panel& panel, const Formula& formula, const std::string& weights) {
  std::string said = formula.outcome + " " + weights;
  for (const auto* terms : {&formula.regressors, &formula.effects, &formula.endogenous, &formula.instruments})
    said += " " + join(*terms, " ");
  Table table;
  table.file = panel.table.file;
  table.sheet = panel.table.sheet;
  for (const Column& column : panel.table.columns()) {
    if (column.name == panel.unit_column() || column.name == panel.time_column() ||
        said.find(column.name) != std::string::npos)
      table.set(column);
  }
  return {std::move(table), panel.unit_column(), panel.time_column()};
}

Pool make_pool(const Panel& panel, const Formula& formula, const std::vector<std::int32_t>& codes,
               const std::vector<std::size_t>& used, const std::string& weights) {
  Pool pool{
      .panel = without_other_columns(panel, formula, weights), .unit = effect_codes(panel, "unit"), .clusters = {}};
  std::vector<bool> drawn(panel.rows(), used.empty());  // by cluster: some row was used
  for (const std::size_t row : used) drawn[static_cast<std::size_t>(codes[row])] = true;
  std::map<std::int32_t, std::vector<std::size_t>> clusters;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (drawn[static_cast<std::size_t>(codes[i])]) clusters[codes[i]].push_back(i);
  }
  for (auto& [code, rows] : clusters) {
    std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(pool.unit[a], panel.time()[a]) < std::pair(pool.unit[b], panel.time()[b]);
    });
    pool.clusters.push_back(std::move(rows));
  }
  return pool;
}

[[noreturn]] void refuse_one_cluster(const std::string& cluster, const std::string& vce) {
  throw Error(Fault::estimator, "P515",
              {fmt::format("{}: there are fewer than two clusters, and clusters are what is drawn", vce),
               fmt::format("{}：聚类少于两个，无法抽样", vce)},
              {.column = cluster}, {"draw a column with more groups, best the unit", "请改用组数更多的列，最好是个体"});
}

void refuse_split_units(const Panel& panel, const std::vector<std::int32_t>& codes, const std::string& vce) {
  std::vector<std::int32_t> of_unit(panel.units(), -1);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    std::int32_t& cluster = of_unit[static_cast<std::size_t>(panel.unit()[i])];
    if (cluster < 0) cluster = codes[i];
    if (cluster == codes[i]) continue;
    const std::string& name = panel.unit_names()[static_cast<std::size_t>(panel.unit()[i])];
    throw Error(Fault::estimator, "P653",
                {fmt::format("{}: {} stands in more than one cluster, and this model needs whole units", vce, name),
                 fmt::format("{}：{} 属于多个聚类，而该模型需要完整的个体", vce, name)},
                panel.table.where(i, panel.unit_column()),
                {"draw units or groups of units: bootstrap(unit)", "请按个体或个体的组抽样：bootstrap(unit)"});
  }
}

Panel draw(const Pool& pool, RandomStream& random) {
  std::vector<std::size_t> rows;
  std::vector<double> unit;
  const auto units = static_cast<double>(pool.panel.units());
  for (std::size_t copy = 0; copy < pool.clusters.size(); ++copy) {
    for (const std::size_t row : pool.clusters[random.below(pool.clusters.size())]) {
      rows.push_back(row);
      unit.push_back(static_cast<double>(copy) * units + static_cast<double>(pool.unit[row]));
    }
  }
  Table table = pool.panel.table.select(rows);
  table.set_numbers(pool.panel.unit_column(), std::move(unit));
  return {std::move(table), pool.panel.unit_column(), pool.panel.time_column()};
}

// What a replication gives: the coefficients, and the parameters that have an error ("sigma" beside "sigma_se").
struct Wanted {
  std::vector<std::string> coefficients;
  std::vector<std::string> parameters;
};

const std::string kError = "_se";

Wanted wanted_of(const Estimate& estimate) {
  Wanted wanted{.coefficients = estimate.names, .parameters = {}};
  for (const auto& [name, value] : estimate.parameters) {
    if (estimate.parameters.contains(name + kError)) wanted.parameters.push_back(name);
  }
  return wanted;
}

// Empty when a value is missing.
Vector values_of(const Estimate& fit, const Wanted& wanted) {
  std::vector<double> values;
  for (const std::string& name : wanted.coefficients) values.push_back(fit.coefficient(name));
  for (const std::string& name : wanted.parameters) {
    const auto at = fit.parameters.find(name);
    values.push_back(at == fit.parameters.end() ? kMissing : at->second);
  }
  if (std::any_of(values.begin(), values.end(), [](double v) { return is_missing(v); })) return {};
  return Eigen::Map<const Vector>(values.data(), static_cast<Eigen::Index>(values.size()));
}

std::vector<Vector> replicate(const Pool& pool, const Wanted& wanted, const PairsOptions& options,
                              const FitOnPanel& fit) {
  std::vector<Vector> draws(options.replications);
  for_chunks(draws.size(), 4, options.threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      RandomStream random(options.seed, r);
      try {
        draws[r] = values_of(fit(draw(pool, random)), wanted);
      } catch (const Error& error) {
        if (error.fault != Fault::estimator) throw;
      }
    }
  });
  std::erase_if(draws, [](const Vector& b) { return b.size() == 0; });
  return draws;
}

Matrix covariance_of(const std::vector<Vector>& draws) {
  Vector mean = Vector::Zero(draws.front().size());
  for (const Vector& b : draws) mean += b / static_cast<double>(draws.size());
  Matrix v = Matrix::Zero(mean.size(), mean.size());
  for (const Vector& b : draws) v += (b - mean) * (b - mean).transpose() / static_cast<double>(draws.size() - 1);
  return v;
}

void note_bootstrap(std::size_t asked, std::size_t made, Estimate& estimate) {
  if (estimate.clusters < kFewClusters) {
    estimate.notes.push_back(
        {Severity::warning,
         "P523",
         {fmt::format("only {} clusters: bootstrap errors tend to be too small; the wild cluster bootstrap holds with "
                      "few clusters",
                      estimate.clusters),
          fmt::format("只有 {} 个聚类：自助标准误往往偏小；聚类少时野聚类自助法（wild cluster bootstrap）仍可靠",
                      estimate.clusters)},
         {}});
  }
  const std::size_t failed = asked - made;
  if (100 * failed < asked) return;
  estimate.notes.push_back({Severity::warning,
                            "P655",
                            {fmt::format("{} of {} bootstrap replications could not be estimated", failed, asked),
                             fmt::format("{} 次自助抽样中有 {} 次无法估计", asked, failed)},
                            {}});
}

// L.x, D.x, log(L2.x); not i.year.
bool over_time(const std::string& term) { return replace_all(term, "i.", "").find('.') != std::string::npos; }

}  // namespace

bool needs_whole_units(const Panel& panel, const Formula& formula) {
  for (const std::string& effect : formula.effects) {
    for (const std::string& part : split(replace_all(effect, ":", "^"), '^')) {
      if (is_unit(panel, std::string(trim(part)))) return true;
    }
  }
  for (const auto* terms : {&formula.regressors, &formula.endogenous, &formula.instruments}) {
    for (const std::string& term : *terms) {
      if (over_time(term)) return true;
    }
  }
  return over_time(formula.outcome);
}

Estimate bootstrap_pairs(const Panel& panel, const Formula& formula, bool needs_units, const PairsOptions& options,
                         const FitOnPanel& fit) {
  const std::string vce = "bootstrap(" + options.cluster + ")";
  std::vector<std::int32_t> codes = effect_codes(panel, options.cluster);
  const std::vector<std::size_t> rows = rows_with(codes);
  if (rows.empty()) refuse_one_cluster(options.cluster, vce);
  if (rows.size() < panel.rows()) {
    Estimate estimate = bootstrap_pairs(panel.select(rows), formula, needs_units, options, fit);
    for (std::size_t& row : estimate.rows) row = rows[row];
    return estimate;
  }
  if (needs_units) refuse_split_units(panel, codes, vce);
  Estimate estimate = fit(panel);
  const Pool pool = make_pool(panel, formula, codes, estimate.rows, options.weights);
  if (pool.clusters.size() < 2) refuse_one_cluster(options.cluster, vce);
  const Wanted wanted = wanted_of(estimate);
  const std::vector<Vector> draws = replicate(pool, wanted, options, fit);
  if (draws.size() < 2) {
    throw Error(
        Fault::estimator, "P654",
        {fmt::format("{}: {} of {} replications could be estimated; two are the least", vce, draws.size(),
                     options.replications),
         fmt::format("{}：{} 次抽样中只有 {} 次可以估计，至少需要两次", vce, options.replications, draws.size())},
        {}, {"use cluster(column), or fewer regressors", "请改用 cluster(列名)，或减少解释变量"});
  }
  const Matrix v = covariance_of(draws);
  const Eigen::Index k = estimate.coefficients.size();
  estimate.covariance = v.topLeftCorner(k, k);
  std::erase_if(estimate.parameters, [](const auto& one) { return one.first.ends_with(kError); });
  for (std::size_t i = 0; i < wanted.parameters.size(); ++i) {
    const Eigen::Index at = k + static_cast<Eigen::Index>(i);
    estimate.parameters[wanted.parameters[i] + kError] = std::sqrt(v(at, at));
  }
  estimate.covariance_repaired = false;
  estimate.df = {};
  estimate.wild.clear();
  estimate.vce = vce;
  estimate.clusters = pool.clusters.size();
  estimate.parameters["replications"] = static_cast<double>(draws.size());
  speak_in_z(estimate);
  note_bootstrap(options.replications, draws.size(), estimate);
  return estimate;
}

}  // namespace ecoeff
