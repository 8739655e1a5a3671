// The epsilon-based measure against its authors' printed example, and a case by hand where several projections are as
// good.
//
// ebm/hospitals*: Tone and Tsutsui (2010), Table 9 (data) and Table 13 (input-oriented, constant returns: score and
// theta to three digits; epsilon .529).
// ebm/ties.csv: by hand. Row u0000 reaches the largest sum of relative slacks at every mixture of u0001 and u0003; the
// least squares of the slacks give affinities whose epsilon is .630930 and the score .894845.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cases.hpp"
#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

Table table_of(const char* file) {
  return read_table(std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests/reference/ebm" / file).table;
}

ScoreResult scored(Table table, std::vector<std::string> inputs, std::vector<std::string> good,
                   Orientation orientation) {
  return score(Panel(std::move(table), "id", ""),
               {.model = "ebm", .inputs = std::move(inputs), .good = std::move(good), .orientation = orientation});
}

double round3(double value) { return std::round(value * 1000) / 1000; }

TEST(Ebm, TwelveHospitalsAsPrinted) {
  const Table expected = table_of("hospitals_scores.csv");
  const ScoreResult result = scored(table_of("hospitals.csv"), {"x1", "x2"}, {"y1", "y2"}, Orientation::input);
  ASSERT_EQ(result.rows.size(), 12U);
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_NEAR(round3(result.rows[i].score), expected.numbers("score")[i], 1e-12) << expected.texts("id")[i];
    EXPECT_EQ(result.rows[i].efficient, i < 2) << expected.texts("id")[i];
  }
  const auto note =
      std::find_if(result.notes.begin(), result.notes.end(), [](const Note& n) { return n.code == "F460"; });
  ASSERT_NE(note, result.notes.end());
  EXPECT_NE(note->message.en.find("inputs 0.5294"), std::string::npos) << note->message.en;
}

// Rows taken in another order.
Table reordered(const Table& table, const std::vector<std::size_t>& order) {
  Table out;
  for (const Column& column : table.columns()) {
    if (column.is_text) {
      std::vector<std::string> values;
      for (const std::size_t row : order) values.push_back(table.texts(column.name)[row]);
      out.set_text(column.name, values);
    } else {
      std::vector<double> values;
      for (const std::size_t row : order) values.push_back(table.numbers(column.name)[row]);
      out.set_numbers(column.name, values);
    }
  }
  return out;
}

TEST(Ebm, TiedProjectionsByHandInEitherOrder) {
  const Table table = table_of("ties.csv");
  for (const bool reverse : {false, true}) {
    std::vector<std::size_t> order{0, 1, 2, 3};
    if (reverse) std::reverse(order.begin(), order.end());
    const ScoreResult result = scored(reordered(table, order), {"x1", "x2"}, {"y1"}, Orientation::none);
    EXPECT_NEAR(result.rows[reverse ? 3 : 0].score, 0.894845, 5e-7);
  }
}

// Whole numbers from 1 to 5: ties without end. Order of rows, order of columns and units change nothing.
TEST(Ebm, DependsOnNeitherOrderNorUnits) {
  RandomStream random(41);
  for (int round = 0; round < 40; ++round) {
    const std::size_t n = 4 + random.below(9);
    Table table;
    std::vector<std::string> id;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < n; ++i) {
      id.push_back("u" + std::to_string(i));
      order.push_back(i);
    }
    table.set_text("id", id);
    for (const char* name : {"x1", "x2", "x3", "y1", "y2"}) {
      std::vector<double> values;
      for (std::size_t i = 0; i < n; ++i) values.push_back(1 + static_cast<double>(random.below(5)));
      table.set_numbers(name, values);
    }
    const auto orientation = static_cast<Orientation>(random.below(3));
    const ScoreResult plain = scored(table, {"x1", "x2", "x3"}, {"y1", "y2"}, orientation);
    for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    Table other = reordered(table, order);
    std::vector<double> scaled(n);
    for (std::size_t i = 0; i < n; ++i) scaled[i] = 64 * other.numbers("x2")[i];
    other.set_numbers("x2", scaled);
    const ScoreResult changed = scored(other, {"x3", "x1", "x2"}, {"y2", "y1"}, orientation);
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_NEAR(changed.rows[i].score, plain.rows[order[i]].score, 1e-9) << "round " << round << " row " << i;
      EXPECT_EQ(changed.rows[i].efficient, plain.rows[order[i]].efficient) << "round " << round << " row " << i;
    }
  }
}

// One row is best in everything: all projections are that row, and epsilon is exactly 0.
TEST(Ebm, EpsilonIsZeroWithOneEfficientRow) {
  Table table;
  table.set_text("id", {"a", "b", "c"});
  table.set_numbers("x1", {1, 2, 3});
  table.set_numbers("x2", {1, 3, 2});
  table.set_numbers("y1", {3, 2, 1});
  const ScoreResult result = scored(table, {"x1", "x2"}, {"y1"}, Orientation::input);
  const auto note =
      std::find_if(result.notes.begin(), result.notes.end(), [](const Note& n) { return n.code == "F460"; });
  ASSERT_NE(note, result.notes.end());
  EXPECT_NE(note->message.en.find("inputs 0.0000"), std::string::npos) << note->message.en;
  EXPECT_NEAR(result.rows[1].score, 1.0 / 3, 1e-12);
}

}  // namespace
}  // namespace ecoeff
