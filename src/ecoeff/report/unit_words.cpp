#include "ecoeff/report/unit_words.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace ecoeff {
namespace {

struct Kind {
  const char* en;
  const char* zh;
  const char* measure;
  std::vector<std::string_view> heads;  // of the unit column, in small letters
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{
      {"city", "城市", "个", {"城市", "地级市", "市", "城市名称", "地市", "city", "cities", "prefecture"}},
      {"province", "省份", "个", {"省份", "省", "省市", "省区市", "省级行政区", "province", "prov"}},
      {"region", "地区", "个", {"地区", "区域", "地区名称", "region", "area"}},
      {"county", "县域", "个", {"县", "县域", "县市", "区县", "county"}},
      {"country",
       "国家",
       "个",
       {"国家", "国别", "country", "nation", "economy", "iso3", "iso2", "iso3c", "iso2c", "country_code"}},
      {"state", "州", "个", {"州", "state"}},
      {"firm", "企业", "家", {"企业", "公司", "上市公司", "firm", "company", "enterprise"}},
      {"bank", "银行", "家", {"银行", "bank"}},
      {"hospital", "医院", "家", {"医院", "hospital"}},
      {"industry", "行业", "个", {"行业", "产业", "industry", "sector"}},
      {"school", "学校", "所", {"学校", "school"}},
      {"university", "高校", "所", {"高校", "大学", "university"}},
      {"farm", "农场", "个", {"农场", "farm"}},
      {"household", "家庭", "户", {"家庭", "农户", "household"}},
      {"plant", "工厂", "家", {"工厂", "电厂", "plant"}},
  };
  return all;
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::string plural(const std::string& noun) {
  if (noun.empty()) return noun;
  const bool hisses = noun.ends_with("s") || noun.ends_with("x") || noun.ends_with("ch") || noun.ends_with("sh");
  if (hisses) return noun + "es";
  if (noun.ends_with("y") && noun.size() > 1 && !is_vowel(noun[noun.size() - 2]))
    return noun.substr(0, noun.size() - 1) + "ies";
  return noun + "s";
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0; }

// Whether the word at [at, end) stands alone: no letter beside it, and not as an argument or in quotes.
bool stands_alone(std::string_view text, std::size_t at, std::size_t end) {
  const char before = at == 0 ? ' ' : text[at - 1];
  const char after = end >= text.size() ? ' ' : text[end];
  const auto apart = [](char c) {
    return is_letter(c) || std::string_view("(\"'`^:=/.").find(c) != std::string_view::npos;
  };
  return !apart(before) && !is_letter(after) && std::string_view("(\"`^=").find(after) == std::string_view::npos &&
         !(after == ')' && before == '(');
}

std::string english(const std::string& text, const UnitWords& words) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool capital = text.compare(at, 4, "Unit") == 0;
    if ((!capital && text.compare(at, 4, "unit") != 0)) {
      out += text[at++];
      continue;
    }
    const bool many = at + 4 < text.size() && text[at + 4] == 's';
    const std::size_t end = at + (many ? 5 : 4);
    if (!stands_alone(text, at, end)) {
      out += text[at++];
      continue;
    }
    std::string word = many ? words.many : words.one.en;
    if (!many && is_vowel(word.front()) && (out == "a " || out == "A " || out.ends_with(" a ")))
      out.insert(out.size() - 1, "n");
    if (capital && word.front() >= 'a' && word.front() <= 'z')
      word.front() = static_cast<char>(word.front() - 'a' + 'A');
    out += word;
    at = end;
  }
  return out;
}

std::string chinese(std::string text, const UnitWords& words) {
  const std::string cell = "\x01";
  text = replace_all(text, "单元格", cell);
  for (const char* name : {"单元", "个体"}) {
    text = replace_all(text, std::string("个") + name, words.measure + words.one.zh);
    text = replace_all(text, name, words.one.zh);
  }
  return replace_all(text, cell, "单元格");
}

}  // namespace

UnitWords unit_words(const Study& study) {
  UnitWords words{{"unit", "单元"}, "units"};
  std::string head = lower_ascii(trim(study.data.unit));
  for (const auto& [name, in_file] : study.columns) {
    if (name == study.data.unit) head = lower_ascii(trim(in_file));
  }
  for (const Kind& kind : kinds()) {
    if (std::find(kind.heads.begin(), kind.heads.end(), head) != kind.heads.end())
      words = {{kind.en, kind.zh}, plural(kind.en), kind.measure};
  }
  const Text& given = study.data.unit_name;
  if (given.empty()) return words;
  words = {given, {}, words.measure};
  if (words.one.en.empty()) words.one.en = given.zh;
  if (words.one.zh.empty()) words.one.zh = given.en;
  for (const Kind& kind : kinds()) {  // one word for both languages
    if (given.en == given.zh && given.en == kind.zh) words.one.en = kind.en;
    if (given.en == given.zh && given.en == kind.en) words.one.zh = kind.zh;
    if (words.one.zh == kind.zh) words.measure = kind.measure;
  }
  words.many = plural(words.one.en);
  return words;
}

Text counted_units(const Study& study, std::size_t n) {
  const UnitWords words = unit_words(study);
  const std::string number = std::to_string(n);
  return {number + " " + (n == 1 ? words.one.en : words.many), number + " " + words.measure + words.one.zh};
}

Text with_units(const Study& study, Text text) {
  const UnitWords words = unit_words(study);
  return {english(text.en, words), chinese(std::move(text.zh), words)};
}

}  // namespace ecoeff
