#include "ecoeff/data/intake/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"

namespace ecoeff {
namespace {

// An ending and the kind of place that it says: 恩施州 is short for 恩施土家族苗族自治州.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kEndings{{{"特别行政区", "特别行政区"},
                                                                                  {"自治区", "自治区"},
                                                                                  {"自治州", "州"},
                                                                                  {"自治县", "县"},
                                                                                  {"自治旗", "旗"},
                                                                                  {"地区", "地区"},
                                                                                  {"省", "省"},
                                                                                  {"市", "市"},
                                                                                  {"盟", "盟"},
                                                                                  {"州", "州"},
                                                                                  {"县", "县"},
                                                                                  {"旗", "旗"}}};
// The 55 peoples as names of autonomous places write them (longest first where one ends another), and "各族".
constexpr std::array<std::string_view, 57> kPeoples{
    "维吾尔族", "维吾尔",   "哈萨克族", "哈萨克", "柯尔克孜族", "柯尔克孜",   "塔吉克族", "塔吉克", "蒙古族", "蒙古",
    "达斡尔族", "鄂温克族", "鄂伦春族", "锡伯族", "朝鲜族",     "满族",       "回族",     "藏族",   "羌族",   "彝族",
    "苗族",     "侗族",     "壮族",     "瑶族",   "土家族",     "布依族",     "水族",     "仡佬族", "白族",   "傣族",
    "哈尼族",   "景颇族",   "傈僳族",   "纳西族", "拉祜族",     "佤族",       "独龙族",   "怒族",   "普米族", "布朗族",
    "黎族",     "毛南族",   "仫佬族",   "京族",   "畲族",       "高山族",     "东乡族",   "保安族", "撒拉族", "裕固族",
    "土族",     "裕固",     "俄罗斯族", "赫哲族", "塔塔尔族",   "乌孜别克族", "各族"};
constexpr std::array<std::string_view, 34> kProvinces{
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽",
    "福建", "江西", "山东", "河南", "湖北",   "湖南", "广东", "广西",   "海南", "重庆", "四川", "贵州",
    "云南", "西藏", "陕西", "甘肃", "青海",   "宁夏", "新疆", "香港",   "澳门", "台湾"};

std::size_t points_of(std::string_view text) { return to_code_points(text).size(); }

void drop_peoples(std::string_view& stem) {
  for (bool dropped = true; dropped;) {
    dropped = false;
    for (const std::string_view people : kPeoples) {
      if (!stem.ends_with(people) || points_of(stem) < points_of(people) + 2) continue;
      stem.remove_suffix(people.size());
      dropped = true;
    }
  }
}

}  // namespace

PlaceForm place_form(std::string_view name) {
  const std::string plain = without_inner_blanks(name);
  if (std::find(kProvinces.begin(), kProvinces.end(), plain) != kProvinces.end()) return {plain, ""};
  for (const auto& [ending, kind] : kEndings) {
    std::string_view stem = plain;
    if (!stem.ends_with(ending) || points_of(stem) < points_of(ending) + 2) continue;
    stem.remove_suffix(ending.size());
    const bool autonomous = ending.starts_with("自治");
    if (autonomous) drop_peoples(stem);
    return {std::string(stem), std::string(kind)};
  }
  return {plain, ""};
}

bool is_place(std::string_view name) {
  const PlaceForm form = place_form(name);
  if (!china_by_brief(form.stem).empty() || !china_by_latin(name).empty()) return true;
  return !form.ending.empty() || std::find(kProvinces.begin(), kProvinces.end(), form.stem) != kProvinces.end();
}

std::string PlaceNames::renamed(const std::string& written) const {
  const std::string plain = rules_.match == NameMatch::exact ? written : without_inner_blanks(written);
  for (const auto& [from, to] : rules_.rename) {
    if (from == written || without_inner_blanks(from) == plain) return to;
  }
  return plain;
}

void PlaceNames::add(const std::string& written, const Where& where) {
  const auto [at, added] = at_.try_emplace(written, spellings_.size());
  if (added) spellings_.push_back({.written = written, .name = renamed(written), .first = where, .cells = 0});
  ++spellings_[at->second].cells;
}

void PlaceNames::settle(Problems& problems) {
  std::vector<std::string> keys;
  for (const Spelling& one : spellings_) keys.push_back(one.name);
  if (rules_.match == NameMatch::china) {
    std::vector<PlaceQuestion> questions;
    keys = china_keys(keys, questions);
    for (const PlaceQuestion& question : questions) problems.add(question_error(question));
    for (Spelling& one : spellings_) {
      const bool is_one = china_by_name(one.name) || !china_by_brief(one.name).empty();
      one.change = is_one ? nullptr : china_change(one.name);
    }
  }
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < spellings_.size(); ++i) {
    const auto [at, added] = known.try_emplace(keys[i], names_.size());
    if (added) names_.push_back(spellings_[i].name);
    number_[spellings_[i].written] = at->second;
  }
}

Error PlaceNames::question_error(const PlaceQuestion& question) const {
  const Spelling& one = spellings_[question.name];
  return Error(Fault::data, "D153",
               {fmt::format("\"{}\" may be {} or {}", one.name, question.one, question.other),
                fmt::format("“{}”可能是{}，也可能是{}", one.name, question.one, question.other)},
               one.first,
               {fmt::format("in [data.names]: rename = {{ \"{}\" = \"{}\" }}", one.written, question.one),
                fmt::format("在 [data.names] 中写：rename = {{ \"{}\" = \"{}\" }}", one.written, question.one)});
}

std::size_t PlaceNames::number(const std::string& written) const { return number_.at(written); }

std::vector<std::pair<std::string, std::string>> twin_spellings(const std::vector<std::string>& names) {
  std::vector<PlaceQuestion> questions;
  const std::vector<std::string> keys = china_keys(names, questions);
  std::map<std::string, std::size_t> first;
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto [at, added] = first.try_emplace(keys[i], i);
    if (added || names[at->second] == names[i]) continue;
    const std::string& before = names[at->second];
    const bool brief_first = place_form(before).ending.empty();
    out.emplace_back(brief_first ? before : names[i], brief_first ? names[i] : before);
  }
  return out;
}

void say_twins(const std::vector<std::string>& names, const std::string& file, Notes& notes) {
  for (const auto& [brief, full] : twin_spellings(names)) {
    notes.push_back(
        {Severity::warning,
         "D183",
         {fmt::format("\"{}\" and \"{}\" are two units here; [data.names] match = \"china\" would make them one", brief,
                      full),
          fmt::format("“{}”与“{}”在此为两个单元；[data.names] 中写 match = \"china\" 可视为同一地区", brief, full)},
         {.file = file, .value = brief}});
  }
}

}  // namespace ecoeff
