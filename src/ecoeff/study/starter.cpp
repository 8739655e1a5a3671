#include "ecoeff/study/starter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "ecoeff/data/intake/keys.hpp"
#include "ecoeff/data/missing_marks.hpp"
#include "ecoeff/study/starter_parts.hpp"

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

// Nine of ten rows: a note below the table leaves its year empty.
bool looks_like_years(const Column& column) {
  if (column.is_text) return false;
  const auto years = std::count_if(column.numbers.begin(), column.numbers.end(),
                                   [](double v) { return std::floor(v) == v && v >= 1800 && v <= 2200; });
  const bool others = std::any_of(column.numbers.begin(), column.numbers.end(), [](double v) {
    return !is_missing(v) && !(std::floor(v) == v && v >= 1800 && v <= 2200);
  });
  return years > 0 && !others && static_cast<std::size_t>(years) * 10 >= column.numbers.size() * 9;
}

// Columns that are text for at most three different words, which the study can name as marks for missing.
Table with_marks(const Table& table, Words& marks, Words& columns) {
  Table out = table;
  for (const Column& column : table.columns()) {
    const auto found = nearly_numeric(column);
    if (!found || found->words.size() > 3) continue;
    std::vector<double> numbers;
    for (const std::string& text : table.texts(column.name)) numbers.push_back(parse_number(text).value_or(kMissing));
    out.set_numbers(column.name, std::move(numbers));
    columns.push_back(column.name);
    for (const std::string& word : found->words) {
      if (std::find(marks.begin(), marks.end(), word) == marks.end()) marks.push_back(word);
    }
  }
  return out;
}

// Divides positive amounts, not rates or counts per head: "人均GDP" is no output of a frontier.
bool is_rate(const std::string& name) {
  return speaks_of(name, {"人均", "占比", "率", "强度", "密度", "每", "per_", "_per", "share", "rate", "pct", "ratio",
                          "price", "index"});
}

// Fit for a comment, which ends with its line.
std::string in_comment(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

// A name that no column of the data has.
std::string free_name(const Table& table, std::string name) {
  while (table.has(name)) name += "_";
  return name;
}

// x1, x2, ...; another letter where the data has such names.
std::string short_prefix(const Table& table, std::size_t count) {
  std::string prefix = "x";
  const auto taken = [&] {
    for (std::size_t i = 1; i <= count; ++i) {
      if (table.has(prefix + std::to_string(i))) return true;
    }
    return false;
  };
  while (taken()) prefix += "_";
  return prefix;
}

struct Roles {
  std::string unit, time;
  Words inputs, good, bad, numbers, groups;
  std::string score = "score";  // what the score is called
  std::string prefix = "x";     // of the short names
};

// Text columns with few values are groups to split by.
bool is_group(const Column& column) {
  return column.has_names() && column.text.levels.size() >= 2 && column.text.levels.size() <= 8;
}

// `unit` and `time` where they are known already.
Roles guess(const Table& table, const std::string& unit = "", const std::string& time = "") {
  Roles r;
  r.unit = unit.empty() ? find_key(table, kUnit).value_or("") : unit;
  r.time = time;
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
  r.score = free_name(table, "score");
  r.prefix = short_prefix(table, r.numbers.size());
  return r;
}

std::string model_part(const Roles& r) {
  const bool plain = std::all_of(r.numbers.begin(), r.numbers.end(), [](const std::string& n) { return !n.empty(); });
  if (r.numbers.empty() || !plain) return {};
  const auto short_name = [&](std::size_t i) { return fmt::format("{}{}", r.prefix, i + 1); };
  const std::size_t first = r.score.empty() ? 1 : 0;  // without a score the first column is the outcome
  const std::string outcome = r.score.empty() ? short_name(0) : r.score;
  const std::size_t end = std::min<std::size_t>(r.numbers.size(), 4 + first);
  Words terms;
  for (std::size_t i = first; i < end; ++i) terms.push_back(short_name(i));
  Words described{toml_text(outcome)};
  for (const std::string& term : terms) described.push_back(toml_text(term));
  const std::string summary = fmt::format(
      "[[table]]\nid = \"summary\"\nkind = \"describe\"\ncolumns = [{}]\n"
      "title = {{ zh = \"描述性统计\", en = \"Descriptive statistics\" }}\n",
      join(described, ", "));
  if (terms.empty()) return summary;
  return fmt::format(
             "[model]\nformula = \"{} ~ {} | unit{}\"   # check: the explanatory variables\nfocus   = \"{}\"   # "
             "check: the variable of interest\nvce     = \"cluster(unit)\"\n\n",
             outcome, join(terms, " + "), r.time.empty() ? "" : " + time", terms.front()) +
         summary +
         "\n[[table]]\nid = \"baseline\"\ntitle = { zh = \"基准回归结果\", en = \"Baseline regression\" }\ncolumns = [ "
         "{ "
         "controls = false }, {} ]\n";
}

std::string starter_head() {
  return "# A starter study: the roles below were guessed from the column names. Confirm each line marked \"# "
         "check\".\n"
         "# 起始研究文件：以下角色由列名猜测得到，请逐一确认带 \"# check\" 标记的行。\n\n"
         "[study]\ntitle = { zh = \"我的研究\", en = \"My study\" }   # check\nlanguage = \"zh+en\"\n\n[data]\n";
}

constexpr const char* kMissingLine = "missing = \"linear\"   # check: interpolate interior gaps inside each unit\n";

std::string marks_line(const Words& marks, const Words& marked) {
  if (marks.empty()) return {};
  return fmt::format("marks = {}   # check: no numbers, in {}: read as missing, or mend the file\n", toml_list(marks),
                     in_comment(join(marked, ", ")));
}

std::string columns_part(const Roles& r) {
  if (r.numbers.empty()) return {};
  std::string out = "[columns]   # short names for formulas\n";
  for (std::size_t i = 0; i < r.numbers.size(); ++i)
    out += fmt::format("{}{} = {}\n", r.prefix, i + 1, toml_text(r.numbers[i]));
  return out + "\n";
}

std::string score_part(const Roles& r) {
  return fmt::format(
      "[scores.{}]\nmodel   = \"super-sbm\"\ninputs  = {}   # check\noutputs = {}   # check\nbad     = {}   # "
      "check\nreturns = \"crs\"\nreference = \"pooled\"\n\n",
      r.score, toml_list(r.inputs), toml_list(r.good), toml_list(r.bad));
}

std::string groups_part(const Roles& r) {
  std::string out;
  for (std::size_t i = 0; i < r.groups.size() && !r.numbers.empty(); ++i) {
    out +=
        fmt::format("\n# [[table]]   # check: heterogeneity by {0}\n# id = \"by-group{1}\"\n# split = {{ by = {2} }}\n",
                    in_comment(r.groups[i]), i == 0 ? "" : fmt::format("-{}", i + 1), toml_text(r.groups[i]));
  }
  return out;
}

}  // namespace

std::string starter_study(const Table& table, const std::string& file_name) {
  Words marks;
  Words marked;
  const Roles r = guess(with_marks(table, marks, marked));
  std::string data = fmt::format("file = {}\nunit = {}   # check\n", toml_text(file_name), toml_text(r.unit));
  if (!r.time.empty()) data += fmt::format("time = {}   # check\n", toml_text(r.time));
  return starter_head() + data + marks_line(marks, marked) + kMissingLine + "\n" + columns_part(r) + score_part(r) +
         model_part(r) + groups_part(r);
}

std::string starter_study(const Findings& findings) {
  Words marks;
  Words marked;
  const Table table = with_marks(findings.joined.table, marks, marked);
  Roles r = guess(table, findings.unit, findings.time);
  const auto is_code = [](const std::string& name) { return is_code_word(name); };
  for (Words* words : {&r.inputs, &r.good, &r.bad, &r.numbers}) std::erase_if(*words, is_code);
  const bool scored = !r.inputs.empty() && !r.good.empty();
  if (!scored) {
    for (Words* words : {&r.bad, &r.inputs, &r.good}) {
      r.numbers.insert(r.numbers.begin(), words->begin(), words->end());
      words->clear();
    }
    r.prefix = short_prefix(table, r.numbers.size());
    r.score.clear();
  }
  std::string data = fmt::format("unit = {}   # check\n", toml_text(r.unit));
  if (!r.time.empty()) data += fmt::format("time = {}   # check\n", toml_text(r.time));
  return starter_head() + data + marks_line(marks, marked) + kMissingLine + "\n" + parts_toml(findings) +
         columns_part(r) + (scored ? score_part(r) : "") + model_part(r) + groups_part(r);
}

}  // namespace ecoeff
