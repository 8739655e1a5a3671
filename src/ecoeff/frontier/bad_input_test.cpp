// What score() answers to hard and broken data, model by model: an error's code or the status of every row. A row that
// is not optimal has no score, and a row that is has one.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

// Columns of numbers by name; "id" and "year" are the keys, others than x*, y*, b* a group.
using Data = std::map<std::string, std::vector<double>>;
using Change = std::function<void(ScoreOptions&)>;

// One letter a row: o optimal, i infeasible, u uncertified, b bad-data, n unbounded; "[oi]" any of these in each row; or the code of
// an error.
struct Case {
  const char* name;
  Data data;
  Change change;
  std::string all;                              // what every model answers ...
  std::map<std::string, std::string> except{};  // ... but these
  std::map<std::string, double> first_score{};  // by model
};

const double kNan = std::numeric_limits<double>::quiet_NaN();
const double kInf = std::numeric_limits<double>::infinity();

Data four_rows() { return {{"x1", {1, 2, 4, 3}}, {"x2", {2, 1, 3, 3}}, {"y1", {4, 3, 4, 2}}, {"b1", {1, 2, 2, 3}}}; }

Data with(Data data, const std::string& column, std::size_t row, double value) {
  data[column][row] = value;
  return data;
}

// Rows with 40 inputs, 15 good and 5 bad outputs.
Data sixty_features(std::size_t rows) {
  RandomStream random(60);
  Data data;
  const auto add = [&](const char* letter, int count) {
    for (int k = 0; k < count; ++k) {
      auto& column = data[letter + std::to_string(k)];
      for (std::size_t i = 0; i < rows; ++i) column.push_back(std::exp(random.normal()));
    }
  };
  add("x", 40);
  add("y", 15);
  add("b", 5);
  return data;
}

// Three units in 2010 and 2011; in 2011 nobody reports an output.
Data empty_year() {
  return {{"id", {1, 2, 3, 1, 2, 3}},          {"year", {2010, 2010, 2010, 2011, 2011, 2011}},
          {"x1", {1, 2, 4, 3, 2, 1}},          {"x2", {2, 1, 3, 3, 2, 1}},
          {"y1", {4, 3, 4, kNan, kNan, kNan}}, {"b1", {1, 2, 2, 3, 2, 1}}};
}

Panel panel_of(const Data& data) {
  Table table;
  const std::size_t rows = data.begin()->second.size();
  if (!data.contains("id")) {
    std::vector<double> id(rows);
    for (std::size_t i = 0; i < rows; ++i) id[i] = static_cast<double>(i + 1);
    table.set_numbers("id", id);
  }
  for (const auto& [name, values] : data) table.set_numbers(name, values);
  return {std::move(table), "id", data.contains("year") ? "year" : ""};
}

ScoreOptions options_of(const Data& data, const std::string& model) {
  ScoreOptions o{.model = model, .returns = default_returns(model), .reference = default_reference(model)};
  if (model.ends_with("radial") || model == "fdh" || model == "malmquist") o.orientation = Orientation::input;
  for (const auto& [name, values] : data) {
    if (name[0] == 'x') o.inputs.push_back(name);
    if (name[0] == 'y' && name != "year") o.good.push_back(name);
    if (name[0] == 'b') o.bad.push_back(name);
  }
  return o;
}

char letter(RowStatus status) { return "oiubn"[static_cast<int>(status)]; }

template <class Answer>
std::string answer_of(Answer answer) {
  try {
    return answer();
  } catch (const Error& error) {
    return error.code;
  }
}

std::string scored(const Case& c, const std::string& model) {
  const Panel panel = panel_of(c.data);
  ScoreOptions o = options_of(c.data, model);
  if (c.change) c.change(o);
  return answer_of([&] {
    std::string statuses;
    const ScoreResult result = score(panel, o);
    for (const RowScore& row : result.rows) {
      statuses += letter(row.status);
      EXPECT_EQ(std::isfinite(row.score), row.status == RowStatus::optimal) << c.name << ", " << model;
      EXPECT_EQ(row.reason.empty(), row.status == RowStatus::optimal) << c.name << ", " << model;
    }
    const auto at = c.first_score.find(model);
    if (at == c.first_score.end()) return statuses;
    EXPECT_NEAR(result.rows[0].score, at->second, 1e-12) << c.name << ", " << model;
    return statuses;
  });
}

const std::map<std::string, double> kPerfect{{"sbm", 1}, {"super-sbm", 1}, {"radial", 1},   {"super-radial", 1},
                                             {"ddf", 0}, {"nddf", 0},      {"additive", 0}, {"ram", 1},
                                             {"ebm", 1}, {"fdh", 1}};
const std::map<std::string, double> kAlone{{"sbm", 1},      {"radial", 1}, {"ddf", 0}, {"nddf", 0},
                                           {"additive", 0}, {"ram", 1},    {"ebm", 1}, {"fdh", 1}};

std::vector<Case> cases() {
  const Data one{{"x1", {1}}, {"x2", {2}}, {"y1", {3}}, {"b1", {1}}};
  const Data same{{"x1", {2, 2, 2, 2}}, {"x2", {1, 1, 1, 1}}, {"y1", {3, 3, 3, 3}}, {"b1", {5, 5, 5, 5}}};
  const Data two{{"x1", {1, 2}}, {"x2", {2, 1}}, {"y1", {4, 3}}, {"b1", {1, 2}}};
  Data grouped = four_rows();
  grouped["g"] = {1, 1, 1, 2};
  const auto by_group = [](ScoreOptions& o) { o.group = "g"; };
  const auto by_year = [](ScoreOptions& o) { o.reference = ReferenceKind::contemporaneous; };
  const auto drop = [](ScoreOptions& o) { o.zero_output = ZeroOutput::drop; };
  Data zero_bad = four_rows();
  zero_bad["b1"] = {0, 0, 0, 0};
  Data years = empty_year();
  years["y1"] = {4, 3, 4, 2, 3, 4};
  return {
      // Row 1 against the mixture of row 2 alone: 4/3 of it has more of the bad output than row 1.
      {"more features than rows", two, {}, "oo", {{"super-radial", "io"}}},
      {"all rows identical", same, {}, "oooo", {}, kPerfect},
      {"all rows identical, VRS", same, [](ScoreOptions& o) { o.returns = Returns::vrs; }, "oooo", {}, kPerfect},
      {"one row", one, {}, "o", {{"super-sbm", "i"}, {"super-radial", "i"}}, kAlone},
      {"a group with one row", grouped, by_group, "oooo", {{"super-sbm", "oooi"}, {"super-radial", "iooi"}}},
      {"NaN", with(four_rows(), "x1", 1, kNan), {}, "oboo", {{"super-radial", "iboo"}}},
      {"infinity", with(four_rows(), "b1", 1, kInf), {}, "oboo", {{"super-radial", "iboo"}}},
      {"nothing but NaN", with(one, "y1", 0, kNan), {}, "b"},
      {"negative input", with(four_rows(), "x2", 2, -1), {}, "F403", {{"ram", "oooo"}}},
      {"negative bad output", with(four_rows(), "b1", 2, -1), {}, "F403", {{"ram", "oooo"}}},
      {"zero good output", with(four_rows(), "y1", 2, 0), {}, "F403", {{"ram", "oooo"}}},
      {"zero good output dropped", with(four_rows(), "y1", 3, 0), drop, "ooob", {{"super-radial", "ioob"}}},
      {"zero input", with(four_rows(), "x1", 3, 0), {}, "oooo", {{"super-radial", "iooi"}}},
      {"a bad output constant zero", zero_bad, {}, "oooo"},
      {"no row in some year", empty_year(), by_year, "ooobbb", {{"super-radial", "ioobbb"}}},
      {"a window longer than the panel", years,
       [](ScoreOptions& o) {
         o.reference = ReferenceKind::window;
         o.window = 5;
       },
       "F405"},
      {"an even window", years,
       [](ScoreOptions& o) {
         o.reference = ReferenceKind::window;
         o.window = 2;
       },
       "F405"},
      {"years without a time column", four_rows(), by_year, "F450"},
      {"no inputs", {{"y1", {1, 2}}, {"b1", {1, 2}}}, {}, "F402"},
      {"60 features", sixty_features(8), {}, std::string(8, 'o'), {{"super-radial", "[oi]"}}},
      {"60 features, VRS",
       sixty_features(8),
       [](ScoreOptions& o) { o.returns = Returns::vrs; },
       std::string(8, 'o'),
       {{"super-radial", "[oi]"}, {"super-sbm", "[oi]"}}},
  };
}

TEST(ScoreBadInput, EachModelAnswersWithACodeOrAStatusARow) {
  for (const Case& c : cases()) {
    for (const std::string& model : score_models()) {
      const auto other = c.except.find(model);
      const std::string expected = other == c.except.end() ? c.all : other->second;
      const std::string answer = scored(c, model);
      if (expected[0] == '[') {
        EXPECT_EQ(answer.find_first_not_of(expected), std::string::npos) << c.name << ", " << model << ": " << answer;
      } else {
        EXPECT_EQ(answer, expected) << c.name << ", " << model;
      }
    }
  }
}

// Pairs of years instead of rows.
std::string compared(const Data& data, const std::string& model) {
  const Panel panel = panel_of(data);
  return answer_of([&] {
    std::string statuses;
    for (const auto& row : productivity(panel, options_of(data, model)).rows) {
      statuses += letter(row.status);
      EXPECT_EQ(std::isfinite(row.index), row.status == RowStatus::optimal) << model;
    }
    return statuses;
  });
}

TEST(ScoreBadInput, ProductivityAnswersWithACodeOrAStatusAPair) {
  Data years = empty_year();
  years["y1"] = {4, 3, 4, 2, 3, 4};
  Data same{{"id", {1, 1, 2, 2}},
            {"year", {2010, 2011, 2010, 2011}},
            {"x1", {1, 1, 1, 1}},
            {"y1", {2, 2, 2, 2}},
            {"b1", {3, 3, 3, 3}}};
  Data lonely{{"id", {1, 1}}, {"year", {2010, 2011}}, {"x1", {1, 2}}, {"y1", {2, 3}}, {"b1", {3, 4}}};
  for (const std::string& model : productivity_models()) {
    EXPECT_EQ(compared(empty_year(), model), "") << model;  // no unit is observed twice
    EXPECT_EQ(compared(same, model), "oo") << model;
    // In malmquist the bad output is bounded by the row's own, in the directional indices the input is: neither year's
    // multiple of the other stays within both.
    EXPECT_EQ(compared(lonely, model), model == "global-ml" ? "o" : "i") << model;
    EXPECT_EQ(compared(with(years, "x1", 0, -1), model), "F403") << model;
    EXPECT_EQ(compared(four_rows(), model), "F462") << model;
  }
}

}  // namespace
}  // namespace ecoeff
