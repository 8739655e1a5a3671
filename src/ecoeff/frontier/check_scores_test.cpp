#include "ecoeff/frontier/check_scores.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/proof_file.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

using solver::Witness;

// 30 units in two years; every fifth is a copy of the first, so that some ties are exact.
Panel sample() {
  RandomStream random(7);
  Table table;
  std::vector<std::string> unit;
  std::vector<double> year, x, y, b;
  for (int i = 0; i < 60; ++i) {
    unit.push_back("u" + std::to_string(i / 2));
    year.push_back(2020 + i % 2);
    const bool copy = i % 5 == 4;
    x.push_back(copy ? x[0] : random.uniform(1, 5));
    y.push_back(copy ? y[0] : random.uniform(1, 5));
    b.push_back(copy ? b[0] : random.uniform(1, 5));
  }
  table.set_text("unit", unit);
  table.set_numbers("year", year);
  table.set_numbers("x", x);
  table.set_numbers("y", y);
  table.set_numbers("b", b);
  return {std::move(table), "unit", "year"};
}

class CheckScores : public ::testing::Test {
 protected:
  void ask(ScoreOptions options) {
    options.inputs = {"x"};
    options.good = {"y"};
    options.bad = {"b"};
    options_ = std::move(options);
    ScoreOptions asked = options_;
    asked.certify = true;
    asked.proofs = std::make_shared<ProofBook>();
    printed_ = score_table(panel_, score(panel_, asked));
    write_proofs(*asked.proofs, panel_.rows(), {"score"}, [&](std::string_view line) { proof_ += line; });
  }
  [[nodiscard]] ScoreCheck check(const Table& printed, const std::string& proof) const {
    ScoreOptions asked = options_;
    asked.proofs = read_proofs(proof, "proof").book;
    return check_scores(panel_, asked, printed);
  }
  // The table with one number, or one text, changed.
  [[nodiscard]] Table with(const std::string& column, std::size_t row, double value) const {
    Table out = printed_;
    const auto old = printed_.numbers(column);
    std::vector<double> values(old.begin(), old.end());
    values[row] = value;
    out.set_numbers(column, std::move(values));
    return out;
  }
  [[nodiscard]] Table with(const std::string& column, std::size_t row, const std::string& value) const {
    Table out = printed_;
    std::vector<std::string> values = printed_.texts(column);
    values[row] = value;
    out.set_text(column, values);
    return out;
  }
  // Names the row, and the column first of all.
  void expect_found(const Table& doctored, const std::string& column, std::size_t row) const {
    const ScoreCheck found = check(doctored, proof_);
    ASSERT_FALSE(found.wrong.empty()) << column;
    EXPECT_EQ(found.wrong_rows(), 1U) << column;
    EXPECT_EQ(found.wrong[0].row, row) << column;
    EXPECT_THAT(found.wrong, ::testing::Contains(::testing::Field(&Disproof::column, column)));
  }

  Panel panel_ = sample();
  ScoreOptions options_;
  Table printed_;
  std::string proof_;
};

TEST_F(CheckScores, WhatIsPrintedIsProvedAndWhatIsDoctoredIsNamed) {
  ask({.model = "super-sbm", .returns = Returns::vrs, .scale = true});
  const ScoreCheck fine = check(printed_, proof_);
  EXPECT_TRUE(fine.wrong.empty());
  EXPECT_EQ(fine.rows, 60U);
  EXPECT_GT(fine.widest, 0);
  for (const std::size_t row : {std::size_t{1}, std::size_t{17}, std::size_t{59}}) {
    const auto number = [&](const char* column) { return printed_.numbers(column)[row]; };
    expect_found(with("score", row, number("score") * (1 + 1e-9)), "score", row);
    expect_found(with("score", row, 1.0 + 1.0 / 3), "score", row);
    expect_found(with("efficient", row, 1 - number("efficient")), "efficient", row);
    expect_found(with("lower", row, number("score") * (1 + 1e-12) + 1e-11), "lower", row);
    expect_found(with("upper", row, number("score") * (1 - 1e-12) - 1e-11), "upper", row);
    if (number("efficient") == 0) expect_found(with("margin", row, 1 - number("margin")), "margin", row);
    expect_found(with("efficiency_crs", row, number("efficiency_crs") * 1.001), "efficiency_crs", row);
    expect_found(with("target_x", row, number("target_x") * 1.001), "target_x", row);
    expect_found(with("slack_b", row, number("slack_b") + 0.01), "slack_b", row);
    expect_found(with("status", row, std::string("infeasible")), "status", row);
    expect_found(with("peers", row, std::string("u0@2020:1")), "peers", row);
    const std::string old = printed_.texts("returns_to_scale")[row];
    expect_found(with("returns_to_scale", row, std::string(old == "constant" ? "increasing" : "constant")),
                 "returns_to_scale", row);
  }
}

// Each line of a proof in turn is doctored: a multiplier, a point, a word. The row is named, or the line proves the same.
TEST_F(CheckScores, DoctoredVectorsProveNothing) {
  ask({.model = "super-sbm", .returns = Returns::vrs});
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < proof_.size();) {
    const std::size_t end = proof_.find('\n', begin) + 1;
    lines.push_back(proof_.substr(begin, end - begin));
    begin = end;
  }
  const auto rest_of = [&](std::size_t skip) {
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) out += i == skip ? "" : lines[i];
    return out;
  };
  std::size_t multipliers = 0, points = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string all_others = rest_of(i);
    EXPECT_FALSE(check(printed_, all_others).wrong.empty()) << "left out: " << lines[i];
    std::string doctored = lines[i];
    const std::size_t number = doctored.find("\"multipliers\":[\"");
    if (number != std::string::npos) {
      const std::size_t begin = number + 16;
      doctored.replace(begin, doctored.find('"', begin) - begin, "-0x1p+1");
      EXPECT_FALSE(check(printed_, all_others + doctored).wrong.empty()) << doctored;
      ++multipliers;
    }
    doctored = lines[i];
    const std::size_t basis = doctored.find("\"point\"");
    const std::size_t point = basis == std::string::npos ? basis : doctored.find("\"r", basis);
    if (point != std::string::npos) {
      const std::size_t begin = point + 2;
      const std::size_t end = doctored.find('"', begin);
      const std::size_t other = std::stoul(doctored.substr(begin, end - begin)) % 60 + 1;
      doctored.replace(begin, end - begin, std::to_string(other));
      points += check(printed_, all_others + doctored).wrong.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(multipliers, 30U);
  EXPECT_GT(points, 30U) << "of a copy of a peer the same is true";
}

// Large reference sets are scored over the rows that carry them; proofs are checked against all rows. Near-ties and
// copies stand among the rows.
TEST_F(CheckScores, WhatIsScoredOverTheFrontierIsProvedAgainstAllRows) {
  RandomStream random(11);
  Table table;
  std::vector<std::string> unit;
  std::vector<double> year, x, y, b;
  for (int i = 0; i < 300; ++i) {
    unit.push_back("u" + std::to_string(i));
    year.push_back(2020);
    const bool tied = i % 3 == 2;
    const auto near = static_cast<std::size_t>(i / 3);
    const double noise = tied ? random.uniform(-1, 1) * std::pow(10.0, -6 - i % 11) * (i % 2) : 0;
    x.push_back(tied ? x[near] * (1 + noise) : random.uniform(1, 5));
    y.push_back(tied ? y[near] * (1 - noise) : random.uniform(1, 5));
    b.push_back(tied ? b[near] : random.uniform(1, 5));
  }
  table.set_text("unit", unit);
  table.set_numbers("year", year);
  table.set_numbers("x", x);
  table.set_numbers("y", y);
  table.set_numbers("b", b);
  panel_ = Panel(std::move(table), "unit", "year");
  const auto strong = Disposability::strong;
  for (const ScoreOptions& options :
       {ScoreOptions{.model = "super-sbm"}, ScoreOptions{.model = "sbm", .returns = Returns::vrs},
        ScoreOptions{.model = "radial", .orientation = Orientation::input, .returns = Returns::vrs},
        ScoreOptions{.model = "super-radial", .orientation = Orientation::output},
        ScoreOptions{.model = "additive", .returns = Returns::vrs}, ScoreOptions{.model = "additive"},
        ScoreOptions{.model = "ram", .returns = Returns::vrs}, ScoreOptions{.model = "ebm"},
        ScoreOptions{.model = "ebm", .returns = Returns::vrs}, ScoreOptions{.model = "ddf", .disposability = strong},
        ScoreOptions{.model = "ddf", .returns = Returns::nirs, .disposability = strong},
        ScoreOptions{.model = "nddf", .returns = Returns::vrs, .disposability = strong},
        ScoreOptions{.model = "ddf", .returns = Returns::vrs}}) {
    proof_.clear();
    ask(options);
    const ScoreCheck found = check(printed_, proof_);
    for (const Disproof& one : found.wrong)
      ADD_FAILURE() << options.model << ": " << one.name << " " << one.column << " " << one.printed << " | "
                    << one.proved;
    for (const std::string& status : printed_.texts("status")) ASSERT_NE(status, "uncertified") << options.model;
  }
}

TEST_F(CheckScores, AnInfeasibleRowHasAFarkasVector) {
  ask({.model = "super-radial", .orientation = Orientation::input, .returns = Returns::vrs});
  EXPECT_TRUE(check(printed_, proof_).wrong.empty());
  const auto status = printed_.texts("status");
  const auto at = std::find(status.begin(), status.end(), "infeasible");
  ASSERT_NE(at, status.end());
  const auto row = static_cast<std::size_t>(at - status.begin());
  expect_found(with("status", row, std::string("optimal")), "status", row);
  const auto optimal = std::find(status.begin(), status.end(), "optimal");
  expect_found(with("status", static_cast<std::size_t>(optimal - status.begin()), std::string("infeasible")), "status",
               static_cast<std::size_t>(optimal - status.begin()));
}

TEST_F(CheckScores, OtherTablesAreRefused) {
  ask({.model = "sbm"});
  Table shorter = printed_.select({0, 1, 2});
  Table renamed = printed_;
  renamed.rename("score", "points");
  Table further = printed_;
  further.set_numbers("further", std::vector<double>(60, 1.0));
  for (const Table& table : {shorter, renamed, further, with("unit", 3, std::string("somebody"))}) {
    try {
      (void)check(table, proof_);
      ADD_FAILURE();
    } catch (const Error& error) {
      EXPECT_EQ(error.code, "F475");
    }
  }
}

TEST(ProofFile, RefusesWhatIsNoProof) {
  const std::string header = R"({"proof":"ecoeff scores","version":1,"rows":2,"question":[]})"
                             "\n";
  EXPECT_EQ(read_proofs(header, "p").rows, 2U);
  for (const std::string line :
       {R"({"row":3,"part":"","program":"score"})", R"({"row":0,"part":"","program":"score"})",
        R"({"row":1,"part":"","program":"score","point":["x1"]})",
        R"({"row":1,"part":"","program":"score","point":["r0"]})",
        R"({"row":1,"part":"","program":"score","point":["r-1"]})",
        R"({"row":1,"part":"","program":"score","point":["r99999999999999999999"]})",
        R"({"row":1,"part":"","program":"score","prices":["1/0"]})",
        R"({"row":1,"part":"","program":"score","prices":["a"]})",
        R"({"row":1,"part":"","program":"score","multipliers":["0x1p"]})",
        R"({"row":1,"part":"","program":"score","multipliers":[1]})", R"({"row":1})", "[]", "{", "1"}) {
    try {
      (void)read_proofs(header + line + "\n", "p");
      ADD_FAILURE() << line;
    } catch (const Error& error) {
      EXPECT_EQ(error.code, "F474");
    }
  }
  for (const char* text : {"", "\n", R"({"proof":"other","version":1,"rows":2,"question":[]})",
                           R"({"proof":"ecoeff scores","version":2,"rows":2,"question":[]})",
                           R"({"proof":"ecoeff scores","version":1,"rows":0,"question":[]})"}) {
    EXPECT_THROW((void)read_proofs(text, "p"), Error) << text;
  }
}

TEST(ProofFile, ReadsBackWhatWasWritten) {
  ProofBook book;
  Witness witness{.program = "score",
                  .basis = {{solver::Label::Kind::own, 0}, {solver::Label::Kind::reference, 4}},
                  .multipliers = {0.1, -1e-300, 5e-324}};
  book.part("crs", 2)[1].add(witness);
  Witness none{.program = "without", .infeasible = true, .price = {solver::Rational(1) / 3, solver::Rational(-7)}};
  book.part("crs", 2)[1].add(none);
  book.part("crs", 2)[1].keep_numbers("slacks", {0.3});
  book.set_given("crs", "ebm 0", {0.25});
  std::string text;
  write_proofs(book, 2, {"score", "d.csv"}, [&](std::string_view line) { text += line; });
  const ProofFile back = read_proofs(text, "p");
  EXPECT_EQ(back.question, (std::vector<std::string>{"score", "d.csv"}));
  EXPECT_EQ(back.programs, 2U);
  EXPECT_EQ(back.book->part("crs", 2)[1].all(), (std::vector<Witness>{witness, none}));
  EXPECT_EQ(back.book->part("crs", 2)[1].numbers().at("slacks"), std::vector<double>{0.3});
  EXPECT_EQ(back.book->given("crs", "ebm 0", {}), std::vector<double>{0.25});
}

}  // namespace
}  // namespace ecoeff
