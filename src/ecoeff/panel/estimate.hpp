// What an estimator returns: one structure for all of them, so that tables, JSON and tests read every result alike.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/panel.hpp"
#include "ecoeff/numeric/matrix.hpp"
#include "ecoeff/panel/wild_bootstrap.hpp"

namespace ecoeff {

struct TestResult {
  double statistic = kMissing;
  double df = kMissing;
  double df2 = kMissing;  // F: of the denominator; t: its own
  double p = kMissing;
};

struct ArTest {
  int order = 1;
  double z = kMissing;
  double p = kMissing;
};

struct DifferenceInHansen {
  std::string group;
  TestResult excluding;
  TestResult difference;
};

// A test that was asked for (`--tests`) or that belongs to the model (overidentification, first stage).
struct NamedTest {
  std::string name;  // "hausman", "wald(x1 x2)"
  Text label;
  TestResult result;  // F where df and df2 are there, t where df2 alone is, else chi-square or z
};

// What can be learned from one regressor (regressor_checks.hpp).
struct RegressorCheck {
  std::string name;
  double vif = kMissing;
  double vif_within = kMissing;
  double within = kMissing;
  double sd = kMissing;
  double sd_within = kMissing;
};

// Only for difference and system GMM.
struct GmmReport {
  std::size_t instruments = 0;  // counted by rank
  TestResult sargan;
  TestResult hansen;
  std::vector<ArTest> ar;
  std::vector<DifferenceInHansen> difference_in_hansen;
  int steps = 2;
  bool windmeijer = true;
  std::size_t group_min = 0;
  std::size_t group_max = 0;
};

// What became of an effect of the formula.
enum class EffectTreatment { left_out, absorbed, dummies, differenced, random, averaged };
struct TakenEffect {
  std::string name;  // "unit" and "time" for the panel's own, else as typed: "basin^time"
  EffectTreatment how = EffectTreatment::absorbed;
};

struct Estimate {
  std::string model;               // "fe", "ols", "system-gmm" ...
  std::string outcome;             // name of the dependent variable
  std::vector<std::string> names;  // kept coefficients in the order typed, "_cons" last
  Vector coefficients;
  Matrix covariance;
  std::vector<std::string> omitted;      // collinear, as typed
  std::vector<std::string> absorbed;     // names of the fixed effects
  std::vector<TakenEffect> effects;      // of the formula, and what became of each
  std::vector<std::string> endogenous;   // iv, gmm: the regressors that have instruments of their own
  std::vector<std::string> instruments;  // iv: those of the endogenous regressors, as typed
  std::optional<double> lower;           // limits of a censored or truncated outcome
  std::optional<double> upper;
  std::string vce;      // "iid", "robust", "cluster(city)"
  std::string weights;  // "aw=pop", empty without
  std::size_t n = 0;
  std::size_t groups = 0;    // units
  std::size_t clusters = 0;  // 0 when not clustered (the smaller count if several)
  double df_r = kMissing;    // of t; infinite: normal
  Vector df;                 // of t, one a coefficient where they differ (CR2), else empty
  double df_a = kMissing;    // absorbed
  double rss = kMissing;
  double rmse = kMissing;
  std::map<std::string, double>
      r2;                       // "r2", "adjusted", "within", "within-unit", "within-adjusted", "overall", "between"
  std::optional<TestResult> f;  // joint test of the slopes
  std::size_t singletons_dropped = 0;
  std::vector<std::size_t> rows;  // rows of the panel used (level rows in GMM)
  Vector residuals;               // of these rows, effects taken out too (empty in GMM)
  std::optional<GmmReport> gmm;
  std::vector<WildTest> wild;        // wild bootstrap, by coefficient; under vce wild(C) p and interval come from here
  bool covariance_repaired = false;  // negative eigenvalues of a several-way cluster covariance were set to 0
  std::vector<NamedTest> tests;
  std::vector<RegressorCheck> regressors;    // when asked for (`--tests vif,within`)
  std::map<std::string, double> parameters;  // what a model has beside coefficients: "sigma_u", "log_likelihood" ...
  double condition = kMissing;               // condition number of the scaled regressors after projection
  Notes notes;

  // Index of a coefficient, or npos.
  [[nodiscard]] std::size_t index_of(const std::string& name) const;
  [[nodiscard]] double coefficient(const std::string& name) const;  // missing when absent
  [[nodiscard]] double se(const std::string& name) const;
  [[nodiscard]] double statistic(const std::string& name) const;           // coefficient / se
  [[nodiscard]] double degrees_of(const std::string& name) const;          // of its t
  [[nodiscard]] const WildTest* wild_test(const std::string& name) const;  // null when there is none
  // t with df or df_r, normal when infinite; the bootstrap's under vce wild(C), missing where it has none (_cons).
  [[nodiscard]] double p(const std::string& name) const;
  // Confidence bounds at `level` (0.95).
  [[nodiscard]] std::pair<double, double> interval(const std::string& name, double level = 0.95) const;
};

}  // namespace ecoeff
