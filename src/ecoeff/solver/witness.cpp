#include "ecoeff/solver/witness.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/solver/price_sign.hpp"

namespace ecoeff::solver {
namespace {

// s A + eta n <= c.
struct Line {
  Rational a;
  Rational n;
  Rational c;
};

// max eta over s >= 0; every candidate is tried against every line. With `homogeneous` s is 1.
class BestBound {
 public:
  BestBound(std::vector<Line> lines, bool homogeneous) : homogeneous_(homogeneous) {
    for (Line& line : lines) (line.n == 0 ? free_ : lines_).push_back(std::move(line));
  }

  [[nodiscard]] std::optional<Rational> find() {
    if (!narrow()) return std::nullopt;
    consider(1);
    if (homogeneous_) return best_;
    consider(low_);
    if (high_) consider(*high_);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      for (std::size_t j = i + 1; j < lines_.size(); ++j) {
        const Rational slope = lines_[i].a * lines_[j].n - lines_[j].a * lines_[i].n;
        if (slope != 0) consider((lines_[i].c * lines_[j].n - lines_[j].c * lines_[i].n) / slope);
      }
    }
    return best_;
  }

 private:
  // What columns without an entry in the norm row leave of s.
  bool narrow() {
    for (const Line& line : free_) {
      if (line.a == 0) {
        if (line.c < 0) return false;
        continue;
      }
      const Rational end = line.c / line.a;
      if (line.a > 0) {
        high_ = high_ ? std::min(*high_, end) : end;
      } else {
        low_ = std::max(low_, end);
      }
    }
    return !high_ || *high_ >= low_;
  }

  void consider(const Rational& s) {
    if (s < low_ || (high_ && s > *high_)) return;
    std::optional<Rational> most;
    for (const Line& line : lines_) {
      const Rational eta = (line.c - s * line.a) / line.n;
      if (line.n > 0) most = most ? std::min(*most, eta) : eta;
    }
    if (!most) return;
    for (const Line& line : lines_) {
      if (line.n < 0 && (line.c - s * line.a) / line.n > *most) return;
    }
    best_ = best_ ? std::max(*best_, *most) : *most;
  }

  bool homogeneous_;
  std::vector<Line> lines_;
  std::vector<Line> free_;
  Rational low_ = 0;
  std::optional<Rational> high_;
  std::optional<Rational> best_;
};

class Check {
 public:
  Check(const Witness& witness, const ExactQuestion& question)
      : w_(witness), q_(question), features_(question.exact.features()), rows_(question.exact.rows()) {}

  Witnessed run() {
    if (!w_.infeasible && is_basis()) find_point();
    if (take_multipliers() && prices_are_low()) {
      const std::optional<Rational> eta = BestBound(own_lines(), w_.infeasible).find();
      out_.infeasible = w_.infeasible && eta && *eta > 0;
      if (!w_.infeasible) out_.lower = eta;
      if (eta) out_.dual.back() = near(*eta);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_basis() const {
    return w_.basis.size() == rows_ && std::all_of(w_.basis.begin(), w_.basis.end(), [&](const Label& label) {
             return label.kind != Label::Kind::reference || is_held(label.index);
           });
  }
  [[nodiscard]] bool is_held(std::size_t row) const {
    return q_.reference.holds(row) && std::find(q_.rows.begin(), q_.rows.end(), row) != q_.rows.end();
  }

  void find_point() {
    std::optional<ExactPoint> point = exact_point(q_, w_.basis);
    if (!point) return;
    out_.upper = std::move(point->value);
    out_.basic = std::move(point->basic);
  }

  // As multipliers of the divided rows, y, and of the rows as they are, pi.
  bool take_multipliers() {
    const std::size_t entries = rows_ - 1;  // the norm row's own follows from the others
    if (w_.price.empty() ? w_.multipliers.size() != rows_ : w_.price.size() != rows_) return false;
    for (std::size_t i = 0; i < entries; ++i) {
      if (w_.price.empty()) {
        if (!std::isfinite(w_.multipliers[i])) return false;
        y_.emplace_back(w_.multipliers[i]);
        pi_.push_back(i < features_ ? Rational(y_[i] / q_.exact.exact_divisor(i)) : y_[i]);
      } else {
        pi_.push_back(w_.price[i]);
        y_.push_back(i < features_ ? Rational(pi_[i] * q_.exact.exact_divisor(i)) : pi_[i]);
      }
      out_.dual.push_back(near(y_.back()));
    }
    out_.dual.push_back(0);
    return true;
  }

  [[nodiscard]] Rational price_of(std::size_t row) const {
    Rational sum = rows_ > features_ + 1 ? pi_[features_] : Rational(0);
    for (std::size_t k = 0; k < features_; ++k) {
      if (pi_[k] != 0) sum += pi_[k] * exact_value(*q_.reference.data, row, k);
    }
    return sum;
  }
  [[nodiscard]] bool prices_are_low() const {
    const PriceSign sign(*q_.reference.data, features_, pi_, rows_ > features_ + 1);
    return std::all_of(q_.rows.begin(), q_.rows.end(), [&](std::size_t row) {
      if (!q_.reference.holds(row)) return true;
      const int its = sign.of(row).sign;
      return its < 0 || (its == 0 && price_of(row) <= 0);
    });
  }

  [[nodiscard]] std::vector<Line> own_lines() const {
    std::vector<Line> out;
    for (std::size_t v = 0; v < q_.exact.columns(); ++v) {
      Line line{.a = 0, .n = q_.exact.at(rows_ - 1, v), .c = w_.infeasible ? Rational(0) : q_.exact.cost[v]};
      for (std::size_t i = 0; i + 1 < rows_; ++i) {
        if (q_.exact.at(i, v) != 0) line.a += q_.exact.at(i, v) * y_[i];
      }
      out.push_back(std::move(line));
    }
    return out;
  }

  const Witness& w_;
  const ExactQuestion& q_;
  std::size_t features_;
  std::size_t rows_;
  std::vector<Rational> y_;
  std::vector<Rational> pi_;
  Witnessed out_;
};

}  // namespace

void Witnesses::add(Witness witness) {
  if (std::find(all_.begin(), all_.end(), witness) == all_.end()) all_.push_back(std::move(witness));
}

Witnessed check(const Witness& witness, const ExactQuestion& question) { return Check(witness, question).run(); }

}  // namespace ecoeff::solver
