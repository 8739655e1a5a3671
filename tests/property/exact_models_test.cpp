// Directional, additive, range-adjusted, epsilon-based, free-disposal and radial models, and productivity, against
// exact fractions on small random data with ties.
#include "exact/models.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "ecoeff/frontier/models/ebm.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

struct Drawn {
  exact::Data data;
  Table table;
  ScoreOptions options;
  exact::Rows all;
};

// Whole numbers from 1 to 9; with `size_bits` from 1000 on, and rows up to 2^size_bits times larger than others.
Drawn draw(RandomStream& random, const std::string& model, std::size_t years = 1, std::size_t size_bits = 0) {
  Drawn out;
  exact::Data& d = out.data;
  d.inputs = 1 + random.below(2);
  d.good = 1 + random.below(2);
  d.bad = random.below(3);
  const std::size_t n = (4 + random.below(5)) * years;
  std::vector<std::string> units;
  std::vector<double> year;
  for (std::size_t i = 0; i < n; ++i) {
    units.push_back("u" + std::to_string(i / years));
    year.push_back(2000.0 + static_cast<double>(i % years));
    out.all.push_back(i);
  }
  out.table.set_text("id", units);
  out.table.set_numbers("year", year);
  std::vector<double> size(n, 1);
  for (double& s : size) {
    if (size_bits > 0) s = std::ldexp(1, static_cast<int>(random.below(size_bits + 1)));
  }
  for (std::size_t f = 0; f < d.features(); ++f) {
    std::vector<double> values;
    const std::size_t least = size_bits > 0 ? 1000 : 1;
    for (std::size_t i = 0; i < n; ++i) values.push_back(size[i] * static_cast<double>(least + random.below(9)));
    d.z.push_back(values);
    const std::string name = "f" + std::to_string(f);
    out.table.set_numbers(name, values);
    (f < d.inputs ? out.options.inputs : d.is_good(f) ? out.options.good : out.options.bad).push_back(name);
  }
  out.options.model = model;
  out.options.returns = static_cast<Returns>(random.below(4));
  return out;
}

ScoreResult run(const Drawn& drawn) { return score(Panel(drawn.table, "id", "year"), drawn.options); }

void expect_value(const RowScore& ours, const exact::Fraction& truth, const ::testing::Message& place) {
  EXPECT_EQ(ours.status, RowStatus::optimal) << place;
  const auto wanted = static_cast<double>(truth);
  EXPECT_NEAR(ours.score, wanted, tolerance::kScore * std::max(1.0, std::abs(wanted))) << place;
}

exact::Directions directions(RandomStream& random, Drawn& drawn) {
  exact::Directions g;
  const char* const words[] = {"inputs", "good", "bad"};
  bool side[3];
  do {
    for (bool& s : side) s = random.below(2) == 0;
    if (drawn.data.bad == 0) side[2] = false;
  } while (!side[0] && !side[1] && !side[2]);
  for (int s = 0; s < 3; ++s) {
    if (side[s]) drawn.options.direction.emplace_back(words[s]);
  }
  g.weak = drawn.data.bad > 0 && random.below(2) == 0;
  if (drawn.data.bad > 0) drawn.options.disposability = g.weak ? Disposability::weak : Disposability::strong;
  for (std::size_t f = 0; f < drawn.data.features(); ++f)
    g.moves.push_back(side[f < drawn.data.inputs ? 0 : drawn.data.is_good(f) ? 1 : 2] ? 1 : 0);
  return g;
}

TEST(ExactModels, DirectionalDistance) {
  RandomStream random(31);
  for (int round = 0; round < 60; ++round) {
    Drawn drawn = draw(random, "ddf", 1, round % 2 == 0 ? 0 : 27);
    const exact::Directions g = directions(random, drawn);
    const ScoreResult result = run(drawn);
    for (const std::size_t row : drawn.all) {
      const auto truth = exact::directional(drawn.data, row, drawn.all, drawn.options.returns, g);
      expect_value(result.rows[row], *truth, ::testing::Message() << "round " << round << " row " << row);
    }
  }
}

TEST(ExactModels, NonRadialDirectionalDistance) {
  RandomStream random(32);
  for (int round = 0; round < 60; ++round) {
    Drawn drawn = draw(random, "nddf");
    exact::Directions g = directions(random, drawn);
    drawn.options.weights = {{"f0", 3}};
    const std::size_t sides = drawn.options.direction.size();
    const exact::Data& d = drawn.data;
    for (std::size_t f = 0; f < d.features(); ++f) {
      const std::size_t members = f < d.inputs ? d.inputs : d.is_good(f) ? d.good : d.bad;
      const exact::Fraction total = f < d.inputs ? members + 2 : members;
      g.weight.push_back(exact::Fraction(f == 0 ? 3 : 1) / total / sides);
    }
    const ScoreResult result = run(drawn);
    for (const std::size_t row : drawn.all) {
      const auto place = ::testing::Message() << "round " << round << " row " << row;
      expect_value(result.rows[row], *exact::directional(d, row, drawn.all, drawn.options.returns, g), place);
      double sum = 0;
      std::size_t column = 0;
      for (std::size_t f = 0; f < d.features(); ++f) {
        if (g.moves[f] != 0) sum += static_cast<double>(g.weight[f]) * result.extras.at(column++).values[row];
      }
      EXPECT_NEAR(sum, result.rows[row].score, tolerance::kScore) << place;
    }
  }
}

// Returns how many rows were infeasible.
std::size_t expect_radial_fractions(std::size_t size_bits) {
  RandomStream random(33);
  std::size_t infeasible = 0;
  for (int round = 0; round < 60; ++round) {
    Drawn drawn = draw(random, random.below(2) == 0 ? "radial" : "super-radial", 1, size_bits);
    const bool output = random.below(2) == 0;
    drawn.options.orientation = output ? Orientation::output : Orientation::input;
    const ScoreResult result = run(drawn);
    for (const std::size_t row : drawn.all) {
      exact::Rows reference = drawn.all;
      if (drawn.options.model == "super-radial") std::erase(reference, row);
      const auto place = ::testing::Message() << "round " << round << " row " << row;
      const auto truth = exact::radial(drawn.data, row, reference, drawn.options.returns, output);
      if (truth) {
        expect_value(result.rows[row], *truth, place);
        EXPECT_NEAR(result.rows[row].efficiency, static_cast<double>(output ? exact::Fraction(1 / *truth) : *truth),
                    tolerance::kScore);
      } else {
        ++infeasible;
        EXPECT_EQ(result.rows[row].status, RowStatus::infeasible) << place;
      }
    }
  }
  return infeasible;
}

TEST(ExactModels, RadialAndSuperRadial) { EXPECT_GT(expect_radial_fractions(0), 5U); }

TEST(ExactModels, RadialAndSuperRadialOfRowsOfVeryDifferentSizes) { EXPECT_GT(expect_radial_fractions(27), 5U); }

// The second stage of a radial model finds the largest slacks at the optimal factor.
TEST(ExactModels, RadialSlacksAreTheLargestAtTheFactor) {
  RandomStream random(34);
  for (int round = 0; round < 40; ++round) {
    Drawn drawn = draw(random, "radial");
    const bool output = random.below(2) == 0;
    drawn.options.orientation = output ? Orientation::output : Orientation::input;
    const ScoreResult result = run(drawn);
    for (const std::size_t row : drawn.all) {
      const exact::Fraction factor = *exact::radial(drawn.data, row, drawn.all, drawn.options.returns, output);
      exact::Lp lp;
      std::vector<std::size_t> lambda;
      for (std::size_t j = 0; j < drawn.all.size(); ++j) lambda.push_back(lp.add(0));
      for (std::size_t f = 0; f < drawn.data.features(); ++f) {
        const bool good = drawn.data.is_good(f);
        const exact::Fraction own = exact::value(drawn.data, f, row);
        exact::Terms terms;
        for (const std::size_t j : drawn.all) terms.emplace_back(lambda[j], exact::value(drawn.data, f, j));
        terms.emplace_back(lp.add(-1 / own), good ? -1 : 1);
        const bool moves = output ? good : f < drawn.data.inputs;
        lp.row(terms, exact::Sense::equal, moves ? exact::Fraction(own * factor) : own);
      }
      exact::returns_row(lp, lambda, drawn.options.returns);
      double ours = 0;
      for (std::size_t f = 0; f < drawn.data.features(); ++f) ours += result.rows[row].slacks[f] / drawn.data.z[f][row];
      EXPECT_NEAR(ours, -static_cast<double>(*lp.minimum()), 1e-8) << "round " << round << " row " << row;
    }
  }
}

TEST(ExactModels, AdditiveAndRangeAdjusted) {
  RandomStream random(35);
  for (int round = 0; round < 60; ++round) {
    const bool ram = round % 2 == 0;
    Drawn drawn = draw(random, ram ? "ram" : "additive");
    if (ram) drawn.options.returns = Returns::vrs;
    drawn.options.weights = {{"f0", 2}};
    const exact::Data& d = drawn.data;
    std::vector<exact::Fraction> price;
    exact::Fraction total = 0;
    for (std::size_t f = 0; f < d.features(); ++f) {
      const auto [low, high] = std::minmax_element(d.z[f].begin(), d.z[f].end());
      const exact::Fraction weight = f == 0 ? 2 : 1;
      const exact::Fraction range(*high - *low);
      if (range != 0) total += weight;
      price.push_back(!ram ? weight : range == 0 ? exact::Fraction(0) : exact::Fraction(weight / range));
    }
    const ScoreResult result = run(drawn);
    for (const std::size_t row : drawn.all) {
      exact::Fraction sum = exact::largest_slacks(d, row, drawn.all, drawn.options.returns, price);
      if (ram) sum = 1 - sum / total;
      expect_value(result.rows[row], sum, ::testing::Message() << "round " << round << " row " << row);
      EXPECT_EQ(result.rows[row].efficient, sum == (ram ? 1 : 0));
    }
  }
}

TEST(ExactModels, FreeDisposalHull) {
  RandomStream random(36);
  for (int round = 0; round < 60; ++round) {
    Drawn drawn = draw(random, "fdh");
    drawn.options.returns = Returns::vrs;
    const bool output = random.below(2) == 0;
    drawn.options.orientation = output ? Orientation::output : Orientation::input;
    const ScoreResult result = run(drawn);
    for (const std::size_t row : drawn.all) {
      expect_value(result.rows[row], exact::free_disposal(drawn.data, row, drawn.all, output),
                   ::testing::Message() << "round " << round << " row " << row);
    }
  }
}

TEST(ExactModels, EpsilonBasedMeasureForAnyWeights) {
  RandomStream random(37);
  for (int round = 0; round < 60; ++round) {
    const Drawn drawn = draw(random, "ebm");
    const exact::Data& d = drawn.data;
    const auto orientation = d.bad > 0 ? Orientation::none : static_cast<Orientation>(random.below(3));
    frontier::Model model{.orientation = orientation, .returns = drawn.options.returns};
    solver::Data data{.features = d.features()};
    frontier::EbmParameters p;
    std::vector<exact::Fraction> price;
    for (double& e : p.epsilon) e = static_cast<double>(random.below(5)) / 4;
    for (std::size_t f = 0; f < d.features(); ++f) {
      const std::size_t side = f < d.inputs ? 0 : d.is_good(f) ? 1 : 2;
      const std::size_t members[] = {d.inputs, d.good, d.bad};
      const bool first = f == 0 || f == d.inputs || f == d.inputs + d.good;
      p.weight.push_back(members[side] == 1 ? 1 : first ? 0.25 : 0.75);
      price.push_back(exact::Fraction(p.epsilon[side]) * exact::Fraction(p.weight[f]));
      model.features.push_back({.side = static_cast<frontier::Side>(side)});
    }
    for (const std::size_t row : drawn.all) {
      for (std::size_t f = 0; f < d.features(); ++f) data.value.push_back(d.z[f][row]);
      data.unit.push_back(static_cast<std::int32_t>(row));
    }
    const solver::ColumnStore store(data, drawn.all);
    frontier::EbmSolver solver;
    for (const std::size_t row : drawn.all) {
      const RowScore ours = frontier::ebm_score(model, p, data, row, {.data = &data, .store = &store}, solver);
      expect_value(ours, exact::epsilon_based(d, row, drawn.all, model.returns, orientation, price),
                   ::testing::Message() << "round " << round << " row " << row);
    }
  }
}

// Rows of one year.
exact::Rows rows_of(const Panel& panel, std::int32_t year) {
  exact::Rows out;
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    if (panel.time()[row] == year) out.push_back(row);
  }
  return out;
}

void expect_number(double ours, std::optional<double> truth, const ::testing::Message& place) {
  EXPECT_EQ(is_missing(ours), !truth.has_value()) << place;
  if (!truth || is_missing(ours)) return;
  EXPECT_NEAR(ours, *truth, tolerance::kScore * std::max(1.0, std::abs(*truth))) << place;
}

TEST(ExactModels, MalmquistOfBothBasesAndItsDecompositions) {
  RandomStream random(38);
  std::size_t pairs = 0;
  std::size_t outside = 0;
  for (int round = 0; round < 30; ++round) {
    Drawn drawn = draw(random, "malmquist", 3);
    const bool sbm = random.below(2) == 0;
    const bool output = !sbm && random.below(2) == 0;
    drawn.options.base = sbm ? Base::sbm : Base::radial;
    if (!sbm) drawn.options.orientation = output ? Orientation::output : Orientation::input;
    drawn.options.returns = random.below(2) == 0 ? Returns::crs : Returns::vrs;
    drawn.options.reference = ReferenceKind::contemporaneous;
    const Panel panel(drawn.table, "id", "year");
    const auto efficiency = [&](std::int32_t year, std::size_t row, Returns returns) -> std::optional<double> {
      const exact::Rows reference = rows_of(panel, year);
      if (!sbm) {
        const auto factor = exact::radial(drawn.data, row, reference, returns, output);
        if (!factor) return std::nullopt;
        return static_cast<double>(output ? exact::Fraction(1 / *factor) : *factor);
      }
      ScoreOptions options = drawn.options;
      options.model = "super-sbm";
      options.returns = returns;
      if (std::find(reference.begin(), reference.end(), row) == reference.end()) {
        const auto delta = exact::solve_row(drawn.data, row, reference, options, true);
        if (!delta) return std::nullopt;
        if (*delta > 1) return static_cast<double>(*delta);
      }
      return static_cast<double>(*exact::solve_row(drawn.data, row, reference, options, false));
    };
    const auto index = [&](const ProductivityRow& p, Returns returns) -> std::optional<double> {
      const std::int32_t s = panel.time()[p.from];
      const std::int32_t later = panel.time()[p.to];
      const auto a = efficiency(s, p.from, returns), b = efficiency(s, p.to, returns);
      const auto c = efficiency(later, p.from, returns), e = efficiency(later, p.to, returns);
      if (!a || !b || !c || !e) return std::nullopt;
      return std::sqrt(*b / *a * *e / *c);
    };
    for (const ProductivityRow& p : productivity(panel, drawn.options).rows) {
      const auto place = ::testing::Message() << "round " << round << " row " << p.to;
      const double pure =
          *efficiency(panel.time()[p.to], p.to, Returns::vrs) / *efficiency(panel.time()[p.from], p.from, Returns::vrs);
      const std::optional<double> constant = index(p, Returns::crs);
      expect_number(p.index, constant, place);
      if (drawn.options.returns == Returns::crs) {
        const double ec = *efficiency(panel.time()[p.to], p.to, Returns::crs) /
                          *efficiency(panel.time()[p.from], p.from, Returns::crs);
        expect_number(p.ec, ec, place);
        expect_number(p.pec, pure, place);
        expect_number(p.sec, ec / pure, place);
        if (constant) expect_number(p.tc, *constant / ec, place);
      } else {
        const std::optional<double> variable = index(p, Returns::vrs);
        expect_number(p.ec, pure, place);
        expect_number(p.tc, variable ? std::optional(*variable / pure) : std::nullopt, place);
        expect_number(p.scale, variable && constant ? std::optional(*constant / *variable) : std::nullopt, place);
        if (!variable) ++outside;
        EXPECT_EQ(p.status, variable && constant ? RowStatus::optimal : RowStatus::infeasible) << place;
      }
      ++pairs;
    }
  }
  EXPECT_GT(pairs, 200U);
  EXPECT_GT(outside, 5U);
}

TEST(ExactModels, LuenbergerAndMalmquistLuenbergerForEveryReference) {
  RandomStream random(39);
  std::size_t missing = 0;
  std::size_t found = 0;
  for (int round = 0; round < 40; ++round) {
    Drawn drawn = draw(random, random.below(2) == 0 ? "luenberger" : "malmquist-luenberger", 3);
    const bool additive = drawn.options.model == "luenberger";
    if (drawn.data.bad == 0 && !additive) continue;
    exact::Directions g = directions(random, drawn);
    const ReferenceKind kinds[] = {ReferenceKind::contemporaneous, ReferenceKind::sequential, ReferenceKind::biennial,
                                   ReferenceKind::pooled};
    drawn.options.reference = kinds[random.below(additive ? 4 : 3)];
    const Panel panel(drawn.table, "id", "year");
    const auto distance = [&](const exact::Rows& reference, std::size_t row) -> std::optional<double> {
      g.free_sign = true;
      const auto beta = exact::directional(drawn.data, row, reference, drawn.options.returns, g);
      if (!beta) return std::nullopt;
      return static_cast<double>(*beta);
    };
    const auto own = [&](std::int32_t year) {
      exact::Rows out = rows_of(panel, year);
      for (std::int32_t y = 2000; drawn.options.reference == ReferenceKind::sequential && y < year; ++y) {
        for (const std::size_t row : rows_of(panel, y)) out.push_back(row);
      }
      return out;
    };
    for (const ProductivityRow& p : productivity(panel, drawn.options).rows) {
      const std::int32_t s = panel.time()[p.from];
      const std::int32_t later = panel.time()[p.to];
      std::vector<exact::Rows> technologies{own(s), own(later)};
      if (drawn.options.reference == ReferenceKind::biennial || drawn.options.reference == ReferenceKind::pooled) {
        exact::Rows joint;
        for (std::size_t row = 0; row < panel.rows(); ++row) {
          const std::int32_t y = panel.time()[row];
          if (drawn.options.reference == ReferenceKind::pooled || y == s || y == later) joint.push_back(row);
        }
        technologies = {joint};
      }
      std::optional<double> index = additive ? 0.0 : 1.0;
      for (const exact::Rows& technology : technologies) {
        const auto from = distance(technology, p.from);
        const auto to = distance(technology, p.to);
        if (!from || !to || (!additive && (*from <= -1 || *to <= -1))) {
          index.reset();
          break;
        }
        index = additive ? *index + (*from - *to) : *index * (1 + *from) / (1 + *to);
      }
      if (index && technologies.size() == 2) index = additive ? *index / 2 : std::sqrt(*index);
      const double first = *distance(own(s), p.from);
      const double second = *distance(own(later), p.to);
      const double ec = additive ? first - second : (1 + first) / (1 + second);
      const auto place = ::testing::Message() << "round " << round << " row " << p.to << " " << drawn.options.model
                                              << " reference " << static_cast<int>(drawn.options.reference);
      expect_number(p.index, index, place);
      expect_number(p.ec, ec, place);
      expect_number(p.tc, index ? std::optional(additive ? *index - ec : *index / ec) : std::nullopt, place);
      EXPECT_EQ(p.status, index ? RowStatus::optimal : RowStatus::infeasible) << place;
      ++(index ? found : missing);
    }
  }
  EXPECT_GT(found, 100U);
  EXPECT_GT(missing, 10U);
}

}  // namespace
}  // namespace ecoeff
