#include "ecoeff/solver/exact_simplex.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/solver/exact_system.hpp"
#include "ecoeff/solver/price_sign.hpp"
#include "ecoeff/solver/starts.hpp"

namespace ecoeff::solver {
namespace {

constexpr std::size_t kSteadyPivots = 30;  // without progress, after which the lowest index enters and leaves

class ExactSimplex {
 public:
  explicit ExactSimplex(const ExactQuestion& question)
      : q_(question), features_(question.exact.features()), rows_(question.exact.rows()) {}

  ExactAnswer solve(const std::vector<Label>& start) {
    if (!begin(start)) return std::move(out_);
    if (has_artificial()) {
      phase_one_ = true;
      if (!optimise()) return fail();
      if (out_.value > 0) {
        out_.outcome = Outcome::infeasible;
        return std::move(out_);
      }
      phase_one_ = false;
      if (!drive_out()) return fail();
    }
    if (!optimise()) return fail();
    out_.outcome = Outcome::optimal;
    return std::move(out_);
  }

  std::optional<ExactPoint> point(const std::vector<Label>& basis) {
    if (!std::all_of(basis.begin(), basis.end(), [&](const Label& label) { return exists(label); }) || !use(basis))
      return std::nullopt;
    ExactPoint out{.value = 0, .basic = std::move(out_.basic)};
    for (std::size_t i = 0; i < rows_; ++i) {
      if (basis[i].kind == Label::Kind::artificial && out.basic[i] != 0) return std::nullopt;
      out.value += cost(basis[i]) * out.basic[i];
    }
    return out;
  }

 private:
  ExactAnswer fail() {
    out_.outcome = Outcome::failed;
    return std::move(out_);
  }

  [[nodiscard]] Rational value(std::size_t row, std::size_t k) const { return exact_value(*q_.reference.data, row, k); }

  [[nodiscard]] bool exists(const Label& label) const {
    if (label.kind == Label::Kind::artificial) return label.index < rows_;
    if (label.kind == Label::Kind::own) return label.index < q_.exact.columns();
    return label.index < q_.reference.data->rows() && q_.reference.holds(label.index);
  }

  // The entry of a column in a row of the program times the row's divisor.
  [[nodiscard]] Rational entry(const Label& label, std::size_t i) const {
    if (label.kind == Label::Kind::artificial) return i == label.index ? 1 : 0;
    if (label.kind == Label::Kind::reference) {
      if (i < features_) return value(label.index, i);
      return i + 1 < rows_ ? 1 : 0;
    }
    const Rational& v = q_.exact.at(i, label.index);
    if (v == 0 || i >= features_) return v;
    return v * q_.exact.exact_divisor(i);
  }
  [[nodiscard]] Rational cost(const Label& label) const {
    if (phase_one_) return label.kind == Label::Kind::artificial ? 1 : 0;
    return label.kind == Label::Kind::own ? q_.exact.cost[label.index] : Rational(0);
  }

  // The levels of the basic columns, and the levels of `entering` where it is given, in terms of the basis.
  bool solve_primal(const Label* entering, std::vector<Rational>& levels) {
    ExactRows m(rows_);
    for (std::size_t i = 0; i < rows_; ++i) {
      m[i].reserve(rows_ + 1);
      for (std::size_t j = 0; j < rows_; ++j) m[i].push_back(entry(out_.basis[j], i));
      m[i].push_back(entering == nullptr ? Rational(i + 1 == rows_ ? 1 : 0) : entry(*entering, i));
    }
    return solve_exactly(std::move(m), levels);
  }
  bool solve_dual() {
    ExactRows m(rows_);
    for (std::size_t j = 0; j < rows_; ++j) {
      m[j].reserve(rows_ + 1);
      for (std::size_t i = 0; i < rows_; ++i) m[j].push_back(entry(out_.basis[j], i));
      m[j].push_back(cost(out_.basis[j]));
    }
    if (!solve_exactly(std::move(m), out_.price)) return false;
    out_.value = out_.price[rows_ - 1];
    return true;
  }

  [[nodiscard]] bool has_artificial() const {
    return std::any_of(out_.basis.begin(), out_.basis.end(),
                       [](const Label& l) { return l.kind == Label::Kind::artificial; });
  }

  bool use(const std::vector<Label>& labels) {
    if (labels.size() != rows_) return false;
    out_.basis = labels;
    return solve_primal(nullptr, out_.basic) &&
           std::all_of(out_.basic.begin(), out_.basic.end(), [](const Rational& x) { return x >= 0; });
  }

  bool begin(const std::vector<Label>& start) {
    if (may_start_from(q_.program, q_.reference, start) && use(start)) return true;
    std::vector<Label> labels;
    own_start(q_.program, q_.reference, labels);
    if (!labels.empty() && use(labels)) return true;
    cold_start(q_.program, labels);
    return use(labels);
  }

  [[nodiscard]] bool is_basic(const Label& label) const {
    return std::find(out_.basis.begin(), out_.basis.end(), label) != out_.basis.end();
  }

  [[nodiscard]] Rational price_of(std::size_t row) const {
    Rational sum = rows_ > features_ + 1 ? out_.price[features_] : Rational(0);
    for (std::size_t k = 0; k < features_; ++k) {
      if (out_.price[k] != 0) sum += out_.price[k] * value(row, k);
    }
    return sum;
  }

  // The own column or reference row that violates most, or the first of all.
  bool choose_entering(bool first, Label& entering) const {
    Rational best = 0;
    bool found = false;
    for (std::size_t v = 0; v < q_.exact.columns(); ++v) {
      const Label label{Label::Kind::own, v};
      Rational violation = -cost(label);
      for (std::size_t i = 0; i < rows_; ++i) {
        if (q_.exact.at(i, v) != 0) violation += out_.price[i] * entry(label, i);
      }
      if (violation <= best || is_basic(label)) continue;
      best = violation;
      entering = label;
      found = true;
      if (first) return true;
    }
    if (found) return true;
    const PriceSign sign(*q_.reference.data, features_, out_.price, rows_ > features_ + 1);
    double most = 0;
    for (const std::size_t row : q_.rows) {
      if (!q_.reference.holds(row)) continue;
      const PriceSign::Answer answer = sign.of(row);
      if (answer.sign < 0) continue;
      if (answer.sign == 0 && !(price_of(row) > 0)) continue;
      if (found && answer.size <= most) continue;
      most = answer.size;
      entering = {Label::Kind::reference, row};
      found = true;
      if (first) return true;
    }
    return found;
  }

  // The basic column that reaches 0 first; of several the one that comes first as a label.
  [[nodiscard]] std::size_t choose_leaving(const std::vector<Rational>& alpha) const {
    std::size_t leaving = kNone;
    Rational least = 0;
    for (std::size_t i = 0; i < rows_; ++i) {
      if (alpha[i] <= 0) continue;
      const Rational ratio = out_.basic[i] / alpha[i];
      if (leaving != kNone && (ratio > least || (ratio == least && !comes_first(i, leaving)))) continue;
      leaving = i;
      least = ratio;
    }
    return leaving;
  }
  [[nodiscard]] bool comes_first(std::size_t a, std::size_t b) const {
    const Label& one = out_.basis[a];
    const Label& two = out_.basis[b];
    if (one.kind != two.kind) return static_cast<int>(one.kind) > static_cast<int>(two.kind);
    return one.index < two.index;
  }

  bool optimise() {
    std::size_t steady = 0;
    for (;;) {
      const Rational before = out_.value;
      if (!solve_dual()) return false;
      steady = out_.pivots > 0 && out_.value == before ? steady + 1 : 0;
      Label entering;
      if (!choose_entering(steady > kSteadyPivots, entering)) return true;
      if (out_.pivots++ >= kMostExactPivots) return false;
      std::vector<Rational> alpha;
      if (!solve_primal(&entering, alpha)) return false;
      const std::size_t leaving = choose_leaving(alpha);
      if (leaving == kNone) return false;
      const Rational step = out_.basic[leaving] / alpha[leaving];
      for (std::size_t i = 0; i < rows_; ++i) out_.basic[i] -= step * alpha[i];
      out_.basic[leaving] = step;
      out_.basis[leaving] = entering;
    }
  }

  // Artificial columns at 0 leave where another column can take their place; where none can the row says nothing.
  bool drive_out() {
    for (std::size_t i = 0; i < rows_; ++i) {
      if (out_.basis[i].kind != Label::Kind::artificial) continue;
      std::vector<Label> others;
      for (std::size_t v = 0; v < q_.exact.columns(); ++v) others.push_back({Label::Kind::own, v});
      for (const std::size_t row : q_.rows) {
        if (q_.reference.holds(row)) others.push_back({Label::Kind::reference, row});
      }
      for (const Label& other : others) {
        if (is_basic(other)) continue;
        std::vector<Rational> alpha;
        if (!solve_primal(&other, alpha)) return false;
        if (alpha[i] == 0) continue;
        out_.basis[i] = other;
        out_.basic[i] = 0;
        break;
      }
    }
    return true;
  }

  const ExactQuestion& q_;
  std::size_t features_;
  std::size_t rows_;
  bool phase_one_ = false;
  ExactAnswer out_;
};

}  // namespace

ExactAnswer exact_solve(const ExactQuestion& question, const std::vector<Label>& start) {
  return ExactSimplex(question).solve(start);
}

std::optional<ExactPoint> exact_point(const ExactQuestion& question, const std::vector<Label>& basis) {
  return ExactSimplex(question).point(basis);
}

}  // namespace ecoeff::solver
