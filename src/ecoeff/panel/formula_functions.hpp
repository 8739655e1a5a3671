// The functions of one column that formulas know: log ln exp sqrt abs, and std, a column less its mean over its
// standard deviation (n - 1), both over all rows of the panel that have a value.
#pragma once

#include <string>
#include <vector>

namespace ecoeff {

[[nodiscard]] bool is_formula_function(const std::string& name);
// Whether a row of the result is made from other rows too.
[[nodiscard]] bool is_over_rows(const std::string& name);

// A value that is not finite is missing. `term` is for the message. Error P502 a function that is not known.
[[nodiscard]] std::vector<double> apply_formula_function(const std::string& name, std::vector<double> values,
                                                         const std::string& term);

}  // namespace ecoeff
