// Small panels through every model: whatever the numbers, an estimate is finite, or the model refuses with a code.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ecoeff/panel/model.hpp"
#include "targets.hpp"

namespace ecoeff::fuzz {
namespace {

double draw(Choices& choices, std::size_t kind, std::size_t row) {
  const auto b = static_cast<double>(choices.byte());
  switch (kind) {
    case 0: return std::fmod(b, 7);
    case 1: return (b - 128) / 16;
    case 2: return b < 200 ? b : kMissing;
    case 3: return 1e150 * (b - 128);
    case 4: return 1e-200 * (b - 128);
    case 5: return 1e8 + b / 1024;
    case 6: return 3;
    case 7: return static_cast<double>(row);
    default: return b < 128 ? 0 : b;
  }
}

Table draw_table(Choices& choices) {
  const std::size_t units = 1 + choices.below(8);
  const std::size_t periods = 1 + choices.below(8);
  const std::size_t gaps = choices.byte();
  std::vector<double> id, year;
  for (std::size_t u = 0; u < units; ++u) {
    for (std::size_t t = 0; t < periods; ++t) {
      if (gaps != 0 && (u * 31 + t * 17) % 7 == gaps % 7) continue;
      id.push_back(static_cast<double>(u));
      year.push_back(static_cast<double>(2000 + t));
    }
  }
  Table table;
  table.set_numbers("id", id);
  table.set_numbers("year", year);
  for (const char* name : {"y", "a", "b", "c", "g"}) {
    const std::size_t kind = choices.below(9);
    const std::size_t twin = choices.byte();
    std::vector<double> values;
    for (std::size_t i = 0; i < id.size(); ++i) values.push_back(draw(choices, kind, i));
    // Now and then a column that another one nearly determines.
    if (twin > 240 && table.has("a")) {
      for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = 2 * table.numbers("a")[i] + (twin > 247 ? 1e-9 * values[i] : 0);
    }
    table.set_numbers(name, values);
  }
  return table;
}

const char* pick(Choices& choices, const std::vector<const char*>& words) { return words[choices.below(words.size())]; }

ModelOptions draw_options(Choices& choices) {
  ModelOptions options;
  options.model = model_names()[choices.below(model_names().size())];
  options.linear.vce = pick(choices, {"iid", "robust", "hc2", "hc3", "cluster(id)", "cluster(id,year)", "cluster(g)",
                                      "nw(1)", "dk(1)", "cr2(id)", "cr3(id)", "wild(id)", "wild(g, webb)", "nid"});
  options.linear.replications = 19;
  options.linear.dof = pick(choices, {"reghdfe", "xtreg", "fixest"});
  options.linear.constant = choices.below(8) != 0;
  options.linear.keep_singletons = choices.below(2) == 0;
  options.linear.base_year_constant = choices.below(4) == 0;
  options.linear.weights = pick(choices, {"", "", "", "aw=b", "fw=b", "pw=b"});
  options.small = choices.below(2) == 0;
  const std::size_t limits = choices.below(4);
  if ((limits & 1U) != 0) options.lower = static_cast<double>(choices.below(9)) - 4;
  if ((limits & 2U) != 0) options.upper = static_cast<double>(choices.below(200));
  options.tau = 0.05 + 0.9 * static_cast<double>(choices.byte()) / 255;
  options.gmm = {"L.y, lag(1 2) collapse"};
  options.iv = {"a"};
  options.dynamic.steps = 1 + static_cast<int>(choices.below(2));
  options.study_gmm.collapse = choices.below(2) == 0;
  options.study_gmm.orthogonal = choices.below(2) == 0;
  options.tests = std::vector<std::vector<std::string>>{{},     {"vif"},    {"within"},  {"serial"},
                                                        {"cd"}, {"hetero"}, {"hausman"}, {"f"}}[choices.below(8)];
  return options;
}

std::string draw_formula(Choices& choices, const std::string& model) {
  if (model == "gmm") return pick(choices, {"y ~ L.y + a", "y ~ L.y + a + i.year"});
  const std::string right =
      pick(choices, {"a", "a + b", "a + b + c", "a + L.b", "a + b + a:b", "a + i.g", "D.a + b", "log(a) + b"});
  const std::string effects = pick(choices, {"", " | unit", " | unit + time", " | g", " | time + g", " | unit + g"});
  if (!model.starts_with("iv")) return "y ~ " + right + effects;
  return "y ~ a" + (effects.empty() ? " | " : effects + " | ") +
         pick(choices, {"b ~ c", "b ~ c + g", "b + g ~ c + L.c"});
}

void check(const Estimate& e) {
  const auto k = static_cast<Eigen::Index>(e.names.size());
  require(e.coefficients.size() == k && e.covariance.rows() == k && e.covariance.cols() == k, "shapes");
  const bool beyond_range =
      std::any_of(e.notes.begin(), e.notes.end(), [](const Note& note) { return note.code == "P594"; });
  for (const double b : e.coefficients)
    require(std::isfinite(b) || (beyond_range && is_missing(b)), e.model + ": a coefficient is finite");
  require(e.n > 0 && std::isfinite(static_cast<double>(e.rows.size())), e.model + ": rows");
  for (const std::string& name : e.names) {
    const double p = e.p(name);
    require(is_missing(p) || (p >= 0 && p <= 1), e.model + ": p is a probability");
    const double se = e.se(name);
    require(is_missing(se) || se >= 0, e.model + ": a standard error is not negative");
    require(!is_missing(se) || !e.notes.empty(), e.model + ": a missing standard error has a note");
    (void)e.interval(name);
  }
  require(beyond_range || e.residuals.size() == 0 || e.residuals.allFinite(), e.model + ": residuals are finite");
}

}  // namespace

void estimators(std::string_view bytes) {
  Choices choices(bytes);
  const ModelOptions options = draw_options(choices);
  const std::string formula = draw_formula(choices, options.model);
  accepted([&] {
    const Panel panel(draw_table(choices), "id", "year");
    check(fit_model(panel, parse_formula(formula), options));
  });
}

}  // namespace ecoeff::fuzz
