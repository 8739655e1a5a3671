#include "ecoeff/frontier/models/evaluate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "ecoeff/frontier/schedule/frontier_set.hpp"
#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff::frontier {
namespace {

enum class Rows { near_frontier, with_zeros, anywhere };

// The last row is a twin of the first.
Panel panel_of(std::size_t rows, Rows kind, RandomStream& random) {
  std::vector<std::vector<double>> columns(4, std::vector<double>(rows));
  for (std::size_t i = 0; i < rows; ++i) {
    for (auto& column : columns) column[i] = std::exp(random.normal() / 2);
    if (kind == Rows::anywhere) continue;
    columns[2][i] = std::sqrt(columns[0][i] * columns[1][i]) * std::exp(-0.05 * static_cast<double>(i % 4));
    if (kind == Rows::with_zeros && i % 7 == 3) columns[i % 2][i] = 0;
  }
  for (auto& column : columns) column.back() = column.front();
  Table table;
  std::vector<std::string> names(rows);
  for (std::size_t i = 0; i < rows; ++i) names[i] = std::to_string(i);
  table.set_text("unit", names);
  const char* words[] = {"capital", "labour", "output", "carbon"};
  for (std::size_t k = 0; k < columns.size(); ++k) table.set_numbers(words[k], std::move(columns[k]));
  return {std::move(table), "unit", ""};
}

std::vector<std::size_t> all_of(std::size_t rows) {
  std::vector<std::size_t> out(rows);
  std::iota(out.begin(), out.end(), std::size_t{0});
  return out;
}

void expect_same(const RowScore& a, const RowScore& b) {
  ASSERT_EQ(a.status, b.status);
  EXPECT_EQ(a.efficient, b.efficient);
  EXPECT_EQ(a.beyond, b.beyond);
  EXPECT_NEAR(a.score, b.score, tolerance::kSolver);
  EXPECT_NEAR(a.rho, b.rho, tolerance::kSolver);
  EXPECT_NEAR(a.delta, b.delta, tolerance::kSolver);
  ASSERT_EQ(a.slacks.size(), b.slacks.size());
  EXPECT_EQ(a.zero, b.zero);
  EXPECT_NE(a.settled, Settled::no);
}

// A row known to carry the frontier is asked for delta alone; the answer is that of asking for rho first.
TEST(Evaluator, ARowBeyondAllOthersNeedsNoRho) {
  for (const Returns returns : {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs}) {
    for (const Rows kind : {Rows::near_frontier, Rows::with_zeros}) {
      RandomStream random(31);
      const Panel panel = panel_of(120, kind, random);
      const ScoreOptions options{
          .inputs = {"capital", "labour"}, .good = {"output"}, .bad = {"carbon"}, .returns = returns};
      const Prepared prepared = prepare(panel, options);
      const std::vector<std::size_t> rows = all_of(panel.rows());
      const ColumnStore store(prepared.data, rows);
      Evaluator plain(prepared, options);
      Evaluator quick(prepared, options);
      std::size_t beyond = 0;
      for (const std::size_t row : rows) {
        const RowScore first = plain.evaluate(row, {.store = &store, .holds_row = true});
        expect_same(first, quick.evaluate(row, {.store = &store, .holds_row = true, .carries = true}));
        beyond += first.beyond ? 1 : 0;
      }
      EXPECT_GT(beyond, 5U);
      EXPECT_LT(beyond, 110U);
    }
  }
}

// Rows that joined early were tested against few others.
TEST(FrontierSet, HoldsNoRowThatOthersDominate) {
  RandomStream random(37);
  const Panel panel = panel_of(3000, Rows::anywhere, random);
  const ScoreOptions options{
      .inputs = {"capital", "labour"}, .good = {"output"}, .bad = {"carbon"}, .returns = Returns::vrs};
  const Prepared prepared = prepare(panel, options);
  const std::vector<std::size_t> rows = all_of(panel.rows());
  const std::vector<std::size_t> found = find_frontier(prepared.data, membership(prepared.model), rows, 1, {});
  const ColumnStore store(prepared.data, found);
  Evaluator evaluator(prepared, options);
  for (const std::size_t row : found)
    EXPECT_TRUE(evaluator.evaluate(row, {.store = &store, .holds_row = true}).efficient) << row;
  EXPECT_GT(found.size(), 5U);
}

}  // namespace
}  // namespace ecoeff::frontier
