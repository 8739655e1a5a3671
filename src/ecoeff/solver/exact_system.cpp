#include "ecoeff/solver/exact_system.hpp"

#include <algorithm>
#include <utility>

namespace ecoeff::solver {
namespace {

using Whole = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;

// Rows times the least common multiple of their denominators.
std::vector<std::vector<Whole>> whole_rows(const ExactRows& rows, const std::vector<std::size_t>& which,
                                           const std::vector<std::size_t>& columns) {
  std::vector<std::vector<Whole>> out;
  for (const std::size_t r : which) {
    Whole by = 1;
    for (const std::size_t c : columns) by = boost::multiprecision::lcm(by, denominator(rows[r][c]));
    by = boost::multiprecision::lcm(by, denominator(rows[r].back()));
    const auto times = [&](const Rational& v) { return Whole(numerator(v) * Whole(by / denominator(v))); };
    std::vector<Whole> line;
    for (const std::size_t c : columns) line.push_back(times(rows[r][c]));
    line.push_back(times(rows[r].back()));
    out.push_back(std::move(line));
  }
  return out;
}

// Fraction-free Gauss-Jordan: in the end every row is (determinant at its pivot, right-hand side).
bool eliminate(std::vector<std::vector<Whole>>& m, std::vector<std::size_t>& row_of) {
  const std::size_t n = m.size();
  row_of.assign(n, n);
  std::vector<char> used(n, 0);
  Whole before = 1;
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t r = n;
    for (std::size_t i = 0; i < n && r == n; ++i) {
      if (used[i] == 0 && m[i][c] != 0) r = i;
    }
    if (r == n) return false;
    used[r] = 1;
    row_of[c] = r;
    const Whole pivot = m[r][c];
    for (std::size_t i = 0; i < n; ++i) {
      if (i == r) continue;
      const Whole factor = m[i][c];
      for (std::size_t k = 0; k <= n; ++k) {
        // Columns that are done are 0 but for their own row, whose entry is the last pivot.
        if (k < c && m[i][k] == 0) continue;
        m[i][k] *= pivot;
        if (factor != 0 && m[r][k] != 0) m[i][k] -= factor * m[r][k];
        if (before != 1) m[i][k] /= before;
      }
    }
    before = pivot;
  }
  return true;
}

class System {
 public:
  explicit System(ExactRows rows) : rows_(std::move(rows)), n_(rows_.size()), row_(n_, 1), column_(n_, 1) {}

  bool solve(std::vector<Rational>& x) {
    x.assign(n_, Rational(0));
    while (substitute()) {
    }
    if (!solve_core(x)) return false;
    for (std::size_t i = steps_.size(); i-- > 0;) x[steps_[i].second] = resolve(steps_[i].first, steps_[i].second, x);
    return true;
  }

 private:
  // One more variable by a column with one entry, or by a row with one or two; false where there is none.
  bool substitute() {
    for (std::size_t c = 0; c < n_; ++c) {
      std::size_t r = n_;
      if (column_[c] == 0 || !only(c, r)) continue;
      take(r, c);
      return true;
    }
    for (std::size_t r = 0; r < n_; ++r) {
      if (row_[r] == 0) continue;
      std::size_t count = 0;
      std::size_t c = n_;
      for (std::size_t j = 0; j < n_; ++j) {
        if (column_[j] == 0 || rows_[r][j] == 0) continue;
        ++count;
        if (c == n_) c = j;
      }
      if (count == 0 || count > 2) continue;
      clear(r, c);
      take(r, c);
      return true;
    }
    return false;
  }

  bool only(std::size_t c, std::size_t& r) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      if (row_[i] == 0 || rows_[i][c] == 0) continue;
      ++count;
      r = i;
    }
    return count == 1;
  }

  // Takes variable c out of all rows but r.
  void clear(std::size_t r, std::size_t c) {
    for (std::size_t i = 0; i < n_; ++i) {
      if (i == r || row_[i] == 0 || rows_[i][c] == 0) continue;
      const Rational factor = rows_[i][c] / rows_[r][c];
      for (std::size_t j = 0; j <= n_; ++j) {
        const bool there = j == n_ || column_[j] != 0;
        if (there && rows_[r][j] != 0) rows_[i][j] -= factor * rows_[r][j];
      }
      rows_[i][c] = 0;
    }
  }

  void take(std::size_t r, std::size_t c) {
    row_[r] = column_[c] = 0;
    steps_.emplace_back(r, c);
  }

  // What row r says of variable c. The variables of the core share one denominator, so that their sum is one of whole
  // numbers.
  [[nodiscard]] Rational resolve(std::size_t r, std::size_t c, const std::vector<Rational>& x) const {
    const std::vector<Rational>& row = rows_[r];
    Rational sum = row.back();
    for (std::size_t j = 0; j < n_; ++j) {
      if (j != c && row[j] != 0 && core_place_[j] == n_) sum -= row[j] * x[j];
    }
    Whole by = 1;
    for (std::size_t j = 0; j < n_; ++j) {
      if (row[j] != 0 && core_place_[j] != n_) by = boost::multiprecision::lcm(by, denominator(row[j]));
    }
    Whole total = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      if (row[j] != 0 && core_place_[j] != n_)
        total += numerator(row[j]) * Whole(by / denominator(row[j])) * core_[core_place_[j]];
    }
    if (total != 0) sum -= Rational(total, Whole(by * determinant_));
    return sum / row[c];
  }

  bool solve_core(std::vector<Rational>& x) {
    std::vector<std::size_t> rows;
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < n_; ++i) {
      if (row_[i] != 0) rows.push_back(i);
      if (column_[i] != 0) columns.push_back(i);
    }
    core_place_.assign(n_, n_);
    if (rows.empty()) return true;
    auto m = whole_rows(rows_, rows, columns);
    std::vector<std::size_t> row_of;
    if (!eliminate(m, row_of)) return false;
    determinant_ = m[row_of[0]][0];
    for (std::size_t c = 0; c < columns.size(); ++c) {
      core_place_[columns[c]] = core_.size();
      core_.push_back(m[row_of[c]].back());
      x[columns[c]] = Rational(core_.back(), determinant_);
    }
    return true;
  }

  ExactRows rows_;
  std::size_t n_;
  std::vector<char> row_;     // left
  std::vector<char> column_;  // left
  std::vector<std::pair<std::size_t, std::size_t>> steps_;
  std::vector<std::size_t> core_place_;  // of a variable in the core, n where it is not
  std::vector<Whole> core_;              // times determinant_
  Whole determinant_ = 1;
};

}  // namespace

bool solve_exactly(ExactRows rows, std::vector<Rational>& solution) { return System(std::move(rows)).solve(solution); }

}  // namespace ecoeff::solver
