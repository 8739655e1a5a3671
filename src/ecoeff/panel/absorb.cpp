#include "ecoeff/panel/absorb.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

#include "ecoeff/panel/reduced_system.hpp"

namespace ecoeff {
namespace {

constexpr double kTolerance = 1e-14;  // what is left to remove, as a share of x after M1
constexpr double kAccepted = 1e-10;
constexpr double kVerified = 1e-12;
constexpr double kAlmostNothing = 1e-12;  // of the squares: the column goes through again
constexpr int kQuickSteps = 30;
constexpr double kQuickRate = 0.3;  // of the error, a step
constexpr int kSteps = 3'000;
constexpr int kRounds = 4;
constexpr std::size_t kWidest = 8;

using Sums = std::array<double, kWidest>;

// Sums over levels of a * b, by column.
Sums products(const std::vector<double>& a, const std::vector<double>& b, std::size_t width) {
  Sums sums{};
  for (std::size_t i = 0; i < a.size(); i += width) {
    for (std::size_t c = 0; c < width; ++c) sums[c] += a[i + c] * b[i + c];
  }
  return sums;
}

// y += factor * x, by column.
void add(const Sums& factor, const std::vector<double>& x, std::vector<double>& y, std::size_t width) {
  for (std::size_t i = 0; i < x.size(); i += width) {
    for (std::size_t c = 0; c < width; ++c) y[i + c] += factor[c] * x[i + c];
  }
}

// y = x + factor * y, by column.
void turn(const Sums& factor, const std::vector<double>& x, std::vector<double>& y, std::size_t width) {
  for (std::size_t i = 0; i < x.size(); i += width) {
    for (std::size_t c = 0; c < width; ++c) y[i + c] = x[i + c] + factor[c] * y[i + c];
  }
}

using Columns = std::vector<double*>;

}  // namespace

struct Absorber::Parts {
  Parts(const std::vector<Effect>& effects, unsigned threads) : system(effects, threads) {
    for (const double d : system.diagonal()) inverse_diagonal.push_back(d > 0 ? 1 / d : 0);
  }

  void make_factors(unsigned threads) {
    for (const ReducedSystem::Other& other : system.others()) {
      factors.emplace_back();
      if (!other.slope) factors.back() = ApproximateCholesky(other.levels, system.graph(other, threads), threads);
    }
  }

  ReducedSystem system;
  std::vector<double> inverse_diagonal;
  std::once_flag made;
  std::vector<ApproximateCholesky> factors;  // by other effect
};

namespace {

// Up to eight columns on their way.
class Solver {
 public:
  using Factors = std::vector<ApproximateCholesky>;

  Solver(const ReducedSystem& system, const std::vector<double>& inverse_diagonal, const Factors* factors,
         unsigned threads)
      : system_(system), inverse_diagonal_(inverse_diagonal), factors_(factors), threads_(threads) {}

  // One solution for columns after M1 with `squares`, subtracted from them. `left` receives the share that was still to
  // remove when it stopped, `at_start` when it began; `after` the squares then.
  void run(const Columns& columns, const Sums& squares) {
    width_ = columns.size();
    const int width = static_cast<int>(width_);
    const std::size_t size = system_.levels() * width_;
    std::vector<double> a(size, 0);
    std::vector<double> r(size);
    std::vector<double> z(size);
    std::vector<double> q(size);
    system_.gather(columns.data(), width, r.data(), threads_);
    precondition(r, z);
    std::vector<double> p = z;
    Sums rho = products(r, z, width_);
    std::array<bool, kWidest> going{};
    std::array<bool, kWidest> stuck{};
    for (std::size_t c = 0; c < width_; ++c) at_start[c] = left[c] = share(rho[c], squares[c]);
    for (int step = 0;; ++step) {
      bool any = false;
      for (std::size_t c = 0; c < width_; ++c) {
        going[c] = !stuck[c] && left[c] > kTolerance && !too_slow(step, c);
        any = any || going[c];
      }
      if (!any) break;
      system_.multiply(p.data(), width, q.data(), threads_);
      const Sums curvature = products(p, q, width_);
      Sums length{};
      Sums back{};
      for (std::size_t c = 0; c < width_; ++c) {
        if (going[c] && !(curvature[c] > 0)) stuck[c] = true;
        if (!going[c] || stuck[c]) continue;
        length[c] = rho[c] / curvature[c];
        back[c] = -length[c];
      }
      add(length, p, a, width_);
      add(back, q, r, width_);
      precondition(r, z);
      const Sums next = products(r, z, width_);
      Sums ratio{};
      for (std::size_t c = 0; c < width_; ++c) {
        if (length[c] == 0) continue;
        ratio[c] = next[c] / rho[c];
        rho[c] = next[c];
        left[c] = share(rho[c], squares[c]);
      }
      turn(ratio, z, p, width_);
    }
    system_.subtract(a.data(), columns.data(), width, after.data(), threads_);
  }

  Sums at_start{};
  Sums left{};
  Sums after{};

 private:
  static double share(double rho, double squares) { return squares > 0 && rho > 0 ? std::sqrt(rho / squares) : 0; }

  // Without factors a slow column is handed on early.
  [[nodiscard]] bool too_slow(int step, std::size_t c) const {
    if (factors_ != nullptr) return step >= kSteps;
    return step >= kQuickSteps || (step >= 5 && left[c] > at_start[c] * std::pow(kQuickRate, step));
  }

  void precondition(const std::vector<double>& r, std::vector<double>& z) const {
    if (factors_ == nullptr) {
      diagonal(0, inverse_diagonal_.size(), r, z);
      return;
    }
    for (std::size_t g = 0; g < factors_->size(); ++g) {
      const ReducedSystem::Other& other = system_.others()[g];
      if (other.slope) {
        diagonal(other.first, other.levels, r, z);
      } else {
        const std::size_t at = other.first * width_;
        (*factors_)[g].solve(r.data() + at, z.data() + at, static_cast<int>(width_), threads_);
      }
    }
  }

  void diagonal(std::size_t first, std::size_t levels, const std::vector<double>& r, std::vector<double>& z) const {
    for (std::size_t l = first; l < first + levels; ++l) {
      for (std::size_t c = 0; c < width_; ++c) z[l * width_ + c] = inverse_diagonal_[l] * r[l * width_ + c];
    }
  }

  const ReducedSystem& system_;
  const std::vector<double>& inverse_diagonal_;
  const Factors* factors_;
  unsigned threads_;
  std::size_t width_ = 1;
};

std::size_t block_of(std::size_t columns) { return columns >= 8 ? 8 : columns >= 4 ? 4 : columns >= 2 ? 2 : 1; }

// body(columns of a block) for all columns, in blocks of 8, 4, 2 and 1.
template <class F>
void by_block(const Columns& columns, const F& body) {
  for (std::size_t at = 0; at < columns.size();) {
    const std::size_t width = block_of(columns.size() - at);
    const auto from = columns.begin() + static_cast<std::ptrdiff_t>(at);
    body(Columns(from, from + static_cast<std::ptrdiff_t>(width)));
    at += width;
  }
}

}  // namespace

Absorber::Absorber(const std::vector<Effect>& effects, unsigned threads) {
  if (!effects.empty() && !effects.front().codes.empty()) parts_ = std::make_unique<Parts>(effects, threads);
}
Absorber::~Absorber() = default;
Absorber::Absorber(Absorber&&) noexcept = default;
Absorber& Absorber::operator=(Absorber&&) noexcept = default;

bool Absorber::project(Eigen::Ref<Vector> x) const { return project(Columns{x.data()}); }

bool Absorber::project(const std::vector<double*>& columns, unsigned threads) const {
  if (parts_ == nullptr || columns.empty()) return true;
  Parts& parts = *parts_;
  const ReducedSystem& system = parts.system;
  bool good = true;
  Columns waiting = columns;
  Columns slow;
  // 1. The quick way; what is left almost empty goes through again, what is slow waits for the factors.
  for (int round = 0; round < kRounds && !waiting.empty(); ++round) {
    Columns again;
    by_block(waiting, [&](const Columns& block) {
      Sums squares{};
      system.eliminate(block.data(), static_cast<int>(block.size()), squares.data(), threads);
      if (system.levels() == 0) return;
      Solver solver(system, parts.inverse_diagonal, nullptr, threads);
      solver.run(block, squares);
      for (std::size_t c = 0; c < block.size(); ++c) {
        if (solver.left[c] > kTolerance) {
          slow.push_back(block[c]);
        } else if (solver.after[c] < kAlmostNothing * squares[c] && solver.after[c] > 0) {
          again.push_back(block[c]);
        }
      }
    });
    waiting = std::move(again);
  }
  if (slow.empty()) return true;
  // 2. With the factors, until a fresh start finds nothing left to remove.
  std::call_once(parts.made, [&] { parts.make_factors(threads); });
  for (int round = 0; round < kRounds && !slow.empty(); ++round) {
    Columns again;
    by_block(slow, [&](const Columns& block) {
      Sums squares{};
      system.eliminate(block.data(), static_cast<int>(block.size()), squares.data(), threads);
      Solver solver(system, parts.inverse_diagonal, &parts.factors, threads);
      solver.run(block, squares);
      for (std::size_t c = 0; c < block.size(); ++c) {
        const bool last = round + 1 == kRounds;
        if (solver.at_start[c] > kVerified && !last) again.push_back(block[c]);
        if (last && std::min(solver.at_start[c], solver.left[c]) > kAccepted) good = false;
      }
    });
    slow = std::move(again);
  }
  return good;
}

}  // namespace ecoeff
