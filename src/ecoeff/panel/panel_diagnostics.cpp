#include "ecoeff/panel/panel_diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "ecoeff/base/text.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/fixed_effects.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kLeastCommonPeriods = 2;

// Correlation of two series of (period, residual) over the periods they share.
struct Common {
  std::size_t periods = 0;
  double correlation = kMissing;
};

using Series = std::vector<std::pair<std::int32_t, double>>;

Common correlate(const Series& a, const Series& b) {
  std::vector<std::pair<double, double>> both;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].first == b[j].first)
      both.emplace_back(a[i++].second, b[j++].second);
    else if (a[i].first < b[j].first)
      ++i;
    else
      ++j;
  }
  Common out{.periods = both.size()};
  if (both.size() < kLeastCommonPeriods) return out;
  double mean_a = 0;
  double mean_b = 0;
  for (const auto& [x, y] : both) {
    mean_a += x / static_cast<double>(both.size());
    mean_b += y / static_cast<double>(both.size());
  }
  double aa = 0;
  double bb = 0;
  double ab = 0;
  for (const auto& [x, y] : both) {
    aa += (x - mean_a) * (x - mean_a);
    bb += (y - mean_b) * (y - mean_b);
    ab += (x - mean_a) * (y - mean_b);
  }
  if (aa > 0 && bb > 0) out.correlation = ab / std::sqrt(aa * bb);
  return out;
}

// Residuals by unit, in order of time.
std::map<std::int32_t, Series> series_of(const Panel& panel, const std::vector<std::size_t>& rows,
                                         const Vector& residuals) {
  std::map<std::int32_t, Series> series;
  for (std::size_t i = 0; i < rows.size(); ++i)
    series[panel.unit()[rows[i]]].emplace_back(panel.time()[rows[i]], residuals(static_cast<Eigen::Index>(i)));
  for (auto& [unit, values] : series) std::sort(values.begin(), values.end());
  return series;
}

// The same level in every row of a unit.
bool constant_in_units(const Panel& panel, const std::vector<std::size_t>& rows,
                       const std::vector<std::int32_t>& codes) {
  std::map<std::int32_t, std::int32_t> level;
  return std::all_of(rows.begin(), rows.end(), [&](std::size_t row) {
    return level.try_emplace(panel.unit()[row], codes[row]).first->second == codes[row];
  });
}

// The effects that differencing leaves: those of time, alone or crossed with what is constant in units. Their
// differences span what their own dummies span. Nothing when an effect of another kind is there.
std::optional<std::vector<std::string>> effects_in_differences(const Panel& panel, const Formula& formula,
                                                               const std::vector<std::size_t>& rows) {
  std::vector<std::string> left;
  for (const std::string& effect : formula.effects) {
    if (effect.find('[') != std::string::npos || effect.find('#') != std::string::npos) return std::nullopt;
    std::vector<std::string> fixed;
    bool timed = false;
    for (const std::string& part : split(effect, '^')) {
      const std::string name(trim(part));
      if (column_of(panel, name) == panel.time_column())
        timed = true;
      else
        fixed.push_back(name);
    }
    if (!fixed.empty() && !constant_in_units(panel, rows, effect_codes(panel, join(fixed, "^")))) return std::nullopt;
    if (timed) left.push_back(effect);
  }
  return left;
}

// A panel of the differences of the model's variables: columns unit, time, y, x1, x2 ..., effect1 ...
struct Differenced {
  Panel panel;
  Formula formula;
  std::size_t complete = 0;  // rows with a row before them
};

Differenced difference(const Panel& panel, const Formula& formula, const std::vector<std::size_t>& rows,
                       const std::vector<std::string>& effects) {
  std::vector<bool> used(panel.rows(), false);
  for (const std::size_t row : rows) used[row] = true;
  std::vector<std::vector<double>> columns{build_term(panel, formula.outcome)};
  const Terms terms = build_terms(panel, formula.regressors, used);
  for (Eigen::Index j = 0; j < terms.values.cols(); ++j)
    columns.emplace_back(terms.values.col(j).data(), terms.values.col(j).data() + terms.values.rows());

  Table table;
  std::vector<double> unit;
  std::vector<double> time;
  std::vector<std::size_t> before;
  for (const std::size_t row : rows) {
    unit.push_back(panel.unit()[row]);
    time.push_back(panel.time()[row]);
    const std::size_t lag = panel.lag(row, 1);
    before.push_back(lag != kNoRow && used[lag] ? lag : kNoRow);
  }
  table.set_numbers("unit", std::move(unit));
  table.set_numbers("time", std::move(time));
  Formula in_differences{.outcome = "y", .text = "D.(" + formula.text + ")"};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::vector<double> d(rows.size(), kMissing);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (before[i] != kNoRow) d[i] = columns[c][rows[i]] - columns[c][before[i]];
    }
    const std::string name = c == 0 ? "y" : "x" + std::to_string(c);
    if (c > 0) in_differences.regressors.push_back(name);
    table.set_numbers(name, std::move(d));
  }
  for (std::size_t g = 0; g < effects.size(); ++g) {
    const std::vector<std::int32_t> codes = effect_codes(panel, effects[g]);
    std::vector<double> levels;
    for (const std::size_t row : rows) levels.push_back(codes[row]);
    in_differences.effects.push_back("effect" + std::to_string(g + 1));
    table.set_numbers(in_differences.effects.back(), std::move(levels));
  }
  const auto complete = static_cast<std::size_t>(
      std::count_if(before.begin(), before.end(), [](std::size_t row) { return row != kNoRow; }));
  return {Panel(std::move(table), "unit", "time"), std::move(in_differences), complete};
}

}  // namespace

CrossSectionDependence pesaran_cd(const Panel& panel, const std::vector<std::size_t>& rows, const Vector& residuals) {
  const std::map<std::int32_t, Series> series = series_of(panel, rows, residuals);
  CrossSectionDependence out;
  double sum = 0;
  double correlations = 0;
  double absolute = 0;
  for (auto a = series.begin(); a != series.end(); ++a) {
    for (auto b = std::next(a); b != series.end(); ++b) {
      const Common common = correlate(a->second, b->second);
      if (is_missing(common.correlation)) {
        ++out.pairs_left_out;
        continue;
      }
      ++out.pairs;
      sum += std::sqrt(static_cast<double>(common.periods)) * common.correlation;
      correlations += common.correlation;
      absolute += std::abs(common.correlation);
    }
  }
  if (out.pairs == 0) return out;
  const auto pairs = static_cast<double>(out.pairs);
  out.statistic = sum / std::sqrt(pairs);
  out.p = normal_two_sided_p(out.statistic);
  out.mean_correlation = correlations / pairs;
  out.mean_absolute_correlation = absolute / pairs;
  return out;
}

TestResult wooldridge_serial(const Panel& panel, const Formula& formula, const std::vector<std::size_t>& rows) {
  const auto effects = effects_in_differences(panel, formula, rows);
  if (!effects) return {};
  const Differenced differenced = difference(panel, formula, rows, *effects);
  if (differenced.complete <= differenced.formula.regressors.size() + 1) return {};
  const Estimate first =
      fit_fixed_effects(differenced.panel, differenced.formula, {.keep_singletons = true, .constant = false});

  Panel lagged = differenced.panel;
  std::vector<double> e(lagged.rows(), kMissing);
  for (std::size_t i = 0; i < first.rows.size(); ++i) e[first.rows[i]] = first.residuals(static_cast<Eigen::Index>(i));
  std::vector<bool> units(panel.units(), false);
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < e.size(); ++i) {
    const std::size_t before = lagged.lag(i, 1);
    if (before == kNoRow || is_missing(e[i]) || is_missing(e[before])) continue;
    units[static_cast<std::size_t>(lagged.unit()[i])] = true;
    ++pairs;
  }
  if (pairs < 3 || std::count(units.begin(), units.end(), true) < 2) return {};
  lagged.table.set_numbers("e", std::move(e));
  const Estimate second =
      fit_fixed_effects(lagged, {.outcome = "e", .regressors = {"L.e"}, .effects = {}, .text = "e ~ L.e"},
                        {.vce = "cluster(unit)", .constant = false});
  const double gap = (second.coefficient("L.e") + 0.5) / second.se("L.e");
  TestResult out{.statistic = gap * gap, .df = 1, .df2 = second.df_r};
  out.p = f_upper_p(out.statistic, out.df, out.df2);
  return out;
}

GroupwiseVariance modified_wald(const Panel& panel, const std::vector<std::size_t>& rows, const Vector& residuals) {
  const double all = residuals.squaredNorm() / static_cast<double>(residuals.size());
  GroupwiseVariance out;
  double total = 0;
  double units = 0;
  for (const auto& [unit, series] : series_of(panel, rows, residuals)) {
    const auto t = static_cast<double>(series.size());
    double mean = 0;
    for (const auto& [period, e] : series) mean += e * e / t;
    double spread = 0;
    for (const auto& [period, e] : series) spread += (e * e - mean) * (e * e - mean);
    // Two residuals about their mean have equal squares up to rounding.
    if (series.size() < 2 || !(spread > 1e-20 * mean * mean)) {
      ++out.left_out;
      continue;
    }
    total += (mean - all) * (mean - all) / (spread / (t * (t - 1)));
    units += 1;
  }
  if (units > 0) out.test = {.statistic = total, .df = units, .p = chi2_upper_p(total, units)};
  return out;
}

}  // namespace ecoeff
