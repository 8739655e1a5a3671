#include "ecoeff/frontier/row_texts.hpp"

#include <algorithm>
#include <utility>

namespace ecoeff {
namespace {

constexpr std::size_t kRowsOfABucket = 16;
constexpr std::size_t kMostBuckets = 65536;  // half a megabyte

}  // namespace

RowTexts::RowTexts(std::size_t rows) : buckets_(std::min(rows / kRowsOfABucket + 1, kMostBuckets)) {}

// Oldest first, so that the last text of a row comes first again.
RowTexts::RowTexts(const RowTexts& other) : buckets_(other.buckets_.size()) {
  for (const std::atomic<Node*>& bucket : other.buckets_) {
    std::vector<const Node*> nodes;
    for (const Node* node = bucket.load(); node != nullptr; node = node->next) nodes.push_back(node);
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) add((*node)->row, (*node)->text);
  }
}

RowTexts::~RowTexts() {
  for (std::atomic<Node*>& bucket : buckets_) {
    for (Node* node = bucket.load(); node != nullptr;) delete std::exchange(node, node->next);
  }
}

void RowTexts::add(std::size_t row, const Text& text) {
  std::atomic<Node*>& head = buckets_[row % buckets_.size()];
  Node* const node = new Node{row, text, head.load(std::memory_order_relaxed)};
  while (!head.compare_exchange_weak(node->next, node, std::memory_order_release, std::memory_order_relaxed)) {
  }
}

const Text* RowTexts::find(std::size_t row) const {
  if (buckets_.empty()) return nullptr;
  const Node* node = buckets_[row % buckets_.size()].load(std::memory_order_acquire);
  while (node != nullptr && node->row != row) node = node->next;
  return node == nullptr ? nullptr : &node->text;
}

}  // namespace ecoeff
