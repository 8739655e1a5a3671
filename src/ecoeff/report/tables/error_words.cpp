#include "ecoeff/report/tables/error_words.hpp"

#include <optional>
#include <vector>

#include "ecoeff/panel/covariance_kinds.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/tables/effect_words.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

// Stands for the cluster in the program's words until these speak of the study's units.
std::string place_of(std::size_t cluster) { return "\x02" + std::to_string(cluster) + "\x02"; }

std::optional<Vce> read_vce(const Estimate& estimate) {
  try {
    return parse_vce(estimate.vce);
  } catch (const Error&) {
    return std::nullopt;  // errors that an estimator has of its own
  }
}

Text with_clusters(const StudyResult& result, const Vce& vce, const std::function<Text(const Vce&)>& say) {
  Vce placed = vce;
  for (std::size_t i = 0; i < placed.clusters.size(); ++i) placed.clusters[i] = place_of(i);
  Text text = with_units(result.study, say(placed));
  for (std::size_t i = 0; i < vce.clusters.size(); ++i) {
    const Text name = effect_words(result, vce.clusters[i]);
    text.en = replace_all(text.en, place_of(i), std::string(trim(name.en)));
    text.zh = replace_all(text.zh, place_of(i), std::string(trim(name.zh)));
  }
  return {text.en, close_up(text.zh)};
}

Text own_errors(const Estimate& estimate) {
  const Estimator& method = estimator_of(estimate);
  return method.errors == nullptr ? Text{} : method.errors(estimate);
}

}  // namespace

Text errors_said(const StudyResult& result, const Estimate& estimate) {
  if (const Text own = own_errors(estimate); !own.empty()) return with_units(result.study, own);
  const std::optional<Vce> vce = read_vce(estimate);
  if (!vce) return both(estimate.vce);
  return with_clusters(result, *vce, [&](const Vce& one) { return covariance_kind(one).says(one, estimate); });
}

Text errors_defined(const StudyResult& result, const Estimate& estimate) {
  if (!own_errors(estimate).empty()) return {};
  const std::optional<Vce> vce = read_vce(estimate);
  if (!vce) return {};
  return with_clusters(result, *vce, [&](const Vce& one) { return covariance_kind(one).defines(one, estimate); });
}

Text method_said(const Estimate& estimate, const std::function<Text(const std::string&)>& label) {
  const Estimator& method = estimator_of(estimate);
  if (method.says == nullptr) return {};
  const auto said = [&](Language language) {
    Estimate named = estimate;
    for (std::vector<std::string>* names : {&named.endogenous, &named.instruments}) {
      for (std::string& name : *names) name = label(name).in(language);
    }
    return method.says(named).in(language);
  };
  return {said(Language::en), close_up(said(Language::zh))};
}

std::string close_up(const std::string& text) {
  // Chinese characters and their punctuation begin with these bytes; signs such as ≥ and × with smaller ones.
  const auto is_chinese = [](char c) { return static_cast<unsigned char>(c) >= 0xE3; };
  std::string out;
  char before = ' ';  // the first byte of the character before
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool between = text[at] == ' ' && at + 1 < text.size() && is_chinese(before) && is_chinese(text[at + 1]);
    if (!between) out += text[at];
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) before = text[at];
  }
  return out;
}

}  // namespace ecoeff
