#include "ecoeff/report/tables/effect_words.hpp"

#include <algorithm>
#include <vector>

#include "ecoeff/panel/derived.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/tables/error_words.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

// The formula's words for the panel's own effects.
constexpr const char* kRoles[] = {"unit", "time"};

Text treatment_text(EffectTreatment how) {
  switch (how) {
    case EffectTreatment::absorbed:
    case EffectTreatment::dummies:
    case EffectTreatment::differenced: return {"Yes", "是"};
    case EffectTreatment::random: return {"Random", "随机"};
    case EffectTreatment::left_out:
    case EffectTreatment::averaged: return {"No", "否"};
  }
  return {"No", "否"};
}

Text part_label(const StudyResult& result, const TableStyle& style, const std::string& part) {
  if (part == kRoles[0]) return {"unit", "个体"};
  if (part == kRoles[1]) return {"time", "时间"};
  return variable_label(result, style, part);
}

// The period as its column is called.
Text time_words(const StudyResult& result) {
  const std::string& time = result.study.data.time;
  std::string head = time;
  for (const auto& [name, in_file] : result.study.columns) {
    if (name == time) head = in_file;
  }
  for (const char* year : {"年份", "年", "年度", "year", "Year", "YEAR", "years"}) {
    if (head == year) return {"year", "年份"};
  }
  return {"period", "时间"};
}

Text prose_part(const StudyResult& result, const std::string& part) {
  if (is_unit(result.panel, part)) return unit_words(result.study).one;
  if (is_time(result.panel, part)) return time_words(result);
  return name_of(result, part);
}

}  // namespace

Text effect_words(const StudyResult& result, const std::string& effect) {
  const std::size_t colon = effect.find(':');
  std::vector<std::string> en, zh;
  for (const std::string& part : split(effect.substr(0, colon), '^')) {
    const Text words = prose_part(result, std::string(trim(part)));
    en.push_back(words.en);
    zh.push_back(words.zh);
  }
  if (colon == std::string::npos) return {join(en, " × "), join(zh, "×")};
  const Text slope = name_of(result, std::string(trim(effect.substr(colon + 1))));
  return {join(en, " × ") + "-specific " + slope.en, "各" + join(zh, "×") + "的" + slope.zh + "斜率"};
}

Text effect_text(const Estimate& estimate, const std::string& effect) {
  const auto at = std::find_if(estimate.effects.begin(), estimate.effects.end(),
                               [&](const TakenEffect& taken) { return taken.name == effect; });
  return treatment_text(at == estimate.effects.end() ? EffectTreatment::left_out : at->how);
}

bool is_of_panel(const std::string& effect) {
  return std::find(std::begin(kRoles), std::end(kRoles), effect) != std::end(kRoles);
}

Text effect_label(const StudyResult& result, const TableStyle& style, const std::string& effect) {
  const std::size_t colon = effect.find(':');  // unit-specific slopes: city:trend
  const std::string levels = effect.substr(0, colon);
  Text text;
  for (const std::string& part : split(levels, '^')) {
    const Text label = part_label(result, style, std::string(trim(part)));
    text.en += (text.en.empty() ? "" : " × ") + label.in(Language::en);
    text.zh += (text.zh.empty() ? "" : " × ") + label.in(Language::zh);
  }
  if (colon == std::string::npos) {
    const bool latin = text.zh.empty() || static_cast<unsigned char>(text.zh.back()) < 0x80;
    return {text.en + " effects", text.zh + (latin ? " " : "") + "固定效应"};
  }
  const Text slope = variable_label(result, style, std::string(trim(effect.substr(colon + 1))));
  return {slope.in(Language::en) + " by " + text.en, close_up(slope.in(Language::zh) + " 的 " + text.zh + " 斜率")};
}

}  // namespace ecoeff
