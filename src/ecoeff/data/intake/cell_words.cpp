#include "ecoeff/data/intake/cell_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ecoeff/base/number.hpp"
#include "ecoeff/base/text.hpp"

namespace ecoeff {
namespace {

bool is_blank(char32_t p) { return p == U' ' || p == U'\t' || p == U'\n' || p == U'\r' || p == 0x3000 || p == 0xA0; }
bool is_wide(char32_t p) { return p >= 0x2E80; }
bool is_digit(char32_t p) { return (p >= U'0' && p <= U'9') || (p >= 0xFF10 && p <= 0xFF19); }

std::optional<int> as_year(std::string_view text) {
  const auto value = parse_number(text);
  if (!value || *value < kFirstYear || *value > kLastYear || *value != static_cast<int>(*value)) return std::nullopt;
  return static_cast<int>(*value);
}

// Takes the first of `ends` off the end (or the start) of `text`; whether one was there.
template <std::size_t N>
bool drop_end(std::string_view& text, const std::array<std::string_view, N>& ends) {
  for (const std::string_view end : ends) {
    if (!text.ends_with(end)) continue;
    text.remove_suffix(end.size());
    text = trim(text);
    return true;
  }
  return false;
}

constexpr std::array<std::string_view, 8> kYearEnds{"年末", "年底", "年度", "年初", "（年）", "(年)", "年", "a"};
constexpr std::array<std::string_view, 10> kYearStarts{"year_", "year", "fy", "yr", "x_", "x", "y_", "y", "_", "v"};

// Units that stand alone, and those that "万", "亿" and so on may stand before.
constexpr std::array<std::string_view, 12> kWholeMeasures{"%",  "‰",        "％",    "百分比", "百分点", "指数",
                                                          "倍", "上年=100", "1=100", "摄氏度", "℃",      "年"};
constexpr std::array<std::string_view, 66> kMeasures{"吨标准煤", "吨标煤",   "吨煤",     "吨co2",      "吨二氧化碳当量",
                                                     "吨",       "公斤",     "千克",     "克",         "元",
                                                     "美元",     "人民币元", "欧元",     "人",         "户",
                                                     "人次",     "个",       "家",       "件",         "项",
                                                     "辆",       "台",       "套",       "张",         "所",
                                                     "座",       "册",       "篇",       "床",         "位",
                                                     "名",       "千瓦时",   "千瓦小时", "度",         "千瓦",
                                                     "平方公里", "平方千米", "平方米",   "公顷",       "亩",
                                                     "立方米",   "公里",     "千米",     "米",         "毫米",
                                                     "吨公里",   "人公里",   "小时",     "天",         "焦耳",
                                                     "焦",       "卡",       "次",       "份",         "门",
                                                     "部",       "头",       "只",       "公斤标准煤", "吨二氧化碳",
                                                     "标准煤",   "微克",     "毫克",     "升",         "箱",
                                                     "标准箱"};
constexpr std::array<std::string_view, 40> kLatinMeasures{
    "yuan",  "rmb",    "cny", "usd", "us$",     "euro",   "eur",    "t",       "ton", "tons",
    "tonne", "tonnes", "tce", "kg",  "g",       "mt",     "kt",     "gt",      "km",  "km2",
    "km²",   "m2",     "m²",  "m3",  "m³",      "ha",     "kwh",    "mwh",     "gwh", "twh",
    "kw",    "mw",     "gw",  "pj",  "persons", "person", "people", "percent", "tj",  "ej"};
constexpr std::array<std::string_view, 10> kLatinFactors{"100 million", "million", "billion", "thousand", "10000",
                                                         "10,000",      "10^4",    "10^8",    "trillion", "1000"};

bool contains(const auto& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// A run of the characters that multiply: "百万", "亿".
bool is_factor(std::string_view text) {
  for (const char32_t p : to_code_points(text)) {
    if (std::u32string_view(U"十百千万亿").find(p) == std::u32string_view::npos) return false;
  }
  return true;
}

bool is_plain_measure(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 40) return false;
  const std::string low = lower_ascii(text);
  if (contains(kWholeMeasures, low) || contains(kLatinMeasures, low)) return true;
  for (const std::string_view unit : kMeasures) {
    if (std::string_view(low).ends_with(unit) && is_factor(std::string_view(low).substr(0, low.size() - unit.size())))
      return true;
  }
  for (const std::string_view factor : kLatinFactors) {
    if (low.starts_with(factor) && contains(kLatinMeasures, trim(std::string_view(low).substr(factor.size()))))
      return true;
  }
  return false;
}

bool is_measure(std::string_view text) {
  if (is_plain_measure(text)) return true;
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && slash > 0 && is_plain_measure(text.substr(0, slash)) &&
         is_plain_measure(text.substr(slash + 1));
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kBrackets{
    {{"(", ")"}, {"（", "）"}, {"[", "]"}, {"【", "】"}, {"（", ")"}, {"(", "）"}}};

}  // namespace

std::string without_inner_blanks(std::string_view text) {
  const std::u32string points = to_code_points(trim(text));
  std::u32string out;
  for (std::size_t i = 0; i < points.size();) {
    if (!is_blank(points[i])) {
      out += points[i++];
      continue;
    }
    std::size_t end = i;
    while (end < points.size() && is_blank(points[end])) ++end;
    const bool inside_words = !out.empty() && end < points.size() && !is_wide(out.back()) && !is_wide(points[end]);
    if (inside_words) out += U' ';
    i = end;
  }
  return from_code_points(out);
}

std::optional<int> year_in(std::string_view text) {
  text = trim(text);
  if (const auto plain = as_year(text)) return plain;
  if (text.size() >= 8 && text.size() <= 19 && (text[4] == '-' || text[4] == '/')) return as_year(text.substr(0, 4));
  std::string low = lower_ascii(without_inner_blanks(text));
  std::string_view rest = low;
  if (const std::size_t code = low.find("[yr"); code != std::string::npos && low.ends_with(']')) {  // 2010 [YR2010]
    const auto year = as_year(trim(rest.substr(0, code)));
    if (year && as_year(rest.substr(code + 3, rest.size() - code - 4)) == year) return year;
  }
  const bool ended = drop_end(rest, kYearEnds);
  if (const auto year = as_year(rest)) return year;
  if (ended && rest.size() > 12) return std::nullopt;
  for (const std::string_view start : kYearStarts) {
    if (rest.starts_with(start)) return as_year(rest.substr(start.size()));
  }
  return std::nullopt;
}

std::optional<NameAndYear> name_and_year(std::string_view head) {
  const std::u32string points = to_code_points(head);
  std::optional<NameAndYear> found;
  for (std::size_t i = 0; i + 4 <= points.size(); ++i) {
    const bool starts = i == 0 || !is_digit(points[i - 1]);
    const bool ends = i + 4 == points.size() || !is_digit(points[i + 4]);
    if (!starts || !ends || !is_digit(points[i])) continue;
    const auto year = as_year(from_code_points(points.substr(i, 4)));
    if (!year || *year < 1900 || *year > 2100) continue;
    if (found) return std::nullopt;  // "2011-2012年"
    std::u32string name = points.substr(0, i);
    std::size_t after = i + 4;
    if (after < points.size() && points[after] == U'年') ++after;
    while (!name.empty() && std::u32string_view(U"_-. (（/").find(name.back()) != std::u32string_view::npos)
      name.pop_back();
    std::u32string tail = points.substr(after);
    while (!tail.empty() && std::u32string_view(U"_-. )）/").find(tail.front()) != std::u32string_view::npos)
      tail.erase(0, 1);
    found = NameAndYear{without_inner_blanks(from_code_points(name + tail)), *year};
    i += 3;
  }
  return found && !found->name.empty() ? found : std::nullopt;
}

std::optional<int> only_year_in(std::string_view name) {
  if (const auto whole = year_in(name)) return whole;
  const auto part = name_and_year(name);
  return part ? std::optional(part->year) : std::nullopt;
}

std::optional<std::string> measure_in(std::string_view text) {
  text = trim(text);
  for (const std::string_view word : {"单位：", "单位:", "unit:", "Unit:"}) {
    if (text.starts_with(word)) text = trim(text.substr(word.size()));
  }
  for (const auto& [open, close] : kBrackets) {
    if (!text.starts_with(open) || !text.ends_with(close) || text.size() <= open.size() + close.size()) continue;
    text = trim(text.substr(open.size(), text.size() - open.size() - close.size()));
    break;
  }
  return is_measure(text) ? std::optional(std::string(text)) : std::nullopt;
}

NameAndMeasure split_measure(std::string_view head) {
  head = trim(head);
  for (const auto& [open, close] : kBrackets) {
    if (!head.ends_with(close)) continue;
    const std::size_t at = head.rfind(open);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view inner = trim(head.substr(at + open.size(), head.size() - at - open.size() - close.size()));
    if (is_measure(inner)) return {std::string(trim(head.substr(0, at))), std::string(inner)};
  }
  for (const std::string_view mark : {"，", ",", "/", "："}) {
    const std::size_t at = head.find(mark);
    if (at == std::string_view::npos || at == 0 || !is_measure(head.substr(at + mark.size()))) continue;
    return {std::string(trim(head.substr(0, at))), std::string(trim(head.substr(at + mark.size())))};
  }
  return {std::string(head), ""};
}

bool begins_note(std::string_view text) {
  static constexpr std::array<std::string_view, 18> kStarts{
      "注：",  "注:",  "注1",   "注 ",    "备注",  "说明",   "数据来源",    "资料来源", "来源：",
      "来源:", "本表", "note:", "notes:", "note.", "source", "data source", "*",        "①"};
  const std::string low = lower_ascii(without_inner_blanks(text));
  return std::any_of(kStarts.begin(), kStarts.end(), [&](std::string_view start) { return low.starts_with(start); });
}

bool is_subtotal(std::string_view label) {
  static constexpr std::array<std::string_view, 48> kWords{
      "合计",     "总计",     "小计",     "共计",     "总和",     "全国",           "全省",        "全市",
      "全区",     "全国合计", "全国总计", "全国平均", "全省合计", "全省平均",       "平均",        "平均值",
      "均值",     "东部",     "东部地区", "中部",     "中部地区", "西部",           "西部地区",    "东北",
      "东北地区", "华北",     "华北地区", "华东",     "华东地区", "华南",           "华南地区",    "华中",
      "华中地区", "西南",     "西南地区", "西北",     "西北地区", "中南",           "中南地区",    "total",
      "subtotal", "sum",      "average",  "mean",     "national", "national total", "grand total", "all"};
  const std::string low = lower_ascii(without_inner_blanks(label));
  return contains(kWords, low);
}

std::optional<std::string> stated(std::string_view line, std::string_view word) {
  const std::string text = without_inner_blanks(line);
  std::string_view rest = text;
  if (!rest.starts_with(word)) return std::nullopt;
  rest.remove_prefix(word.size());
  for (const std::string_view colon : {"：", ":"}) {
    if (rest.starts_with(colon) && !trim(rest.substr(colon.size())).empty())
      return std::string(trim(rest.substr(colon.size())));
  }
  return std::nullopt;
}

bool is_default_sheet_name(std::string_view name) {
  const std::string low = lower_ascii(without_inner_blanks(name));
  std::string_view rest = low;
  for (const std::string_view start : {"sheet", "工作表", "table", "worksheet", "表", "分省年度数据", "年度数据",
                                       "data", "数据", "查询结果", "foglio", "feuil", "tabelle"}) {
    if (!rest.starts_with(start)) continue;
    return trim(rest.substr(start.size())).find_first_not_of("0123456789()_- ") == std::string_view::npos;
  }
  return rest.empty();
}

bool continues_table(std::string_view title) {
  const std::string plain = lower_ascii(without_inner_blanks(title));
  constexpr std::array<std::string_view, 9> kWords{"续",       "续表",   "续上表",    "(续)",       "（续）",
                                                   "（续表）", "(续表)", "continued", "(continued)"};
  if (std::find(kWords.begin(), kWords.end(), plain) != kWords.end()) return true;
  constexpr std::string_view kNumbered = "续表";  // 续表1
  return plain.starts_with(kNumbered) && plain.find_first_not_of("0123456789-.", kNumbered.size()) == std::string::npos;
}

std::string without_continuation(std::string_view title) {
  constexpr std::array<std::string_view, 6> kEndings{"（续）", "(续)", "（续表）", "(续表)", "续表", "(continued)"};
  for (const std::string_view ending : kEndings) {
    if (title.size() > ending.size() && title.ends_with(ending))
      return std::string(trim(title.substr(0, title.size() - ending.size())));
  }
  return std::string(title);
}

std::string without_table_number(std::string_view title) {
  const std::u32string points = to_code_points(trim(title));
  const std::string low = lower_ascii(trim(title));
  std::size_t at = 0;
  for (const std::string_view start : {"附表", "表", "table"}) {
    if (!low.starts_with(start)) continue;
    at = to_code_points(start).size();
    break;
  }
  if (at == 0) return std::string(trim(title));
  const std::size_t word = at;
  while (at < points.size() &&
         (is_digit(points[at]) || is_blank(points[at]) ||
          std::u32string_view(U"-–—.．、:：一二三四五六七八九十").find(points[at]) != std::u32string_view::npos))
    ++at;
  return at == word || at == points.size() ? std::string(trim(title)) : from_code_points(points.substr(at));
}

}  // namespace ecoeff
