// How often the rules for odd values call a clean cell wrong, and how many planted faults they find.
//
//   odd_values_bench FILE.csv UNIT TIME [ROUNDS]...   one or more panels, each with its keys
//
// First line of a panel: cells, cells called wrong, cells to look at. Then for each kind of fault: of how many planted
// ones (each into a clean copy, at a place drawn with a fixed seed) at least half of the cells are called wrong, and of
// how many called wrong or looked at.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <random>
#include <set>

#include "ecoeff/data/odd/column_words.hpp"
#include "ecoeff/data/odd/odd_series.hpp"
#include "ecoeff/data/odd/odd_values.hpp"
#include "ecoeff/data/read.hpp"

namespace {

using namespace ecoeff;

using Cells = std::set<std::pair<std::string, std::size_t>>;  // column and row

Cells cells_of(const OddValues& found, bool look_too) {
  Cells out;
  for (const OddFinding& finding : found.findings) {
    if (finding.tier != OddTier::wrong && !look_too) continue;
    for (const std::size_t row : finding.rows) out.emplace(finding.column, row);
  }
  return out;
}

class Planter {
 public:
  Planter(const Panel& clean, std::uint64_t seed) : panel_(clean), random_(seed) {
    const odd::Sheet sheet = odd::sheet_of(clean, {});
    for (const odd::Series& s : sheet.columns) {
      names_.push_back(s.name);
      steps_[s.name] = s.step;
    }
  }

  // The cells changed in `out`; empty where this draw has no place for the fault.
  Cells plant(const std::string& kind, Panel& out) {
    if (kind.starts_with("factor ")) return scale(out, std::stod(kind.substr(7)));
    if (kind == "last digit lost") return lose_digit(out);
    if (kind == "block of another unit") return copy_unit(out);
    if (kind == "block of another year") return copy_year(out);
    if (kind == "part above its total") return part(out);
    return break_year(out);
  }

 private:
  std::size_t draw(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  double uniform(double a, double b) { return std::uniform_real_distribution<double>(a, b)(random_); }
  double value(const std::string& name, std::size_t row) const { return panel_.table.numbers(name)[row]; }

  static void put(Panel& out, const std::string& name, std::size_t row, double value, Cells& cells) {
    const auto old = out.table.numbers(name);
    std::vector<double> all(old.begin(), old.end());
    if (all[row] == value) return;
    all[row] = value;
    Column column = out.table.column(name);
    column.numbers = std::move(all);
    out.table.set(std::move(column));
    cells.emplace(name, row);
  }

  Cells scale(Panel& out, double factor) {
    Cells cells;
    const std::string& name = names_[draw(names_.size())];
    const std::size_t row = draw(panel_.rows());
    const double v = value(name, row);
    if (!is_missing(v) && v != 0) put(out, name, row, draw(2) == 0 ? v * factor : v / factor, cells);
    return cells;
  }

  Cells lose_digit(Panel& out) {
    Cells cells;
    const std::string& name = names_[draw(names_.size())];
    const std::size_t row = draw(panel_.rows());
    const double v = value(name, row);
    if (!is_missing(v) && std::abs(v) >= 100) put(out, name, row, std::trunc(v / 10), cells);
    return cells;
  }

  // Four to six years of one unit, from the same years of another.
  Cells copy_unit(Panel& out) {
    Cells cells;
    const std::string& name = names_[draw(names_.size())];
    const std::size_t from = draw(panel_.units()), to = draw(panel_.units()), years = 4 + draw(3);
    const std::size_t first = draw(panel_.periods().size());
    for (std::size_t t = first; t < first + years && t < panel_.periods().size(); ++t) {
      const std::size_t a = panel_.row_of(static_cast<std::int32_t>(from), panel_.periods()[t]);
      const std::size_t b = panel_.row_of(static_cast<std::int32_t>(to), panel_.periods()[t]);
      if (a == kNoRow || b == kNoRow || is_missing(value(name, a)) || is_missing(value(name, b))) continue;
      put(out, name, b, value(name, a), cells);
    }
    return cells.size() >= 4 ? cells : Cells{};
  }

  // All units, or a run of at least four, have in one year what they had in another.
  Cells copy_year(Panel& out) {
    Cells cells;
    const std::string& name = names_[draw(names_.size())];
    const std::int32_t from = panel_.periods()[draw(panel_.periods().size())];
    const std::int32_t to = panel_.periods()[draw(panel_.periods().size())];
    const std::size_t first = draw(panel_.units()), many = 4 + draw(panel_.units());
    for (std::size_t u = first; u < first + many && u < panel_.units(); ++u) {
      const std::size_t a = panel_.row_of(static_cast<std::int32_t>(u), from);
      const std::size_t b = panel_.row_of(static_cast<std::int32_t>(u), to);
      if (a == kNoRow || b == kNoRow || is_missing(value(name, a)) || is_missing(value(name, b))) continue;
      put(out, name, b, value(name, a), cells);
    }
    return cells.size() >= 4 ? cells : Cells{};
  }

  Cells part(Panel& out) {
    Cells cells;
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const std::string& p : names_) {
      for (const std::string& t : names_) {
        const bool rates = odd::speaks_of_rate(p, "") || odd::speaks_of_rate(t, "");
        if (!rates && odd::names_part(p, t)) pairs.emplace_back(p, t);
      }
    }
    if (pairs.empty()) return cells;
    const auto& [p, t] = pairs[draw(pairs.size())];
    const std::size_t row = draw(panel_.rows());
    if (!is_missing(value(t, row)) && !is_missing(value(p, row)) && value(p, row) <= value(t, row) && value(t, row) > 0)
      put(out, p, row, value(t, row) * uniform(1.02, 1.5), cells);
    return cells;
  }

  // All units are moved by 20 to 60 % in one year, or from it on, and rounded as the column is.
  Cells break_year(Panel& out) {
    Cells cells;
    const std::string& name = names_[draw(names_.size())];
    const std::size_t t = 1 + draw(panel_.periods().size() - 1);
    const double factor = draw(2) == 0 ? uniform(1.2, 1.6) : 1 / uniform(1.25, 1.6);
    const bool stays = draw(2) == 0;
    const double step = steps_.at(name);  // as the column is written, so that the decimals do not tell
    const auto old = out.table.numbers(name);
    std::vector<double> all(old.begin(), old.end());
    for (std::size_t row = 0; row < panel_.rows(); ++row) {
      const bool here = panel_.time()[row] == panel_.periods()[t];
      const bool moved = here || (stays && panel_.time()[row] > panel_.periods()[t]);
      if (!moved || is_missing(all[row])) continue;
      const double moved_value = std::round(all[row] * factor / step) * step;
      if (here && moved_value != all[row]) cells.emplace(name, row);
      all[row] = moved_value;
    }
    Column column = out.table.column(name);
    column.numbers = std::move(all);
    out.table.set(std::move(column));
    return cells.size() >= 5 ? cells : Cells{};
  }

  const Panel& panel_;
  std::mt19937_64 random_;
  std::vector<std::string> names_;
  std::map<std::string, double> steps_;
};

std::size_t hits(const Cells& planted, const Cells& found) {
  return static_cast<std::size_t>(
      std::count_if(planted.begin(), planted.end(), [&](const auto& cell) { return found.contains(cell); }));
}

void bench(const std::string& file, const std::string& unit, const std::string& time, std::size_t rounds,
           bool verbose) {
  Table table = read_table(file).table;
  table.show_names(unit);
  const Panel clean(std::move(table), unit, time);
  const OddValues own = find_odd_values(clean);
  const odd::Sheet sheet = odd::sheet_of(clean, {});
  double cells = 0;
  for (const odd::Series& s : sheet.columns) {
    for (const double v : s.value) cells += is_missing(v) ? 0 : 1;
  }
  const Cells wrong = cells_of(own, false);
  fmt::print("{}: {} cells, wrong {} ({:.2f} in a thousand), look at {}\n", file, cells, wrong.size(),
             1000 * static_cast<double>(wrong.size()) / cells, cells_of(own, true).size() - wrong.size());
  if (verbose) {
    for (const Note& note : own.notes) fmt::print("   {} {}: {}\n", note.code, note.where.column, note.message.en);
  }
  for (const std::string kind :
       {"factor 10", "factor 100", "factor 1000", "factor 10000", "last digit lost", "block of another unit",
        "block of another year", "part above its total", "break in a year"}) {
    Planter planter(clean, 20261130);
    std::size_t planted = 0, called = 0, looked = 0;
    for (std::size_t i = 0; i < 4 * rounds && planted < rounds; ++i) {
      Panel faulty = clean;
      const Cells at = planter.plant(kind, faulty);
      if (at.empty()) continue;
      ++planted;
      const OddValues found = find_odd_values(faulty);
      const bool is_called = hits(at, cells_of(found, false)) * 2 >= at.size();
      called += is_called ? 1 : 0;
      looked += hits(at, cells_of(found, true)) * 2 >= at.size() ? 1 : 0;
      if (verbose && !is_called)
        fmt::print("      missed: {} {} {} = {}\n", at.begin()->first,
                   faulty.unit_names()[static_cast<std::size_t>(faulty.unit()[at.begin()->second])],
                   faulty.time()[at.begin()->second], faulty.table.numbers(at.begin()->first)[at.begin()->second]);
    }
    if (planted > 0)
      fmt::print("   {:<22} {:>4} planted, {:>4} wrong, {:>4} with look at\n", kind, planted, called, looked);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 3) {
    fmt::print("odd_values_bench FILE UNIT TIME ROUNDS [FILE UNIT TIME ROUNDS]... [-v]\n");
    return 1;
  }
  const bool verbose = arguments.back() == "-v";
  for (std::size_t i = 0; i + 3 < arguments.size(); i += 4)
    bench(arguments[i], arguments[i + 1], arguments[i + 2], std::stoul(arguments[i + 3]), verbose);
  return 0;
}
