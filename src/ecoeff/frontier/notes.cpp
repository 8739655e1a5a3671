#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/score_model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/threads.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::frontier {
namespace {

constexpr std::size_t kNamed = 5;  // rows named in a note

void note_form(const ScoreOptions& o, Notes& notes) {
  if (score_model(o.model).takes("bad_as") == nullptr || o.bad.empty()) return;
  if (o.bad_as == BadAs::output) {
    notes.push_back(
        {Severity::info,
         "F410",
         {"super-efficiency counts undesirable outputs with the outputs: delta = [1 + mean(s-/x)] / [1 - (sum s+/y "
          "+ sum sb/b)/q]",
          "超效率把非期望产出计入产出一侧：delta = [1 + mean(s-/x)] / [1 - (Σs+/y + Σsb/b)/q]"},
         {}});
  } else {
    notes.push_back(
        {Severity::info,
         "F410",
         {"super-efficiency counts undesirable outputs with the inputs: delta = [1 + (sum s-/x + sum sb/b)/(m+q2)] "
          "/ [1 - mean(s+/y)]",
          "超效率把非期望产出计入投入一侧：delta = [1 + (Σs-/x + Σsb/b)/(m+q2)] / [1 - mean(s+/y)]"},
         {}});
  }
}

void note_rows(std::size_t count, const std::vector<std::string>& names, Severity severity, const char* code, Text what,
               Notes& notes) {
  if (count == 0) return;
  const std::string list = join(names, ", ");
  const bool more = count > names.size();
  notes.push_back({severity,
                   code,
                   {fmt::format("{} {} {}: {}{}", counted(count, "row"), agree(count, "has", "have"), what.en, list,
                                more ? ", ..." : ""),
                    fmt::format("{} 行{}:{}{}", count, what.zh, list, more ? " 等" : "")},
                   {}});
}

// The largest delta that these options allow, 0 when there is no bound.
double delta_bound(const ScoreOptions& o) {
  const bool bounded = score_model(o.model).takes("bad_as") != nullptr && !o.bad.empty() && o.bad_as == BadAs::output &&
                       o.orientation != Orientation::input &&
                       (o.returns == Returns::crs || o.returns == Returns::nirs) && o.weights.empty();
  return bounded ? static_cast<double>(o.good.size() + o.bad.size()) / static_cast<double>(o.bad.size()) : 0;
}

void note_saturation(const ScoreOptions& options, std::size_t saturated, Notes& notes) {
  if (saturated == 0) return;
  const double limit = delta_bound(options);
  notes.push_back({Severity::warning,
                   "F413",
                   {fmt::format("{} {} the largest score possible under these returns to scale, delta = q/q2 = {:g}",
                                counted(saturated, "row"), agree(saturated, "has", "have"), limit),
                    fmt::format("{} 行达到该规模报酬下可能的最大得分 delta = q/q2 = {:g}", saturated, limit)},
                   {}});
}

void note_zeros(std::size_t zeros, Notes& notes) {
  if (zeros == 0) return;
  notes.push_back(
      {Severity::info,
       "F414",
       {fmt::format(
            "{} {} a zero input or undesirable output: that slack is fixed at 0 and the divisor counts the others",
            counted(zeros, "row"), agree(zeros, "has", "have")),
        fmt::format("{} 行的某项投入或非期望产出为零：该松弛固定为 0，除数只计其余各项", zeros)},
       {}});
}

void note_frontier(std::size_t efficient, std::vector<Use> uses, Notes& notes) {
  std::erase_if(uses, [](const Use& use) { return use.times == 0; });
  if (uses.empty()) return;
  std::stable_sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) { return a.times > b.times; });
  std::string list;
  for (std::size_t i = 0; i < uses.size() && i < kNamed; ++i)
    list += fmt::format("{}{} ({})", i == 0 ? "" : ", ", uses[i].name, uses[i].times);
  notes.push_back({Severity::info,
                   "F415",
                   {fmt::format("{} {} efficient; most often a peer of others: {}", counted(efficient, "row"),
                                agree(efficient, "is", "are"), list),
                    fmt::format("{} 行有效；最常作为其他行参照的是：{}", efficient, list)},
                   {}});
}

void keep_first(const std::vector<std::string>& more, std::vector<std::string>& names) {
  for (const std::string& name : more) {
    if (names.size() < kNamed) names.push_back(name);
  }
}

}  // namespace

std::string row_name(const Panel& panel, std::size_t row) {
  const std::string& unit = panel.unit_names()[static_cast<std::size_t>(panel.unit()[row])];
  return panel.time_column().empty() ? unit : fmt::format("{}@{}", unit, panel.time()[row]);
}

namespace {

Tally tally_of(const Panel& panel, const ScoreResult& result, std::size_t first, std::size_t last) {
  Tally tally{.rows = last - first};
  const double limit = delta_bound(result.options);
  const auto count = [&](std::size_t row, std::size_t& total, std::vector<std::string>& names) {
    if (total++ < kNamed) names.push_back(row_name(panel, row));
  };
  for (std::size_t i = first; i < last; ++i) {
    const Scores& row = result.rows.scores()[i];
    if (row.status == RowStatus::infeasible) count(i, tally.infeasible, tally.infeasible_names);
    if (row.status == RowStatus::uncertified) count(i, tally.uncertified, tally.uncertified_names);
    if (row.status == RowStatus::unbounded) count(i, tally.unbounded, tally.unbounded_names);
    tally.efficient += row.efficient ? 1 : 0;
    tally.saturated += limit > 0 && row.delta > limit * kAtLimit ? 1 : 0;
    tally.zeros += row.zero ? 1 : 0;
    tally.marginal += row.marginal ? 1 : 0;
  }
  return tally;
}

constexpr std::size_t kTogether = 16384;  // rows that one thread counts

// The widest of all enclosures, and how many rows needed rational arithmetic.
void note_proofs(const Panel& panel, const ScoreRows& rows, Notes& notes) {
  std::size_t proved = 0;
  std::size_t rational = 0;
  std::size_t widest = 0;
  double width = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Scores& its = rows.scores(row);
    if (its.settled == Settled::no) continue;
    ++proved;
    rational += its.settled == Settled::rational ? 1 : 0;
    if (its.upper - its.lower > width) widest = row;
    width = std::max(width, its.upper - its.lower);
  }
  if (proved == 0) return;
  const std::string name = row_name(panel, widest);
  notes.push_back(
      {Severity::info,
       "F417",
       {fmt::format("{} {} proved, {} of them in rational arithmetic; the widest bounds are {:.1e} apart ({})",
                    counted(proved, "score"), agree(proved, "is", "are"), rational, width, name),
        fmt::format("{} 个得分已获证明，其中 {} 个由有理数运算得出；上下界相距最大为 {:.1e}（{}）", proved, rational,
                    width, name)},
       {}});
}

void note_margin(std::size_t marginal, Notes& notes) {
  if (marginal == 0) return;
  notes.push_back(
      {Severity::info,
       "F468",
       {fmt::format("{} {} so near the frontier that a relative change of 1e-9 in the data could turn whether {} "
                    "efficient",
                    counted(marginal, "row"), agree(marginal, "lies", "lie"), agree(marginal, "it is", "they are")),
        fmt::format("{} 行距前沿极近：数据相对变动 1e-9 即可能改变其是否有效", marginal)},
       {}});
}

}  // namespace

Tally tally_of(const Panel& panel, const ScoreResult& result) {
  const std::size_t rows = result.rows.size();
  std::vector<Tally> parts((rows + kTogether - 1) / kTogether);
  for_chunks(rows, kTogether, result.options.threads, [&](std::size_t first, std::size_t last) {
    parts[first / kTogether] = tally_of(panel, result, first, last);
  });
  Tally all;
  for (const Tally& part : parts) add(part, all);
  return all;
}

void add(const Tally& more, Tally& to) {
  to.rows += more.rows;
  to.unusable += more.unusable;
  to.efficient += more.efficient;
  to.infeasible += more.infeasible;
  to.uncertified += more.uncertified;
  to.saturated += more.saturated;
  to.zeros += more.zeros;
  to.unbounded += more.unbounded;
  to.marginal += more.marginal;
  keep_first(more.infeasible_names, to.infeasible_names);
  keep_first(more.uncertified_names, to.uncertified_names);
  keep_first(more.unbounded_names, to.unbounded_names);
}

Notes notes_of(const ScoreOptions& options, const Tally& tally, std::vector<Use> uses) {
  Notes notes;
  note_form(options, notes);
  note_rows(
      tally.infeasible, tally.infeasible_names, Severity::info, "F411",
      {"no super-efficiency because no mixture of the others reaches them", "没有超效率值，因为其他行的组合达不到它们"},
      notes);
  note_rows(tally.uncertified, tally.uncertified_names, Severity::warning, "F416",
            {"no certified score", "没有通过检验的得分"}, notes);
  note_rows(tally.unbounded, tally.unbounded_names, Severity::info, "F467",
            {"an unbounded measure and therefore no score", "测度无界，没有得分"}, notes);
  note_saturation(options, tally.saturated, notes);
  note_zeros(tally.zeros, notes);
  note_margin(tally.marginal, notes);
  note_frontier(tally.efficient, std::move(uses), notes);
  return notes;
}

Notes notes_of(const Panel& panel, const ScoreResult& result) {
  std::vector<std::uint32_t> times(result.rows.size(), 0);
  for (std::size_t row = 0; row < times.size(); ++row) {
    for (const std::uint32_t peer : result.rows.peer_rows(row)) times[peer] += peer == row ? 0 : 1;
  }
  std::vector<Use> uses;
  for (std::size_t row = 0; row < times.size(); ++row) {
    if (times[row] > 0) uses.push_back({.row = row, .name = row_name(panel, row), .times = times[row]});
  }
  Notes notes = notes_of(result.options, tally_of(panel, result), std::move(uses));
  if (result.options.certify) note_proofs(panel, result.rows, notes);
  return notes;
}

Notes unusable_notes(std::size_t unusable, std::size_t rows) {
  if (unusable == 0) return {};
  return {
      {Severity::warning,
       "F412",
       {fmt::format("{} of {} rows {} an input or output (or {} a zero desirable output): no score, and no part in a "
                    "reference set",
                    unusable, rows, agree(unusable, "lacks", "lack"), agree(unusable, "has", "have")),
        fmt::format("{} 行（共 {} 行）缺少投入或产出（或期望产出为零）：不计算得分，也不进入参考集", unusable, rows)},
       {}}};
}

}  // namespace ecoeff::frontier
