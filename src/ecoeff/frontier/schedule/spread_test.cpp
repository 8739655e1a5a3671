#include "ecoeff/frontier/schedule/spread.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/numeric/random.hpp"
#include "rank_team.hpp"

namespace ecoeff::frontier {
namespace {

using testing::run_ranks;

// Two inputs, a good and a bad output; some rows stand twice, some lack a value, `tiny` of them have a zero.
Table rows(std::size_t n, std::uint64_t seed) {
  RandomStream random(seed);
  std::vector<double> id;
  std::vector<double> year;
  std::vector<std::vector<double>> z(4);
  for (std::size_t i = 0; i < n; ++i) {
    id.push_back(static_cast<double>(i / 5));
    year.push_back(2000 + static_cast<double>(i % 5));
    const bool twin = i > 0 && random.below(12) == 0;
    const std::size_t other = twin ? random.below(i) : 0;
    for (auto& column : z) {
      const double value = std::exp(random.normal());
      column.push_back(twin ? column[other] : value);
    }
    if (random.below(40) == 0) z[0][i] = kMissing;
    if (random.below(30) == 0) z[3][i] = 0;
  }
  Table table;
  table.set_numbers("id", id);
  table.set_numbers("year", year);
  const char* names[] = {"x1", "x2", "y", "b"};
  for (std::size_t k = 0; k < 4; ++k) table.set_numbers(names[k], z[k]);
  return table;
}

// Cut points that leave some ranks with much, some with nothing.
std::vector<std::size_t> cuts(std::size_t n, std::size_t size, RandomStream& random) {
  std::vector<std::size_t> at{0, n};
  while (at.size() < size + 1) at.push_back(random.below(n + 1));
  std::sort(at.begin(), at.end());
  return at;
}

struct Together {
  std::vector<RowScore> rows;
  std::vector<std::vector<std::string>> peers;
  Notes notes;
};

std::vector<std::string> peers_of(const RowScore& row, const std::function<std::string(std::size_t)>& name) {
  std::vector<std::string> out;
  for (const Peer& peer : row.peers) out.push_back(name(peer.row));
  return out;
}

Together scored(const Panel& panel, const ScoreOptions& options, const std::vector<std::size_t>& at) {
  std::vector<SpreadScores> parts(at.size() - 1);
  std::vector<std::optional<Panel>> panels(parts.size());
  for (std::size_t r = 0; r < parts.size(); ++r) {
    std::vector<std::size_t> mine;
    for (std::size_t i = at[r]; i < at[r + 1]; ++i) mine.push_back(i);
    if (!mine.empty()) panels[r].emplace(panel.select(mine));
  }
  for (const auto& its : run_ranks(parts.size(), [&](Ranks& ranks) {
         const auto& own = panels[ranks.rank()];
         parts[ranks.rank()] = spread_score(ranks, own ? &*own : nullptr, options);
       })) {
    if (its) std::rethrow_exception(its);
  }
  Together all;
  for (std::size_t r = 0; r < parts.size(); ++r) {
    const std::size_t own = panels[r] ? panels[r]->rows() : 0;
    const auto name = [&](std::size_t row) {
      return row < own ? row_name(*panels[r], row) : parts[r].names.at(row - own);
    };
    for (const RowScore& row : parts[r].result.rows) {
      all.rows.push_back(row);
      all.peers.push_back(peers_of(row, name));
    }
    append(all.notes, parts[r].notes);
  }
  return all;
}

void expect_near(double a, double b, const std::string& what) {
  if (is_missing(b)) {
    EXPECT_TRUE(is_missing(a)) << what << ": " << a << " for a missing value";
  } else {
    EXPECT_NEAR(a, b, 1e-12 * std::max(1.0, std::abs(b))) << what;
  }
}

// The targets are the mixture of the peers as they are named; twins make other choices of peers as good.
void expect_mixture(const Together& spread, std::size_t i, const Panel& panel, const std::string& what) {
  const char* names[] = {"x1", "x2", "y", "b"};
  for (std::size_t k = 0; k < 4; ++k) {
    double mixture = 0;
    for (std::size_t p = 0; p < spread.peers[i].size(); ++p) {
      std::size_t row = 0;
      while (row < panel.rows() && row_name(panel, row) != spread.peers[i][p]) ++row;
      ASSERT_LT(row, panel.rows()) << what << ": no row is called " << spread.peers[i][p];
      mixture += spread.rows[i].peers[p].intensity * panel.table.numbers(names[k])[row];
    }
    const double target = spread.rows[i].targets[k];
    if (panel.table.numbers(names[k])[i] == 0) continue;  // its slack is fixed
    EXPECT_NEAR(mixture, target, 1e-9 * panel.table.numbers(names[k])[i]) << what << ", " << names[k];
  }
}

void expect_same(const Together& spread, const Panel& panel, const ScoreResult& whole, const std::string& what) {
  ASSERT_EQ(spread.rows.size(), whole.rows.size());
  for (std::size_t i = 0; i < whole.rows.size(); ++i) {
    const std::string row = what + ", row " + std::to_string(i);
    expect_near(spread.rows[i].score, whole.rows[i].score, row + " score");
    expect_near(spread.rows[i].rho, whole.rows[i].rho, row + " rho");
    expect_near(spread.rows[i].delta, whole.rows[i].delta, row + " delta");
    EXPECT_EQ(spread.rows[i].status, whole.rows[i].status) << row;
    EXPECT_EQ(spread.rows[i].efficient, whole.rows[i].efficient) << row;
    EXPECT_EQ(spread.rows[i].reason, whole.rows[i].reason) << row;
    EXPECT_EQ(spread.rows[i].zero, whole.rows[i].zero) << row;
    if (whole.rows[i].rho < 1 - 1e-9) expect_mixture(spread, i, panel, row);
  }
}

ScoreOptions options(const std::string& model) {
  ScoreOptions o{.model = model, .inputs = {"x1", "x2"}, .good = {"y"}, .bad = {"b"}};
  if (model.ends_with("radial")) o.orientation = Orientation::input;
  return o;
}

class Spread : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Spread, ScoresAreThoseOfOneProcess) {
  RandomStream random(GetParam());
  for (const std::size_t n : {7U, 60U, 700U}) {
    Table table = rows(n, 100 * n + GetParam());
    const Panel panel(std::move(table), "id", "year");
    for (const char* model : {"super-sbm", "sbm", "super-radial", "radial"}) {
      for (const Returns returns : {Returns::crs, Returns::vrs}) {
        ScoreOptions o = options(model);
        o.returns = returns;
        const ScoreResult whole = score(panel, o);
        expect_same(scored(panel, o, cuts(n, GetParam(), random)), panel, whole,
                    std::string(model) + (returns == Returns::crs ? " crs " : " vrs ") + std::to_string(n));
      }
    }
    ScoreOptions o = options("super-sbm");
    o.bad_as = BadAs::input;
    o.returns = Returns::ndrs;
    o.threads = 2;
    const Together together = scored(panel, o, cuts(n, GetParam(), random));
    const ScoreResult whole = score(panel, o);
    expect_same(together, panel, whole, "bad as input");
    std::vector<std::string> codes;
    std::vector<std::string> expected;
    for (const Note& note : together.notes) codes.push_back(note.code);
    for (const Note& note : whole.notes) expected.push_back(note.code);
    EXPECT_EQ(codes, expected);
    for (std::size_t i = 0; i + 1 < std::min(codes.size(), expected.size());
         ++i)  // the last counts peers, which can differ
      EXPECT_EQ(together.notes[i].message, whole.notes[i].message);
  }
}

INSTANTIATE_TEST_SUITE_P(Ranks, Spread, ::testing::Values(1, 2, 3, 4, 7));

std::string code_on_all(const Panel& panel, const ScoreOptions& o, std::size_t* line = nullptr) {
  try {
    (void)scored(panel, o, {0, panel.rows() / 2, panel.rows()});
  } catch (const Error& error) {
    if (line != nullptr) *line = error.where.row;
    return error.code;
  }
  return "none";
}

TEST(SpreadErrors, AreThoseOfScore) {
  const Panel panel(rows(40, 1), "id", "year");
  ScoreOptions o = options("super-sbm");
  o.inputs.push_back("x1");
  EXPECT_EQ(code_on_all(panel, o), "F404");
  Table table = rows(40, 1);
  std::vector<double> y(table.numbers("y").begin(), table.numbers("y").end());
  y[33] = -1;
  table.set_numbers("y", y);
  EXPECT_EQ(code_on_all(Panel(std::move(table), "id", "year"), options("sbm")), "F403");
}

TEST(SpreadErrors, NameWhatRanksCannotShare) {
  const Panel panel(rows(40, 1), "id", "year");
  for (const char* model : {"ebm", "ddf", "fdh", "additive", "malmquist"}) {
    ScoreOptions o{.model = model, .inputs = {"x1", "x2"}, .good = {"y"}};
    EXPECT_EQ(code_on_all(panel, o), "F501") << model;
  }
  ScoreOptions o = options("sbm");
  o.reference = ReferenceKind::sequential;
  EXPECT_EQ(code_on_all(panel, o), "F501");
  o = options("sbm");
  o.leave_out = LeaveOut::unit;
  EXPECT_EQ(code_on_all(panel, o), "F501");
  o = options("radial");
  o.orientation = Orientation::input;
  o.price_of = o.good[0];
  EXPECT_EQ(code_on_all(panel, o), "F501");
}

TEST(SpreadErrors, AUnitAndPeriodOnTwoRanks) {
  Table table = rows(40, 1);
  std::vector<double> id(table.numbers("id").begin(), table.numbers("id").end());
  for (std::size_t i = 20; i < 40; ++i) id[i] += 100;
  id[35] = 2;  // year 2000, as row 10
  table.set_numbers("id", id);
  // Panel would refuse the whole, so the parts are made one by one.
  std::vector<std::size_t> halves[2];
  for (std::size_t i = 0; i < 40; ++i) halves[i / 20].push_back(i);
  for (const auto& its : run_ranks(2, [&](Ranks& ranks) {
         const Panel own(table.select(halves[ranks.rank()]), "id", "year");
         (void)spread_score(ranks, &own, options("sbm"));
       })) {
    ASSERT_TRUE(its);
    try {
      std::rethrow_exception(its);
    } catch (const Error& error) {
      EXPECT_EQ(error.code, "D120");
      EXPECT_NE(error.message.en.find("2@2000"), std::string::npos) << error.message.en;
    }
  }
}

}  // namespace
}  // namespace ecoeff::frontier
