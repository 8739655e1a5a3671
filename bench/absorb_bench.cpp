// The usual benchmark of fixed effects: individuals seen 10 years, 23 individuals a firm; the firm of a row is drawn at
// random ("simple") or runs through the firms in order ("difficult": firms form a long chain). y on x1 or on x1..x11,
// effects id, firm and year, iid errors. One line a fit: user CPU seconds (the least of the runs), beside the CPU
// seconds that fixest 0.12 needed for the same fit on a machine like the one that the project is measured on. With
// several threads a last line says how much faster these copy memory.
//
//   cmake --preset bench && cmake --build build/bench --target absorb_bench
//   build/bench/bench/absorb_bench [rows=1000000] [threads=1] [runs=3] [simple|difficult]
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "ecoeff/base/freed_memory.hpp"
#include "ecoeff/base/threads.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/fixed_effects.hpp"

namespace {

constexpr int kRegressors = 11;

double user_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) + 1e-6 * static_cast<double>(usage.ru_utime.tv_usec);
}

double peak_gigabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1048576.0;
}

ecoeff::Panel simulate(std::size_t rows, bool difficult) {
  const std::size_t firms = std::max<std::size_t>(1, rows / 230);
  ecoeff::RandomStream random(1);
  std::vector<std::vector<double>> columns(4 + kRegressors, std::vector<double>(rows));
  for (std::size_t i = 0; i < rows; ++i) {
    columns[0][i] = static_cast<double>(i / 10 + 1);
    columns[1][i] = static_cast<double>(2000 + i % 10);
    const std::size_t firm = difficult ? i % firms : random.below(firms);
    columns[2][i] = static_cast<double>(firm + 1);
    double sum = 0;
    for (int j = 0; j < kRegressors; ++j) sum += columns[static_cast<std::size_t>(4 + j)][i] = random.normal();
    columns[3][i] = sum + 0.01 * static_cast<double>(firm % 100) + random.normal();
  }
  ecoeff::Table table;
  const char* names[] = {"id", "year", "firm", "y"};
  for (std::size_t j = 0; j < columns.size(); ++j) {
    table.set_numbers(j < 4 ? std::string(names[j]) : fmt::format("x{}", j - 3), std::move(columns[j]));
  }
  return {std::move(table), "id", "year"};
}

// 0: not known.
double of_fixest(std::size_t rows, bool difficult, int k) {
  if (rows == 1'000'000) return difficult ? (k == 1 ? 7.1 : 48) : (k == 1 ? 0.24 : 0.94);
  if (rows == 10'000'000) return difficult ? (k == 1 ? 70 : 0) : (k == 1 ? 2.5 : 12.8);
  return 0;
}

// How many times as fast `threads` threads copy numbers as one: what is bound by memory cannot be faster than that.
double copying(unsigned threads) {
  constexpr std::size_t kNumbers = 50'000'000;
  constexpr std::size_t kPiece = 100'000;
  std::vector<double> from(kNumbers, 1);
  std::vector<double> to(kNumbers, 0);
  double seconds[2] = {1e300, 1e300};
  for (int run = 0; run < 5; ++run) {
    for (const bool all : {false, true}) {
      const auto clock = std::chrono::steady_clock::now();
      ecoeff::for_chunks(kNumbers, kPiece, all ? threads : 1, [&](std::size_t begin, std::size_t end) {
        std::copy(from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(end),
                  to.begin() + static_cast<std::ptrdiff_t>(begin));
      });
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - clock;
      seconds[all ? 1 : 0] = std::min(seconds[all ? 1 : 0], took.count());
    }
  }
  return seconds[0] / seconds[1];
}

}  // namespace

int main(int count, char** words) {
  ecoeff::keep_freed_memory();  // as the program does
  const auto rows = static_cast<std::size_t>(count > 1 ? std::atoll(words[1]) : 1'000'000);
  const auto threads = static_cast<unsigned>(count > 2 ? std::atoi(words[2]) : 1);
  const int runs = count > 3 ? std::atoi(words[3]) : 3;
  fmt::print("{:>10} {:<10}{:>4}{:>9}{:>10}{:>10}{:>10}{:>8}{:>10}   b(x1)\n", "rows", "firms", "k", "threads",
             "user s", "wall s", "fixest s", "ratio", "peak GB");
  for (const bool difficult : {false, true}) {
    if (count > 4 && (std::string(words[4]) == "difficult") != difficult) continue;
    const ecoeff::Panel panel = simulate(rows, difficult);
    for (const int k : {1, kRegressors}) {
      std::string text = "y ~ x1";
      for (int j = 2; j <= k; ++j) text += fmt::format(" + x{}", j);
      const ecoeff::Formula formula = ecoeff::parse_formula(text + " | unit + firm + time");
      double cpu = std::numeric_limits<double>::infinity();
      double wall = cpu;
      double slope = 0;
      for (int run = 0; run < runs; ++run) {
        const double start = user_seconds();
        const auto clock = std::chrono::steady_clock::now();
        slope = fit_fixed_effects(panel, formula, {.threads = threads}).coefficients(0);
        wall = std::min(wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - clock).count());
        cpu = std::min(cpu, user_seconds() - start);
      }
      const double rival = of_fixest(rows, difficult, k);
      fmt::print("{:>10} {:<10}{:>4}{:>9}{:>10.3f}{:>10.3f}{:>10}{:>8}{:>10.2f}   {:.15f}\n", rows,
                 difficult ? "difficult" : "simple", k, threads, cpu, wall, rival > 0 ? fmt::format("{}", rival) : "",
                 rival > 0 ? fmt::format("{:.1f}", rival / cpu) : "", peak_gigabytes(), slope);
    }
  }
  if (threads > 1) fmt::print("{} threads copy memory {:.2f} times as fast as one\n", threads, copying(threads));
  return 0;
}
