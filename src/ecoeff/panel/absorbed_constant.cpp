#include "ecoeff/panel/absorbed_constant.hpp"

#include <utility>

#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {

Effect one_level(std::size_t rows) {
  return {.name = "_cons", .codes = std::vector<std::int32_t>(rows, 0), .levels = 1};
}

void weigh_effects(const Vector& roots, std::vector<Effect>& effects) {
  for (Effect& effect : effects) {
    if (effect.values.empty()) effect.values.assign(effect.codes.size(), 1);
    for (std::size_t i = 0; i < effect.values.size(); ++i) effect.values[i] *= roots(static_cast<Eigen::Index>(i));
  }
}

Means means_of(const EstimationSample& sample, const TimeEffects* years, unsigned threads) {
  const Eigen::Index n = sample.y.size();
  Means means{.weights = Vector(n)};
  if (sample.weights.size() > 0) {
    means.weights = sample.weights.cwiseSqrt() / sample.weights.sum();
  } else {
    for_rows(n, threads, [&](Eigen::Index first, Eigen::Index count) {
      means.weights.segment(first, count).setConstant(1 / static_cast<double>(n));
    });
  }
  if (years != nullptr) means.weights -= years->mean_weights();
  means.y = sum_rows(n, threads, 0.0, [&](Eigen::Index first, Eigen::Index count) {
    return means.weights.segment(first, count).dot(sample.y.segment(first, count));
  });
  const Vector zero = Vector::Zero(sample.x.cols());
  means.x = sum_rows(n, threads, zero, [&](Eigen::Index first, Eigen::Index count) {
    return Vector(sample.x.middleRows(first, count).transpose() * means.weights.segment(first, count));
  });
  return means;
}

Constant constant_of(Means means, const LinearFit& fit, unsigned threads) {
  if (fit.constant) return *fit.constant;
  const Vector x = means.x(fit.kept);
  for_rows(means.weights.size(), threads, [&](Eigen::Index first, Eigen::Index count) {
    means.weights.segment(first, count) -= fit.influence.middleRows(first, count) * x;
  });
  return {means.y - x.dot(fit.slopes), std::move(means.weights)};
}

}  // namespace ecoeff
