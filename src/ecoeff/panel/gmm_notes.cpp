#include "ecoeff/panel/gmm_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ecoeff {
namespace {

Note info(std::string code, Text text) { return {Severity::info, std::move(code), std::move(text), {}}; }
Note warning(std::string code, Text text) { return {Severity::warning, std::move(code), std::move(text), {}}; }

void note_sample(const Panel& panel, const Estimate& estimate, Notes& notes) {
  if (!estimate.omitted.empty()) {
    const std::string names = join(estimate.omitted, " ");
    notes.push_back(warning("P521", {"left out because of collinearity: " + names, "因共线性而剔除：" + names}));
  }
  const std::size_t left_out = panel.rows() - estimate.n;
  if (left_out > 0) {
    notes.push_back(info("P522", {fmt::format("{} of {} rows left out: a value, a lag or a difference is missing",
                                              left_out, panel.rows()),
                                  fmt::format("{} 行中有 {} 行未使用：缺少取值、滞后或差分", panel.rows(), left_out)}));
  }
}

void note_instruments(const Estimate& estimate, const GmmReport& report, const std::vector<GmmGroup>& groups,
                      int weight_rank, Notes& notes) {
  const std::size_t instruments = report.instruments;
  if (instruments >= estimate.groups) {
    notes.push_back(
        warning("P540", {fmt::format("{} instruments for {} units: too many; coefficients lean towards least squares "
                                     "and Hansen's test has no power. "
                                     "Collapse, or limit the lags",
                                     instruments, estimate.groups),
                         fmt::format("工具变量 {} 个，而单元仅 {} 个：工具变量过多，系数偏向最小二乘，Hansen "
                                     "检验失去效力。请使用 collapse 或限制滞后阶数",
                                     instruments, estimate.groups)}));
  }
  if (std::any_of(groups.begin(), groups.end(), [](const GmmGroup& group) { return !group.collapse; })) {
    notes.push_back(info("P543", {fmt::format("the instruments are not collapsed; there are {}", instruments),
                                  fmt::format("工具变量未折叠（collapse），共 {} 个", instruments)}));
  }
  const bool two_step_used = report.steps == 2 || !is_missing(report.hansen.statistic);
  if (two_step_used && static_cast<std::size_t>(weight_rank) < instruments) {
    notes.push_back(info(
        "P544", {fmt::format("the two-step weighting matrix is singular (rank {} of {}); a generalised inverse is used",
                             weight_rank, instruments),
                 fmt::format("两步权重矩阵奇异（秩 {}，共 {}），使用广义逆", weight_rank, instruments)}));
  }
}

// Under valid instruments p is uniform, so one p in ten is above 0.9: only instruments that are many beside the groups
// make such a p a sign of anything (Roodman 2009).
void note_tests(const Estimate& estimate, const GmmReport& report, Notes& notes) {
  if (report.hansen.p > 0.9 && 2 * report.instruments > estimate.groups) {
    notes.push_back(warning(
        "P541",
        {fmt::format("Hansen p = {:.3f} with {} instruments for {} units: a sign of too many instruments, not of "
                     "valid ones",
                     report.hansen.p, report.instruments, estimate.groups),
         fmt::format("Hansen 检验 p = {:.3f}，而工具变量 {} 个、单元 {} 个：说明工具变量过多，而非有效",
                     report.hansen.p, report.instruments, estimate.groups)}));
  }
  for (const ArTest& test : report.ar) {
    if (test.order != 2 || !(test.p < 0.05)) continue;
    notes.push_back(warning(
        "P542",
        {fmt::format("AR(2) p = {:.3f}: the errors are serially correlated, so second lags are not valid instruments",
                     test.p),
         fmt::format("AR(2) 检验 p = {:.3f}：误差项存在序列相关，二阶滞后不是有效的工具变量", test.p)}));
  }
}

}  // namespace

Notes gmm_notes(const Panel& panel, const Estimate& estimate, const GmmReport& report,
                const std::vector<GmmGroup>& groups, int weight_rank) {
  Notes notes;
  note_sample(panel, estimate, notes);
  note_instruments(estimate, report, groups, weight_rank, notes);
  note_tests(estimate, report, notes);
  return notes;
}

}  // namespace ecoeff
