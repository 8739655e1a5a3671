#include "ecoeff/panel/groups.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/vce.hpp"
#include "ecoeff/panel/wald.hpp"
#include "ecoeff/panel/weights.hpp"

namespace ecoeff {
namespace {

struct FittedGroup {
  std::string name;
  Estimate fit;
};

std::vector<double> as_numbers(const std::vector<std::int32_t>& codes) {
  std::vector<double> out(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) out[i] = codes[i] < 0 ? kMissing : static_cast<double>(codes[i]);
  return out;
}

std::string column_name(const std::string& kind, std::size_t term, std::size_t group) {
  return fmt::format("{}{} in group {}", kind, term, group);
}

// The panel and formula of the interacted model. Terms are built before, so that a lag may cross into rows of no group;
// the regressors of each group stand in their own columns, zero elsewhere, and every effect is crossed with the group.
// The formula names columns, not terms.
struct Interacted {
  Panel panel;
  Formula formula;
  std::string vce;
  std::string weights;
  std::vector<std::string> focus;  // by group
};

Interacted interact(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options,
                    const std::vector<std::int32_t>& group, const std::vector<FittedGroup>& fitted,
                    const std::string& focus) {
  std::vector<std::size_t> rows;
  for (const FittedGroup& one : fitted) rows.insert(rows.end(), one.fit.rows.begin(), one.fit.rows.end());
  const Vce vce = parse_vce(options.vce);
  const Terms terms = build_terms(panel, formula.regressors);

  Table table;
  table.set_numbers("unit key", as_numbers(panel.unit()));
  std::vector<double> time(panel.time().begin(), panel.time().end());
  table.set_numbers("time key", std::move(time));
  table.set_numbers("outcome", build_term(panel, formula.outcome));
  Formula columns{.outcome = "outcome", .text = formula.text};
  std::vector<std::string> focus_columns;
  for (std::size_t g = 0; g < fitted.size(); ++g) {
    for (std::size_t j = 0; j < terms.names.size(); ++j) {
      if (fitted[g].fit.index_of(terms.names[j]) == static_cast<std::size_t>(-1)) continue;
      std::vector<double> values(panel.rows(), 0);
      for (const std::size_t row : fitted[g].fit.rows)
        values[row] = terms.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(j));
      const std::string name = column_name("x", j, g);
      table.set_numbers(name, std::move(values));
      columns.regressors.push_back(name);
      if (terms.names[j] == focus) focus_columns.push_back(name);
    }
  }
  table.set_numbers("group", as_numbers(group));
  for (std::size_t e = 0; e < formula.effects.size(); ++e) {
    const std::size_t colon = formula.effects[e].find(':');
    const std::string name = fmt::format("effect {}", e);
    table.set_numbers(name, as_numbers(effect_codes(panel, std::string(trim(formula.effects[e].substr(0, colon))))));
    columns.effects.push_back(name + "^group");
    if (colon == std::string::npos) continue;
    const std::string slope = fmt::format("slope {}", e);
    table.set_numbers(slope, build_term(panel, std::string(trim(formula.effects[e].substr(colon + 1)))));
    columns.effects.back() += ":" + slope;
  }
  const Weights weights = parse_weights(options.weights);
  if (weights.kind != Weights::Kind::none) table.set_numbers("weight", row_weights(panel, weights));
  if (formula.effects.empty()) columns.effects.emplace_back("group");
  std::vector<std::string> clusters;
  for (const std::string& name : vce.clusters) {
    clusters.push_back(fmt::format("cluster{}", clusters.size()));
    table.set_numbers(clusters.back(), as_numbers(effect_codes(panel, name)));
  }
  // The joint test takes the covariance; the draws of a wild bootstrap are of single coefficients.
  const std::string typed = vce.kind == Vce::Kind::wild
                                ? "cluster(" + join(clusters, ",") + ")"
                                : replace_all(vce.text, "(" + join(vce.clusters, ","), "(" + join(clusters, ","));
  const std::string by =
      options.weights.empty() ? "" : options.weights.substr(0, options.weights.find('=')) + "=weight";
  return {.panel = Panel(table.select(rows), "unit key", "time key"),
          .formula = std::move(columns),
          .vce = typed,
          .weights = by,
          .focus = std::move(focus_columns)};
}

// H0: the focus coefficients are equal, that is, each less the first is zero.
TestResult equality(const Estimate& fit, const std::vector<std::string>& focus) {
  const auto k = static_cast<Eigen::Index>(focus.size()) - 1;
  Matrix contrast = Matrix::Zero(k, fit.coefficients.size());
  for (Eigen::Index i = 0; i < k; ++i) {
    contrast(i, static_cast<Eigen::Index>(fit.index_of(focus[0]))) = -1;
    contrast(i, static_cast<Eigen::Index>(fit.index_of(focus[static_cast<std::size_t>(i) + 1]))) = 1;
  }
  const auto f = wald_f(contrast * fit.coefficients, contrast * fit.covariance * contrast.transpose(), fit.df_r);
  return f.value_or(TestResult{});
}

PairDifference pair_difference(const FittedGroup& a, const FittedGroup& b, const std::string& focus) {
  PairDifference pair{.first = a.name, .second = b.name};
  pair.difference = a.fit.coefficient(focus) - b.fit.coefficient(focus);
  pair.z = pair.difference / std::hypot(a.fit.se(focus), b.fit.se(focus));
  pair.p = normal_two_sided_p(pair.z);
  return pair;
}

void leave_out(const std::string& group, const std::string& value, const Text& reason, Notes& notes) {
  notes.push_back({Severity::warning,
                   "P550",
                   {fmt::format("group {} is left out of the comparison: {}", value, reason.en),
                    fmt::format("分组 {} 未进入比较：{}", value, reason.zh)},
                   {.column = group, .value = value}});
}

}  // namespace

GroupComparison compare_groups(const Panel& panel, const Formula& formula, const FixedEffectsOptions& options,
                               const std::string& group, const std::vector<std::string>& order,
                               const std::string& focus, const ResamplingOptions& resampling) {
  GroupComparison out{.focus = focus};
  const std::vector<std::string> values = panel.table.texts(group);
  std::vector<std::int32_t> group_of(panel.rows(), -1);
  std::vector<FittedGroup> fitted;
  for (const std::string& value : order) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] == value) rows.push_back(i);
    }
    if (rows.empty()) {
      leave_out(group, value, {"no row has this value", "没有取该值的行"}, out.notes);
      continue;
    }
    try {
      FittedGroup one{value, fit_fixed_effects(panel.select(rows), formula, options)};
      for (std::size_t& row : one.fit.rows) row = rows[row];
      if (one.fit.index_of(focus) == static_cast<std::size_t>(-1)) {
        leave_out(group, value, {focus + " was omitted as collinear", focus + " 因共线被剔除"}, out.notes);
        continue;
      }
      for (const std::size_t row : one.fit.rows) group_of[row] = static_cast<std::int32_t>(fitted.size());
      fitted.push_back(std::move(one));
    } catch (const Error& error) {
      if (error.fault != Fault::estimator) throw;
      leave_out(group, value, error.message, out.notes);
    }
  }
  ResamplingOptions drawn = resampling;
  drawn.weights = options.weights;
  const Vce vce = parse_vce(options.vce);
  if (!vce.clusters.empty()) drawn.cluster = vce.clusters.front();
  for (std::size_t a = 0; a < fitted.size(); ++a) {
    out.groups.push_back(fitted[a].name);
    out.coefficients.push_back(fitted[a].fit.coefficient(focus));
    for (std::size_t b = a + 1; b < fitted.size(); ++b) {
      out.pairs.push_back(pair_difference(fitted[a], fitted[b], focus));
      out.pairs.back().resampled =
          resample_difference(panel, formula, focus, fitted[a].fit.rows, fitted[b].fit.rows, drawn);
    }
  }
  if (fitted.size() < 2) return out;

  const Interacted model = interact(panel, formula, options, group_of, fitted, focus);
  FixedEffectsOptions same = options;
  same.vce = model.vce;
  same.weights = model.weights;
  out.equal = equality(fit_fixed_effects(model.panel, model.formula, same), model.focus);
  return out;
}

}  // namespace ecoeff
