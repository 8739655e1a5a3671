#include "exact/truth.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "ecoeff/frontier/models/ebm.hpp"
#include "ecoeff/frontier/models/ebm_projection.hpp"
#include "ecoeff/frontier/score_model.hpp"
#include "exact/reference.hpp"

namespace ecoeff::exact {
namespace {

using frontier::EbmParameters;

// The parameters of EBM by row.
std::vector<EbmParameters> parameters_of(const Panel& panel, const ScoreOptions& options) {
  const frontier::Prepared prepared = frontier::prepare(panel, options);
  const auto technologies = frontier::technologies(panel, options, prepared.usable);
  std::vector<frontier::ColumnStore> stores;
  for (const auto& technology : technologies) stores.emplace_back(prepared.data, technology.reference);
  const auto projected = frontier::ebm_projections(prepared, technologies, stores, 1);
  std::vector<EbmParameters> out(panel.rows());
  for (std::size_t t = 0; t < technologies.size(); ++t) {
    const EbmParameters its = frontier::ebm_parameters(prepared.model.features, projected[t]);
    for (const std::size_t row : technologies[t].evaluated) out[row] = its;
  }
  return out;
}

// eps w_f, each side's weights shared among the features of o that are not zero.
std::vector<Fraction> prices_of(const Data& d, std::size_t o, const EbmParameters& p) {
  const auto side = [&](std::size_t f) { return f < d.inputs ? 0 : d.is_good(f) ? 1 : 2; };
  Fraction total[3] = {0, 0, 0};
  for (std::size_t f = 0; f < d.features(); ++f) {
    if (d.z[f][o] > 0) total[side(f)] += Fraction(p.weight[f]);
  }
  std::vector<Fraction> price(d.features(), 0);
  for (std::size_t f = 0; f < d.features(); ++f) {
    if (d.z[f][o] > 0 && total[side(f)] > 0)
      price[f] = Fraction(p.epsilon[side(f)]) * Fraction(p.weight[f]) / total[side(f)];
  }
  return price;
}

double measure_of(const Fraction& score) { return std::max(1.0, std::abs(static_cast<double>(score))); }

// One row against one reference set, which holds it.
class RowPrograms {
 public:
  RowPrograms(const Instance& instance, const ScoreOptions& options, const Usable& usable)
      : data_(instance.data), options_(options) {
    if (options.model == "ebm") ebm_ = parameters_of(panel_of(instance), options);
    if (options.model == "additive" || options.model == "ram") set_prices(usable);
  }

  [[nodiscard]] RowTruth solve(std::size_t o, const Rows& reference) const {
    RowTruth out{.status = RowStatus::optimal};
    const std::string& model = options_.model;
    if (model == "sbm" || model == "super-sbm") slacks(o, reference, out);
    if (model == "radial" || model == "super-radial") radial_row(o, reference, out);
    if (model == "ddf" || model == "nddf") directional_row(o, reference, out);
    if (model == "additive" || model == "ram") sum_of_slacks(o, reference, out);
    if (model == "ebm") {
      out.score =
          epsilon_based(data_, o, reference, options_.returns, options_.orientation, prices_of(data_, o, ebm_[o]));
      out.efficient = *out.score == 1 && is_undominated(data_, o, reference, options_.returns);
    }
    if (model == "fdh") {
      out.score = free_disposal(data_, o, reference, is_output());
      out.efficient = is_undominated_by_rows(data_, o, reference);
    }
    if (out.score && model != "additive" && model != "ddf" && model != "nddf") out.measure = measure_of(*out.score);
    return out;
  }

 private:
  [[nodiscard]] bool is_output() const { return options_.orientation == Orientation::output; }

  void slacks(std::size_t o, const Rows& reference, RowTruth& out) const {
    const Answer answer = score_row(data_, o, reference, options_);
    out.rho = answer.rho;
    out.efficient = answer.efficient;
    out.score = answer.rho;
    if (options_.model == "sbm") return;
    out.delta = answer.efficient ? answer.delta : std::optional<Fraction>(1);
    if (without(o, reference).empty()) out.delta.reset();
    if (!out.delta) {
      out.status = RowStatus::infeasible;
      out.score.reset();
    } else if (*out.delta > 1) {
      out.score = out.delta;
    }
  }

  void radial_row(std::size_t o, const Rows& reference, RowTruth& out) const {
    const Rows against = options_.model == "radial" ? reference : without(o, reference);
    out.efficient = is_undominated(data_, o, reference, options_.returns);
    if (!against.empty()) out.score = radial(data_, o, against, options_.returns, is_output());
    if (!out.score) {
      out.status = RowStatus::infeasible;
    } else if (is_output() && *out.score == 0) {
      out.status = RowStatus::unbounded;
      out.score.reset();
    }
  }

  void directional_row(std::size_t o, const Rows& reference, RowTruth& out) const {
    Directions g = directions_of(data_, options_);
    const std::vector<char> moves = moving(data_, o, g);
    const bool still = std::none_of(moves.begin(), moves.end(), [](char m) { return m != 0; });
    out.efficient = is_undominated(data_, o, reference, options_.returns, g.weak);
    if (still) {
      out.status = RowStatus::unbounded;
      return;
    }
    g.moves = moves;
    if (options_.model == "nddf") g.weight = shares_of(data_, g);
    out.score = directional(data_, o, reference, options_.returns, g);
    out.efficient = out.efficient && *out.score == 0;
    out.measure = 1 + std::abs(static_cast<double>(*out.score));
  }

  void sum_of_slacks(std::size_t o, const Rows& reference, RowTruth& out) const {
    const Fraction sum = largest_slacks(data_, o, reference, options_.returns, price_);
    out.efficient = is_undominated(data_, o, reference, options_.returns);
    out.score = options_.model == "ram" ? Fraction(1 - sum / total_) : sum;
    if (options_.model == "ram") return;
    out.measure = 0;
    for (std::size_t f = 0; f < data_.features(); ++f)
      out.measure += static_cast<double>(price_[f]) * std::abs(data_.z[f][o]);
  }

  void set_prices(const Usable& usable) {
    total_ = 0;
    for (std::size_t f = 0; f < data_.features(); ++f) {
      std::optional<double> low, high;
      for (std::size_t row = 0; row < usable.size(); ++row) {
        if (!usable[row]) continue;
        low = std::min(low.value_or(data_.z[f][row]), data_.z[f][row]);
        high = std::max(high.value_or(data_.z[f][row]), data_.z[f][row]);
      }
      const Fraction range = low ? Fraction(Fraction(*high) - Fraction(*low)) : Fraction(0);
      const Fraction weight = data_.weight_of(f);
      if (options_.model == "additive") {
        price_.push_back(weight);
      } else {
        price_.push_back(range == 0 ? Fraction(0) : Fraction(weight / range));
        if (range != 0) total_ += weight;
      }
    }
    if (total_ == 0) total_ = 1;  // every row is the same
  }

  const Data& data_;
  const ScoreOptions& options_;
  std::vector<EbmParameters> ebm_;
  std::vector<Fraction> price_;
  Fraction total_;
};

// The scores of all rows as score_once() means them.
std::vector<RowTruth> solve_all(const Instance& instance, const ScoreOptions& options) {
  const Usable usable = usable_rows(instance);
  const RowPrograms programs(instance, options, usable);
  std::vector<RowTruth> out(instance.rows());
  for (std::size_t o = 0; o < instance.rows(); ++o) {
    if (!usable[o]) continue;
    try {
      out[o] = programs.solve(o, reference_of(instance, options, usable, o));
    } catch (const TooMuchWork&) {
      out[o].known = false;
    } catch (const Unbounded&) {
      out[o] = {.status = RowStatus::unbounded};
    }
  }
  return out;
}

void add_class(const Instance& instance, std::vector<RowTruth>& rows) {
  ScoreOptions options = instance.options;
  const std::string& ordinary = score_model(options.model).traits.ordinary;
  if (!ordinary.empty()) options.model = ordinary;
  const bool inverse = options.model == "radial" && options.orientation == Orientation::output;
  std::vector<std::vector<RowTruth>> by_returns;
  for (const Returns returns : {Returns::crs, Returns::nirs, Returns::vrs}) {
    options.returns = returns;
    by_returns.push_back(solve_all(instance, options));
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::vector<Fraction> efficiency;
    for (const auto& some : by_returns) {
      rows[row].known = rows[row].known && some[row].known;
      if (some[row].score) efficiency.push_back(inverse ? Fraction(1 / *some[row].score) : *some[row].score);
    }
    if (efficiency.size() < 3) continue;
    rows[row].returns_class = efficiency[2] > efficiency[1]   ? "increasing"
                              : efficiency[1] > efficiency[0] ? "decreasing"
                                                              : "constant";
  }
}

}  // namespace

std::vector<RowTruth> truth_of_rows(const Instance& instance) {
  std::vector<RowTruth> out = solve_all(instance, instance.options);
  if (!instance.options.group.empty()) {
    ScoreOptions meta = instance.options;
    meta.group.clear();
    const std::vector<RowTruth> all = solve_all(instance, meta);
    for (std::size_t row = 0; row < out.size(); ++row) {
      out[row].known = out[row].known && all[row].known;
      out[row].meta = all[row].score;
    }
  }
  if (instance.options.scale) add_class(instance, out);
  return out;
}

}  // namespace ecoeff::exact
