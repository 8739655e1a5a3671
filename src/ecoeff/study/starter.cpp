#include "ecoeff/study/starter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace ecoeff {
namespace {

using Words = std::vector<std::string>;

const Words kUnit{"城市", "地级市",   "地区",      "省份",    "省",   "县",   "企业", "国家",
                  "city", "province", "region_id", "country", "iso3", "firm", "unit", "id"};
const Words kTime{"年份", "年度", "年", "时间", "year", "time", "period"};
const Words kInput{"劳动",  "从业",   "就业",   "资本",    "固定资产", "能源",   "用水", "土地",
                   "labor", "labour", "employ", "capital", "invest",   "energy", "land", "water"};
const Words kGood{"地区生产总值", "国内生产总值", "生产总值", "gdp", "产值", "增加值", "output", "value_added"};
const Words kBad{"二氧化碳", "碳排放", "co2",   "carbon", "二氧化硫", "so2",   "废水",
                 "废气",     "烟尘",   "pm2.5", "pm25",   "emission", "pollut"};

bool speaks_of(const std::string& name, const Words& words) {
  const std::string low = lower_ascii(name);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return low.find(word) != std::string::npos; });
}

// An exact name first ("id" must not win over "城市" because of "grid").
std::optional<std::string> find_key(const Table& table, const Words& words) {
  for (const std::string& word : words) {
    for (const Column& c : table.columns()) {
      if (lower_ascii(c.name) == word) return c.name;
    }
  }
  for (const Column& c : table.columns()) {
    if (speaks_of(c.name, Words(words.begin(), words.end() - 1))) return c.name;
  }
  return std::nullopt;
}

bool looks_like_years(const Column& column) {
  return !column.is_text && !column.numbers.empty() &&
         std::all_of(column.numbers.begin(), column.numbers.end(),
                     [](double v) { return !is_missing(v) && std::floor(v) == v && v >= 1800 && v <= 2200; });
}

// Divides positive amounts, not rates or counts per head: "人均GDP" is no output of a frontier.
bool is_rate(const std::string& name) {
  return speaks_of(name, {"人均", "占比", "率", "强度", "密度", "每", "per_", "_per", "share", "rate", "pct", "ratio",
                          "price", "index"});
}

std::string quoted(const std::string& text) {
  return "\"" + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

std::string list(const Words& names) {
  Words out;
  for (const std::string& name : names) out.push_back(quoted(name));
  return "[" + join(out, ", ") + "]";
}

struct Roles {
  std::string unit, time;
  Words inputs, good, bad, numbers, groups;
};

// Text columns with few values are groups to split by.
bool is_group(const Column& column) {
  return column.has_names() && column.text.levels.size() >= 2 && column.text.levels.size() <= 8;
}

Roles guess(const Table& table) {
  Roles r;
  r.unit = find_key(table, kUnit).value_or("");
  for (const Column& c : table.columns()) {
    if (r.time.empty() && c.name != r.unit && speaks_of(c.name, kTime) && (c.is_text || looks_like_years(c)))
      r.time = c.name;
  }
  for (const Column& c : table.columns()) {
    if (r.time.empty() && c.name != r.unit && looks_like_years(c)) r.time = c.name;
  }
  for (const Column& c : table.columns()) {
    const bool names_units = c.is_text || (c.has_names() && !is_group(c));
    if (r.unit.empty() && names_units && c.name != r.time) r.unit = c.name;
  }
  for (const Column& c : table.columns()) {
    if (c.name == r.unit || c.name == r.time) continue;
    if (is_group(c)) r.groups.push_back(c.name);
    if (c.is_text) continue;
    const bool positive =
        std::all_of(c.numbers.begin(), c.numbers.end(), [](double v) { return is_missing(v) || v > 0; });
    if (!positive || is_rate(c.name)) {
      r.numbers.push_back(c.name);
    } else if (speaks_of(c.name, kBad)) {
      r.bad.push_back(c.name);
    } else if (speaks_of(c.name, kGood) && r.good.empty()) {
      r.good.push_back(c.name);
    } else if (speaks_of(c.name, kInput)) {
      r.inputs.push_back(c.name);
    } else {
      r.numbers.push_back(c.name);
    }
  }
  return r;
}

std::string model_part(const Roles& r) {
  const bool plain = std::all_of(r.numbers.begin(), r.numbers.end(), [](const std::string& n) { return !n.empty(); });
  if (r.numbers.empty() || !plain) return {};
  const auto short_name = [](std::size_t i) { return fmt::format("x{}", i + 1); };
  const std::size_t n = std::min<std::size_t>(r.numbers.size(), 4);
  Words terms;
  for (std::size_t i = 0; i < n; ++i) terms.push_back(short_name(i));
  return fmt::format(
      "[model]\nformula = \"score ~ {} | unit{}\"   # check: the explanatory variables\nfocus   = \"x1\"   # check: "
      "the variable of interest\n"
      "vce     = \"cluster(unit)\"\n\n[[table]]\nid = \"summary\"\nkind = \"describe\"\ncolumns = [\"score\", {}]\n"
      "title = {{ zh = \"描述性统计\", en = \"Descriptive statistics\" }}\n\n"
      "[[table]]\nid = \"baseline\"\ntitle = {{ zh = \"基准回归结果\", en = \"Baseline regression\" }}\ncolumns = [ {{ "
      "controls = false }}, {{}} ]\n",
      join(terms, " + "), r.time.empty() ? "" : " + time", [&] {
        Words q;
        for (const std::string& t : terms) q.push_back(quoted(t));
        return join(q, ", ");
      }());
}

}  // namespace

std::string starter_study(const Table& table, const std::string& file_name) {
  const Roles r = guess(table);
  std::string out =
      "# A starter study: the roles below were guessed from the column names. Confirm each line marked \"# check\".\n"
      "# 起始研究文件：以下角色由列名猜测得到，请逐一确认带 \"# check\" 标记的行。\n\n"
      "[study]\ntitle = { zh = \"我的研究\", en = \"My study\" }   # check\nlanguage = \"zh+en\"\n\n[data]\n";
  out += fmt::format("file = {}\nunit = {}   # check\n", quoted(file_name), quoted(r.unit));
  if (!r.time.empty()) out += fmt::format("time = {}   # check\n", quoted(r.time));
  out += "missing = \"linear\"   # check: interpolate interior gaps inside each unit\n\n";
  if (!r.numbers.empty()) {
    out += "[columns]   # short names for formulas\n";
    for (std::size_t i = 0; i < r.numbers.size(); ++i) out += fmt::format("x{} = {}\n", i + 1, quoted(r.numbers[i]));
    out += "\n";
  }
  out += fmt::format(
      "[scores.score]\nmodel   = \"super-sbm\"\ninputs  = {}   # check\noutputs = {}   # check\nbad     = {}   # "
      "check\nreturns = \"crs\"\nreference = \"pooled\"\n\n",
      list(r.inputs), list(r.good), list(r.bad));
  out += model_part(r);
  for (const std::string& group : r.groups) {
    if (r.numbers.empty()) break;
    out += fmt::format("\n# [[table]]   # check: heterogeneity by {0}\n# id = \"by-group\"\n# split = {{ by = {1} }}\n",
                       group, quoted(group));
  }
  return out;
}

}  // namespace ecoeff
