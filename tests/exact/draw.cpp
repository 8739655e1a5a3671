#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/numeric/random.hpp"
#include "exact/instance.hpp"

namespace ecoeff::exact {
namespace {

enum class Values { whole, nearly_whole, lognormal, nearly_same, nearly_mixed };

class Draw {
 public:
  Draw(std::uint64_t seed, std::uint64_t number) : random_(seed, number) {}

  Instance instance() {
    const std::vector<std::string> scores = score_models();
    const std::vector<std::string> indices = productivity_models();
    // Indices cost many programs a row: an eighth of the instances.
    const auto& models = chance(0.125) ? indices : scores;
    out_.options.model = models[random_.below(models.size())];
    draw_shape();
    draw_values();
    draw_options();
    return std::move(out_);
  }

 private:
  bool chance(double p) { return random_.uniform() < p; }
  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[random_.below(list.size())];
  }

  void draw_shape() {
    Data& d = out_.data;
    const bool pairs = is_productivity(out_.options.model);
    const bool wide = !pairs && chance(0.03);
    d.inputs = wide ? 3 + random_.below(8) : 1 + random_.below(3);
    d.good = wide ? 1 + random_.below(5) : 1 + random_.below(2);
    d.bad = wide ? random_.below(6) : random_.below(3);
    if (score_model(out_.options.model).traits.needs_bad) d.bad = std::max<std::size_t>(d.bad, 1);
    const double size = random_.uniform();
    std::size_t n = size < 0.12 ? 2 : size < 0.24 ? 3 : size < 0.8 ? 4 + random_.below(9) : 10 + random_.below(21);
    const std::size_t years = pairs || chance(0.3) ? 2 + random_.below(3) : 1;
    if (pairs) n = years * (1 + random_.below(5));
    n = std::max(n, years);
    for (std::size_t i = 0; i < n; ++i) {
      if (years > 1 && i > 1 && chance(0.1)) continue;
      out_.unit.push_back(fmt::format("u{}", i / years));
      out_.year.push_back(2000 + static_cast<int>(i % years));
      out_.group.emplace_back(random_.below(2) == 0 ? "east" : "west");
    }
  }

  double plain(Values kind) {
    if (kind == Values::whole || kind == Values::nearly_whole) return static_cast<double>(1 + random_.below(9));
    return std::exp(0.5 * random_.normal());
  }

  // Rows before spreads and zeros: z[f][row].
  void draw_values() {
    Data& d = out_.data;
    const std::size_t n = out_.rows();
    const auto kind = static_cast<Values>(random_.below(5));
    const double noise = chance(0.15) ? 0 : std::pow(10, -random_.uniform(6, 15.4));
    d.z.assign(d.features(), std::vector<double>(n));
    std::vector<std::vector<double>> base(1 + random_.below(3), std::vector<double>(d.features()));
    const Values of_base = chance(0.5) ? Values::whole : Values::lognormal;
    for (auto& row : base) {
      for (double& v : row) v = plain(of_base);
    }
    for (std::size_t i = 0; i < n; ++i) {
      const std::vector<double>& first = one_of(base);
      const std::vector<double>& second = one_of(base);
      const double share = static_cast<double>(random_.below(5)) / 4;
      const double size = kind == Values::nearly_mixed ? std::ldexp(1, static_cast<int>(random_.below(3)) - 1) : 1;
      for (std::size_t f = 0; f < d.features(); ++f) {
        double v = plain(kind);
        if (kind == Values::nearly_same) v = first[f];
        if (kind == Values::nearly_mixed) v = size * (share * first[f] + (1 - share) * second[f]);
        if (kind != Values::whole && kind != Values::lognormal) v *= 1 + noise * random_.normal();
        d.z[f][i] = v;
      }
    }
    spread(chance(0.2), chance(0.25));
    if (chance(0.2)) put_zeros();
  }

  // Sizes of rows, and units of columns; powers of two keep ties.
  void spread(bool rows, bool columns) {
    Data& d = out_.data;
    const bool exact = chance(0.5);
    const auto factor = [&] {
      const double power = random_.uniform(-4, 4);
      return exact ? std::ldexp(1, static_cast<int>(power * 3.3)) : std::pow(10, power);
    };
    for (std::size_t i = 0; rows && i < out_.rows(); ++i) {
      const double by = factor();
      for (auto& column : d.z) column[i] *= by;
    }
    for (auto& column : d.z) {
      const double by = columns ? factor() : 1;
      for (double& v : column) v *= by;
    }
  }

  // Never in all inputs of a row: it would make outputs of nothing.
  void put_zeros() {
    Data& d = out_.data;
    for (std::size_t i = 0; i < out_.rows(); ++i) {
      const std::size_t kept = random_.below(d.inputs);
      for (std::size_t f = 0; f < d.features(); ++f) {
        if (f != kept && !d.is_good(f) && chance(0.15)) d.z[f][i] = 0;
      }
    }
    if (d.bad > 0 && chance(0.1)) std::fill(d.z.back().begin(), d.z.back().end(), 0.0);
  }

  void draw_options() {
    ScoreOptions& o = out_.options;
    const ScoreModel& model = score_model(o.model);
    const Data& d = out_.data;
    for (std::size_t f = 0; f < d.features(); ++f)
      (f < d.inputs ? o.inputs : d.is_good(f) ? o.good : o.bad).push_back(fmt::format("f{}", f));
    const bool years = *std::max_element(out_.year.begin(), out_.year.end()) > 2001;
    o = [&] {
      ScoreOptions with = default_score_options(o.model);
      with.inputs = o.inputs, with.good = o.good, with.bad = o.bad;
      return with;
    }();
    for (const char* key : {"base", "orientation", "returns", "reference", "leave_out"}) draw_word(model, key, years);
    if (o.model == "ebm" && d.bad > 0) o.orientation = Orientation::none;
    const bool of_radial = o.model == "malmquist" && o.base.value_or(Base::radial) == Base::radial;
    if (of_radial && o.orientation == Orientation::none) o.orientation = Orientation::input;
    if (d.bad > 0 && model.takes("bad_as") != nullptr) o.bad_as = static_cast<BadAs>(random_.below(2));
    if (d.bad > 0 && model.takes("disposability") != nullptr)
      o.disposability = static_cast<Disposability>(random_.below(2));
    if (model.takes("direction") != nullptr && chance(0.7)) draw_direction();
    if (model.takes("weights") != nullptr && !of_radial && chance(0.3)) draw_weights();
    if (model.takes("group") != nullptr && chance(0.1)) o.group = "group";
    if (model.takes("scale") != nullptr && chance(0.25)) o.scale = true;
    if (chance(0.05)) drop_an_output();
    if (model.traits.any_sign && o.returns == Returns::vrs && chance(0.15)) move_below_zero();
  }

  void draw_word(const ScoreModel& model, const char* key, bool years) {
    const Option* taken = model.takes(key);
    if (taken == nullptr || taken->words.empty()) return;
    std::string word = one_of(taken->words);
    if (word == "window:K") word = years ? "window:3" : "pooled";
    if (word == "global") word = "pooled";
    OptionValues values;
    values.set(key, OptionValue(word));
    set_score_options(values, out_.options);
  }

  void draw_direction() {
    std::vector<std::string> sides{"inputs", "good"};
    if (out_.data.bad > 0) sides.emplace_back("bad");
    for (const std::string& side : sides) {
      if (chance(0.5)) out_.options.direction.push_back(side);
    }
  }

  void draw_weights() {
    Data& d = out_.data;
    d.weight.assign(d.features(), 1);
    for (std::size_t f = 0; f < d.features(); ++f) {
      if (chance(0.5)) continue;
      d.weight[f] = one_of(std::vector<double>{2, 3, 0.5, 0.3});
      out_.options.weights.emplace_back(fmt::format("f{}", f), d.weight[f]);
    }
  }

  void drop_an_output() {
    if (out_.rows() < 4) return;
    out_.options.zero_output = ZeroOutput::drop;
    out_.data.z[out_.data.inputs][random_.below(out_.rows())] = 0;
  }

  // Models that take any number: a feature less one of its own values.
  void move_below_zero() {
    std::vector<double>& column = one_of_features();
    const double by = one_of(column);
    for (double& v : column) v -= by;
  }
  std::vector<double>& one_of_features() { return out_.data.z[random_.below(out_.data.features())]; }

  RandomStream random_;
  Instance out_;
};

}  // namespace

Instance draw(std::uint64_t seed, std::uint64_t number) { return Draw(seed, number).instance(); }

}  // namespace ecoeff::exact
