#include "ecoeff/frontier/notes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ecoeff::frontier {
namespace {

constexpr std::size_t kNamed = 5;  // rows named in a note

// The first few names, in the order given.
std::string names(const Panel& panel, const std::vector<std::size_t>& rows, const char* more) {
  std::string out;
  for (std::size_t i = 0; i < rows.size() && i < kNamed; ++i) out += (i == 0 ? "" : ", ") + row_name(panel, rows[i]);
  if (rows.size() > kNamed) out += more;
  return out;
}

void note_form(const ScoreResult& result, Notes& notes) {
  const ScoreOptions& o = result.options;
  if (o.model != "super-sbm" || o.bad.empty()) return;
  if (o.bad_as == BadAs::output) {
    notes.push_back({Severity::info,
                     "F410",
                     {"super-efficiency counts bad outputs with the outputs: delta = [1 + mean(s-/x)] / [1 - (sum s+/y "
                      "+ sum sb/b)/q]",
                      "超效率把非期望产出计入产出一侧：delta = [1 + mean(s-/x)] / [1 - (Σs+/y + Σsb/b)/q]"},
                     {}});
  } else {
    notes.push_back({Severity::info,
                     "F410",
                     {"super-efficiency counts bad outputs with the inputs: delta = [1 + (sum s-/x + sum sb/b)/(m+q2)] "
                      "/ [1 - mean(s+/y)]",
                      "超效率把非期望产出计入投入一侧：delta = [1 + (Σs-/x + Σsb/b)/(m+q2)] / [1 - mean(s+/y)]"},
                     {}});
  }
}

void note_rows(const Panel& panel, const ScoreResult& result, RowStatus status, Severity severity, const char* code,
               Text what, Notes& notes) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    if (result.rows[row].status == status) rows.push_back(row);
  }
  if (rows.empty()) return;
  notes.push_back({severity,
                   code,
                   {fmt::format("{} rows {}: {}", rows.size(), what.en, names(panel, rows, ", ...")),
                    fmt::format("{} 行{}:{}", rows.size(), what.zh, names(panel, rows, " 等"))},
                   {}});
}

void note_saturation(const ScoreResult& result, Notes& notes) {
  const ScoreOptions& o = result.options;
  const bool bounded = o.model == "super-sbm" && !o.bad.empty() && o.bad_as == BadAs::output &&
                       o.orientation != Orientation::input &&
                       (o.returns == Returns::crs || o.returns == Returns::nirs) && o.weights.empty();
  if (!bounded) return;
  const double limit = static_cast<double>(o.good.size() + o.bad.size()) / static_cast<double>(o.bad.size());
  const auto saturated = std::count_if(result.rows.begin(), result.rows.end(),
                                       [&](const RowScore& r) { return r.delta > limit * (1 - 1e-6); });
  if (saturated == 0) return;
  notes.push_back(
      {Severity::warning,
       "F413",
       {fmt::format("{} rows have the largest score possible under these returns to scale, delta = q/q2 = {:g}",
                    saturated, limit),
        fmt::format("{} 行达到该规模报酬下可能的最大得分 delta = q/q2 = {:g}", saturated, limit)},
       {}});
}

void note_zeros(const ScoreResult& result, Notes& notes) {
  const auto zeros = std::count_if(result.rows.begin(), result.rows.end(), [](const RowScore& r) { return r.zero; });
  if (zeros == 0) return;
  notes.push_back(
      {Severity::info,
       "F414",
       {fmt::format(
            "{} rows have a zero input or bad output: that slack is fixed at 0 and the divisor counts the others",
            zeros),
        fmt::format("{} 行的某项投入或非期望产出为零：该松弛固定为 0，除数只计其余各项", zeros)},
       {}});
}

void note_frontier(const Panel& panel, const ScoreResult& result, Notes& notes) {
  std::vector<std::size_t> uses(result.rows.size(), 0);
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    for (const Peer& peer : result.rows[row].peers) uses[peer.row] += peer.row == row ? 0 : 1;
  }
  std::vector<std::size_t> used;
  for (std::size_t row = 0; row < uses.size(); ++row) {
    if (uses[row] > 0) used.push_back(row);
  }
  if (used.empty()) return;
  std::stable_sort(used.begin(), used.end(), [&](std::size_t a, std::size_t b) { return uses[a] > uses[b]; });
  std::string list;
  for (std::size_t i = 0; i < used.size() && i < kNamed; ++i) {
    list += fmt::format("{}{} ({})", i == 0 ? "" : ", ", row_name(panel, used[i]), uses[used[i]]);
  }
  const auto efficient =
      std::count_if(result.rows.begin(), result.rows.end(), [](const RowScore& r) { return r.efficient; });
  notes.push_back({Severity::info,
                   "F415",
                   {fmt::format("{} rows are efficient; most often a peer of others: {}", efficient, list),
                    fmt::format("{} 行有效；最常作为其他行参照的是：{}", efficient, list)},
                   {}});
}

}  // namespace

std::string row_name(const Panel& panel, std::size_t row) {
  const std::string& unit = panel.unit_names()[static_cast<std::size_t>(panel.unit()[row])];
  return panel.time_column().empty() ? unit : fmt::format("{}@{}", unit, panel.time()[row]);
}

Notes notes_of(const Panel& panel, const ScoreResult& result) {
  Notes notes;
  note_form(result, notes);
  note_rows(panel, result, RowStatus::infeasible, Severity::info, "F411",
            {"have no super-efficiency because no mixture of the others reaches them",
             "没有超效率值，因为其他行的组合达不到它们"},
            notes);
  note_rows(panel, result, RowStatus::uncertified, Severity::warning, "F416",
            {"have no certified score", "没有通过检验的得分"}, notes);
  note_saturation(result, notes);
  note_zeros(result, notes);
  note_frontier(panel, result, notes);
  return notes;
}

}  // namespace ecoeff::frontier
