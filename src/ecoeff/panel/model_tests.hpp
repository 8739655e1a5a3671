// Tests that are asked for beside a model, by name (`--tests hausman,wald(x1 x2)`), each a descriptor: what it is
// called, its formula and sources, which models it belongs to, and how it is made.
//
//   wald(a b)   H0: the coefficients of a and b are zero; F(q, df) = b'V^-1 b / q, chi-square b'V^-1 b when the model
//               speaks in z
//   hausman, hausman-common, hausman-robust, bp, f   specification_tests.hpp, beside fe, re, pooled, between and fd
//   vif, within, cd, serial, hetero   referee_tests.hpp, beside fe and pooled
#pragma once

#include <string>
#include <vector>

#include "ecoeff/method/about.hpp"
#include "ecoeff/method/list.hpp"
#include "ecoeff/panel/model.hpp"

namespace ecoeff {

// "wald(x1 x2)" is the test "wald" with the arguments x1 and x2.
struct AskedTest {
  std::string text;
  std::string name;
  std::vector<std::string> arguments;
};

// The model that it was asked for beside.
struct TestSetting {
  const Panel& panel;
  const Formula& formula;
  const ModelOptions& options;
};

struct ModelTest {
  About about;
  std::vector<std::string> beside{};  // the models that it belongs to; empty: all
  void (*run)(const AskedTest&, const TestSetting&, Estimate&) = nullptr;
};

[[nodiscard]] MethodList<ModelTest>& model_tests();

// Error P601 names a test that does not exist.
void check_test_names(const std::vector<std::string>& tests);

// Runs options.tests and adds them to the estimate. Errors: P602 a test that this model does not have, or whose
// argument is not one of its coefficients.
void run_tests(const Panel& panel, const Formula& formula, const ModelOptions& options, Estimate& estimate);

}  // namespace ecoeff
