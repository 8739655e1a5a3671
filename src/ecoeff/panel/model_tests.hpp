// Tests that are asked for beside a model, by name (`--tests hausman,wald(x1 x2)`).
//
//   wald(a b)   H0: the coefficients of a and b are zero; F(q, df) = b'V^-1 b / q, chi-square b'V^-1 b when the model
//               speaks in z
//   hausman, hausman-common, hausman-robust, bp, f   specification_tests.hpp, beside fe, re, pooled, between and fd
//   vif, within, cd, serial, hetero   referee_tests.hpp, beside fe and pooled
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/model.hpp"

namespace ecoeff {

// Error P601 names a test that does not exist.
void check_test_names(const std::vector<std::string>& tests);

// Runs options.tests and adds them to the estimate. Errors: P602 a test that this model does not have, or whose
// argument is not one of its coefficients.
void run_tests(const Panel& panel, const Formula& formula, const ModelOptions& options, Estimate& estimate);

}  // namespace ecoeff
