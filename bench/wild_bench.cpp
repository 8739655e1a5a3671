// The wild cluster bootstrap: 9,999 draws for one coefficient of a two-way model on 504 rows (36 units, 14 years, six
// regressors, clusters of units), p and interval, everything from the residuals on. CPU milliseconds, median; one
// thread. The table also shows the fit itself and the draws of the pairs-cluster bootstrap, which fits anew.
//
//   cmake --preset bench && cmake --build build/bench --target wild_bench && build/bench/bench/wild_bench
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/fixed_effects.hpp"

namespace {

using ecoeff::Estimate;
using ecoeff::Panel;

Panel simulate() {
  ecoeff::RandomStream random(3);
  std::vector<std::string> names{"id", "year", "y", "x1", "x2", "x3", "x4", "x5", "x6"};
  std::vector<std::vector<double>> columns(names.size());
  for (int unit = 1; unit <= 36; ++unit) {
    const double effect = random.normal();
    double shock = random.normal();
    for (int year = 2010; year < 2024; ++year) {
      shock = 0.7 * shock + random.normal();
      double y = effect + shock;
      columns[0].push_back(unit);
      columns[1].push_back(year);
      for (std::size_t j = 3; j < columns.size(); ++j) {
        columns[j].push_back(0.3 * effect + random.normal());
        y += 0.1 * columns[j].back();
      }
      columns[2].push_back(y);
    }
  }
  ecoeff::Table table;
  for (std::size_t j = 0; j < names.size(); ++j) table.set_numbers(names[j], columns[j]);
  return {std::move(table), "id", "year"};
}

double milliseconds(int runs, const std::function<void()>& body) {
  std::vector<double> times;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t start = std::clock();
    body();
    times.push_back(1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
  return times[static_cast<std::size_t>(runs / 2)];
}

}  // namespace

int main() {
  const Panel panel = simulate();
  const ecoeff::Formula formula = ecoeff::parse_formula("y ~ x1 + x2 + x3 + x4 + x5 + x6 | unit + time");
  const auto fit = [&](const std::string& vce, std::size_t draws) {
    return ecoeff::fit_fixed_effects(panel, formula, {.vce = vce, .replications = draws});
  };
  Estimate estimate;
  const double plain = milliseconds(101, [&] { estimate = fit("robust", 1); });
  fmt::print("{:<46}{:>10.3f} ms\n", "the fit, robust errors", plain);
  // cluster(unit) tests the first slope alone, wild(unit) all six.
  const double one = milliseconds(51, [&] { estimate = fit("cluster(unit)", 9999); });
  fmt::print("{:<46}{:>10.3f} ms   p = {:.4f}\n", "fit and 9,999 draws of one coefficient", one, estimate.wild[0].p);
  const double webb = milliseconds(11, [&] { estimate = fit("wild(unit, webb)", 9999); });
  fmt::print("{:<46}{:>10.3f} ms   p = {:.4f}\n", "fit and 9,999 of each of six, Webb", webb, estimate.wild[0].p);
  const double six = milliseconds(11, [&] { estimate = fit("wild(unit)", 9999); });
  fmt::print("{:<46}{:>10.3f} ms   p = {:.4f}\n", "fit and 9,999 of each of six", six, estimate.wild[0].p);
  const double pairs = milliseconds(3, [&] { estimate = fit("bootstrap(unit)", 999); });
  fmt::print("{:<46}{:>10.3f} ms   se = {:.4f}\n", "999 draws of pairs of clusters", pairs, estimate.se("x1"));
  return 0;
}
