#include "ecoeff/panel/formula_functions.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "ecoeff/base/error.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {
namespace {

using Columns = std::vector<double>;

template <double (*one)(double)>
void each(Columns& values) {
  for (double& v : values) v = one(v);
}

double log_of(double x) { return x > 0 ? std::log(x) : kMissing; }
double exp_of(double x) { return std::exp(x); }
double sqrt_of(double x) { return x >= 0 ? std::sqrt(x) : kMissing; }
double abs_of(double x) { return std::abs(x); }

void standardize(Columns& values) {
  double sum = 0;
  double n = 0;
  for (const double v : values) {
    if (is_missing(v)) continue;
    sum += v;
    ++n;
  }
  const double mean = sum / n;
  double squares = 0;
  for (const double v : values) squares += is_missing(v) ? 0 : (v - mean) * (v - mean);
  const double sd = std::sqrt(squares / (n - 1));
  for (double& v : values) v = (v - mean) / sd;
}

struct Function {
  void (*apply)(Columns&);
  bool over_rows = false;
};

const std::map<std::string, Function>& functions() {
  static const std::map<std::string, Function> kFunctions{{"log", {each<log_of>}}, {"ln", {each<log_of>}},
                                                          {"exp", {each<exp_of>}}, {"sqrt", {each<sqrt_of>}},
                                                          {"abs", {each<abs_of>}}, {"std", {standardize, true}}};
  return kFunctions;
}

}  // namespace

bool is_formula_function(const std::string& name) { return functions().contains(name); }

bool is_over_rows(const std::string& name) {
  const auto function = functions().find(name);
  return function != functions().end() && function->second.over_rows;
}

std::vector<double> apply_formula_function(const std::string& name, std::vector<double> values,
                                           const std::string& term) {
  const auto function = functions().find(name);
  if (function == functions().end()) {
    throw Error(Fault::usage, "P502",
                {fmt::format("the formula does not know {}() in \"{}\"", name, term),
                 fmt::format("公式不认识“{}”中的 {}()", term, name)},
                {},
                {"it knows log, ln, exp, sqrt, abs, std, l, lag, f, lead, d, i, I",
                 "可用：log、ln、exp、sqrt、abs、std、l、lag、f、lead、d、i、I"});
  }
  function->second.apply(values);
  for (double& v : values) {
    if (!std::isfinite(v)) v = kMissing;
  }
  return values;
}

}  // namespace ecoeff
