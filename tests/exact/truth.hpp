// What scores, statuses and decisions of an instance are, by exact fractions and from the definitions alone.
//
// Efficient: SBM, super-SBM: rho is 1. All others: no mixture of the row's own reference set (of FDH: no row of it) is
// as good in every feature and better in one; of directional models also that the distance is 0, of EBM that the score
// is 1 (it can be less where a factor is free). Super-efficiencies say so of the set that holds the row. Returns to
// scale, of the model that compares a row with itself too, on the scale where less is worse: increasing where VRS
// exceeds NIRS, decreasing where NIRS exceeds CRS, else constant. Epsilon and the weights of EBM are irrational: the
// library's own, as the doubles that they are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exact/instance.hpp"

namespace ecoeff::exact {

struct RowTruth {
  bool known = true;  // false: exact arithmetic gave up on the row
  RowStatus status = RowStatus::bad_data;
  std::optional<Fraction> score, rho, delta, meta;
  double measure = 1;  // of `score`: max(1, |score|), 1 + |beta|, or the sum of c_k z_ok (additive)
  bool efficient = false;
  std::string returns_class;  // with `scale`; empty where one of the scores is missing
};

struct Index {
  std::optional<double> value;  // nothing: a distance behind it is missing
  double tolerance = 0;         // what distances that are right to `precision` leave
};

struct PairTruth {
  bool known = true;
  std::size_t from = 0;
  std::size_t to = 0;
  Index index, ec, tc, pec, sec, scale;
  std::optional<RowStatus> status;  // nothing: several kinds of distances are missing
};

// Of a model with a score a row.
[[nodiscard]] std::vector<RowTruth> truth_of_rows(const Instance& instance);
// Of an index of productivity, by unit and then by year; `precision` of the distances, relative to their measure.
[[nodiscard]] std::vector<PairTruth> truth_of_pairs(const Instance& instance, double precision);

}  // namespace ecoeff::exact
