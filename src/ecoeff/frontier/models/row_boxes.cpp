#include "ecoeff/frontier/models/row_boxes.hpp"

#include <algorithm>
#include <limits>

namespace ecoeff::frontier {
namespace {

// The best corner of `count` rows of values that lie at at(0), at(1), ...
template <class At>
void add_corner(const Model& model, std::size_t count, At at, std::vector<double>& corners) {
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    const bool good = model.features[k].side == Side::good;
    double best = std::numeric_limits<double>::infinity() * (good ? -1 : 1);
    for (std::size_t i = 0; i < count; ++i) best = good ? std::max(best, at(i)[k]) : std::min(best, at(i)[k]);
    corners.push_back(best);
  }
}

}  // namespace

RowBoxes::RowBoxes(const Model& model, const Data& data, std::span<const std::size_t> reference, unsigned threads)
    : features_(data.features),
      boxes_((reference.size() + kBox - 1) / kBox),
      rows_(near_order(data, reference, threads)) {
  for (std::size_t box = 0; box < boxes_; ++box) {
    const std::size_t begin = box * kBox;
    add_corner(
        model, std::min(kBox, rows_.size() - begin), [&](std::size_t i) { return data.row(rows_[begin + i]); },
        corners_);
  }
  for (std::size_t begin = 0; begin < boxes_; begin += kGroup) {
    add_corner(
        model, std::min(kGroup, boxes_ - begin),
        [&](std::size_t i) { return corners_.data() + (begin + i) * features_; }, groups_);
  }
}

}  // namespace ecoeff::frontier
