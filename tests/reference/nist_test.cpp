// The eleven linear regressions of NIST's Statistical Reference Datasets, whose certified values were computed with 500
// digits, and the same regressions in exact fractions on the columns as a double holds them: powers of x are rounded
// there, and what Filip loses by that (11 parameters, condition number 1e10) no method can win back.
#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "ecoeff/panel/fixed_effects.hpp"

namespace ecoeff {
namespace {

using Fraction = boost::multiprecision::cpp_rational;

struct Certified {
  std::vector<std::string> names;  // "_cons" first
  std::vector<double> coefficients;
  std::vector<double> deviations;
  double residual_sd = 0;
  Table table;  // y and the regressors
  std::vector<std::string> regressors;
  [[nodiscard]] bool constant() const { return names.front() == "_cons"; }
};

// "x^3" is the third power of x.
std::vector<double> power_of(const Table& table, const std::string& name) {
  const auto x = table.numbers("x");
  std::vector<double> out(x.begin(), x.end());
  for (int k = 1; k < std::stoi(name.substr(2)); ++k) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] *= x[i];
  }
  return out;
}

Certified read(const std::string& name) {
  Certified out;
  std::ifstream file(ECOEFF_SOURCE_DIR "/tests/reference/nist/" + name + ".txt");
  std::vector<std::string> columns;
  std::vector<std::vector<double>> values;
  for (std::string text; std::getline(file, text);) {
    std::istringstream line(text);
    std::string word;
    line >> word;
    if (word == "regressors") {
      while (line >> word) out.regressors.push_back(word);
    } else if (word == "coefficient") {
      double b = 0;
      double s = 0;
      line >> word >> b >> s;
      out.names.push_back(word);
      out.coefficients.push_back(b);
      out.deviations.push_back(s);
    } else if (word == "residual_sd") {
      line >> out.residual_sd;
    } else if (word == "data") {
      while (line >> word) columns.push_back(word);
      values.resize(columns.size());
    } else {
      values[0].push_back(std::stod(word));
      for (std::size_t j = 1; j < values.size(); ++j) {
        line >> word;
        values[j].push_back(std::stod(word));
      }
    }
  }
  for (std::size_t j = 0; j < columns.size(); ++j) out.table.set_numbers(columns[j], values[j]);
  for (const std::string& regressor : out.regressors) {
    if (!out.table.has(regressor)) out.table.set_numbers(regressor, power_of(out.table, regressor));
  }
  std::vector<double> row;
  for (std::size_t i = 0; i < out.table.rows(); ++i) row.push_back(static_cast<double>(i));
  out.table.set_numbers("row", row);
  return out;
}

Matrix design(const Certified& c) {
  Matrix x(static_cast<Eigen::Index>(c.table.rows()), static_cast<Eigen::Index>(c.names.size()));
  for (std::size_t j = 0; j < c.names.size(); ++j) {
    const auto at = static_cast<Eigen::Index>(j);
    if (c.names[j] == "_cons") {
      x.col(at).setOnes();
    } else {
      x.col(at) = Eigen::Map<const Vector>(c.table.numbers(c.names[j]).data(), x.rows());
    }
  }
  return x;
}

// (X'X) b = X'y over fractions.
std::vector<double> exact_coefficients(const Matrix& x, std::span<const double> y) {
  const Eigen::Index k = x.cols();
  std::vector<std::vector<Fraction>> a(static_cast<std::size_t>(k),
                                       std::vector<Fraction>(static_cast<std::size_t>(k) + 1));
  for (Eigen::Index i = 0; i < k; ++i) {
    for (Eigen::Index row = 0; row < x.rows(); ++row) {
      const Fraction own(x(row, i));
      for (Eigen::Index j = 0; j < k; ++j) a[i][j] += own * Fraction(x(row, j));
      a[i][k] += own * Fraction(y[static_cast<std::size_t>(row)]);
    }
  }
  for (std::size_t p = 0; p < a.size(); ++p) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (i == p) continue;
      const Fraction f = a[i][p] / a[p][p];
      for (std::size_t j = p; j <= a.size(); ++j) a[i][j] -= f * a[p][j];
    }
  }
  std::vector<double> b;
  for (std::size_t p = 0; p < a.size(); ++p) b.push_back(static_cast<double>(Fraction(a[p].back() / a[p][p])));
  return b;
}

// Correct digits of the worst value; 15 at most, which is what a certified value has.
double digits(const std::vector<double>& ours, const std::vector<double>& truth, double size = 0) {
  double least = 15;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double scale = truth[i] != 0 ? std::abs(truth[i]) : size;
    const double error = std::abs(ours[i] - truth[i]) / scale;
    if (error > 0) least = std::min(least, -std::log10(error));
  }
  return least;
}

struct Ours {
  std::vector<double> coefficients;
  std::vector<double> deviations;
  double residual_sd = 0;
};

// As `ecoeff estimate --model ols` computes it.
Ours estimated(const Certified& c) {
  const Formula formula{.outcome = "y", .regressors = c.regressors, .text = "y ~ ..."};
  const Estimate fit = fit_fixed_effects(Panel(c.table, "row", ""), formula, {.constant = c.constant()});
  EXPECT_TRUE(fit.omitted.empty());
  Ours out{.residual_sd = fit.rmse};
  for (const std::string& name : c.names) {
    out.coefficients.push_back(fit.coefficient(name));
    out.deviations.push_back(fit.se(name));
  }
  return out;
}

struct Wanted {
  double coefficients = 9;
  double deviations = 9;
  double exact = 9;
  double residual_sd = 9;
};

void compare(const std::string& name, const Ours& ours, const Certified& c, const Wanted& wanted) {
  const double b = digits(ours.coefficients, c.coefficients);
  // Where every deviation is zero, it is compared with the coefficients.
  const double s = digits(ours.deviations, c.deviations, 1);
  const double exact = digits(ours.coefficients, exact_coefficients(design(c), c.table.numbers("y")));
  std::printf("%-9s %4.1f digits of the coefficients, %4.1f of their deviations, %4.1f against exact arithmetic\n",
              name.c_str(), b, s, exact);
  EXPECT_GE(b, wanted.coefficients) << name;
  EXPECT_GE(s, wanted.deviations) << name;
  EXPECT_GE(exact, wanted.exact) << name;
  EXPECT_GE(digits({ours.residual_sd}, {c.residual_sd}, 1), wanted.residual_sd) << name;
}

TEST(Nist, LeastSquaresKeepsTheCertifiedDigits) {
  const std::map<std::string, Wanted> wanted{
      {"norris", {13.5, 13.5, 14.5}},   {"pontius", {13, 13, 14.5}},      {"noint1", {14, 14, 14.5}},
      {"noint2", {14, 14, 14.5}},       {"longley", {14, 14, 14}},        {"wampler1", {12.5, 12.5, 12.5}},
      {"wampler2", {12.5, 14.5, 14.5}}, {"wampler3", {12.5, 14, 12.5}},   {"wampler4", {11, 14, 11}},
      {"wampler5", {9, 14, 9}},         {"filip", {7.5, 8.3, 11.3, 8.3}},
  };
  for (const auto& [name, least] : wanted) {
    const Certified c = read(name);
    compare(name, estimated(c), c, least);
  }
}

}  // namespace
}  // namespace ecoeff
