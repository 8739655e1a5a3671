// The shadow prices of one row and their ranges over all optimal multipliers, in fractions (../shadow_prices.hpp says
// which programs).
#pragma once

#include <memory>
#include <vector>

#include "ecoeff/frontier/models/directional.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

struct PriceRange {
  enum class Kind : std::uint8_t { unique, range, unbounded_above, unbounded_below, unbounded, none, uncertified };
  double price = kMissing;
  double lower = kMissing;
  double upper = kMissing;
  Kind kind = Kind::none;
};
[[nodiscard]] const char* word(PriceRange::Kind kind);

// What all rows share. Both arguments must outlive it.
struct PriceQuestion {
  PriceQuestion(const Prepared& prepared, const ScoreOptions& options);

  const Prepared& prepared;
  const ScoreOptions& options;
  bool directional = false;
  Direction direction;
  bool twins = false;
  Data data;  // with twins
};

class PriceFinder {
 public:
  PriceFinder(const PriceQuestion& question, const std::vector<std::size_t>& reference);

  // In units of feature `good`, of the features from `first_bad` on.
  [[nodiscard]] std::vector<PriceRange> prices(std::size_t row, std::size_t good, std::size_t first_bad);

 private:
  struct End {
    enum class Kind { found, unbounded, none, failed };
    Kind kind = Kind::failed;
    Rational value = 0;
  };
  // The row's own program, solved in fractions; false where it has no answer.
  bool solve_row(std::size_t row);
  // The largest of sign * w_bad where u_good = 1, in units of the row's values; `bad` kNone asks only whether there is
  // any.
  [[nodiscard]] End largest(std::size_t good, std::size_t bad, int sign) const;
  template <class Real>
  void build(std::size_t good, std::size_t bad, int sign, solver::ProgramOf<Real>& out) const;
  template <class Real>
  [[nodiscard]] Real share(std::size_t row, std::size_t k) const;
  [[nodiscard]] PriceRange range(std::size_t good, std::size_t bad) const;

  const PriceQuestion& q_;
  std::vector<std::size_t> rows_;  // of the reference, with twins
  ColumnStore store_;
  Reference reference_;
  DirectionalSolver directional_;
  ProvedSolver radial_;
  RowProgram radial_program_;
  ExactMaker radial_exact_;
  const double* own_ = nullptr;
  std::vector<std::size_t> peers_;
  std::vector<char> slack_;           // by feature: above 0, so that its multiplier is 0
  bool gap_ = false;                  // the same of the returns to scale
  std::vector<Rational> multiplier_;  // pi of the data
};

}  // namespace ecoeff::frontier
