// Texts of a few rows out of many, added by several threads at once without a lock: each bucket of rows is a list that
// only ever grows at its head.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

class RowTexts {
 public:
  RowTexts() = default;
  // For rows 0 to rows - 1.
  explicit RowTexts(std::size_t rows);
  RowTexts(const RowTexts& other);
  RowTexts(RowTexts&& other) noexcept : buckets_(std::move(other.buckets_)) {}
  RowTexts& operator=(RowTexts other) noexcept {
    buckets_.swap(other.buckets_);
    return *this;
  }
  ~RowTexts();

  // Different rows may be given texts at the same time; of several texts of one row the last counts.
  void add(std::size_t row, const Text& text);
  // nullptr where a row has none. Not while others add.
  [[nodiscard]] const Text* find(std::size_t row) const;

 private:
  struct Node {
    std::size_t row;
    Text text;
    Node* next;
  };
  std::vector<std::atomic<Node*>> buckets_;
};

}  // namespace ecoeff
