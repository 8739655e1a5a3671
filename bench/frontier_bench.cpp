// Super-SBM with bad outputs on simulated panels, everything from the panel to the scores, beside CLP and GLPK in the
// same run (frontier_rivals.hpp says how they are used; the faster of the two, in the better of two orders, is
// "rival").
//
//   cmake --preset bench && cmake --build build/bench --target frontier_bench && build/bench/bench/frontier_bench
//
// Arguments: names of the groups to run (thin dense wide models pricing memory threads), the largest n, and "norival". Times
// are processor times of one thread, the best of several runs; a busy machine disturbs them less than the clock on the
// wall.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <limits>
#include <numeric>
#include <set>
#include <span>
#include <string>

#include "ecoeff/base/freed_memory.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/numeric/simd.hpp"
#include "ecoeff/solver/columns.hpp"
#include "ecoeff/solver/order.hpp"
#include "frontier_rivals.hpp"

namespace {

using ecoeff::RandomStream;

std::set<std::string> chosen;
std::size_t largest = 1'000'000;
bool with_rivals = true;

bool wanted(const std::string& group) { return chosen.empty() || chosen.count(group) > 0; }

// Size and every feature lognormal: few rows are efficient.
bench::Panel thin_panel(std::size_t n, std::size_t inputs, std::size_t good, std::size_t bad, std::size_t draw = 0) {
  bench::Panel panel{inputs, good, bad, {}};
  RandomStream random(n, inputs + 1000 * draw);
  for (std::size_t i = 0; i < n; ++i) {
    const double size = std::exp(random.normal());
    for (std::size_t k = 0; k < panel.features(); ++k) panel.value.push_back(size * std::exp(0.5 * random.normal()));
  }
  return panel;
}

// A quarter of the rows stands on a smooth frontier with decreasing returns, the rest below it.
bench::Panel dense_panel(std::size_t n, std::size_t inputs, std::size_t good, std::size_t bad) {
  bench::Panel panel{inputs, good, bad, {}};
  RandomStream random(n, 99);
  std::vector<double> row(panel.features());
  for (std::size_t i = 0; i < n; ++i) {
    double reach = 1;
    for (std::size_t k = 0; k < row.size(); ++k) {
      row[k] = std::exp(0.5 * random.normal());
      if (k < inputs || k >= inputs + good) reach *= std::pow(row[k], 0.7 / static_cast<double>(inputs + bad));
    }
    double norm = 0;
    for (std::size_t k = inputs; k < inputs + good; ++k) norm += row[k] * row[k];
    const double below = i % 4 == 0 ? 1 : std::exp(-0.1 - 0.3 * std::abs(random.normal()));
    for (std::size_t k = inputs; k < inputs + good; ++k) row[k] *= reach * below / std::sqrt(norm);
    panel.value.insert(panel.value.end(), row.begin(), row.end());
  }
  return panel;
}

ecoeff::Panel as_panel(const bench::Panel& panel, ecoeff::ScoreOptions& options) {
  ecoeff::Table table;
  std::vector<std::string> unit(panel.rows());
  for (std::size_t i = 0; i < unit.size(); ++i) unit[i] = fmt::format("u{}", i);
  table.set_text("unit", unit);
  for (std::size_t k = 0; k < panel.features(); ++k) {
    std::vector<double> column(panel.rows());
    for (std::size_t i = 0; i < column.size(); ++i) column[i] = panel.value[i * panel.features() + k];
    const std::string name = fmt::format("f{}", k);
    table.set_numbers(name, std::move(column));
    const bool input = k < panel.inputs;
    (input ? options.inputs : k < panel.inputs + panel.good ? options.good : options.bad).push_back(name);
  }
  return {std::move(table), "unit", ""};
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class Body>
double best_of(int runs, Body body) {
  double best = std::numeric_limits<double>::infinity();
  for (int run = 0; run < runs; ++run) {
    const double start = processor_seconds();
    body();
    best = std::min(best, processor_seconds() - start);
  }
  return best;
}

struct Rival {
  double seconds = std::numeric_limits<double>::infinity();
  std::string name;
  std::vector<double> scores;
  std::vector<std::vector<double>> all;  // the scores of every run
};

// Keeps the fastest run of all so far.
void run_rivals(const bench::Panel& panel, bool vrs, Rival& rival) {
  std::vector<std::size_t> file(panel.rows());
  std::iota(file.begin(), file.end(), std::size_t{0});
  std::vector<std::size_t> sorted = file;
  const auto size = [&](std::size_t row) {
    double sum = 0;
    for (std::size_t k = 0; k < panel.features(); ++k) sum += std::log(panel.value[row * panel.features() + k]);
    return sum;
  };
  std::sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) { return size(a) < size(b); });
  using Run = std::vector<double> (*)(const bench::Panel&, bool, const std::vector<std::size_t>&);
  for (const auto& [name, run] :
       {std::pair<const char*, Run>{"clp", bench::scores_by_clp}, {"glpk", bench::scores_by_glpk}}) {
    for (const auto* order : {&file, &sorted}) {
      const double start = processor_seconds();
      rival.all.push_back(run(panel, vrs, *order));
      const double seconds = processor_seconds() - start;
      if (seconds >= rival.seconds) continue;
      rival.seconds = seconds;
      rival.name = fmt::format("{} {}", name, order == &file ? "file" : "sorted");
      rival.scores = rival.all.back();
    }
  }
}

double gap_of(double a, double b) {
  if (std::isnan(a) && std::isnan(b)) return 0;
  return std::isnan(a) || std::isnan(b) ? 1 : std::abs(a - b) / std::max(1.0, a);
}

// "same to 1e-14", or how many rows differ from the rival's scores and how many of them from those of all its runs.
std::string compared(const auto& rows, const Rival& rival) {
  double worst = 0;
  std::size_t differ = 0;
  std::size_t from_all = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double gap = gap_of(rows[i].score, rival.scores[i]);
    worst = std::max(worst, gap);
    if (gap <= 1e-8) continue;
    ++differ;
    from_all += std::all_of(rival.all.begin(), rival.all.end(),
                            [&](const auto& scores) { return gap_of(rows[i].score, scores[i]) > 1e-8; });
  }
  if (differ == 0) return fmt::format("same to {:.0e}", worst);
  return fmt::format("{} rows differ by up to {:.0e}, {} of them from every run of a rival", differ, worst, from_all);
}

void one_line(const char* group, const bench::Panel& panel, bool vrs, bool rivals) {
  ecoeff::ScoreOptions options{.returns = vrs ? ecoeff::Returns::vrs : ecoeff::Returns::crs};
  const ecoeff::Panel input = as_panel(panel, options);
  ecoeff::ScoreResult result;
  const std::size_t n = panel.rows();
  const auto timed = [&] {
    return best_of(n <= 5000 ? 9 : n <= 100'000 ? 3 : 1, [&] { result = ecoeff::score(input, options); });
  };
  double seconds = timed();
  Rival rival;
  if (rivals && with_rivals) {
    // Both before and after, so that nobody alone meets a slow minute of the machine.
    for (int round = 0; round < 2; ++round) {
      run_rivals(panel, vrs, rival);
      seconds = std::min(seconds, timed());
    }
  }
  const auto efficient = std::ranges::count_if(result.rows.scores(), [](const auto& r) { return r.efficient; });
  const double micro = 1e6 * seconds / static_cast<double>(n);
  fmt::print("{:<6}{}+{}+{} {} {:>9} {:>8} {:>10.2f}", group, panel.inputs, panel.good, panel.bad, vrs ? "VRS" : "CRS",
             n, efficient, micro);
  if (rivals && with_rivals) {
    fmt::print(" {:>10.1f} {:>8.0f}  {:<12} {}", 1e6 * rival.seconds / static_cast<double>(n), rival.seconds / seconds,
               rival.name, compared(result.rows.scores(), rival));
  }
  fmt::print("\n");
  std::fflush(stdout);
}

// Microseconds a row, the mean over several panels of n rows drawn alike: with few efficient rows one panel differs
// much from the next.
double mean_cost(std::size_t n, std::size_t panels, bool vrs) {
  double total = 0;
  for (std::size_t draw = 0; draw < panels; ++draw) {
    ecoeff::ScoreOptions options{.returns = vrs ? ecoeff::Returns::vrs : ecoeff::Returns::crs};
    const ecoeff::Panel input = as_panel(thin_panel(n, 3, 1, 1, draw), options);
    total += best_of(3, [&] { (void)ecoeff::score(input, options); });
  }
  return 1e6 * total / static_cast<double>(n * panels);
}

void growth_line(bool vrs) {
  constexpr std::size_t kFew = 10'000;
  constexpr std::size_t kMany = 1'000'000;
  const double few = mean_cost(kFew, 30, vrs);
  const double many = mean_cost(kMany, 3, vrs);
  fmt::print("growth 3+1+1 {}      {:.2f} us a row in 30 panels of {}, {:.2f} in 3 of {}: {:.2f} times\n",
             vrs ? "VRS" : "CRS", few, kFew, many, kMany, many / few);
  std::fflush(stdout);
}

// A pricing pass over n columns of 5 features: every column priced, and as the solver does it, blocks passed over by
// their corners, with prices near an optimum (3 columns of 10,000 violate). Beside it the rate at which this machine
// reads the same values one after the other with its widest loads, in columns of 5 doubles.
void pricing_line(std::size_t n) {
  const bench::Panel panel = thin_panel(n, 3, 1, 1);
  const ecoeff::solver::Data data{.features = 5, .value = panel.value, .unit = {}};
  std::vector<std::size_t> rows(n);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const ecoeff::solver::ColumnStore store(data, ecoeff::solver::near_order(data, rows, 1));
  const ecoeff::solver::Reference reference{.data = &data, .store = &store};
  const double weights[] = {-0.25, -0.25, -0.25, 0.15, -0.25};
  const double inverse[] = {1, 1, 1, 1, 1};
  const ecoeff::solver::Prices prices{.weights = weights, .inverse = inverse, .tolerance = 1e-9};
  const std::size_t passes = std::max<std::size_t>(1, 20'000'000 / n);
  double kept = 0;  // so that nothing is optimised away
  const auto rate = [&](auto body) {
    const double seconds = best_of(5, [&] {
      for (std::size_t pass = 0; pass < passes; ++pass) kept += body();
    });
    return 1e-6 * static_cast<double>(n * passes) / seconds;
  };
  const double every = rate([&] {
    std::array<double, ecoeff::solver::ColumnStore::kBlock> out;
    double most = 0;
    for (std::size_t b = 0; b < store.blocks(); ++b) most = std::max(most, store.price(b, weights, 0, out));
    return most;
  });
  const double pruned = rate([&] { return ecoeff::solver::most_violating(reference, prices).violation; });
  const double scan = rate([&] {
    constexpr std::size_t kPiece = 1024;
    constexpr std::uint32_t kOffset = 0;
    constexpr double kOne = 1;
    std::array<double, kPiece> out;
    double most = 0;
    for (std::size_t i = 0; i + kPiece <= data.value.size(); i += kPiece)
      most = std::max(most, ecoeff::simd::affine(data.value.data() + i, &kOffset, &kOne, 1, 0, kPiece, out.data()));
    return most;
  });
  fmt::print(
      "pricing n={:<9} every column {:>7.0f}, blocks passed over {:>9.0f}, plain reading {:>7.0f} million columns a "
      "second{}\n",
      n, every, pruned, scan, std::isnan(kept) ? " " : "");
}

void threads_line(std::size_t n, bool vrs) {
  const bench::Panel panel = thin_panel(n, 3, 1, 1);
  ecoeff::ScoreOptions options{.returns = vrs ? ecoeff::Returns::vrs : ecoeff::Returns::crs};
  const ecoeff::Panel input = as_panel(panel, options);
  double seconds[2] = {1e300, 1e300};
  for (int run = 0; run < 15; ++run) {
    for (const unsigned threads : {1U, 2U}) {
      options.threads = threads;
      const auto start = std::chrono::steady_clock::now();
      (void)ecoeff::score(input, options);
      double& best = seconds[threads - 1];
      best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
  }
  fmt::print("threads {} n={}: one {:.3f} s, two {:.3f} s, {:.2f} times (clock on the wall)\n", vrs ? "VRS" : "CRS", n,
             seconds[0], seconds[1], seconds[0] / seconds[1]);
}

// A figure of /proc/self/status in bytes.
double memory_of(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) return 1024 * std::stod(line.substr(name.size() + 1));
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// What the panel takes (5 doubles, codes and names of the units, places of the rows), and what scoring takes beside it
// at its peak, answers included.
void memory_line(std::size_t n, bool vrs) {
  (void)malloc_trim(0);
  const double before = memory_of("VmRSS");
  ecoeff::ScoreOptions options{.returns = vrs ? ecoeff::Returns::vrs : ecoeff::Returns::crs};
  const ecoeff::Panel input = as_panel(thin_panel(n, 3, 1, 1), options);
  (void)malloc_trim(0);
  const double data = memory_of("VmRSS");
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins here
  const ecoeff::ScoreResult result = ecoeff::score(input, options);
  const double peak = memory_of("VmHWM");
  (void)malloc_trim(0);
  const double rows = static_cast<double>(result.rows.size());
  fmt::print("memory {} n={}: the data {:.0f} bytes a row, beside it {:.0f} at the peak and {:.0f} at the end\n",
             vrs ? "VRS" : "CRS", n, (data - before) / rows, (peak - data) / rows, (memory_of("VmRSS") - data) / rows);
}

// Every model on one panel, beside super-SBM in the same run. A row is skipped where the last smaller panel says that it
// would take minutes.
void models_lines() {
  struct Asked {
    const char* name;
    ecoeff::ScoreOptions options;
  };
  using enum ecoeff::Orientation;
  const std::vector<Asked> all{
      {"super-sbm", {.model = "super-sbm"}},
      {"sbm", {.model = "sbm"}},
      {"radial", {.model = "radial", .orientation = input}},
      {"super-radial", {.model = "super-radial", .orientation = input}},
      {"additive", {.model = "additive"}},
      {"ram", {.model = "ram"}},
      {"ddf strong", {.model = "ddf", .disposability = ecoeff::Disposability::strong}},
      {"nddf strong", {.model = "nddf", .disposability = ecoeff::Disposability::strong}},
      {"ebm", {.model = "ebm"}},
      {"fdh", {.model = "fdh", .orientation = input}},
      {"ddf weak", {.model = "ddf"}},
      {"nddf weak", {.model = "nddf"}},
  };
  constexpr double kMostSeconds = 60;
  std::vector<double> last(all.size(), 0.0);
  fmt::print("{:<16} {:>9} {:>10} {:>10} {:>12}\n", "model", "n", "seconds", "us a row", "to super-sbm");
  for (const std::size_t n : {8000UL, 12'000UL, 16'000UL, 20'000UL, 200'000UL}) {
    if (n > largest) break;
    const bench::Panel rows = thin_panel(n, 3, 1, 1);
    double first = 0;
    for (std::size_t m = 0; m < all.size(); ++m) {
      if (n == 200'000 && last[m] * 100 > kMostSeconds) {
        fmt::print("{:<16} {:>9} {:>10}\n", all[m].name, n, "skipped");
        continue;
      }
      ecoeff::ScoreOptions options = all[m].options;
      options.returns = ecoeff::Returns::vrs;
      const ecoeff::Panel panel = as_panel(rows, options);
      last[m] = best_of(n > 20'000 ? 1 : 2, [&] { (void)ecoeff::score(panel, options); });
      if (m == 0) first = last[m];
      fmt::print("{:<16} {:>9} {:>10.2f} {:>10.1f} {:>12.1f}\n", all[m].name, n, last[m],
                 last[m] / static_cast<double>(n) * 1e6, last[m] / first);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  ecoeff::keep_freed_memory();  // as the program does
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "norival") {
      with_rivals = false;
    } else if (std::isdigit(static_cast<unsigned char>(word[0])) != 0) {
      largest = std::stoul(word);
    } else {
      chosen.insert(word);
    }
  }
  double load[3] = {};
  (void)getloadavg(load, 3);
  fmt::print("load of the machine {:.1f} {:.1f} {:.1f}\n", load[0], load[1], load[2]);
  // First: after large panels the system goes on with their memory for a while.
  if (wanted("threads") && largest >= 100'000) {
    for (const bool vrs : {false, true}) threads_line(100'000, vrs);
  }
  fmt::print("{:<16} {:>9} {:>8} {:>10} {:>10} {:>8}\n", "panel", "n", "frontier", "us a row", "rival us", "ratio");
  for (const std::size_t n : {504UL, 5000UL, 10'000UL, 100'000UL, 1'000'000UL}) {
    if (n > largest) break;
    for (const bool vrs : {false, true}) {
      if (wanted("thin")) one_line("thin", thin_panel(n, 3, 1, 1), vrs, n <= 5000);
    }
    if (wanted("dense") && n >= 5000) one_line("dense", dense_panel(n, 3, 1, 1), true, n <= 5000);
    for (const bool vrs : {false, true}) {
      if (wanted("wide")) one_line("wide", thin_panel(n, 4, 2, 2), vrs, n <= 5000);
    }
  }
  if (wanted("models")) models_lines();
  for (const std::size_t n : {1000UL, 10'000UL, 100'000UL, 1'000'000UL}) {
    if (wanted("pricing") && n <= largest) pricing_line(n);
  }
  if (wanted("growth") && largest >= 1'000'000) {
    for (const bool vrs : {false, true}) growth_line(vrs);
  }
  if (wanted("memory") && largest >= 1'000'000) {
    for (const bool vrs : {false, true}) memory_line(1'000'000, vrs);
  }
  return 0;
}
