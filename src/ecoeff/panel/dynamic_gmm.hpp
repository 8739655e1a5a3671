// Difference and system GMM for dynamic panels: Arellano and Bond (1991), Arellano and Bover (1995), Blundell and Bond
// (1998), two-step errors after Windmeijer (2005); the conventions of xtabond2 3.7.2 (Roodman 2009).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct Estimator;
struct EstimatorRow;
struct MethodText;

enum class GmmEquation { both, difference, level };

struct GmmGroup {                      // gmm(vars, lag(a b) collapse eq())
  std::vector<std::string> variables;  // terms, as "L.n"
  int lag_from = 1;
  std::optional<int> lag_to;  // none: all available
  bool collapse = false;
  GmmEquation equation = GmmEquation::both;
};

struct IvGroup {  // iv(vars, eq())
  std::vector<std::string> variables;
  GmmEquation equation = GmmEquation::both;
};

struct DynamicGmmOptions {
  bool system = true;
  bool orthogonal = false;  // forward orthogonal deviations instead of first differences
  int steps = 2;
  bool robust = true;  // one step: clustered on units; two steps: Windmeijer's correction
  bool small = false;
  std::optional<int> h;  // 1, 2 or 3; default 3 in system
  bool constant = true;  // only in system
  int ar_tests = 2;
};

// "L.n w k, lag(2 3) collapse eq(diff)" and "x i.year, eq(level)". Error P530 names the word that is not known.
[[nodiscard]] GmmGroup parse_gmm_group(std::string_view text);
[[nodiscard]] IvGroup parse_iv_group(std::string_view text);

// A whole model: what one xtabond2 line says. `outcome` and `regressors` are terms ("L.n", "i.year").
struct DynamicGmmModel {
  std::string outcome;
  std::vector<std::string> regressors;
  std::vector<GmmGroup> gmm;
  std::vector<IvGroup> iv;
  DynamicGmmOptions options;
};

// Fixed effects of a formula are handled by the caller (unit is removed by the transformation, time becomes i.time). A
// row is used in an equation when outcome, regressors and the iv() columns of that equation are all there. N counts
// level rows in system, transformed rows in difference GMM; df_r is infinite (z and chi2) unless `small`, then N - k
// after one step without robust errors, else units less one for a constant; rmse is the root of sig2, rss the sum of
// squares over the transformed rows; `vce` is "iid", "robust", "two-step" or "windmeijer". Errors: P513 every regressor
// is collinear; P531 no valid instrument; P532 fewer than three periods in every unit, or no row left after lags and
// differences; P533 not identified (rank of instruments below the number of coefficients); P534 an option out of its
// range; P535 too many periods in the calendar; D110, D111, P502 from the terms. Notes: P521 collinear regressors; P522
// rows left out; P540 instruments not fewer than units; P541 Hansen p above 0.9; P542 AR(2) p below 0.05; P543 no
// collapse; P544 the two-step weighting matrix is singular.
[[nodiscard]] Estimate fit_dynamic_gmm(const Panel& panel, const DynamicGmmModel& model);
[[nodiscard]] Estimate fit_dynamic_gmm(const Panel& panel, const std::string& outcome,
                                       const std::vector<std::string>& regressors, const std::vector<GmmGroup>& gmm,
                                       const std::vector<IvGroup>& iv, const DynamicGmmOptions& options = {});

// What tables and text say of every GMM estimate.
[[nodiscard]] Text gmm_errors(const Estimate& estimate);
[[nodiscard]] std::vector<EstimatorRow> gmm_rows(const Estimate& estimate);
void describe_gmm(const std::vector<const Estimate*>& estimates, MethodText& text);
[[nodiscard]] Text gmm_rows_note();

extern const Estimator kGmmByInstruments;

}  // namespace ecoeff
