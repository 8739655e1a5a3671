#include "ecoeff/data/intake/titles.hpp"

#include <filesystem>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/china.hpp"
#include "ecoeff/data/intake/keys.hpp"

namespace ecoeff {
namespace {

// The texts of the title rows, the nearest last.
std::vector<std::string> texts_above(const SheetGrid& grid, const Block& block) {
  std::vector<std::string> out;
  for (const std::size_t r : block.titles) {
    for (std::size_t c = 0; c < grid.columns(); ++c) {
      if (!grid.empty(r, c)) out.push_back(grid.text(r, c));
    }
  }
  return out;
}

std::optional<std::string> stated_any(const std::string& text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (auto found = stated(text, word)) return found;
  }
  return std::nullopt;
}

// A title that names something: no statement ("时间：2011-2022"), no unit of measurement.
bool is_name(const std::string& text) {
  if (measure_in(text) || begins_note(text) || year_in(text) || continues_table(text)) return false;
  for (const std::string_view word : {"数据库", "时间", "单位", "频度", "地区", "unit", "time"}) {
    if (stated(lower_ascii(text), word)) return false;
  }
  return true;
}

}  // namespace

std::string stem_of(const std::string& file) { return std::filesystem::path(file).stem().string(); }

TitleWords read_titles(const SheetGrid& grid, const Block& block, bool only) {
  TitleWords out;
  std::string title;
  std::string named;  // a place in the title: 北京市历年主要指标
  for (const std::string& text : texts_above(grid, block)) {
    if (const auto value = stated_any(text, {"指标", "变量", "Indicator", "indicator"})) {
      out.value = *value;
      out.from = "title";
    } else if (const auto place = stated_any(text, {"地区", "省份", "城市", "地区名称", "Region", "region"})) {
      out.place = *place;
    } else if (const auto measure = stated_any(text, {"单位", "计量单位", "Unit", "unit"})) {
      out.measure = measure_in(*measure).value_or("");
    } else if (const auto bare = measure_in(text)) {
      out.measure = *bare;
    } else if (is_name(text)) {
      title = without_table_number(without_continuation(text));
      if (named.empty()) named = china_place_in(title, false);
    }
  }
  if (out.place.empty()) out.place = named;
  const std::string head = block.unit && !block.turned ? block.columns[*block.unit].head : std::string();
  const auto take = [&](const std::string& name, const char* from) {
    if (!out.value.empty() || name.empty()) return;
    out.value = without_inner_blanks(name);
    out.from = from;
  };
  if (!only) take(title, "title");
  if (!head.empty() && !is_unit_word(head) && !is_indicator_word(head) && !split_measure(head).measure.empty())
    take(head, "head");
  if (!only && !head.empty() && !is_unit_word(head)) take(head, "head");
  if (!is_default_sheet_name(grid.sheet)) take(grid.sheet, "sheet");
  take(title, "title");
  take(stem_of(grid.file), "file");
  if (out.measure.empty()) out.measure = split_measure(out.value).measure;
  return out;
}

}  // namespace ecoeff
