#include "ecoeff/frontier/shadow_prices.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

Panel panel_of(const std::vector<std::pair<std::string, std::vector<double>>>& columns) {
  Table table;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns[0].second.size(); ++i) names.push_back(std::to_string(i));
  table.set_text("unit", names);
  for (const auto& [name, values] : columns) table.set_numbers(name, values);
  return {std::move(table), "unit", ""};
}

ScoreOptions options_of(const std::string& model) {
  return {.model = model,
          .inputs = {"x"},
          .good = {"y"},
          .bad = {"b"},
          .orientation = score_model(model).traits.factor ? Orientation::output : Orientation::none,
          .price_of = "y"};
}

const ExtraColumn& column(const ScoreResult& result, const std::string& name) {
  for (const ExtraColumn& one : result.extras) {
    if (one.name == name) return one;
  }
  throw std::out_of_range(name);
}

bool notes(const ScoreResult& result, const std::string& code) {
  return std::any_of(result.notes.begin(), result.notes.end(), [&](const Note& note) { return note.code == code; });
}

// By hand, one input of 1, constant returns, weak disposability: P(1) is spanned by (b, y) = (0, 0), A (1, 2), B (2, 3)
// and C (4, 1). Between A and B the frontier rises by 1 for 1, from 0 to A by 2 for 1, from B to C it falls by 1 for 1.
const Panel& by_hand() {
  static const Panel kPanel =
      panel_of({{"x", {1, 1, 1, 1, 1, 1}}, {"y", {2, 3, 1, 2, 1, 1.5}}, {"b", {1, 2, 4, 1.6, 0.7, 3.2}}});
  return kPanel;
}

TEST(ShadowPrices, AreTheSlopesOfAFrontierDrawnByHand) {
  const ScoreResult result = score(by_hand(), options_of("ddf"));
  const auto& price = column(result, "price_b").values;
  const auto& lower = column(result, "price_b_lower").values;
  const auto& upper = column(result, "price_b_upper").values;
  const auto& word = column(result, "price_b_range").words;
  // A and B are corners: between the slopes on both sides.
  EXPECT_DOUBLE_EQ(lower[0], 1);
  EXPECT_DOUBLE_EQ(upper[0], 2);
  EXPECT_EQ(word[0], "range");
  EXPECT_DOUBLE_EQ(lower[1], -1);
  EXPECT_DOUBLE_EQ(upper[1], 1);
  EXPECT_EQ(word[1], "range");
  // (1.6, 2) moves along (-1.6, 2) to (b, y) = (1.6 - 1.6 d, 2 + 2 d): d = 1/6 meets 1 + b between A and B: 1.
  EXPECT_EQ(word[3], "unique");
  EXPECT_DOUBLE_EQ(price[3], 1);
  // (0.7, 1) moves along (-0.7, 1) and meets y = 2 b at d = 1/6, b = 0.58: 2.
  EXPECT_EQ(word[4], "unique");
  EXPECT_DOUBLE_EQ(price[4], 2);
  // (3.2, 1.5) moves along (-3.2, 1.5), below B, and meets 1 + b between A and B: 1. C can move, too, to 2 b: 2.
  EXPECT_DOUBLE_EQ(price[5], 1);
  EXPECT_DOUBLE_EQ(price[2], 2);
  for (std::size_t row = 0; row < price.size(); ++row) {
    if (std::isnan(price[row])) continue;
    if (!std::isnan(lower[row])) {
      EXPECT_LE(lower[row], price[row]) << row;
    }
    if (!std::isnan(upper[row])) {
      EXPECT_LE(price[row], upper[row]) << row;
    }
  }
  EXPECT_TRUE(notes(result, "F482"));
}

TEST(ShadowPrices, AreNegativeWhereAWeaklyDisposableFrontierFalls) {
  // (3, 1.8) lies below B-C (y = 5 - b, 2 there). Without a move of b it meets the falling part: -1.
  const Panel panel = panel_of({{"x", {1, 1, 1, 1}}, {"y", {2, 3, 1, 1.8}}, {"b", {1, 2, 4, 3}}});
  ScoreOptions options = options_of("ddf");
  options.direction = {"good"};
  const ScoreResult weak = score(panel, options);
  EXPECT_EQ(column(weak, "price_b_range").words[3], "unique");
  EXPECT_DOUBLE_EQ(column(weak, "price_b").values[3], -1);
  EXPECT_TRUE(notes(weak, "F483"));
  options.disposability = Disposability::strong;
  const ScoreResult strong = score(panel, options);
  EXPECT_EQ(column(strong, "price_b").values[3], 0);
  EXPECT_FALSE(notes(strong, "F483"));
}

TEST(ShadowPrices, HaveNoEndOrNoneWhereTheOutputHasNoPrice) {
  // Variable returns, strong disposability: A (1, 2) and B (2, 3) are corners; planes at A may be steep without end, at B
  // flat. (3, 1) moves its b alone, to that of A with output to spare: y has no price there.
  ScoreOptions options = options_of("ddf");
  options.disposability = Disposability::strong;
  options.returns = Returns::vrs;
  options.direction = {"bad"};
  const ScoreResult result = score(panel_of({{"x", {1, 1, 1}}, {"y", {2, 3, 1}}, {"b", {1, 2, 3}}}), options);
  const auto& word = column(result, "price_b_range").words;
  const auto& lower = column(result, "price_b_lower").values;
  const auto& upper = column(result, "price_b_upper").values;
  EXPECT_EQ(word[0], "unbounded-above");
  EXPECT_DOUBLE_EQ(lower[0], 1);
  EXPECT_TRUE(std::isnan(upper[0]));
  EXPECT_EQ(word[1], "range");
  EXPECT_EQ(lower[1], 0);
  EXPECT_DOUBLE_EQ(upper[1], 1);
  EXPECT_EQ(word[2], "none");
  EXPECT_TRUE(std::isnan(column(result, "price_b").values[2]));
}

// With outputs alone scaled, phi y_o is the frontier above the row, and w_b / u_y its slope in b where that is unique.
TEST(ShadowPrices, AgreeWithFiniteDifferences) {
  const double step = std::sqrt(tolerance::kSolver);
  std::size_t checked = 0;
  for (const std::uint64_t seed : {1U, 2U}) {
    for (const Returns returns : {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs}) {
      for (const bool weak : {false, true}) {
        RandomStream random(seed);
        std::vector<double> x(30), l(30), y(30), b(30);
        for (auto* list : {&x, &l, &y, &b}) {
          for (double& value : *list) value = std::exp(random.normal() / 2);
        }
        ScoreOptions options = options_of(weak ? "ddf" : "super-radial");
        options.inputs = {"x", "l"};
        options.returns = returns;
        if (weak) options.direction = {"good"};
        ScoreOptions alone = options;
        alone.price_of.clear();
        const auto moved = [&](std::size_t row, double by) {
          std::vector<double> at = b;
          at[row] += by;
          const RowScore score = ecoeff::score(panel_of({{"x", x}, {"l", l}, {"y", y}, {"b", at}}), alone).rows[row];
          return (weak ? 1 + score.score : score.score) * y[row];
        };
        const ScoreResult result = score(panel_of({{"x", x}, {"l", l}, {"y", y}, {"b", b}}), options);
        for (std::size_t row = 0; row < 30; row += 4) {
          if (column(result, "price_b_range").words[row] != "unique") continue;
          // An efficient row's own move takes it off the rows that it is compared with.
          if (weak && result.rows.scores(row).score < tolerance::kSolver) continue;
          const double h = step * b[row];
          const double slope = (moved(row, h) - moved(row, -h)) / (2 * h);
          EXPECT_NEAR(column(result, "price_b").values[row], slope, step * (1 + std::abs(slope)))
              << seed << " " << static_cast<int>(returns) << " " << weak << " " << row;
          ++checked;
        }
      }
    }
  }
  EXPECT_GT(checked, 40U);
}

TEST(ShadowPrices, DoNotDependOnOrderOrUnitsWhereTheyAreUnique) {
  RandomStream random(9);
  std::vector<double> x(40), y(40), b(40);
  for (auto* list : {&x, &y, &b}) {
    for (double& value : *list) value = std::exp(random.normal() / 2);
  }
  const ScoreOptions options = options_of("ddf");
  const ScoreResult one = score(panel_of({{"x", x}, {"y", y}, {"b", b}}), options);
  for (double& value : b) value *= 1024;
  for (auto* list : {&x, &y, &b}) std::reverse(list->begin(), list->end());
  const ScoreResult other = score(panel_of({{"x", x}, {"y", y}, {"b", b}}), options);
  for (const char* name : {"price_b_lower", "price_b_upper"}) {
    const auto& a = column(one, name).values;
    const auto& c = column(other, name).values;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (std::isnan(a[i])) {
        EXPECT_TRUE(std::isnan(c[39 - i]));
      } else {
        EXPECT_DOUBLE_EQ(a[i], c[39 - i] * 1024);
      }
    }
  }
}

// Integers and zeros are degenerate, near-ties leave nothing to rounding: every row has its word, and its price is inside.
TEST(ShadowPrices, AlwaysEndWithinTheirRange) {
  for (const std::uint64_t seed : {1U, 3U}) {
    RandomStream random(seed);
    std::vector<double> x(20), l(20), y(20), b(20), c(20);
    for (auto* list : {&x, &l, &y, &b, &c}) {
      const bool good = list == &y;
      for (double& value : *list)
        value = std::floor(std::abs(2 * random.normal())) + (good ? 1 : 0) + (seed > 2 ? random.normal() * 0x1p-40 : 0);
      for (double& value : *list) value = std::abs(value);
    }
    const Panel panel = panel_of({{"x", x}, {"l", l}, {"y", y}, {"b", b}, {"c", c}});
    for (const char* model : {"ddf", "radial", "super-radial"}) {
      for (const Returns returns : {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs}) {
        ScoreOptions options = options_of(model);
        options.inputs = {"x", "l"};
        options.bad = {"b", "c"};
        options.returns = returns;
        const ScoreResult result = score(panel, options);
        for (const std::string name : {"price_b", "price_c"}) {
          for (std::size_t row = 0; row < panel.rows(); ++row) {
            const std::string& word = column(result, name + "_range").words[row];
            EXPECT_EQ(word.empty(), result.rows.scores(row).status != RowStatus::optimal);
            EXPECT_NE(word, "uncertified") << seed << " " << model << " " << static_cast<int>(returns) << " " << row;
            const double price = column(result, name).values[row];
            const double lower = column(result, name + "_lower").values[row];
            const double upper = column(result, name + "_upper").values[row];
            EXPECT_EQ(word == "unbounded-below" || word == "unbounded" || word == "none" || word.empty(),
                      std::isnan(lower));
            EXPECT_EQ(word == "unbounded-above" || word == "unbounded" || word == "none" || word.empty(),
                      std::isnan(upper));
            EXPECT_FALSE(lower > upper || price < lower || price > upper) << word << " " << price;
          }
        }
      }
    }
  }
}

TEST(ShadowPrices, AreRefusedWhereThereAreNone) {
  const auto code = [](const ScoreOptions& options) -> std::string {
    try {
      (void)score(by_hand(), options);
    } catch (const Error& error) {
      return error.code;
    }
    return "";
  };
  ScoreOptions options;
  for (const char* model : {"sbm", "super-sbm", "additive", "ram", "ebm", "fdh", "nddf"}) {
    options = options_of(model);
    options.returns = Returns::vrs;
    EXPECT_EQ(code(options), "F480") << model;
  }
  options = options_of("ddf");
  EXPECT_EQ(code(options), "");
  options.price_of = "x";
  EXPECT_EQ(code(options), "F481");
  options = options_of("radial");
  options.bad.clear();
  EXPECT_EQ(code(options), "F481");
}

}  // namespace
}  // namespace ecoeff
