// What the text of one cell of a yearbook says by itself: a year, a unit of measurement, the beginning of a note, a
// subtotal. Words are recognised in Chinese and English; inner blanks ("合 计") do not matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ecoeff {

inline constexpr int kFirstYear = 1800;
inline constexpr int kLastYear = 2200;

// Without the blanks between Chinese characters and at the ends; runs of other blanks become one.
[[nodiscard]] std::string without_inner_blanks(std::string_view text);

// "2011", "2011年", "2011年末", "2011.0", "x2011", "FY2011", "2011-12-31": a year from 1800 to 2200, or nothing.
[[nodiscard]] std::optional<int> year_in(std::string_view text);

// A head that names a thing and a year: "GDP2011", "gdp_2011", "2011年GDP", "GDP（2011年）"; nothing when there is no
// such year or nothing but it.
struct NameAndYear {
  std::string name;
  int year = 0;
};
[[nodiscard]] std::optional<NameAndYear> name_and_year(std::string_view head);

// The only year that a name of a sheet or file holds ("各省2011年"), or nothing when there is none or more than one.
[[nodiscard]] std::optional<int> only_year_in(std::string_view name);

// "亿元", "万吨标准煤", "%", "(万人)", "元/人", "10000 tons": a unit of measurement and nothing else. Returned without
// brackets.
[[nodiscard]] std::optional<std::string> measure_in(std::string_view text);

// "GDP(亿元)", "GDP（亿元）", "GDP [亿元]", "GDP/亿元", "GDP，亿元": the name and its unit of measurement ("" when
// there is none).
struct NameAndMeasure {
  std::string name;
  std::string measure;
};
[[nodiscard]] NameAndMeasure split_measure(std::string_view head);

// "注：...", "数据来源：...", "资料来源", "Source: ...", "Note: ...".
[[nodiscard]] bool begins_note(std::string_view text);

// "合计", "总计", "全国", "全省", "小计", "平均", "东部地区", "Total" ...
[[nodiscard]] bool is_subtotal(std::string_view label);

// What follows "WORD：" or "WORD:" in a line such as "指标：地区生产总值(亿元)"; nothing when the line does not begin
// so.
[[nodiscard]] std::optional<std::string> stated(std::string_view line, std::string_view word);

// "Sheet1", "工作表 2", "Table 1": a name that somebody's program gave.
[[nodiscard]] bool is_default_sheet_name(std::string_view name);

// "续表", "（续）", "continued": the table goes on. And a title without such an ending ("GDP（续）").
[[nodiscard]] bool continues_table(std::string_view title);
[[nodiscard]] std::string without_continuation(std::string_view title);

// "表1 各省数据", "附表2-3 ...", "Table 4. ...": the title without its number.
[[nodiscard]] std::string without_table_number(std::string_view title);

}  // namespace ecoeff
