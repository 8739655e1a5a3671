#include "ecoeff/data/intake/tidy.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/keys.hpp"
#include "ecoeff/data/intake/row_words.hpp"

namespace ecoeff {
namespace {

constexpr std::array<std::string_view, 8> kValueWords{"数值",  "值",     "数据",      "指标值",
                                                      "value", "values", "obs_value", "amount"};
constexpr std::array<std::string_view, 6> kMeasureWords{"单位", "计量单位", "量纲",
                                                        "unit", "units",    "unit of measurement"};

bool among(const auto& words, std::string_view head) {
  const std::string low = lower_ascii(without_inner_blanks(head));
  return std::find(words.begin(), words.end(), low) != words.end();
}

class TidyFinder {
 public:
  TidyFinder(const SheetGrid& grid, const Block& block, const std::vector<std::string>& marks)
      : grid_(grid), block_(block), marks_(marks) {}

  std::optional<TidyHeads> find() {
    if (block_.shape != Shape::long_table || !block_.unit || tells_apart({})) return std::nullopt;
    sort_columns();
    const std::optional<std::size_t> value = value_column();
    if (!value) return std::nullopt;
    for (const std::size_t one : labels_) {
      if (tells_apart({one})) return TidyHeads{head(one), head(*value)};
    }
    for (const std::size_t one : labels_) {
      for (const std::size_t other : labels_) {
        if (one < other && tells_apart({one, other})) return TidyHeads{head(one) + "\n" + head(other), head(*value)};
      }
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] const std::string& head(std::size_t i) const { return block_.columns[i].head; }

  void sort_columns() {
    for (std::size_t i = 0; i < block_.columns.size(); ++i) {
      if (i == block_.unit || i == block_.time || head(i).empty() || is_code_word(head(i)) ||
          among(kMeasureWords, head(i)))
        continue;
      std::size_t numbers = 0, texts = 0;
      for (const std::size_t r : block_.data) {
        const std::size_t c = block_.columns[i].column;
        if (grid_.empty(r, c) || is_mark_at(grid_, r, c, marks_)) continue;
        (grid_.number_in(r, c) ? numbers : texts) += 1;
      }
      if (numbers > texts) values_.push_back(i);
      if (texts > numbers) labels_.push_back(i);
    }
    std::stable_partition(labels_.begin(), labels_.end(), [&](std::size_t i) { return is_indicator_word(head(i)); });
  }

  [[nodiscard]] std::optional<std::size_t> value_column() const {
    if (values_.size() == 1) return values_.front();
    const auto usual =
        std::find_if(values_.begin(), values_.end(), [&](std::size_t i) { return is_value_word(head(i)); });
    return usual == values_.end() ? std::nullopt : std::optional(*usual);
  }

  // Whether unit, time and these labels stand in one row only.
  [[nodiscard]] bool tells_apart(const std::vector<std::size_t>& labels) const {
    std::set<std::vector<std::string>> seen;
    return std::all_of(block_.data.begin(), block_.data.end(), [&](std::size_t r) {
      std::vector<std::string> key{grid_.text(r, block_.columns[*block_.unit].column)};
      if (block_.time) key.push_back(grid_.text(r, block_.columns[*block_.time].column));
      for (const std::size_t i : labels) key.push_back(grid_.text(r, block_.columns[i].column));
      return seen.insert(std::move(key)).second;
    });
  }

  const SheetGrid& grid_;
  const Block& block_;
  const std::vector<std::string>& marks_;
  std::vector<std::size_t> values_, labels_;  // of the block's columns
};

}  // namespace

std::optional<TidyHeads> find_tidy(const SheetGrid& grid, const Block& block, const std::vector<std::string>& marks) {
  return TidyFinder(grid, block, marks).find();
}

bool is_value_word(std::string_view head) { return among(kValueWords, head); }

}  // namespace ecoeff
