#include "ecoeff/data/column_builder.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace ecoeff {

void ColumnBuilder::add_number(double value) {
  numbers_.push_back(std::isfinite(value) ? value : kMissing);
  text_.codes.push_back(-1);
  seen_ = seen_ || std::isfinite(value);
}

void ColumnBuilder::add_text(std::string_view value) {
  text_.push_back(trim(value));
  numbers_.push_back(kMissing);
  seen_ = seen_ || text_.codes.back() >= 0;
}

bool ColumnBuilder::is_mark(std::string_view cell) const {
  return means_missing(cell) || (marks_ != nullptr && std::find(marks_->begin(), marks_->end(), cell) != marks_->end());
}

Column ColumnBuilder::finish(std::string name, MarksSeen* seen) {
  Column column;
  column.name = std::move(name);
  std::vector<std::optional<double>> of_level;
  bool named = false;
  bool amounts = false;
  for (const std::string& level : text_.levels) {
    of_level.push_back(is_mark(level) ? std::optional(kMissing) : parse_number(level));
    if (of_level.back() && loses_digits(level, *of_level.back())) of_level.back().reset();
    column.is_text = column.is_text || !of_level.back();
    named = named || (of_level.back() && is_code(level));
    amounts = amounts || (!is_mark(level) && level.find('.') != std::string::npos);
  }
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const std::int32_t code = text_.codes[i];
    if (!column.is_text) {
      if (code < 0) continue;
      numbers_[i] = *of_level[static_cast<std::size_t>(code)];
      if (seen != nullptr && is_missing(numbers_[i])) seen->add(text_.at(i), i);
    } else if (code < 0) {
      column.text.push_back(format_shortest(numbers_[i]));
    } else {
      column.text.push_back(text_.levels[static_cast<std::size_t>(code)]);
    }
  }
  if (column.is_text) return column;
  column.numbers = std::move(numbers_);
  if (!named || amounts) return column;
  column.text = std::move(text_);
  column.text.slots.clear();
  for (std::size_t i = 0; i < column.numbers.size(); ++i) {
    if (is_missing(column.numbers[i])) column.text.codes[i] = -1;
  }
  return column;
}

}  // namespace ecoeff
