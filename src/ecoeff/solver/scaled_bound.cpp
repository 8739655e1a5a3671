#include "ecoeff/solver/scaled_bound.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ecoeff/solver/enclosure.hpp"
#include "ecoeff/solver/price_sign.hpp"

namespace ecoeff::solver {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNorm = 6 * kRounding;  // entries of the norm row and costs, relative
constexpr double kUp = 1 + 8 * kRounding;
constexpr double kDown = 1 - 8 * kRounding;

// An own column's constraint s A + eta n <= c, n and c with their rounding.
struct Line {
  Interval a;
  double n = 0;
  double c = 0;
};

double at_least(double x) { return x >= 0 ? x * kUp : x * kDown; }
double at_most(double x) { return x >= 0 ? x * kDown : x * kUp; }

// The products of an s >= 0, itself enclosed, with A.
double highest(const Interval& s, const Interval& a) {
  return at_least(std::max(s.lower * a.upper, s.upper * a.upper));
}

class Bound {
 public:
  Bound(const Program& program, const std::vector<Interval>& own, bool homogeneous) {
    const std::size_t norm = program.norm_row();
    std::vector<char> paired(program.columns(), 0);
    for (std::size_t v = 0; v < program.columns(); ++v) {
      const double cost = homogeneous ? 0 : program.cost[v];
      lines_.push_back({own[v], program.at(norm, v), cost});
      for (std::size_t w = 0; w < v && !homogeneous; ++w) {
        if (paired[w] == 0 && opposite(program, v, w)) paired[v] = paired[w] = 1;
      }
    }
    for (std::size_t v = 0; v < program.columns(); ++v) {
      if (paired[v] == 0 || lines_[v].c <= 0) continue;
      pin(lines_[v]);
    }
    for (std::size_t v = program.columns(); v-- > 0;) {
      if (paired[v] != 0) lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(v));
    }
    if (!pinned_) limit(homogeneous);
  }

  [[nodiscard]] double best(double near) const {
    if (!possible_) return -kInfinity;
    if (pinned_) return value({least_, most_});
    const double middle = std::clamp(1.0, least_, most_);
    double best = value({middle, middle});
    if (best >= near - kWidth * std::max(1.0, std::abs(near))) return best;
    for (const Line& one : lines_) {
      if (one.n <= 0) continue;
      for (const Line& two : lines_) {
        const double slope = one.a.upper * two.n - two.a.upper * one.n;
        if (&one == &two || two.n == 0 || slope == 0) continue;
        const double s = std::clamp((one.c * two.n - two.c * one.n) / slope, least_, most_);
        for (const double step : {1.0, kDown, kUp}) {
          const double moved = std::clamp(s * step, least_, most_);
          if (std::isfinite(moved)) best = std::max(best, value({moved, moved}));
        }
      }
    }
    return best;
  }

 private:
  static constexpr double kWidth = 64 * kRounding;

  static bool opposite(const Program& program, std::size_t v, std::size_t w) {
    if (program.cost[v] != -program.cost[w] || program.cost[v] == 0) return false;
    for (std::size_t i = 0; i < program.rows(); ++i) {
      if (program.at(i, v) != -program.at(i, w)) return false;
    }
    return program.at(program.norm_row(), v) == 0;
  }

  // Two opposite columns make s A = c an equation, and s a number that need not be a double.
  void pin(const Line& line) {
    if (pinned_ || !(line.a.lower > 0)) {
      possible_ = false;
      return;
    }
    pinned_ = true;
    least_ = line.c / line.a.upper * kDown;
    most_ = line.c / line.a.lower * kUp;
  }

  // What columns without an entry in the norm row ask of s.
  void limit(bool homogeneous) {
    for (const Line& line : lines_) {
      if (line.n != 0) continue;
      if (line.c < 0) {
        if (!(line.a.upper < 0)) {
          possible_ = false;
          return;
        }
        least_ = std::max(least_, line.c / line.a.upper * (1 + kNorm) * kUp);
      } else if (line.a.upper > 0) {
        if (homogeneous || line.c == 0) {
          possible_ = false;
          return;
        }
        most_ = std::min(most_, line.c / line.a.upper * (1 - kNorm) * kDown);
      }
    }
    if (!(least_ <= most_)) possible_ = false;
  }

  // The largest eta at s, rounded down; -infinity where there is none.
  [[nodiscard]] double value(const Interval& s) const {
    double high = kInfinity;
    double low = -kInfinity;
    for (const Line& line : lines_) {
      const double spent = highest(s, line.a);
      const double cost = line.c - kNorm * std::abs(line.c);
      if (line.n == 0) {
        if (!(spent <= cost)) return -kInfinity;
        continue;
      }
      const double room = cost - spent - 2 * kRounding * (std::abs(cost) + std::abs(spent));
      if (line.n > 0) {
        const double eta = room / line.n;
        high = std::min(high, at_most(eta - kNorm * std::abs(eta)));
      } else {
        const double eta = room / line.n;
        low = std::max(low, at_least(eta + kNorm * std::abs(eta)));
      }
    }
    return low <= high && high < kInfinity ? high : -kInfinity;
  }

  std::vector<Line> lines_;
  double least_ = 0;
  double most_ = kInfinity;
  bool pinned_ = false;
  bool possible_ = true;
};

}  // namespace

double scaled_bound(const Program& program, const std::vector<Interval>& own, double near, bool homogeneous) {
  return Bound(program, own, homogeneous).best(near);
}

}  // namespace ecoeff::solver
