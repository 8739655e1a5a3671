#include "ecoeff/panel/condition_note.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ecoeff {
namespace {

constexpr double kNearlyCollinear = 1e6;

}  // namespace

void note_condition(Estimate& estimate) {
  if (!(estimate.condition > kNearlyCollinear)) return;
  const bool said =
      std::any_of(estimate.notes.begin(), estimate.notes.end(), [](const Note& note) { return note.code == "P595"; });
  if (said) return;
  estimate.notes.push_back(
      {Severity::warning,
       "P595",
       {fmt::format(
            "the regressors are nearly collinear (condition number {:.1e}); small changes of the data change the "
            "coefficients much",
            estimate.condition),
        fmt::format("解释变量接近共线（条件数 {:.1e}），数据的微小变化会使系数大幅变化", estimate.condition)},
       {}});
}

}  // namespace ecoeff
