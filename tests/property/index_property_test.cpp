// Laws of the index methods on random panels.
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ecoeff/index/entropy.hpp"
#include "ecoeff/index/pca.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kColumns = 4;

Panel random_panel(std::uint64_t seed) {
  RandomStream random(seed);
  const std::size_t n = 8 + random.below(20);
  Table table;
  std::vector<std::string> units;
  for (std::size_t i = 0; i < n; ++i) units.push_back("u" + std::to_string(i));
  table.set_text("unit", units);
  for (std::size_t j = 0; j < kColumns; ++j) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(random.uniform(-5, 5));
    table.set_numbers("x" + std::to_string(j), values);
  }
  return {std::move(table), "unit", ""};
}

std::vector<Indicator> indicators() {
  return {{.column = "x0"}, {.column = "x1", .positive = false}, {.column = "x2"}, {.column = "x3", .positive = false}};
}

std::vector<double> values_of(const Panel& panel, const std::string& column) {
  const auto numbers = panel.table.numbers(column);
  return {numbers.begin(), numbers.end()};
}

void transform(Panel& panel, const std::string& column, double factor, double offset) {
  std::vector<double> values = values_of(panel, column);
  for (double& value : values) value = factor * value + offset;
  panel.table.set_numbers(column, values);
}

void expect_close(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
  RC_ASSERT(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) RC_ASSERT(std::abs(a[i] - b[i]) < tolerance);
}

RC_GTEST_PROP(IndexProperty, EntropyWeightsSumToOneAndIndexStaysInItsRange, (std::uint64_t seed)) {
  const EntropyOptions options;
  const IndexResult result = entropy_index(random_panel(seed), indicators(), options);
  double sum = 0;
  for (const IndicatorWeight& line : result.weights) {
    RC_ASSERT(line.weight >= 0);
    RC_ASSERT(std::abs(line.redundancy + line.entropy - 1) < 1e-14);
    sum += line.weight;
  }
  RC_ASSERT(std::abs(sum - 1) < 1e-12);
  for (const double value : result.score) {
    RC_ASSERT(value > options.shift - 1e-12);
    RC_ASSERT(value < 1 + options.shift + 1e-12);
  }
}

RC_GTEST_PROP(IndexProperty, EntropyIgnoresUnitsOfMeasurement, (std::uint64_t seed)) {
  Panel panel = random_panel(seed);
  const std::vector<double> before = entropy_index(panel, indicators()).score;
  transform(panel, "x0", 1000, 0);
  transform(panel, "x1", 0.01, 3);
  expect_close(before, entropy_index(panel, indicators()).score, 1e-11);
}

RC_GTEST_PROP(IndexProperty, EntropyDirectionFlipEqualsChangeOfSign, (std::uint64_t seed)) {
  Panel panel = random_panel(seed);
  const std::vector<double> before = entropy_index(panel, indicators()).score;
  transform(panel, "x0", -1, 0);
  std::vector<Indicator> flipped = indicators();
  flipped[0].positive = false;
  expect_close(before, entropy_index(panel, flipped).score, 1e-12);
}

RC_GTEST_PROP(IndexProperty, ConstantIndicatorChangesNoEntropyIndex, (std::uint64_t seed)) {
  Panel panel = random_panel(seed);
  const std::vector<double> before = entropy_index(panel, indicators()).score;
  panel.table.set_numbers("constant", std::vector<double>(panel.rows(), 3.7));
  std::vector<Indicator> more = indicators();
  more.push_back({.column = "constant"});
  const IndexResult after = entropy_index(panel, more);
  expect_close(before, after.score, 1e-12);
  RC_ASSERT(after.weights.back().weight == 0);
  RC_ASSERT(std::ranges::any_of(after.notes, [](const Note& note) { return note.code == "X310"; }));
}

RC_GTEST_PROP(IndexProperty, OfTwoRowsThatDifferInOneIndicatorTheBetterHasTheHigherEntropyIndex, (std::uint64_t seed)) {
  Panel panel = random_panel(seed);
  for (std::size_t j = 1; j < kColumns; ++j) {
    std::vector<double> column = values_of(panel, "x" + std::to_string(j));
    column[1] = column[0];
    panel.table.set_numbers("x" + std::to_string(j), column);
  }
  const std::vector<double> score = entropy_index(panel, indicators()).score;
  const std::vector<double> better = values_of(panel, "x0");
  RC_ASSERT((better[0] > better[1]) == (score[0] > score[1]));
}

RC_GTEST_PROP(IndexProperty, PcaIgnoresUnitsOfMeasurementAndHasMeanZero, (std::uint64_t seed)) {
  Panel panel = random_panel(seed);
  const IndexResult before = pca_index(panel, indicators());
  // Nearly equal eigenvalues, or one at the threshold, leave the kept components ill-defined.
  const std::vector<double>& lambda = before.components.eigenvalues;
  for (std::size_t k = 0; k + 1 < kColumns; ++k) RC_PRE(lambda[k] - lambda[k + 1] > 1e-3);
  for (const double value : lambda) RC_PRE(std::abs(value - 1) > 1e-6);
  transform(panel, "x0", 1000, 0);
  transform(panel, "x3", 0.01, 3);
  expect_close(before.score, pca_index(panel, indicators()).score, 1e-8);
  double sum = 0;
  for (const double value : before.score) sum += value;
  RC_ASSERT(std::abs(sum) < 1e-10);
}

RC_GTEST_PROP(IndexProperty, AllComponentsTogetherExplainEveryIndicator, (std::uint64_t seed)) {
  const IndexResult result = pca_index(random_panel(seed), indicators(), {.share = 1});
  double eigenvalues = 0;
  for (const double value : result.components.eigenvalues) eigenvalues += value;
  RC_ASSERT(std::abs(eigenvalues - static_cast<double>(kColumns)) < 1e-12);
  for (const IndicatorWeight& line : result.weights) {
    double communality = 0;
    for (const double loading : line.loadings) communality += loading * loading;
    RC_ASSERT(std::abs(communality - 1) < 1e-10);
  }
}

}  // namespace
}  // namespace ecoeff
