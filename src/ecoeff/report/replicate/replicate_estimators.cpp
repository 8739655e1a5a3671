#include "ecoeff/report/replicate/replicate_estimators.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/text.hpp"

namespace ecoeff {
namespace {

std::string stata_errors(const EstimatorLine& line) {
  if (!line.cluster.empty()) return " vce(cluster " + line.cluster + ")";
  return line.vce == "robust" ? " vce(robust)" : "";
}

// "x1 x2 i.year": the effects but the unit's as dummies; the unit's too where `with_unit`.
std::string with_dummies(const EstimatorLine& line, bool with_unit) {
  std::string terms = join(line.formula.regressors, " ");
  for (const std::string& effect : line.effects) {
    if (effect != line.unit || with_unit) terms += (terms.empty() ? "i." : " i.") + effect;
  }
  return terms;
}

std::string limits(const ColumnSpec& spec) {
  return (spec.lower ? fmt::format(" ll({:g})", *spec.lower) : "") +
         (spec.upper ? fmt::format(" ul({:g})", *spec.upper) : "");
}

std::string differenced(const std::string& term) { return "D." + term; }

std::string stata_first_difference(const EstimatorLine& line, const std::string& condition) {
  std::string terms = differenced(line.formula.outcome);
  for (const std::string& term : line.formula.regressors) terms += " " + differenced(term);
  std::vector<std::string> others = line.effects;
  std::erase(others, line.unit);
  if (others.empty()) return fmt::format("regress {}{},{}", terms, condition, stata_errors(line));
  return fmt::format("reghdfe {}{}, absorb({}){}", terms, condition, join(others, " "), stata_errors(line));
}

std::string stata_instrumented(const EstimatorLine& line, const std::string& condition) {
  const Formula& f = line.formula;
  const bool gmm = line.spec->estimator == "iv-gmm";
  const std::string terms =
      fmt::format("{} {}{}({} = {})", f.outcome, join(f.regressors, " "), f.regressors.empty() ? "" : " ",
                  join(f.endogenous, " "), join(f.instruments, " "));
  const std::string small = line.spec->small ? " small" : "";
  if (line.effects.empty()) {
    return fmt::format("ivregress {} {}{},{}{}", gmm ? "gmm" : "2sls", terms, condition, stata_errors(line), small);
  }
  const std::string errors = !line.cluster.empty()  ? " cluster(" + line.cluster + ")"
                             : line.vce == "robust" ? " robust"
                                                    : "";
  return fmt::format("ivreghdfe {}{}, absorb({}){}{}{}", terms, condition, join(line.effects, " "), gmm ? " gmm2s" : "",
                     errors, small);
}

std::string r_sum(const std::vector<std::string>& terms) { return terms.empty() ? "1" : join(terms, " + "); }

std::string r_with_dummies(const EstimatorLine& line, bool with_unit) {
  std::vector<std::string> terms = line.formula.regressors;
  for (const std::string& effect : line.effects) {
    if (effect != line.unit || with_unit) terms.push_back("factor(" + effect + ")");
  }
  return r_sum(terms);
}

std::string r_limit(const std::optional<double>& limit, const char* otherwise) {
  return limit ? fmt::format("{:g}", *limit) : otherwise;
}

}  // namespace

std::string stata_estimator(const EstimatorLine& line, const std::string& condition) {
  const std::string& name = line.spec->estimator;
  const std::string& y = line.formula.outcome;
  const std::string errors = stata_errors(line);
  if (name == "re") return fmt::format("xtreg {} {}{}, re{}", y, with_dummies(line, false), condition, errors);
  if (name == "between") return fmt::format("xtreg {} {}{}, be", y, join(line.formula.regressors, " "), condition);
  if (name == "fd") return stata_first_difference(line, condition);
  if (name == "iv" || name == "iv-gmm") return stata_instrumented(line, condition);
  if (name == "xttobit")
    return fmt::format("xttobit {} {}{},{}", y, with_dummies(line, false), condition, limits(*line.spec));
  if (name == "tobit" || name == "truncated")
    return fmt::format("{} {} {}{},{}{}", name == "tobit" ? "tobit" : "truncreg", y, with_dummies(line, true),
                       condition, limits(*line.spec), errors);
  if (name == "quantile")
    return fmt::format("qreg {} {}{}, quantile({:g}){}", y, with_dummies(line, true), condition, line.spec->tau,
                       line.vce == "robust" ? " vce(robust)" : "");
  return "";
}

std::string r_estimator(const EstimatorLine& line, const std::string& data) {
  const std::string& name = line.spec->estimator;
  const Formula& f = line.formula;
  const bool random = name == "re";
  if (random || name == "between" || name == "fd")
    return fmt::format("plm::plm({} ~ {}, data = pdata.frame({}, index = index), model = \"{}\")", f.outcome,
                       random ? r_with_dummies(line, false) : r_sum(f.regressors), data, random ? "random" : name);
  if (name == "iv" || name == "iv-gmm") {
    const std::string fixed = line.effects.empty() ? "" : " | " + join(line.effects, " + ");
    return fmt::format("fixest::feols({} ~ {}{} | {} ~ {}, data = {})", f.outcome, r_sum(f.regressors), fixed,
                       r_sum(f.endogenous), r_sum(f.instruments), data);
  }
  const std::string from = r_limit(line.spec->lower, "-Inf");
  const std::string to = r_limit(line.spec->upper, "Inf");
  if (name == "xttobit")
    return fmt::format("censReg::censReg({} ~ {}, left = {}, right = {}, data = pdata.frame({}, index = index))",
                       f.outcome, r_with_dummies(line, false), from, to, data);
  if (name == "tobit")
    return fmt::format("AER::tobit({} ~ {}, left = {}, right = {}, data = {})", f.outcome, r_with_dummies(line, true),
                       from, to, data);
  if (name == "truncated")
    return fmt::format("truncreg::truncreg({} ~ {}, point = {}, direction = \"{}\", data = {})", f.outcome,
                       r_with_dummies(line, true), line.spec->lower ? from : to, line.spec->lower ? "left" : "right",
                       data);
  if (name == "quantile")
    return fmt::format("quantreg::rq({} ~ {}, tau = {:g}, data = {})", f.outcome, r_with_dummies(line, true),
                       line.spec->tau, data);
  return "";
}

}  // namespace ecoeff
