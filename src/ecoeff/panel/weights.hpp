// Weights of the rows, as Stata means them.
//
//   aw  analytic: a row is a mean of w observations; w is scaled to sum to N. The errors' variance is s2 / w
//   pw  probability: the same coefficients; errors are never iid, "iid" becomes robust
//   fw  frequency: a row stands for w equal rows; whole numbers, N = sum of w
//
// A fit with weights is the fit without them on rows times sqrt(w), the columns of the effects too: coefficients,
// residuals, influence and every covariance follow. Only the robust meat of fw differs: sum of w (x~ e)^2.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

struct Weights {
  enum class Kind { none, analytic, frequency, probability };
  Kind kind = Kind::none;
  std::string column;
};

// "", "aw=pop", "pw=w", "fw=n"; also Stata's aweight, pweight, fweight and their shorter forms. Error P580.
[[nodiscard]] Weights parse_weights(std::string_view text);

// "aw=pop"; empty for none.
[[nodiscard]] std::string weights_text(const Weights& weights);

// The weight of every row; missing or 0: the row is left out. Error P581 a weight below 0, or a frequency that is not
// whole; D110, D111.
[[nodiscard]] std::vector<double> row_weights(const Panel& panel, const Weights& weights);

}  // namespace ecoeff
