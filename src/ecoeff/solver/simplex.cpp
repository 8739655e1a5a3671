#include "ecoeff/solver/simplex.hpp"

#include "ecoeff/solver/compact_simplex.hpp"
#include "ecoeff/solver/tiny_simplex.hpp"

namespace ecoeff::solver {

double Solution::own(std::size_t column) const {
  for (std::size_t i = 0; i < basis.size(); ++i) {
    if (basis[i].kind == Label::Kind::own && basis[i].index == column) return basic[i];
  }
  return 0;
}

struct Solver::Work {
  CompactSimplex<6> compact_six;
  CompactSimplex<10> compact_ten;
  TinySimplex<double, 6> six;
  TinySimplex<double, 8> eight;
  TinySimplex<double, 10> ten;
  TinySimplex<double, 0> any;
  TinySimplex<long double, 0> extended;
  Solution solution;

  bool compact(const Program& program, const Reference& reference, const Start& start) {
    const std::size_t rows = program.rows() - 1;
    if (rows <= 6) return compact_six.solve(program, reference, start, solution);
    return rows <= 10 && compact_ten.solve(program, reference, start, solution);
  }

  bool plain(const Program& program, const Reference& reference, const Start& start, const Attempt& attempt) {
    const std::size_t rows = program.rows();
    if (rows <= 6) return six.solve(program, reference, start, attempt, solution);
    if (rows <= 8) return eight.solve(program, reference, start, attempt, solution);
    if (rows <= 10) return ten.solve(program, reference, start, attempt, solution);
    return any.solve(program, reference, start, attempt, solution);
  }
};

Solver::Solver() : work_(std::make_unique<Work>()) {}
Solver::~Solver() = default;

Solution& Solver::solve(const Program& program, const Reference& reference, const Start& start) {
  constexpr Attempt kPlain[] = {
      {kPerturbation, 1, false}, {kLargePerturbation, 2, false}, {kPerturbation, 3, false}, {0, 0, true}};
  constexpr Attempt kExtended[] = {{kSmallPerturbation, 4, false}, {kPerturbation, 5, false}, {0, 0, true}};
  Solution& out = work_->solution;
  if (!start.exact && !start.general && work_->compact(program, reference, start)) return out;
  Start again = start;
  if (!start.exact) {
    for (const Attempt& attempt : kPlain) {
      if (work_->plain(program, reference, again, attempt)) return out;
      again.warm = nullptr;
    }
  }
  again.warm = start.warm;
  for (const Attempt& attempt : kExtended) {
    if (work_->extended.solve(program, reference, again, attempt, out)) return out;
    again.warm = nullptr;
  }
  out.outcome = Outcome::failed;
  return out;
}

}  // namespace ecoeff::solver
