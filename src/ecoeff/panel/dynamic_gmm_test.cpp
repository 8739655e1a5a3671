#include "ecoeff/panel/dynamic_gmm.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

// y_it = 0.5 y_it-1 + 0.8 x_it - 0.4 w_it + a_i + e_it; w is endogenous, errors differ by unit. The periods before the
// first are burnt. `keep` says which unit-periods stay.
Panel simulate(std::uint64_t seed, int units, int periods, const std::function<bool(int, int)>& keep = {}) {
  RandomStream random(seed);
  std::vector<std::string> city;
  std::vector<double> year;
  std::vector<double> y;
  std::vector<double> x;
  std::vector<double> w;
  for (int i = 0; i < units; ++i) {
    const double effect = random.normal();
    double previous = 2 * effect;
    double x_now = effect;
    double w_now = 0;
    for (int t = -20; t < periods; ++t) {
      const double e = random.normal() * (0.5 + 0.25 * (i % 3));
      x_now = 0.6 * x_now + 0.2 * effect + random.normal();
      w_now = 0.6 * w_now + 0.4 * e + random.normal();
      previous = 0.5 * previous + 0.8 * x_now - 0.4 * w_now + effect + e;
      if (t < 0 || (keep && !keep(i, t))) continue;
      city.push_back("c" + std::to_string(i));
      year.push_back(2000 + t);
      y.push_back(previous);
      x.push_back(x_now);
      w.push_back(w_now);
    }
  }
  Table table;
  table.set_text("city", city);
  table.set_numbers("year", year);
  table.set_numbers("y", y);
  table.set_numbers("x", x);
  table.set_numbers("w", w);
  return {std::move(table), "city", "year"};
}

const std::vector<std::string> kRegressors = {"L.y", "x", "w"};
const std::vector<GmmGroup> kGroups = {{.variables = {"L.y"}, .lag_from = 1, .lag_to = 3, .collapse = true},
                                       {.variables = {"w"}, .lag_from = 2, .lag_to = 3, .collapse = true}};
const std::vector<IvGroup> kIv = {{.variables = {"x"}}};

std::string code_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    EXPECT_FALSE(error.message.en.empty());
    EXPECT_FALSE(error.message.zh.empty());
    return error.code;
  }
  return "none";
}

bool has_note(const Estimate& estimate, const std::string& code) {
  return std::any_of(estimate.notes.begin(), estimate.notes.end(), [&](const Note& note) { return note.code == code; });
}

void expect_same(const Estimate& a, const Estimate& b, double tolerance) {
  ASSERT_EQ(a.names, b.names);
  for (const std::string& name : a.names) {
    EXPECT_LE(tolerance::relative_difference(a.coefficient(name), b.coefficient(name)), tolerance) << name;
    EXPECT_LE(tolerance::relative_difference(a.se(name), b.se(name)), tolerance) << name;
  }
  EXPECT_LE(tolerance::relative_difference(a.gmm->hansen.statistic, b.gmm->hansen.statistic), tolerance);
  EXPECT_LE(tolerance::relative_difference(a.gmm->sargan.statistic, b.gmm->sargan.statistic), tolerance);
  for (std::size_t i = 0; i < a.gmm->ar.size(); ++i) {
    // In small samples its variance may not be positive; then there is no z.
    if (is_missing(a.gmm->ar[i].z) && is_missing(b.gmm->ar[i].z)) continue;
    EXPECT_LE(tolerance::relative_difference(a.gmm->ar[i].z, b.gmm->ar[i].z), tolerance);
  }
}

// --- words
// ---------------------------------------------------------------------------------------------------------------

TEST(ParseGmmGroup, ReadsStatasWords) {
  const GmmGroup group = parse_gmm_group("L.n w k, lag(2 3) collapse eq(diff)");
  EXPECT_EQ(group.variables, (std::vector<std::string>{"L.n", "w", "k"}));
  EXPECT_EQ(group.lag_from, 2);
  EXPECT_EQ(group.lag_to, 3);
  EXPECT_TRUE(group.collapse);
  EXPECT_EQ(group.equation, GmmEquation::difference);
}

TEST(ParseGmmGroup, HasStatasDefaults) {
  const GmmGroup group = parse_gmm_group("L.n");
  EXPECT_EQ(group.lag_from, 1);
  EXPECT_FALSE(group.lag_to.has_value());
  EXPECT_FALSE(group.collapse);
  EXPECT_EQ(group.equation, GmmEquation::both);
}

TEST(ParseGmmGroup, AcceptsAbbreviationsAndSpaces) {
  EXPECT_EQ(parse_gmm_group("y, laglimits (2 .) c equation(level)").lag_from, 2);
  EXPECT_FALSE(parse_gmm_group("y, lag(2 .)").lag_to.has_value());
  EXPECT_EQ(parse_gmm_group("y, eq(lev)").equation, GmmEquation::level);
  EXPECT_EQ(parse_gmm_group("L.(w k)").variables, (std::vector<std::string>{"L.w", "L.k"}));
}

TEST(ParseGmmGroup, RefusesByName) {
  for (const char* text : {"y, lags(2 3)", "y, lag(2)", "y, lag(3 2)", "y, lag(a b)", "y, eq(top)", "y, split",
                           "y, lag(2 3", ", lag(2 3)"}) {
    EXPECT_EQ(code_of([&] { (void)parse_gmm_group(text); }), "P530") << text;
  }
  try {
    (void)parse_gmm_group("y, colapse");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.where.value, "colapse");
  }
}

TEST(ParseIvGroup, ReadsAndRefuses) {
  const IvGroup group = parse_iv_group("x i.year, eq(level)");
  EXPECT_EQ(group.variables, (std::vector<std::string>{"x", "i.year"}));
  EXPECT_EQ(group.equation, GmmEquation::level);
  EXPECT_EQ(code_of([] { (void)parse_iv_group("x, passthru"); }), "P530");
}

// --- numbers that can be had in another way
// ------------------------------------------------------------------------------

// One instrument for one coefficient: Anderson and Hsiao (1982), sum y_t-2 dy_t / sum y_t-2 dy_t-1, over rows without
// gaps.
double anderson_hsiao(const Panel& panel) {
  const auto y = panel.table.numbers("y");
  double above = 0;
  double below = 0;
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    const std::size_t one = panel.lag(row, 1);
    const std::size_t two = panel.lag(row, 2);
    if (one == kNoRow || two == kNoRow) continue;
    above += y[two] * (y[row] - y[one]);
    below += y[two] * (y[one] - y[two]);
  }
  return above / below;
}

TEST(DynamicGmm, JustIdentifiedIsAndersonHsiao) {
  for (const bool gaps : {false, true}) {
    const Panel panel =
        simulate(7, 60, 9, [&](int i, int t) { return !gaps || ((i * 7 + t * 3) % 11 != 0 && t >= i % 3); });
    const Estimate estimate = fit_dynamic_gmm(panel, "y", {"L.y"}, {parse_gmm_group("y, lag(2 2) collapse")}, {},
                                              {.system = false, .steps = 1});
    EXPECT_LE(tolerance::relative_difference(estimate.coefficient("L.y"), anderson_hsiao(panel)), 1e-10);
    EXPECT_EQ(estimate.gmm->instruments, 1U);
    EXPECT_EQ(estimate.gmm->hansen.df, 0);
    EXPECT_TRUE(is_missing(estimate.gmm->hansen.p));
  }
}

// Arellano and Bover (1995): on a balanced panel and with all lags as instruments, differences weighted by (MM')^-1 and
// forward orthogonal deviations are the same estimator.
TEST(DynamicGmm, DeviationsEqualDifferencesWithAllInstruments) {
  const Panel panel = simulate(11, 80, 6);
  const std::vector<GmmGroup> all = {parse_gmm_group("y, lag(2 .)"), parse_gmm_group("x w, lag(2 .)")};
  DynamicGmmOptions options{.system = false, .steps = 1};
  const Estimate differences = fit_dynamic_gmm(panel, "y", kRegressors, all, {}, options);
  options.orthogonal = true;
  const Estimate deviations = fit_dynamic_gmm(panel, "y", kRegressors, all, {}, options);
  for (const std::string& name : differences.names) {
    EXPECT_LE(tolerance::relative_difference(differences.coefficient(name), deviations.coefficient(name)), 1e-8)
        << name;
  }
  EXPECT_EQ(differences.n, deviations.n);
  EXPECT_LE(tolerance::relative_difference(differences.gmm->ar[0].z, deviations.gmm->ar[0].z), 0.05);
}

TEST(DynamicGmm, FindsTheTruth) {
  const Panel panel = simulate(3, 400, 8);
  const std::vector<std::pair<std::string, double>> truth = {{"L.y", 0.5}, {"x", 0.8}, {"w", -0.4}};
  for (const bool system : {true, false}) {
    for (const bool orthogonal : {true, false}) {
      const Estimate estimate =
          fit_dynamic_gmm(panel, "y", kRegressors, kGroups, {{.variables = {"x"}, .equation = GmmEquation::difference}},
                          {.system = system, .orthogonal = orthogonal});
      for (const auto& [name, value] : truth) {
        EXPECT_LT(std::abs(estimate.coefficient(name) - value), 4 * estimate.se(name)) << name << system << orthogonal;
        EXPECT_LT(estimate.se(name), 0.2) << name;
      }
      EXPECT_LT(estimate.gmm->ar[0].p, 0.01);
      EXPECT_GT(estimate.gmm->ar[1].p, 0.001);
    }
  }
}

TEST(DynamicGmm, CountsRowsOfUnbalancedPanels) {
  // Unit 0 has a hole at t = 3; the lag and the difference around it are lost.
  const Panel panel = simulate(5, 30, 7, [](int i, int t) { return i != 0 || t != 3; });
  const Estimate system = fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv);
  EXPECT_EQ(system.n, 29U * 6 + 4);
  EXPECT_EQ(system.groups, 30U);
  EXPECT_EQ(system.gmm->group_min, 4U);
  EXPECT_EQ(system.gmm->group_max, 6U);
  EXPECT_EQ(system.rows.size(), system.n);
  const Estimate difference = fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv, {.system = false});
  EXPECT_EQ(difference.n, 29U * 5 + 2);
  const Estimate deviations =
      fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv, {.system = false, .orthogonal = true});
  EXPECT_EQ(deviations.n, 29U * 5 + 3);  // the row before the hole is kept
  for (const std::size_t row : deviations.rows) EXPECT_LT(row, panel.rows());
}

TEST(DynamicGmm, PeriodDummiesByNameOrByHand) {
  Panel panel = simulate(9, 60, 6);
  std::vector<std::string> by_hand = kRegressors;
  for (int year = 2002; year <= 2005; ++year) {
    std::vector<double> dummy;
    for (const double at : panel.table.numbers("year")) dummy.push_back(at == year ? 1 : 0);
    panel.table.set_numbers("d" + std::to_string(year), dummy);
    by_hand.push_back("d" + std::to_string(year));
  }
  std::vector<std::string> by_name = kRegressors;
  by_name.emplace_back("i.year");
  const IvGroup hand{.variables = {by_hand.begin() + 3, by_hand.end()}, .equation = GmmEquation::level};
  const Estimate a = fit_dynamic_gmm(panel, "y", by_name, kGroups, {kIv[0], parse_iv_group("i.year, eq(level)")});
  const Estimate b = fit_dynamic_gmm(panel, "y", by_hand, kGroups, {kIv[0], hand});
  ASSERT_EQ(a.names.size(), b.names.size());  // the first period of the sample, 2001, is the base
  EXPECT_TRUE(a.omitted.empty());
  EXPECT_TRUE((a.coefficients - b.coefficients).norm() < 1e-9 * b.coefficients.norm());
  EXPECT_EQ(a.gmm->instruments, b.gmm->instruments);
}

// --- laws
// ----------------------------------------------------------------------------------------------------------------

RC_GTEST_PROP(DynamicGmmLaws, RowOrderAndUnitNamesDoNotMatter, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1000000);
  const bool system = *rc::gen::arbitrary<bool>();
  const Panel panel = simulate(seed, 40, 6);
  std::vector<std::size_t> rows(panel.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  RandomStream random(seed);
  for (std::size_t i = rows.size(); i-- > 1;) std::swap(rows[i], rows[random.below(i + 1)]);
  Table shuffled = panel.table.select(rows);
  std::vector<std::string> names = shuffled.texts("city");
  for (std::string& name : names) name = "城市" + name;
  shuffled.set_text("city", names);
  const Panel other(std::move(shuffled), "city", "year");
  expect_same(fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv, {.system = system}),
              fit_dynamic_gmm(other, "y", kRegressors, kGroups, kIv, {.system = system}), 1e-7);
}

RC_GTEST_PROP(DynamicGmmLaws, RescalingARegressorLeavesTAndTests, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1000000);
  const double scale = std::pow(10, *rc::gen::inRange(-8, 9));
  const Panel panel = simulate(seed, 40, 6);
  Panel scaled = panel;
  for (const char* name : {"x", "w"}) {
    std::vector<double> values(panel.table.numbers(name).begin(), panel.table.numbers(name).end());
    for (double& value : values) value *= scale;
    scaled.table.set_numbers(name, values);
  }
  const Estimate a = fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv);
  const Estimate b = fit_dynamic_gmm(scaled, "y", kRegressors, kGroups, kIv);
  for (const std::string& name : a.names) {
    RC_ASSERT(tolerance::relative_difference(a.statistic(name), b.statistic(name)) < 1e-6);
  }
  RC_ASSERT(tolerance::relative_difference(a.coefficient("x"), b.coefficient("x") * scale) < 1e-7);
  RC_ASSERT(tolerance::relative_difference(a.gmm->hansen.statistic, b.gmm->hansen.statistic) < 1e-6);
  RC_ASSERT(a.gmm->instruments == b.gmm->instruments);
}

TEST(DynamicGmm, SmallScalesTheCovariance) {
  const Panel panel = simulate(21, 40, 6);
  const Estimate plain = fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv);
  const Estimate small = fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv, {.small = true});
  const double n = 200;
  const double factor = (n - 1) / (n - 4) * 40 / 39;
  EXPECT_NEAR(small.covariance(0, 0), plain.covariance(0, 0) * factor, 1e-12);
  EXPECT_TRUE(std::isinf(plain.df_r));
  EXPECT_EQ(small.df_r, 39);
  EXPECT_NEAR(small.f->statistic * 3 * factor, plain.f->statistic, 1e-8 * plain.f->statistic);
  EXPECT_EQ(small.f->df2, 39);
}

// --- what must be said aloud
// -----------------------------------------------------------------------------------------------

TEST(DynamicGmmErrors, TooShort) {
  const Panel two = simulate(1, 20, 2);
  EXPECT_EQ(code_of([&] { (void)fit_dynamic_gmm(two, "y", kRegressors, kGroups, kIv); }), "P532");
  const Panel three = simulate(1, 20, 3);
  EXPECT_EQ(code_of([&] { (void)fit_dynamic_gmm(three, "y", {"L2.y"}, kGroups, kIv); }), "P532");
  EXPECT_EQ(code_of([&] {
              (void)fit_dynamic_gmm(Panel(three.table, "city", "year"), "y", {"L.y", "x"}, kGroups, kIv);
            }),
            "none");
}

TEST(DynamicGmmErrors, NoValidInstrument) {
  const Panel panel = simulate(1, 20, 6);
  EXPECT_EQ(code_of([&] { (void)fit_dynamic_gmm(panel, "y", kRegressors, {parse_gmm_group("L.y, lag(9 10)")}, kIv); }),
            "P531");
  EXPECT_EQ(code_of([&] { (void)fit_dynamic_gmm(panel, "y", kRegressors, {}, {}); }), "P531");
}

TEST(DynamicGmmErrors, NotIdentified) {
  const Panel panel = simulate(1, 20, 6);
  EXPECT_EQ(
      code_of([&] { (void)fit_dynamic_gmm(panel, "y", kRegressors, {parse_gmm_group("L.y, lag(1 1) collapse")}, {}); }),
      "P533");
}

TEST(DynamicGmmErrors, WrongOptionsAndCalendar) {
  Panel panel = simulate(1, 20, 6);
  EXPECT_EQ(code_of([&] { (void)fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv, {.steps = 3}); }), "P534");
  EXPECT_EQ(code_of([&] { (void)fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv, {.h = 4}); }), "P534");
  std::vector<double> dates(panel.table.numbers("year").begin(), panel.table.numbers("year").end());
  for (double& date : dates) date *= 10000;
  panel.table.set_numbers("year", dates);
  const Panel days(panel.table, "city", "year");
  EXPECT_EQ(code_of([&] { (void)fit_dynamic_gmm(days, "y", kRegressors, kGroups, kIv); }), "P535");
}

TEST(DynamicGmmErrors, NothingVaries) {
  Panel panel = simulate(1, 20, 6);
  panel.table.set_numbers("one", std::vector<double>(panel.rows(), 1));
  EXPECT_EQ(code_of([&] { (void)fit_dynamic_gmm(panel, "y", {"one"}, kGroups, {}); }), "P513");
}

TEST(DynamicGmmNotes, CollinearRegressorsAreNamed) {
  Panel panel = simulate(13, 50, 6);
  std::vector<double> twice;
  for (const double x : panel.table.numbers("x")) twice.push_back(2 * x);
  panel.table.set_numbers("twice", twice);
  const Estimate estimate =
      fit_dynamic_gmm(panel, "y", {"L.y", "x", "twice", "w"}, kGroups, {{.variables = {"x", "twice"}}});
  EXPECT_EQ(estimate.omitted, std::vector<std::string>{"twice"});
  EXPECT_TRUE(has_note(estimate, "P521"));
  expect_same(estimate, fit_dynamic_gmm(panel, "y", kRegressors, kGroups, kIv), 1e-8);
}

TEST(DynamicGmmNotes, TooManyInstrumentsAreComputedAndSaid) {
  const Panel panel = simulate(17, 12, 8);
  const Estimate many = fit_dynamic_gmm(panel, "y", kRegressors, {parse_gmm_group("L.y w, lag(1 .)")}, kIv);
  EXPECT_GE(many.gmm->instruments, many.groups);
  EXPECT_TRUE(has_note(many, "P540"));
  EXPECT_TRUE(has_note(many, "P541"));
  EXPECT_TRUE(has_note(many, "P543"));
  EXPECT_TRUE(has_note(many, "P544"));
  EXPECT_TRUE(many.coefficients.allFinite());
  const Estimate few = fit_dynamic_gmm(simulate(17, 60, 8), "y", kRegressors, kGroups, kIv);
  for (const char* code : {"P540", "P543", "P544"}) EXPECT_FALSE(has_note(few, code)) << code;
}

TEST(DynamicGmmNotes, SerialCorrelationIsSaid) {
  // A model without the lag leaves the dynamics in its errors.
  const Panel panel = simulate(19, 300, 8);
  const Estimate estimate = fit_dynamic_gmm(panel, "y", {"x"}, {parse_gmm_group("x, lag(2 3) collapse")}, {});
  EXPECT_LT(estimate.gmm->ar[1].p, 0.05);
  EXPECT_TRUE(has_note(estimate, "P542"));
}

}  // namespace
}  // namespace ecoeff
