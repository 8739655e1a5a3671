// Squares, products, lags and standardized columns of formulas against R, which makes them as columns (formula/make.R).
#include "ecoeff/panel/formula.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "ecoeff/data/expression.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/model.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

const std::string kFolder = std::string(ECOEFF_SOURCE_DIR) + "/tests/reference/";

struct Case {
  std::vector<std::string> formulas;  // the same, as R and as Stata have it
  std::string keep;
};

const std::map<std::string, Case>& cases() {
  static const std::map<std::string, Case> all{
      {"square",
       {{"inv ~ value + I(value^2) | unit", "inv ~ c.value##c.value | unit", "inv ~ value + value^2 | unit"}, ""}},
      {"crossed", {{"inv ~ value*capital | unit", "inv ~ c.value##c.capital | unit"}, ""}},
      {"lags of all rows",
       {{"inv ~ L.value + L.value^2 + L.value:L.capital | unit",
         "inv ~ lag(value) + I(lag(value)^2) + lag(value:capital) | unit",
         "inv ~ cL.value##cL.value + cL.value#cL.capital | unit"},
        "year >= 1945"}},
      {"standardized", {{"inv ~ std(value) + std(value):capital | unit"}, "year >= 1945"}},
      {"change of a square", {{"d(inv) ~ d(value^2)"}, ""}}};
  return all;
}

TEST(FormulaReference, TermsAreThoseOfR) {
  const ReadResult read = read_table(kFolder + "panel/panel_grunfeld/input.csv");
  const Panel panel(read.table, read.table.columns()[0].name, read.table.columns()[1].name);
  std::ifstream in(kFolder + "formula/expected.csv");
  std::string line;
  std::getline(in, line);
  int lines = 0;
  for (; std::getline(in, line); ++lines) {
    const std::vector<std::string> cells = split(line, ',');
    const Case& one = cases().at(cells.at(0));
    for (const std::string& text : one.formulas) {
      const Formula formula = parse_formula(text);
      const Panel all = with_terms(panel, formula);
      const Panel rows = one.keep.empty() ? all : all.select(rows_where(all, one.keep));
      const Estimate fit = fit_fixed_effects(rows, formula, {.vce = "iid"});
      const std::string what = text + " " + cells.at(1);
      EXPECT_EQ(fit.n, static_cast<std::size_t>(parse_number(cells.at(2)).value())) << what;
      EXPECT_LT(tolerance::relative_difference(fit.coefficient(cells.at(1)), parse_number(cells.at(3)).value()),
                tolerance::kEstimate)
          << what;
      EXPECT_LT(tolerance::relative_difference(fit.se(cells.at(1)), parse_number(cells.at(4)).value()),
                tolerance::kEstimate)
          << what;
    }
  }
  EXPECT_EQ(lines, 11);
}

// turning.csv: one turning point outside the data and one inside.
TEST(FormulaReference, TurningPointsAreThoseOfR) {
  const ReadResult read = read_table(kFolder + "panel/panel_grunfeld/input.csv");
  const Panel panel(read.table, read.table.columns()[0].name, read.table.columns()[1].name);
  std::map<std::string, Estimate> fits;
  const std::map<std::string, std::string> outcomes{{"value", "inv"}, {"capital", "value"}};
  for (const auto& [x, y] : outcomes)
    fits[x] = fit_model(panel, parse_formula(y + " ~ c." + x + "##c." + x + " | unit"),
                        {.model = "fe", .linear = {.vce = "iid"}, .tests = {"utest"}});
  std::ifstream in(kFolder + "formula/turning.csv");
  int lines = 0;
  for (std::string line; std::getline(in, line); ++lines) {
    const std::vector<std::string> cells = split(line, ',');
    const Estimate& fit = fits.at(cells.at(0));
    const auto parameter = fit.parameters.find(cells.at(1) + "(" + cells.at(0) + ")");
    const double found = parameter == fit.parameters.end() ? fit.tests.at(0).result.p : parameter->second;
    EXPECT_LT(tolerance::relative_difference(found, parse_number(cells.at(2)).value()), tolerance::kEstimate) << line;
  }
  EXPECT_EQ(lines, 14);
  EXPECT_THROW((void)fit_model(panel, parse_formula("inv ~ value | unit"), {.model = "fe", .tests = {"utest"}}), Error);
}

}  // namespace
}  // namespace ecoeff
