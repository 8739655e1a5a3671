#include "ecoeff/panel/near_sample.hpp"

#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

std::vector<std::string> keep_independent(const Formula& formula, EstimationSample& sample) {
  Matrix all(sample.x.rows(), sample.x.cols() + 1);
  all << Vector::Ones(sample.x.rows()), sample.x;
  const Vector nothing = negligible_lengths(all, true);
  (void)move_near_zero(all);
  const OrthogonalColumns basis = orthogonalise(std::move(all), nothing);
  std::vector<std::string> names;
  std::vector<std::string> omitted;
  std::vector<Eigen::Index> kept;
  for (const Eigen::Index j : basis.kept) {
    if (j == 0) continue;
    kept.push_back(j - 1);
    names.push_back(sample.names[static_cast<std::size_t>(j - 1)]);
  }
  for (const Eigen::Index j : basis.omitted) omitted.push_back(sample.names[static_cast<std::size_t>(j - 1)]);
  if (kept.empty() && !omitted.empty()) {
    throw Error(Fault::estimator, "P513",
                {formula.text + ": no regressor varies", formula.text + "：所有解释变量都没有变化"}, {},
                {"use a regressor that varies", "请使用有变化的解释变量"});
  }
  if (!omitted.empty()) sample.x = Matrix(sample.x(Eigen::all, kept));
  sample.names = std::move(names);
  return omitted;
}

}  // namespace

NearSample bring_near_zero(const Formula& formula, EstimationSample& sample, bool constant) {
  NearSample near{.moved = Vector::Zero(sample.x.cols())};
  if (!constant) return near;
  near.omitted = keep_independent(formula, sample);
  near.moved_y = move_near_zero(sample.y);
  near.moved = move_near_zero(sample.x);
  return near;
}

void undo(const NearSample& near, const EstimationSample& sample, Estimate& estimate) {
  restore_constant(sample.names, near.moved, near.moved_y, estimate);
  if (near.omitted.empty()) return;
  std::erase_if(estimate.notes, [](const Note& note) { return note.code == "P521"; });
  estimate.omitted.insert(estimate.omitted.begin(), near.omitted.begin(), near.omitted.end());
  const std::string names = join(estimate.omitted, " ");
  estimate.notes.push_back(
      {Severity::warning, "P521", {"left out because of collinearity: " + names, "因共线性而剔除：" + names}, {}});
}

}  // namespace ecoeff
