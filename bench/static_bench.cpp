// A two-way fixed-effects panel beside plm and gretl: y on x1, x2, x3 with unit and year effects, errors clustered by
// unit, on 1,000 and on 10,000 units over 10 years. ecoeff: CPU milliseconds of the whole estimation, formula included,
// median; plm: fit and vcovHC by system.time; gretl: its own stopwatch (wall time, so the machine must be
// idle) around panel --fixed-effects --time-dummies --robust. Reading the data is not counted; one thread each. Needs
// Rscript with plm, and gretlcli.
//
//   cmake --preset bench && cmake --build build/bench --target static_bench && build/bench/bench/static_bench
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/fixed_effects.hpp"

namespace {

using ecoeff::Panel;

struct Timed {
  double milliseconds = 0;
  double slope = 0;
};

Panel simulate(int units, const std::filesystem::path& file) {
  ecoeff::RandomStream random(11);
  const char* names[] = {"id", "year", "y", "x1", "x2", "x3"};
  std::vector<std::vector<double>> columns(6);
  std::ofstream out(file);
  out << "id,year,y,x1,x2,x3\n";
  out.precision(17);
  for (int unit = 1; unit <= units; ++unit) {
    const double effect = random.normal();
    for (int t = 0; t < 10; ++t) {
      double row[] = {static_cast<double>(unit), 2000.0 + t, effect + random.normal(), 0, 0, 0};
      for (int j = 3; j < 6; ++j) {
        row[j] = random.normal() + 0.3 * effect;
        row[2] += 0.5 * row[j];
      }
      for (std::size_t j = 0; j < columns.size(); ++j) {
        columns[j].push_back(row[j]);
        out << (j > 0 ? "," : "") << row[j];
      }
      out << "\n";
    }
  }
  ecoeff::Table table;
  for (std::size_t j = 0; j < columns.size(); ++j) table.set_numbers(names[j], columns[j]);
  return {std::move(table), "id", "year"};
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Timed run_ecoeff(const Panel& panel) {
  std::vector<double> times;
  Timed out;
  for (int run = 0; run < 21; ++run) {
    const std::clock_t start = std::clock();
    const ecoeff::Formula formula = ecoeff::parse_formula("y ~ x1 + x2 + x3 | unit + time");
    out.slope = fit_fixed_effects(panel, formula, {.vce = "cluster(unit)"}).coefficients(0);
    times.push_back(1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  out.milliseconds = median(std::move(times));
  return out;
}

// Lines "RESULT seconds slope" of a program.
Timed run_rival(const std::string& command) {
  Timed out;
  std::vector<double> times;
  FILE* pipe = popen(("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 " + command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return out;
  char line[512];
  while (std::fgets(line, sizeof line, pipe) != nullptr) {
    if (!std::string(line).starts_with("RESULT")) continue;
    const std::vector<std::string> words = ecoeff::split(ecoeff::trim(line), ' ');
    times.push_back(1e3 * std::stod(words.at(1)));
    out.slope = std::stod(words.at(2));
  }
  pclose(pipe);
  out.milliseconds = median(std::move(times));
  return out;
}

Timed run_plm(const std::filesystem::path& data, const std::filesystem::path& script) {
  std::ofstream(script) << fmt::format(
      "suppressMessages(library(plm))\nd <- pdata.frame(read.csv('{}'), index = c('id', 'year'))\nfor (i in 1:3) {{\n"
      "t <- system.time({{m <- plm(y ~ x1 + x2 + x3, d, model = 'within', effect = 'twoways'); v <- vcovHC(m)}})\n"
      "cat(sprintf('RESULT %.6f %.12f\\n', t[['user.self']] + t[['sys.self']], coef(m)[1]))\n}}\n",
      data.string());
  return run_rival("Rscript " + script.string());
}

Timed run_gretl(const std::filesystem::path& data, const std::filesystem::path& script) {
  std::ofstream(script) << fmt::format(
      "open {} --quiet\nsetobs id year --panel-vars\nloop 3 --quiet\nset stopwatch\n"
      "panel y const x1 x2 x3 --fixed-effects --time-dummies --robust --quiet\nt = $stopwatch\n"
      "printf \"\\nRESULT %.9f %.12f\\n\", t, $coeff[2]\nendloop\n",
      data.string());
  return run_rival("gretlcli -b " + script.string());
}

}  // namespace

int main() {
  const std::filesystem::path folder = std::filesystem::temp_directory_path();
  const std::filesystem::path data = folder / "ecoeff_static_bench.csv";
  const std::filesystem::path script = folder / "ecoeff_static_bench.txt";
  fmt::print("{:<26}{:>11}{:>11}{:>11}   differences of b(x1)\n", "two-way fixed effects", "ecoeff ms", "plm ms",
             "gretl ms");
  for (const int units : {1000, 10000}) {
    const Panel panel = simulate(units, data);
    const Timed ours = run_ecoeff(panel);
    const Timed plm = run_plm(data, script);
    const Timed gretl = run_gretl(data, script);
    fmt::print("{:<26}{:>11.2f}{:>11.1f}{:>11.1f}   {:.0e} {:.0e}\n", fmt::format("{} units, 10 years", units),
               ours.milliseconds, plm.milliseconds, gretl.milliseconds, ours.slope - plm.slope,
               ours.slope - gretl.slope);
  }
  std::filesystem::remove(data);
  std::filesystem::remove(script);
  return 0;
}
