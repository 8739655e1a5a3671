#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

// In units that differ by a million.
Panel panel_of(std::size_t rows) {
  RandomStream random(47);
  Table table;
  std::vector<std::string> names(rows);
  for (std::size_t i = 0; i < rows; ++i) names[i] = std::to_string(i);
  table.set_text("unit", names);
  double units = 1e-3;
  for (const char* name : {"capital", "labour", "output", "carbon"}) {
    std::vector<double> values(rows);
    for (double& value : values) value = units * std::exp(random.normal() / 2);
    table.set_numbers(name, std::move(values));
    units *= 100;
  }
  return {std::move(table), "unit", ""};
}

ScoreOptions options_of(const std::string& model, Returns returns) {
  return {.model = model,
          .inputs = {"capital", "labour"},
          .good = {"output"},
          .bad = model.ends_with("radial") ? std::vector<std::string>() : std::vector<std::string>{"carbon"},
          .orientation = model.ends_with("radial") ? Orientation::input : Orientation::none,
          .returns = returns,
          .multipliers = true};
}

struct Priced {
  const ScoreOptions& options;
  const Panel& panel;
  std::span<const double> multipliers;

  [[nodiscard]] double worth(const std::vector<std::string>& names, std::size_t first, std::size_t row) const {
    double sum = 0;
    for (std::size_t k = 0; k < names.size(); ++k) sum += multipliers[first + k] * panel.table.numbers(names[k])[row];
    return sum;
  }
  [[nodiscard]] double inputs(std::size_t row) const { return worth(options.inputs, 0, row); }
  [[nodiscard]] double goods(std::size_t row) const { return worth(options.good, options.inputs.size(), row); }
  [[nodiscard]] double profit(std::size_t row) const {
    return goods(row) - inputs(row) - worth(options.bad, options.inputs.size() + options.good.size(), row) +
           multipliers.back();
  }
};

// The score that the multipliers give; the header says which.
double score_by(const Priced& priced, std::size_t row) {
  const std::string& model = priced.options.model;
  if (model.ends_with("radial"))
    return priced.options.orientation == Orientation::output ? priced.inputs(row) - priced.multipliers.back()
                                                             : priced.goods(row) + priced.multipliers.back();
  if (model == "ebm" && priced.options.orientation == Orientation::output) return 1 / (1 - priced.profit(row));
  const bool distance = model == "additive" || model.ends_with("ddf");
  return (distance ? 0 : 1) + (distance ? -1 : 1) * priced.profit(row);
}

void expect_prices(const Panel& panel, const ScoreOptions& options) {
  SCOPED_TRACE(options.model + " " + std::to_string(static_cast<int>(options.returns)));
  const ScoreResult result = score(panel, options);
  std::size_t checked = 0;
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    const RowScore answer = result.rows[row];
    if (answer.status != RowStatus::optimal) continue;
    ASSERT_EQ(answer.multipliers.size(), options.inputs.size() + options.good.size() + options.bad.size() + 1);
    const Priced priced{options, panel, answer.multipliers};
    EXPECT_NEAR(score_by(priced, row), answer.score, tolerance::kSolver * std::max(1.0, answer.score));
    const bool weak = options.model.ends_with("ddf");
    for (std::size_t k = 0; k + 1 < answer.multipliers.size(); ++k) {
      const bool bad = k >= options.inputs.size() + options.good.size();
      if (bad && weak) continue;
      EXPECT_GE(answer.multipliers[k], -tolerance::kSolver);
    }
    if (options.returns == Returns::crs) {
      EXPECT_EQ(answer.multipliers.back(), 0);
    }
    for (std::size_t other = 0; other < panel.rows(); ++other) {
      if (other == row && options.model.starts_with("super-")) continue;
      const double size = std::max({1.0, priced.goods(other), priced.inputs(other)});
      EXPECT_LE(priced.profit(other), tolerance::kSolver * size) << row << " " << other;
    }
    ++checked;
  }
  EXPECT_GT(checked, panel.rows() / 2);
}

TEST(Multipliers, LeaveNoProfitAndGiveTheScore) {
  for (const std::size_t rows : {60U, 200U}) {
    const Panel panel = panel_of(rows);
    for (const char* model : {"sbm", "super-sbm", "radial", "super-radial", "additive", "ram", "ebm", "ddf", "nddf"}) {
      for (const Returns returns : {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs}) {
        if (std::string(model) == "ram" && returns != Returns::vrs) continue;
        if (std::string(model).ends_with("ddf") && returns != Returns::crs && returns != Returns::vrs) continue;
        expect_prices(panel, options_of(model, returns));
      }
    }
    for (const char* model : {"radial", "sbm", "ebm"}) {
      ScoreOptions output = options_of(model, Returns::vrs);
      output.orientation = Orientation::output;
      output.bad.clear();
      expect_prices(panel, output);
    }
  }
}

TEST(Multipliers, StandInColumnsWhenAskedFor) {
  const Panel panel = panel_of(20);
  ScoreOptions options = options_of("super-sbm", Returns::vrs);
  const ScoreResult result = score(panel, options);
  const Table table = score_table(panel, result, Language::en);
  for (const char* name :
       {"multiplier_capital", "multiplier_labour", "multiplier_output", "multiplier_carbon", "multiplier_intercept"})
    EXPECT_TRUE(table.has(name)) << name;
  EXPECT_EQ(table.numbers("multiplier_intercept")[3], result.rows.multipliers(3).back());
  options.returns = Returns::crs;
  EXPECT_FALSE(score_table(panel, score(panel, options), Language::en).has("multiplier_intercept"));
  options.multipliers = false;
  EXPECT_FALSE(score_table(panel, score(panel, options), Language::en).has("multiplier_capital"));
  options.multipliers = true;
  options.model = "fdh";
  try {
    (void)score(panel, options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "F404");
  }
}

}  // namespace
}  // namespace ecoeff
