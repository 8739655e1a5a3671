#include "ecoeff/frontier/models/fdh.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/models/score_words.hpp"

namespace ecoeff::frontier {
namespace {

bool moves(const Model& model, Side side) {
  return model.orientation == Orientation::output ? side == Side::good : side == Side::input;
}

// theta or phi of o against one other row, nothing when that row does not dominate it in what stays.
std::optional<double> ratio(const Model& model, const double* own, const double* other) {
  const bool output = model.orientation == Orientation::output;
  double out = output ? std::numeric_limits<double>::infinity() : 0;
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    const Side side = model.features[k].side;
    if (moves(model, side) && own[k] > 0) {
      const double here = other[k] / own[k];
      out = output ? std::min(out, here) : std::max(out, here);
    } else if (side == Side::good ? other[k] < own[k] : other[k] > own[k]) {
      return std::nullopt;
    }
  }
  return out;
}

std::vector<double> slacks_at(const Model& model, const double* own, const double* other, double factor) {
  std::vector<double> slack(model.features.size());
  for (std::size_t k = 0; k < slack.size(); ++k) {
    const double mine = own[k] * (moves(model, model.features[k].side) ? factor : 1);
    slack[k] = std::max(0.0, model.features[k].side == Side::good ? other[k] - mine : mine - other[k]);
  }
  return slack;
}

double size_of(const std::vector<double>& slack, const double* own) {
  double sum = 0;
  for (std::size_t k = 0; k < slack.size(); ++k) sum += own[k] > 0 ? slack[k] / own[k] : 0;
  return sum;
}

// Whether `other` is as good as `own` in every feature, and whether better in one.
enum class Standing { worse, as_good, better };
Standing standing(const Model& model, const double* own, const double* other) {
  bool better = false;
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    const double gain = sign_of(model.features[k].side) * (own[k] - other[k]);
    if (gain < 0) return Standing::worse;
    better = better || gain > 0;
  }
  return better ? Standing::better : Standing::as_good;
}

bool undominated(const Model& model, const double* own, const Data& data, const RowBoxes& reference) {
  bool dominated = false;
  reference.visit(
      [&](const double* corner) { return !dominated && standing(model, own, corner) == Standing::better; },
      [&](std::size_t other) { dominated = dominated || standing(model, own, data.row(other)) == Standing::better; });
  return !dominated;
}

double best_ratio(const Model& model, const double* own, const Data& data, const RowBoxes& reference) {
  const bool output = model.orientation == Orientation::output;
  double best = 1;
  const auto better = [&](const std::optional<double>& here) { return here && (output ? *here > best : *here < best); };
  reference.visit([&](const double* corner) { return better(ratio(model, own, corner)); },
                  [&](std::size_t other) {
                    const std::optional<double> here = ratio(model, own, data.row(other));
                    if (better(here)) best = *here;
                  });
  return best;
}

// Of the rows with the best ratio the one with the largest slacks, of several the first.
void take_peer(const Model& model, const double* own, const Data& data, const RowBoxes& reference, double best,
               RowScore& out) {
  const bool output = model.orientation == Orientation::output;
  double largest = -1;
  reference.visit(
      [&](const double* corner) {
        const std::optional<double> here = ratio(model, own, corner);
        return here && (output ? *here >= best : *here <= best);
      },
      [&](std::size_t other) {
        const double* z = data.row(other);
        const std::optional<double> here = ratio(model, own, z);
        if (!here || *here != best) return;
        std::vector<double> slack = slacks_at(model, own, z, best);
        const double size = size_of(slack, own);
        if (size < largest || (size == largest && other > out.peers[0].row)) return;
        largest = size;
        out.slacks = std::move(slack);
        out.targets.assign(z, z + model.features.size());
        out.peers = {{other, 1.0}};
      });
}

}  // namespace

RowScore fdh_score(const Prepared& prepared, std::size_t row, const RowBoxes& reference) {
  const Model& model = prepared.model;
  const double* own = prepared.data.row(row);
  const bool output = model.orientation == Orientation::output;
  const double best = best_ratio(model, own, prepared.data, reference);
  RowScore out;
  take_peer(model, own, prepared.data, reference, best, out);
  const bool still = std::none_of(model.features.begin(), model.features.end(), [&](const Feature& feature) {
    return moves(model, feature.side) && own[&feature - model.features.data()] > 0;
  });
  if (still) {
    out.status = RowStatus::unbounded;
    out.reason = unbounded_reason();
    out.efficient = undominated(model, own, prepared.data, reference);
    out.zero = true;
    return out;
  }
  out.zero = std::any_of(own, own + model.features.size(), [](double v) { return v == 0; });
  out.status = RowStatus::optimal;
  out.score = best;
  out.efficiency = output ? 1 / best : best;
  out.efficient = undominated(model, own, prepared.data, reference);
  // The quotient of two values, rounded once.
  out.lower = best == 1 ? 1 : std::nextafter(best, 0.0);
  out.upper = best == 1 ? 1 : std::nextafter(best, std::numeric_limits<double>::infinity());
  out.settled = Settled::in_double;
  out.marginal = !out.efficient && std::abs(best - 1) <= 2 * kMargin;
  return out;
}

}  // namespace ecoeff::frontier

// What the program says of it.

namespace ecoeff {
namespace {

constexpr Source kDeprins1984{"Deprins et al. 1984",
                              "Deprins, D., Simar, L., Tulkens, H. (1984). Measuring labor-efficiency in post offices. "
                              "In: Marchand, M., Pestieau, "
                              "P., Tulkens, H. (eds.), The Performance of Public Enterprises, North-Holland, 243–267."};
constexpr Source kTulkens1993{
    "Tulkens 1993",
    "Tulkens, H. (1993). On FDH efficiency analysis: some methodological issues and applications to retail banking, "
    "courts, and urban transit. Journal of Productivity Analysis 4(1–2), 183–210."};

void describe_fdh(const ScoreSaid& said, MethodText& text) {
  const bool input = said.options.orientation == Orientation::input;
  const std::string bad = said.options.bad.empty() ? "" : ", b_j \\le b_o";
  const Text orientation = frontier::orientation_text(said.options.orientation);
  frontier::open_text(
      said, {"the " + orientation.en + " measure of the free disposal hull", orientation.zh + "的 FDH 效率测度"}, text);
  text.formula(input ? "\\theta = \\min_{j: y_j \\ge y_o" + bad + "} \\max_{i} \\frac{x_{ij}}{x_{io}}"
                     : "\\phi = \\max_{j: x_j \\le x_o" + bad + "} \\min_{r} \\frac{y_{rj}}{y_{ro}}");
  text.paragraph({"A row is compared with single rows, not with mixtures of rows.",
                  "样本只与单个样本比较，不与样本的线性组合比较。"});
}

}  // namespace

const ScoreModel kFreeDisposalHull{
    .about = {.name = "fdh",
              .title = {"free disposal hull", "自由处置包（FDH）"},
              .help = {"compared with single rows, not mixtures", "只与单个样本比较"},
              .formula = "\\theta = \\min_{j} \\max_{i} \\frac{x_{ij}}{x_{io}}",
              .sources = {kDeprins1984, kTulkens1993},
              .page = "fdh",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.factor = true},
    .options = {takes::needed_orientation(), takes::returns({"vrs"}, "vrs"), takes::reference_of_rows(), takes::group(),
                takes::zero_output(), takes::certify()},
    .compute = frontier::score_fdh,
    .describe = describe_fdh};

}  // namespace ecoeff
