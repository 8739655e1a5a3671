// The rows of a reference set in boxes of rows that are alike, each known by its best corner: the lowest value of every
// input and bad output, the highest of every good one. What the corner cannot do no row of the box can, so that nearly
// all rows are passed over unseen.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "ecoeff/frontier/models/model.hpp"

namespace ecoeff::frontier {

class RowBoxes {
 public:
  RowBoxes(const Model& model, const Data& data, std::span<const std::size_t> reference, unsigned threads);

  // Calls visit(row) for the rows of boxes of whose corners (values like those of a row) may(corner) holds.
  template <class May, class Visit>
  void visit(May may, Visit visit) const {
    for (std::size_t group = 0; group * kGroup < boxes_; ++group) {
      if (!may(groups_.data() + group * features_)) continue;
      for (std::size_t box = group * kGroup; box < std::min(boxes_, (group + 1) * kGroup); ++box) {
        if (!may(corners_.data() + box * features_)) continue;
        for (std::size_t i = box * kBox; i < std::min(rows_.size(), (box + 1) * kBox); ++i) visit(rows_[i]);
      }
    }
  }

 private:
  static constexpr std::size_t kBox = 32;    // rows
  static constexpr std::size_t kGroup = 32;  // boxes

  std::size_t features_;
  std::size_t boxes_;
  std::vector<std::size_t> rows_;
  std::vector<double> corners_;  // of boxes
  std::vector<double> groups_;   // of groups of boxes
};

}  // namespace ecoeff::frontier
