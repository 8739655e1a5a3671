// System GMM beside gretl: two steps with Windmeijer's errors on the Arellano-Bond firms, 891 rows, and on simulated
// panels of 1,000 and 5,000 units over 10 years. ecoeff also computes the difference-in-Hansen tests, which gretl does
// not. Needs gretlcli on the path; one thread each; CPU milliseconds of both, those of gretl as the difference between
// one estimation and several in one script.
//
//   cmake --preset bench && cmake --build build/bench --target gmm_bench && build/bench/bench/gmm_bench
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/xtabond2.hpp"

namespace {

using ecoeff::DynamicGmmModel;
using ecoeff::Estimate;
using ecoeff::Panel;

struct Case {
  const char* name;
  int units;  // 0: the firms
  int runs;
  const char* stata;
  const char* gretl;
};

const Case kCases[] = {
    {"firms, 106 instruments", 0, 50, "n L.n L(0/1).(w k), gmm(L.n) gmm(L.(w k)) twostep robust",
     "dpanel 1 ; n const w w1 k k1 ; GMM(n,2,99) GMM(w,2,99) GMM(k,2,99) GMMlevel(n,1,1) GMMlevel(w,1,1) "
     "GMMlevel(k,1,1) --system --two-step --quiet"},
    {"firms, 25, collapsed", 0, 50, "n L.n L(0/1).(w k), gmm(L.(n w k), collapse) twostep robust",
     "dpanel 1 ; n const w w1 k k1 ; GMM(n,2,99) GMM(w,2,99) GMM(k,2,99) GMMlevel(n,1,1) GMMlevel(w,1,1) "
     "GMMlevel(k,1,1) --system --two-step --collapse --quiet"},
    {"N = 1000, T = 10", 1000, 11, "n L.n w k, gmm(L.n) gmm(w k, lag(2 3)) twostep robust",
     "dpanel 1 ; n const w k ; GMM(n,2,99) GMM(w,2,3) GMM(k,2,3) GMMlevel(n,1,1) GMMlevel(w,1,1) GMMlevel(k,1,1) "
     "--system --two-step --quiet"},
    {"N = 5000, T = 10", 5000, 5, "n L.n w k, gmm(L.n) gmm(w k, lag(2 3)) twostep robust",
     "dpanel 1 ; n const w k ; GMM(n,2,99) GMM(w,2,3) GMM(k,2,3) GMMlevel(n,1,1) GMMlevel(w,1,1) GMMlevel(k,1,1) "
     "--system --two-step --quiet"},
};

const std::filesystem::path kInput =
    std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests/reference/panel/gmm_sys_default_h3/input.csv";

// The file holds commas and numbers only.
Panel read_firms() {
  std::ifstream in(kInput);
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> header = ecoeff::split(line, ',');
  std::vector<std::vector<double>> columns(header.size());
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = ecoeff::split(line, ',');
    for (std::size_t j = 0; j < header.size(); ++j) columns[j].push_back(std::stod(cells[j]));
  }
  ecoeff::Table table;
  for (std::size_t j = 0; j < header.size(); ++j) table.set_numbers(std::string(ecoeff::trim(header[j])), columns[j]);
  return {std::move(table), "id", "year"};
}

// n follows its own past, w and k, which react to it; with unit effects.
Panel simulate(int units, const std::filesystem::path& file) {
  ecoeff::RandomStream random(7);
  std::vector<std::vector<double>> columns(5);
  std::ofstream out(file);
  out << "id,year,n,w,k\n";
  out.precision(17);
  for (int unit = 1; unit <= units; ++unit) {
    const double effect = random.normal();
    double n = 2 * effect;
    double w = random.normal();
    double k = random.normal();
    for (int year = -5; year < 10; ++year) {
      w = 0.5 * w + 0.1 * n + 0.3 * effect + random.normal();
      k = 0.6 * k + 0.1 * n + random.normal();
      n = 0.5 * n - 0.4 * w + 0.3 * k + effect + random.normal();
      if (year < 0) continue;
      const double row[] = {static_cast<double>(unit), static_cast<double>(2000 + year), n, w, k};
      for (std::size_t j = 0; j < columns.size(); ++j) {
        columns[j].push_back(row[j]);
        out << (j > 0 ? "," : "") << row[j];
      }
      out << "\n";
    }
  }
  ecoeff::Table table;
  const char* names[] = {"id", "year", "n", "w", "k"};
  for (std::size_t j = 0; j < columns.size(); ++j) table.set_numbers(names[j], columns[j]);
  return {std::move(table), "id", "year"};
}

double median(std::vector<double> seconds) {
  if (seconds.empty()) return 0;
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  return *middle;
}

double run_ecoeff(const Panel& panel, const DynamicGmmModel& model, int runs, Estimate& estimate) {
  std::vector<double> seconds;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t start = std::clock();
    estimate = fit_dynamic_gmm(panel, model);
    seconds.push_back(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return median(std::move(seconds));
}

struct Rival {
  double seconds = 0;
  double coefficient = 0;
};

// CPU seconds of children that have ended.
double children_seconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

// A program that estimates `runs` times; its CPU seconds and the coefficient that it prints.
Rival gretl_once(const Case& one, const std::filesystem::path& input, int runs) {
  const std::filesystem::path script = std::filesystem::temp_directory_path() / "ecoeff_gmm_bench.inp";
  std::ofstream(script) << fmt::format(
      "open {} --quiet\nsetobs id year --panel-vars\nseries w1 = w(-1)\nseries k1 = k(-1)\n"
      "loop {} --quiet\n{}\nendloop\nprintf \"\\nRESULT %.12f\\n\", $coeff[1]\n",
      input.string(), runs, one.gretl);
  Rival rival;
  const double before = children_seconds();
  FILE* pipe =
      popen(("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 gretlcli -b " + script.string() + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return rival;
  char line[512];
  while (std::fgets(line, sizeof line, pipe) != nullptr) {
    if (std::string(line).starts_with("RESULT")) rival.coefficient = std::stod(std::string(line).substr(7));
  }
  pclose(pipe);
  rival.seconds = children_seconds() - before;
  std::filesystem::remove(script);
  return rival;
}

// Start-up and reading are taken off: the run of one estimation more.
Rival run_gretl(const Case& one, const std::filesystem::path& input) {
  const Rival few = gretl_once(one, input, 1);
  Rival rival = gretl_once(one, input, 1 + one.runs);
  rival.seconds = (rival.seconds - few.seconds) / one.runs;
  return rival;
}

}  // namespace

int main() {
  const Panel firms = read_firms();
  const std::filesystem::path made = std::filesystem::temp_directory_path() / "ecoeff_gmm_bench.csv";
  fmt::print("{:<28}{:>12}{:>12}{:>12}{:>8}   difference of the first coefficient\n", "system GMM", "instruments",
             "ecoeff ms", "gretl ms", "ratio");
  for (const Case& one : kCases) {
    const Panel panel = one.units > 0 ? simulate(one.units, made) : firms;
    const DynamicGmmModel model = ecoeff::parse_xtabond2(one.stata, panel.table);
    Estimate estimate;
    const double ours = run_ecoeff(panel, model, one.runs, estimate);
    const Rival rival = run_gretl(one, one.units > 0 ? made : kInput);
    fmt::print("{:<28}{:>12}{:>12.3f}{:>12.3f}{:>8.1f}   {:.1e}\n", one.name, estimate.gmm->instruments, 1e3 * ours,
               1e3 * rival.seconds, rival.seconds / ours, estimate.coefficients(0) - rival.coefficient);
  }
  std::filesystem::remove(made);
  return 0;
}
