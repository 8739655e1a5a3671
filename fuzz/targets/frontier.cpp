// Small frontiers whose scores are known exactly. The bytes say the model, its options and the numbers: whole numbers
// with many ties, the same in units that differ by up to 2^40 (exact in binary, so the scores may not change), numbers
// of eight bits over several binades, and near ties of 2^-40.
#include "exact/models.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "targets.hpp"

namespace ecoeff::fuzz {
namespace {

enum class Numbers { whole, other_units, wide, near_ties, with_zeros };

struct Case {
  exact::Data data;
  Table table;
  ScoreOptions options;
  exact::Directions directions;
  exact::Rows all;
  Numbers numbers = Numbers::whole;
};

double draw(Choices& choices, Numbers kind, double unit) {
  switch (kind) {
    case Numbers::whole: return static_cast<double>(1 + choices.below(9));
    case Numbers::other_units: return unit * static_cast<double>(1 + choices.below(9));
    case Numbers::wide:
      return std::ldexp(1 + static_cast<double>(choices.byte()) / 256, static_cast<int>(choices.below(16)) - 8);
    case Numbers::near_ties: {
      const double whole = static_cast<double>(1 + choices.below(4));
      return whole * (1 + std::ldexp(static_cast<double>(choices.below(3)), -40));
    }
    case Numbers::with_zeros: return static_cast<double>(choices.below(4));
  }
  return 1;
}

void set_directions(Choices& choices, Case& c) {
  const exact::Data& d = c.data;
  std::size_t sides = 1 + choices.below(d.bad > 0 ? 7 : 3);
  const char* const words[] = {"inputs", "good", "bad"};
  for (std::size_t s = 0; s < 3; ++s) {
    if ((sides >> s & 1U) != 0) c.options.direction.emplace_back(words[s]);
  }
  c.directions.weak = d.bad > 0 && choices.below(2) == 0;
  if (d.bad > 0) c.options.disposability = c.directions.weak ? Disposability::weak : Disposability::strong;
  for (std::size_t f = 0; f < d.features(); ++f) {
    const std::size_t side = f < d.inputs ? 0 : d.is_good(f) ? 1 : 2;
    c.directions.moves.push_back(static_cast<char>(sides >> side & 1U));
  }
}

Case draw_case(Choices& choices) {
  static const char* const kModels[] = {"sbm", "super-sbm", "radial", "super-radial", "ddf",
                                        "fdh", "ebm",       "ram",    "additive",     "nddf"};
  Case c;
  exact::Data& d = c.data;
  c.options.model = kModels[choices.below(10)];
  c.numbers = static_cast<Numbers>(choices.below(5));
  d.inputs = 1 + choices.below(2);
  d.good = 1 + choices.below(2);
  d.bad = choices.below(3);
  c.options.orientation = static_cast<Orientation>(choices.below(3));
  c.options.returns = static_cast<Returns>(choices.below(4));
  if (c.options.model == "fdh" || c.options.model == "ram") c.options.returns = Returns::vrs;
  if (c.options.model == "super-sbm" && d.bad > 0) c.options.bad_as = static_cast<BadAs>(choices.below(2));
  c.options.certify = choices.below(2) == 0;
  if (c.options.model == "ddf" || c.options.model == "nddf") {
    c.options.orientation = Orientation::none;
    set_directions(choices, c);
  }
  const std::size_t n = 2 + choices.below(7);
  std::vector<std::string> units;
  for (std::size_t i = 0; i < n; ++i) {
    units.push_back("u" + std::to_string(i));
    c.all.push_back(i);
  }
  c.table.set_text("id", units);
  for (std::size_t f = 0; f < d.features(); ++f) {
    const double unit = std::ldexp(1, static_cast<int>(choices.below(81)) - 40);
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(draw(choices, c.numbers, unit));
    d.z.push_back(values);
    const std::string name = "f" + std::to_string(f);
    c.table.set_numbers(name, values);
    (f < d.inputs ? c.options.inputs : d.is_good(f) ? c.options.good : c.options.bad).push_back(name);
  }
  return c;
}

void require_near(double ours, const exact::Fraction& truth, double tolerance, const std::string& what) {
  const auto wanted = static_cast<double>(truth);
  require(std::abs(ours - wanted) <= tolerance * std::max(1.0, std::abs(wanted)),
          what + " is " + format_shortest(ours) + ", exactly " + format_shortest(wanted));
}

// What holds for every row, whatever the numbers.
void check_status(const RowScore& row, const std::string& place) {
  require(!std::isinf(row.score) && (row.status != RowStatus::optimal || !is_missing(row.score)),
          place + word(row.status) + std::string(" row has the score ") + std::to_string(row.score));
  const bool none = row.status == RowStatus::infeasible || row.status == RowStatus::bad_data;
  require(!none || is_missing(row.score), place + "a row without an answer has no score");
  for (const double value : row.slacks) require(!std::isinf(value), place + "slacks are finite or missing");
  for (const double value : row.targets) require(!std::isinf(value), place + "targets are finite or missing");
  for (const Peer& peer : row.peers) require(std::isfinite(peer.intensity), place + "intensities are finite");
}

void check_sbm(const Case& c, const RowScore& ours, std::size_t row, double tolerance, const std::string& place) {
  const exact::Answer truth = exact::score_row(c.data, row, c.all, c.options);
  if (ours.status == RowStatus::uncertified) return;
  require_near(ours.rho, truth.rho, tolerance, place + "rho");
  require(ours.efficient == truth.efficient, place + "efficient");
  if (!truth.efficient || c.options.model == "sbm") {
    require_near(ours.score, truth.rho, tolerance, place + "score");
  } else if (truth.delta) {
    require(ours.status == RowStatus::optimal, place + "a feasible program is optimal");
    require_near(ours.delta, *truth.delta, tolerance, place + "delta");
  } else {
    require(ours.status == RowStatus::infeasible, place + "infeasible");
  }
}

void check_value(const RowScore& ours, const std::optional<exact::Fraction>& truth, double tolerance,
                 const std::string& place) {
  if (ours.status == RowStatus::uncertified) return;
  require((ours.status == RowStatus::optimal) == truth.has_value(), place + "feasible or not");
  if (truth) require_near(ours.score, *truth, tolerance, place + "score");
}

void check_exactly(const Case& c, const ScoreResult& result) {
  const std::string& model = c.options.model;
  const bool output = c.options.orientation == Orientation::output;
  const double tolerance = 1e-9;
  for (const std::size_t row : c.all) {
    const RowScore& ours = result.rows[row];
    const std::string place = model + " row " + std::to_string(row) + " (numbers " +
                              std::to_string(static_cast<int>(c.numbers)) + ", returns " +
                              std::to_string(static_cast<int>(c.options.returns)) + ", " + word(ours.status) + "): ";
    if (model == "sbm" || model == "super-sbm") check_sbm(c, ours, row, tolerance, place);
    if (model == "radial" || model == "super-radial") {
      exact::Rows reference = c.all;
      if (model == "super-radial") std::erase(reference, row);
      check_value(ours, exact::radial(c.data, row, reference, c.options.returns, output), tolerance, place);
    }
    if (model == "ddf")
      check_value(ours, exact::directional(c.data, row, c.all, c.options.returns, c.directions), tolerance, place);
    if (model == "fdh") check_value(ours, exact::free_disposal(c.data, row, c.all, output), tolerance, place);
  }
}

}  // namespace

void frontier(std::string_view bytes) {
  Choices choices(bytes);
  const Case c = draw_case(choices);
  accepted([&] {
    const ScoreResult result = score(Panel(c.table, "id", ""), c.options);
    require(result.rows.size() == c.all.size(), "one answer a row");
    for (const RowScore& row : result.rows) check_status(row, c.options.model + ": ");
    // Efficiency is no continuous function of the data: of rows that differ by less than the tolerance of the solver,
    // one may be efficient and the other far from it. Exact answers are asked for where the data tell rows apart.
    if (c.numbers != Numbers::with_zeros && c.numbers != Numbers::near_ties) check_exactly(c, result);
  });
}

}  // namespace ecoeff::fuzz
