#include "ecoeff/data/intake/crossed_heads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/china.hpp"
#include "ecoeff/data/intake/heads.hpp"
#include "ecoeff/data/intake/keys.hpp"
#include "ecoeff/data/intake/places.hpp"
#include "ecoeff/data/intake/titles.hpp"

namespace ecoeff {
namespace {

using Names = std::set<std::string>;
enum class PlaceRow { none, upper, lower, both };

// Three in five are places; totals among them do not count.
bool are_places(const Names& names) {
  std::size_t places = 0;
  std::size_t all = 0;
  for (const std::string& name : names) {
    if (is_subtotal(name)) continue;
    ++all;
    places += is_place(name) && split_measure(name).measure.empty() ? 1U : 0U;
  }
  return all > 0 && places * 10 >= all * 6;
}

class Crosser {
 public:
  Crosser(const SheetGrid& grid, const RowWords& words, const ShapeHints& hints, Block& block)
      : grid_(grid), words_(words), hints_(hints), block_(block) {}

  void cross() {
    if (block_.data.empty() || !hints_.unit.empty()) return;
    const auto& columns = block_.columns;
    const bool years =
        std::any_of(columns.begin(), columns.end(), [](const HeadColumn& h) { return h.year.has_value(); });
    if (block_.header.size() < 2) {
      if (!years) cross_labels();
    } else if (years) {
      cross_years();
    } else {
      cross_indicators();
    }
    drop_totals();
  }

 private:
  struct Pair {
    std::size_t at = 0;  // of block_.columns
    std::string upper, lower;
  };

  [[nodiscard]] std::string text(std::size_t header_row, std::size_t column) const {
    return without_inner_blanks(head_text(grid_, words_, block_.header, header_row, column));
  }

  struct Content {
    std::size_t filled = 0, years = 0, texts = 0;
  };
  [[nodiscard]] Content content(std::size_t column) const {
    Content out;
    for (const std::size_t r : block_.data) {
      if (grid_.empty(r, column)) continue;
      ++out.filled;
      if (grid_.year_in(r, column)) {
        ++out.years;
      } else if (!grid_.number_in(r, column) && !is_mark_at(grid_, r, column, hints_.marks)) {
        ++out.texts;
      }
    }
    return out;
  }
  [[nodiscard]] bool holds_years(std::size_t column) const {
    const Content n = content(column);
    return n.filled > 0 && n.years * 10 >= n.filled * 9;
  }
  [[nodiscard]] bool holds_texts(std::size_t column) const {
    const Content n = content(column);
    return n.filled > 0 && n.texts * 2 > n.filled;
  }

  // The words of the two rows of names before the first place.
  void read_corner(std::size_t column) {
    corner_upper_ = text(0, column);
    corner_lower_ = text(1, column);
    if (corner_upper_ == corner_lower_) corner_upper_.clear();
  }

  [[nodiscard]] PlaceRow by_corner() const {
    if (is_unit_word(corner_upper_) || is_indicator_word(corner_lower_)) return PlaceRow::upper;
    if (is_unit_word(corner_lower_) || is_indicator_word(corner_upper_)) return PlaceRow::lower;
    return PlaceRow::none;
  }

  // Years down: one row of names are places, the other indicators.
  void cross_indicators() {
    const std::optional<std::size_t> time = years_down();
    if (!time) return;
    read_corner(block_.columns[*time].column);
    std::vector<Pair> pairs;
    Names upper, lower;
    for (std::size_t i = *time + 1; i < block_.columns.size(); ++i) {
      Pair pair{i, text(0, block_.columns[i].column), text(1, block_.columns[i].column)};
      if (pair.upper.empty() || pair.lower.empty() || pair.upper == pair.lower || measure_in(pair.lower)) continue;
      upper.insert(pair.upper);
      lower.insert(pair.lower);
      pairs.push_back(std::move(pair));
    }
    if (pairs.size() < 2) return;
    const PlaceRow row = row_of_places(pairs, upper, lower);
    if (row == PlaceRow::none) return;
    for (const Pair& pair : pairs) {
      HeadColumn& column = block_.columns[pair.at];
      if (row == PlaceRow::both) {
        if (lower.size() == pairs.size()) column.head = pair.lower;
        continue;
      }
      column.place = row == PlaceRow::upper ? pair.upper : pair.lower;
      column.head = row == PlaceRow::upper ? pair.lower : pair.upper;
    }
    if (is_time_word(corner_upper_)) block_.columns[*time].head = corner_upper_;
    if (is_time_word(corner_lower_)) block_.columns[*time].head = corner_lower_;
  }

  // The column of years of a table whose other columns are all values.
  [[nodiscard]] std::optional<std::size_t> years_down() const {
    std::optional<std::size_t> time;
    for (std::size_t i = 0; i < block_.columns.size(); ++i) {
      const std::size_t c = block_.columns[i].column;
      if (!time && holds_years(c)) {
        time = i;
      } else if (holds_texts(c)) {
        return std::nullopt;
      }
    }
    return time;
  }

  [[nodiscard]] PlaceRow row_of_places(const std::vector<Pair>& pairs, const Names& upper, const Names& lower) const {
    if (hints_.unit_from == kFromUpperHeader) return PlaceRow::upper;
    if (hints_.unit_from == kFromLowerHeader) return PlaceRow::lower;
    if (!hints_.unit_from.empty()) return PlaceRow::none;
    const bool above = are_places(upper);
    const bool below = are_places(lower);
    if (above && below) return PlaceRow::both;
    if (above || below) return above ? PlaceRow::upper : PlaceRow::lower;
    if (const PlaceRow row = by_corner(); row != PlaceRow::none) return row;
    if (repeat(pairs) && !has_one_place()) ask(pairs);
    return PlaceRow::none;
  }

  // Whether at least half of the columns have a lower name that stands under several upper ones.
  static bool repeat(const std::vector<Pair>& pairs) {
    std::map<std::string, Names> above;
    for (const Pair& pair : pairs) above[pair.lower].insert(pair.upper);
    const auto again =
        std::count_if(pairs.begin(), pairs.end(), [&](const Pair& p) { return above[p.lower].size() > 1; });
    return static_cast<std::size_t>(again) * 2 >= pairs.size();
  }

  [[nodiscard]] bool has_one_place() const {
    return !read_titles(grid_, block_, true).place.empty() || !china_place_in(grid_.sheet, true).empty() ||
           !china_place_in(stem_of(grid_.file), true).empty();
  }

  [[noreturn]] void ask(const std::vector<Pair>& pairs) const {
    const Pair& first = pairs.front();
    throw Error(
        Fault::data, "D252",
        {fmt::format("the header has two rows of names, \"{}\" above \"{}\", and nothing says which of them are "
                     "the units (places)",
                     first.upper, first.lower),
         fmt::format("标题行有两行名称，“{}”在上、“{}”在下，无法判断哪一行是单元（地区）", first.upper, first.lower)},
        grid_.where(block_.header.front(), block_.columns[first.at].column),
        {"in the part: unit_from = \"upper header\" or \"lower header\"; \"none\" where the table is of one "
         "unit; or write country (or region) in the file before the row of places",
         "请在 part 中写 unit_from = \"upper header\"（上一行为地区）或 \"lower header\"（下一行为地区），全表只有一个"
         "单元时写 \"none\"；也可在文件中该行最左格写“地区”"});
  }

  // Years across, indicators down: the names above or below the years are places.
  void cross_years() {
    std::optional<std::size_t> labels;
    Names names;
    for (std::size_t i = 0; i < block_.columns.size(); ++i) {
      const HeadColumn& column = block_.columns[i];
      if (column.year) {
        if (!column.head.empty()) names.insert(column.head);
      } else if (!labels && holds_texts(column.column)) {
        labels = i;
      }
    }
    if (!labels || names.empty()) return;
    Names down;
    for (const std::size_t r : block_.data)
      down.insert(without_inner_blanks(grid_.text(r, block_.columns[*labels].column)));
    read_corner(block_.columns[*labels].column);
    const bool said = is_indicator_word(corner_upper_) != is_indicator_word(corner_lower_) && corners_name_a_place();
    const bool given = hints_.unit_from == kFromUpperHeader || hints_.unit_from == kFromLowerHeader;
    if (!given && !hints_.unit_from.empty()) return;
    if (!given && !said && (are_places(down) || !are_places(names))) return;
    for (HeadColumn& column : block_.columns) {
      if (column.year) column.place = std::exchange(column.head, {});
    }
    if (is_indicator_word(corner_upper_)) block_.columns[*labels].head = corner_upper_;
    if (is_indicator_word(corner_lower_)) block_.columns[*labels].head = corner_lower_;
  }

  [[nodiscard]] bool corners_name_a_place() const { return is_unit_word(corner_upper_) || is_unit_word(corner_lower_); }

  // Indicators down, also beside years, and places across: one column of texts, and the other heads are places.
  void cross_labels() {
    std::vector<std::size_t> labels;
    std::vector<std::size_t> across;
    Names names, down;
    for (std::size_t i = 0; i < block_.columns.size(); ++i) {
      const HeadColumn& column = block_.columns[i];
      const bool year = is_time_word(column.head) || is_code_word(column.head);
      if (holds_texts(column.column)) {
        if (!is_measures(column.column)) labels.push_back(i);
      } else if (!year) {
        across.push_back(i);
        names.insert(column.head);
      }
    }
    if (labels.size() != 1 || names.size() < 2 || names.contains("") || !are_places(names)) return;
    for (const std::size_t r : block_.data)
      down.insert(without_inner_blanks(grid_.text(r, block_.columns[labels.front()].column)));
    if (is_unit_word(block_.columns[labels.front()].head) || are_places(down)) return;
    for (const std::size_t i : across) block_.columns[i].place = std::exchange(block_.columns[i].head, {});
  }

  [[nodiscard]] bool is_measures(std::size_t column) const {
    return std::all_of(block_.data.begin(), block_.data.end(),
                       [&](std::size_t r) { return grid_.empty(r, column) || measure_in(grid_.text(r, column)); });
  }

  void drop_totals() {
    const auto total = [](const HeadColumn& column) { return is_subtotal(column.place); };
    const auto place = [&](const HeadColumn& column) { return !column.place.empty() && !total(column); };
    if (std::any_of(block_.columns.begin(), block_.columns.end(), place)) std::erase_if(block_.columns, total);
  }

  const SheetGrid& grid_;
  const RowWords& words_;
  const ShapeHints& hints_;
  Block& block_;
  std::string corner_upper_, corner_lower_;
};

}  // namespace

void cross_heads(const SheetGrid& grid, const RowWords& words, const ShapeHints& hints, Block& block) {
  Crosser(grid, words, hints, block).cross();
}

bool is_crossed(const Block& block) {
  return std::any_of(block.columns.begin(), block.columns.end(), [](const HeadColumn& h) { return !h.place.empty(); });
}

}  // namespace ecoeff
