#include "ecoeff/data/intake/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/crossed_heads.hpp"
#include "ecoeff/data/intake/places.hpp"
#include "ecoeff/data/intake/row_words.hpp"

namespace ecoeff {
namespace {

// The finest kind of place first.
constexpr std::array<std::string_view, 30> kUnitWords{
    "企业", "公司",   "股票代码", "证券代码", "县",       "县区",   "区县",    "县市",         "城市",       "地级市",
    "市",   "地市",   "地区",     "省市",     "省份",     "省市区", "省",      "国家",         "国家或地区", "单位名称",
    "firm", "county", "city",     "region",   "province", "prov",   "country", "country name", "unit",       "id"};
constexpr std::size_t kShortestPart = 3;  // bytes of a word that is looked for inside of heads: 省, not id

constexpr std::array<std::string_view, 10> kTimeWords{"年份", "年度", "年",     "时间",  "会计年度",
                                                      "year", "time", "period", "years", "date"};
constexpr std::array<std::string_view, 12> kIndicatorWords{"指标",        "指标名称",  "项目",           "变量",
                                                           "指标项",      "indicator", "indicator name", "series",
                                                           "series name", "variable",  "item",           "indicators"};

bool among(const auto& words, std::string_view head) {
  const std::string low = lower_ascii(without_inner_blanks(head));
  return std::find(words.begin(), words.end(), low) != words.end();
}

class KeyFinder {
 public:
  KeyFinder(SheetGrid& grid, const ShapeHints& hints, Block& block) : grid_(grid), hints_(hints), block_(block) {}

  void find() {
    const auto years = static_cast<std::size_t>(
        std::count_if(columns().begin(), columns().end(), [](const HeadColumn& h) { return h.year.has_value(); }));
    if (hints_.shape == Shape::long_table) {
      find_long();
    } else if (years > 0) {
      find_wide();
    } else if (!find_turned()) {
      if (hints_.shape) refuse_shape();
      find_long();
    }
  }

 private:
  [[nodiscard]] const std::vector<HeadColumn>& columns() const { return block_.columns; }

  [[noreturn]] void refuse_shape() const {
    throw Error(Fault::data, "D151",
                {fmt::format("the header has no years, which the shape \"{}\" needs", shape_word(*hints_.shape)),
                 fmt::format("列名中没有年份，不是 shape = \"{}\"", shape_word(*hints_.shape))},
                grid_.where(block_.header.back(), 0),
                {"shape = \"long\", or header = ROW", "改为 shape = \"long\"，或指明 header = 行号"});
  }

  [[nodiscard]] std::optional<std::size_t> named(const std::string& head) const {
    if (head.empty()) return std::nullopt;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < columns().size(); ++i) {
      known.push_back(columns()[i].head);
      if (columns()[i].head == without_inner_blanks(head)) return i;
    }
    const std::string near = did_you_mean(head, known);
    throw Error(
        Fault::data, "D110", {fmt::format("the header has no \"{}\"", head), fmt::format("列名中没有“{}”", head)},
        {.file = grid_.file, .sheet = grid_.sheet, .row = grid_.row_number(block_.header.back()), .column = head},
        near.empty() ? Text{"the heads are: " + join(known, ", "), "列名有：" + join(known, "、")}
                     : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("是否应为“{}”？", near)});
  }

  struct Content {
    std::size_t filled = 0, texts = 0, years = 0;
  };
  [[nodiscard]] Content content(std::size_t i) const {
    Content out;
    const std::size_t c = columns()[i].column;
    for (const std::size_t r : block_.data) {
      if (grid_.empty(r, c)) continue;
      ++out.filled;
      if (grid_.year_in(r, c)) {
        ++out.years;
      } else if (!grid_.number_in(r, c) && !is_mark_at(grid_, r, c, hints_.marks)) {
        ++out.texts;
      }
    }
    return out;
  }

  [[nodiscard]] bool holds_years(std::size_t i) const {
    const Content n = content(i);
    return n.filled > 0 && n.years * 10 >= n.filled * 9;
  }
  [[nodiscard]] bool holds_texts(std::size_t i) const {
    const Content n = content(i);
    return n.filled > 0 && n.texts * 2 > n.filled;
  }

  // Merged ranges give their value to all rows, and an empty key that of the row above.
  void fill_down(std::size_t i) {
    const std::size_t c = columns()[i].column;
    const std::size_t before = content(i).filled;
    grid_.fill_merged(c);
    const std::size_t merged = content(i).filled;
    block_.filled_merged += merged - before;
    for (std::size_t at = 1; at < block_.data.size(); ++at) {
      const std::size_t r = block_.data[at];
      if (!grid_.empty(r, c) || grid_.empty(block_.data[at - 1], c)) continue;
      grid_.copy(block_.data[at - 1], r, c);
      ++block_.filled_down;
    }
  }

  // "单位 | 亿元, 万人": of the rows, no key.
  [[nodiscard]] bool is_measure_column(std::size_t i) const {
    static constexpr std::array<std::string_view, 5> kHeads{"单位", "计量单位", "量纲", "unit", "units"};
    if (!among(kHeads, columns()[i].head)) return false;
    std::size_t filled = 0;
    std::size_t measures = 0;
    for (const std::size_t r : block_.data) {
      const std::string text = grid_.text(r, columns()[i].column);
      filled += text.empty() ? 0U : 1U;
      measures += measure_in(text) ? 1U : 0U;
    }
    return measures > 0 && measures * 10 >= filled * 6;
  }

  void find_wide() {
    for (std::size_t i = 0; i < columns().size(); ++i) {
      if (!columns()[i].year && is_measure_column(i)) block_.measures = i;
    }
    block_.shape = hints_.shape.value_or(Shape::wide);
    block_.indicator = named(hints_.indicator);
    block_.unit = named(hints_.unit);
    for (std::size_t i = 0; i < columns().size(); ++i) {
      if (columns()[i].year || i == block_.unit || i == block_.indicator || i == block_.measures || !holds_texts(i))
        continue;
      if (!block_.indicator && hints_.shape != Shape::wide && is_indicator_word(columns()[i].head))
        block_.indicator = i;
    }
    for (const bool by_word : {true, false}) {
      for (std::size_t i = 0; i < columns().size() && !block_.unit; ++i) {
        const bool code = is_code_word(columns()[i].head);
        if (columns()[i].year || i == block_.indicator || i == block_.measures || code || (!holds_texts(i) && !by_word))
          continue;
        if (!by_word || is_unit_word(columns()[i].head)) block_.unit = i;
      }
    }
    for (std::size_t i = 0; i < columns().size() && !block_.unit && !block_.indicator; ++i) {
      if (!columns()[i].year && i != block_.measures) block_.unit = i;  // codes alone tell the rows apart
    }
    if (hints_.shape == Shape::indicators && !block_.indicator) std::swap(block_.unit, block_.indicator);
    if (!hints_.shape && !block_.indicator && block_.unit && !is_unit_word(columns()[*block_.unit].head) &&
        labels_have_measures(*block_.unit))
      std::swap(block_.unit, block_.indicator);
    if (is_crossed(block_) && !block_.indicator) std::swap(block_.unit, block_.indicator);
    if (!hints_.shape && block_.indicator && !block_.unit) block_.shape = Shape::indicators;
    finer_place();
    for (const auto& key : {block_.unit, block_.indicator}) {
      if (key) fill_down(*key);
    }
  }

  // A province beside a city: the finest of the columns with usual heads.
  void finer_place() {
    if (!block_.unit || !hints_.unit.empty()) return;
    const auto place = [&](std::size_t i) {
      const std::string low = lower_ascii(without_inner_blanks(columns()[i].head));
      return std::find(kUnitWords.begin(), kUnitWords.end(), low);
    };
    for (std::size_t i = 0; i < columns().size(); ++i) {
      if (!columns()[i].year && i != block_.indicator && place(i) < place(*block_.unit)) block_.unit = i;
    }
  }

  [[nodiscard]] bool labels_have_measures(std::size_t i) const {
    std::size_t with = 0;
    for (const std::size_t r : block_.data)
      with += split_measure(grid_.text(r, columns()[i].column)).measure.empty() ? 0U : 1U;
    return with * 2 >= block_.data.size() && with > 0;
  }

  // Years down, places across.
  bool find_turned() {
    if (is_crossed(block_) || hints_.shape == Shape::indicators || columns().size() < 3) return false;
    std::optional<std::size_t> time = named(hints_.time);
    for (std::size_t i = 0; i < columns().size() && !time; ++i) {
      if (holds_years(i)) time = i;
    }
    std::size_t places = 0;
    for (std::size_t i = 0; i < columns().size(); ++i) {
      if (i == time) continue;
      if (holds_texts(i)) return false;
      places += is_place(columns()[i].head) ? 1U : 0U;
    }
    const bool enough = places * 10 >= (columns().size() - 1) * 6;
    if (!time || !(enough || hints_.shape == Shape::wide)) return false;
    block_.shape = Shape::wide;
    block_.turned = true;
    block_.time = time;
    return true;
  }

  void find_long() {
    block_.shape = Shape::long_table;
    block_.time = named(hints_.time);
    for (std::size_t i = 0; i < columns().size() && !block_.time; ++i) {
      if (is_time_word(columns()[i].head) && holds_years(i)) block_.time = i;
    }
    for (std::size_t i = 0; i < columns().size() && !block_.time; ++i) {
      if (columns()[i].place.empty() && holds_years(i) && content(i).years > block_.data.size() / 2) block_.time = i;
    }
    if (block_.time) fill_down(*block_.time);
    block_.unit = named(hints_.unit);
    if (!block_.unit && !is_crossed(block_)) block_.unit = best_unit(candidates());
    if (block_.unit) fill_down(*block_.unit);
    if (is_crossed(block_)) find_labels();
    for (std::size_t i = 0; i < columns().size(); ++i) {
      if (i != block_.indicator && i != block_.unit && i != block_.time && holds_texts(i)) fill_text(i);
    }
  }

  // Of places across: the column of indicators and that of their units of measurement.
  void find_labels() {
    for (std::size_t i = 0; i < columns().size(); ++i) {
      if (!columns()[i].place.empty() || i == block_.time || !holds_texts(i)) continue;
      (is_measure_column(i) ? block_.measures : block_.indicator) = i;
    }
    if (block_.indicator) fill_down(*block_.indicator);
  }

  // A province that is written once for its cities: merged, or empty in more than a third of the rows below a filled
  // one.
  void fill_text(std::size_t i) {
    const std::size_t c = columns()[i].column;
    const std::size_t before = content(i).filled;
    grid_.fill_merged(c);
    const std::size_t filled = content(i).filled;
    block_.filled_merged += filled - before;
    const bool sparse = filled * 3 < block_.data.size() * 2 && !grid_.empty(block_.data.front(), c);
    if (sparse && is_unit_word(columns()[i].head)) fill_down(i);
  }

  [[nodiscard]] std::vector<std::size_t> candidates() const {
    std::vector<std::size_t> out;
    const auto add = [&](std::size_t i) {
      if (i != block_.time && std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
    };
    for (const std::string_view word : kUnitWords) {
      for (std::size_t i = 0; i < columns().size(); ++i) {
        if (lower_ascii(without_inner_blanks(columns()[i].head)) == word) add(i);
      }
    }
    for (const std::string_view word : kUnitWords) {
      if (word.size() < kShortestPart) continue;
      for (std::size_t i = 0; i < columns().size(); ++i) {
        if (lower_ascii(columns()[i].head).find(word) != std::string::npos && holds_texts(i)) add(i);
      }
    }
    for (std::size_t i = 0; i < columns().size(); ++i) {
      if (holds_texts(i)) add(i);
    }
    return out;
  }

  // The first by which, with the time, no two rows are the same; else the first.
  [[nodiscard]] std::optional<std::size_t> best_unit(const std::vector<std::size_t>& from) const {
    for (const std::size_t i : from) {
      std::set<std::pair<std::string, std::string>> seen;
      std::string last;
      const bool once = std::all_of(block_.data.begin(), block_.data.end(), [&](std::size_t r) {
        const std::string own = grid_.text(r, columns()[i].column);
        if (!own.empty()) last = own;
        return seen.emplace(last, block_.time ? grid_.text(r, columns()[*block_.time].column) : "").second;
      });
      if (once) return i;
    }
    return from.empty() ? std::nullopt : std::optional(from.front());
  }

  SheetGrid& grid_;
  const ShapeHints& hints_;
  Block& block_;
};

}  // namespace

bool is_unit_word(std::string_view head) { return among(kUnitWords, head); }
bool is_time_word(std::string_view head) { return among(kTimeWords, head); }
bool is_indicator_word(std::string_view head) { return among(kIndicatorWords, head); }

bool is_code_word(std::string_view head) {
  const std::string low = lower_ascii(without_inner_blanks(head));
  static constexpr std::array<std::string_view, 7> kExact{"序号", "编号", "id", "no", "no.", "code", "adcode"};
  return std::find(kExact.begin(), kExact.end(), low) != kExact.end() || low.ends_with("代码") ||
         low.ends_with("编码") || low.ends_with("_id") || low.ends_with("code");
}

void find_keys(SheetGrid& grid, const ShapeHints& hints, Block& block) {
  if (block.columns.empty() || block.data.empty()) return;
  KeyFinder(grid, hints, block).find();
}

}  // namespace ecoeff
