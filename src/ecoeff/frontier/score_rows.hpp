// The answers of score(), one a row of the panel, as they stand in memory: each in whole cache lines, 192 bytes with
// five features, nothing of it in pieces of its own. `rows[i]` gathers one answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/base/raw_vector.hpp"
#include "ecoeff/frontier/row_texts.hpp"

namespace ecoeff {

// unbounded: the measure has no end in this row, as where nothing moves along a direction of zeros, or where the others
// reach it with zero intensity alone.
enum class RowStatus : std::uint8_t { optimal, infeasible, uncertified, bad_data, unbounded };
[[nodiscard]] const char* word(RowStatus status);  // "optimal", "infeasible", "uncertified", "bad-data", "unbounded"

struct Peer {
  std::size_t row = 0;  // row of the panel
  double intensity = 0;
  friend bool operator==(const Peer&, const Peer&) = default;
};

// How the bounds of a score were proved: in double precision with every rounding bounded, or in rational arithmetic.
enum class Settled : std::uint8_t { no, in_double, rational };
[[nodiscard]] const char* word(Settled settled);  // "", "double", "rational"

// What could not be computed is missing, never 0.
struct Scores {
  double score = kMissing;
  double rho = kMissing;
  double delta = kMissing;
  double efficiency = kMissing;  // radial: theta, or 1/phi where the score is phi
  double lower = kMissing;       // the exact score lies between these two, proved (solver/enclosure.hpp)
  double upper = kMissing;
  RowStatus status = RowStatus::bad_data;
  Settled settled = Settled::no;
  bool efficient = false;  // exactly so, for the numbers given as doubles
  // A relative change of 1e-9 in the data could turn `efficient`: |score - 1| (or |beta|, or the sum of slacks) is at
  // most 1e-9 sum_k |pi_k| (z_ok + sum_j lambda_j z_jk), pi the multipliers. Of efficient rows it is said by the distance
  // to what the others can do (delta - 1), where that was asked: not of rows with zeros, and over more than 128 rows by
  // slacks-based models alone.
  bool marginal = false;
  bool zero = false;    // a zero input or bad output of this row: its slack is fixed at 0
  bool beyond = false;  // the slacks lead back from beyond the frontier of the others (super-SBM's delta)
};

// One row's answer in full. Slacks and targets are ordered inputs, good, bad; they are empty where there is no answer.
//
// Multipliers, kept where ScoreOptions::multipliers asks for them, are the prices v, u, w of the same features, one
// over their units, and the intercept u0 of the returns to scale (0 under CRS) behind them: the optimal dual variables
// of the program whose value is the score (delta's where delta is the score). With profit(z) = u'y - v'x - w'b + u0 no
// row of the reference has a profit above 0, and for the evaluated row o
//   SBM, super-SBM, range-adjusted, EBM   score = 1 + profit(o); output-oriented EBM: 1 / (1 - profit(o))
//   radial                                v'x_o = 1, theta = u'y_o + u0; output: u'y_o = 1, phi = v'x_o - u0
//   additive, directional                 score = -profit(o)
// They are not below zero, but for weakly disposable bad outputs; where several are optimal these are some of them.
struct RowScore : Scores {
  Text reason;
  std::vector<double> slacks;
  std::vector<double> targets;
  std::vector<Peer> peers;  // by falling intensity
  std::vector<double> multipliers;
  std::string exact;  // where asked for: the optimum of the score's own program as a fraction
};

class ScoreRows;

// The numbers of all rows without anything gathered: a range of `const Scores&`.
class ScoreNumbers {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Scores;
    using difference_type = std::ptrdiff_t;
    using pointer = const Scores*;
    using reference = const Scores&;
    Iterator() = default;
    Iterator(const ScoreRows* rows, std::size_t at) : rows_(rows), at_(at) {}
    reference operator*() const;
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++at_;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const ScoreRows* rows_ = nullptr;
    std::size_t at_ = 0;
  };

  explicit ScoreNumbers(const ScoreRows& rows) : rows_(&rows) {}
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] const Scores& operator[](std::size_t row) const;
  [[nodiscard]] Iterator begin() const { return {rows_, 0}; }
  [[nodiscard]] Iterator end() const { return {rows_, size()}; }

 private:
  const ScoreRows* rows_;
};

class ScoreRows {
 public:
  ScoreRows() = default;
  // No answers yet. Every answer has `features` slacks and at most features + 1 peers.
  ScoreRows(std::size_t rows, std::size_t features, unsigned threads = 1);

  [[nodiscard]] std::size_t size() const { return rows_; }
  [[nodiscard]] bool empty() const { return rows_ == 0; }
  [[nodiscard]] RowScore operator[](std::size_t row) const;
  [[nodiscard]] RowScore at(std::size_t row) const;  // std::out_of_range

  // Without gathering anything.
  [[nodiscard]] ScoreNumbers scores() const;
  [[nodiscard]] const Scores& scores(std::size_t row) const { return *place<Scores>(row, 0); }
  [[nodiscard]] Scores& scores(std::size_t row) { return *place<Scores>(row, 0); }
  [[nodiscard]] std::span<const double> slacks(std::size_t row) const;
  [[nodiscard]] std::span<const std::uint32_t> peer_rows(std::size_t row) const;
  [[nodiscard]] std::span<const double> intensities(std::size_t row) const;
  [[nodiscard]] std::vector<double> targets(std::size_t row) const;
  [[nodiscard]] std::span<const double> multipliers(std::size_t row) const;
  [[nodiscard]] const Text& reason(std::size_t row) const;

  // Asks for the place of an answer that will be put soon.
  void fetch(std::size_t row) const {
    for (std::size_t i = 0; i < lines_; ++i) __builtin_prefetch(line_.data() + row * lines_ + i, 1);
  }
  // Different rows may be put at the same time.
  void put(std::size_t row, const RowScore& answer);
  void set_reason(std::size_t row, const Text& reason);
  // Multipliers are kept as they are put.
  void keep_multipliers() { multiplier_.resize(rows_ * (features_ + 1), kMissing); }
  [[nodiscard]] bool has_multipliers() const { return !multiplier_.empty(); }
  // So are exact optima.
  void keep_exact() { exact_.resize(rows_); }
  [[nodiscard]] const std::vector<std::string>& exact() const { return exact_; }
  // Targets are kept as they are put.
  void keep_targets();
  // Targets are not kept and follow from the slacks: own + direction * slack, own - direction * slack for rows
  // `beyond`. `own` holds `features` values a row.
  void derive_targets(std::vector<double> own, std::vector<double> direction);

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = RowScore;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = RowScore;
    Iterator() = default;
    Iterator(const ScoreRows* rows, std::size_t at) : rows_(rows), at_(at) {}
    RowScore operator*() const { return (*rows_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++at_;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const ScoreRows* rows_ = nullptr;
    std::size_t at_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size()}; }

 private:
  // An answer begins a line of its own: the scores, `features` slacks, the intensities and rows of at most `places`
  // peers, and how many peers there are (kNothing where there is no answer).
  struct alignas(64) Line {
    std::byte bytes[64];
  };
  static constexpr std::uint16_t kNothing = 65535;
  [[nodiscard]] std::size_t places() const { return features_ + 1; }
  [[nodiscard]] std::size_t slack_at() const { return sizeof(Scores); }
  [[nodiscard]] std::size_t intensity_at() const { return slack_at() + features_ * sizeof(double); }
  [[nodiscard]] std::size_t peer_at() const { return intensity_at() + places() * sizeof(double); }
  [[nodiscard]] std::size_t count_at() const { return peer_at() + places() * sizeof(std::uint32_t); }
  template <class T>
  [[nodiscard]] const T* place(std::size_t row, std::size_t offset) const {
    return reinterpret_cast<const T*>(reinterpret_cast<const std::byte*>(line_.data() + row * lines_) + offset);
  }
  template <class T>
  [[nodiscard]] T* place(std::size_t row, std::size_t offset) {
    return const_cast<T*>(std::as_const(*this).template place<T>(row, offset));
  }
  [[nodiscard]] std::uint16_t peers(std::size_t row) const { return *place<std::uint16_t>(row, count_at()); }

  std::size_t rows_ = 0;
  std::size_t features_ = 0;
  std::size_t lines_ = 0;  // an answer
  RawVector<Line> line_;
  RawVector<double> target_;        // `features` a row, with keep_targets()
  std::vector<double> multiplier_;  // `features` + 1 a row, with keep_multipliers()
  std::vector<std::string> exact_;  // with keep_exact()
  std::vector<double> own_;         // with derive_targets()
  std::vector<double> direction_;
  RowTexts reason_;
};

inline ScoreNumbers ScoreRows::scores() const { return ScoreNumbers(*this); }
inline std::size_t ScoreNumbers::size() const { return rows_->size(); }
inline const Scores& ScoreNumbers::operator[](std::size_t row) const { return rows_->scores(row); }
inline const Scores& ScoreNumbers::Iterator::operator*() const { return rows_->scores(at_); }

}  // namespace ecoeff
