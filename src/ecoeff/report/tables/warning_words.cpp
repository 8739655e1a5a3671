#include "ecoeff/report/tables/warning_words.hpp"

#include <string>
#include <vector>

#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/tables/error_words.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff {
namespace {

std::vector<std::string> regressors_of(const Estimate& estimate) {
  std::vector<std::string> names = estimate.names;
  for (const auto* more : {&estimate.omitted, &estimate.endogenous, &estimate.instruments})
    names.insert(names.end(), more->begin(), more->end());
  return names;
}

// "of NQP:", "of NQP," and "NQP 的": a name alone may be a word or a letter of the message too.
void put_label(Text& message, const std::string& name, const Text& label) {
  for (const char* end : {":", ","}) message.en = replace_all(message.en, " of " + name + end, " of " + label.en + end);
  for (const char* before : {"；", "：", " "})
    message.zh = replace_all(message.zh, before + name + " 的", before + std::string(trim(label.zh)) + " 的");
}

// "because of collinearity: A B" ends with the names that were left out.
void put_list(const StudyResult& result, Text& message, const std::vector<std::string>& names) {
  const std::string typed = ": " + join(names, " "), in_chinese = "：" + join(names, " ");
  if (names.empty() || !message.en.ends_with(typed) || !message.zh.ends_with(in_chinese)) return;
  std::vector<std::string> en, zh;
  for (const std::string& name : names) {
    const Text label = name_of(result, name);
    en.push_back(label.en);
    zh.emplace_back(trim(label.zh));
  }
  message.en = message.en.substr(0, message.en.size() - typed.size()) + ": " + join(en, ", ");
  message.zh = message.zh.substr(0, message.zh.size() - in_chinese.size()) + "：" + join(zh, "、");
}

}  // namespace

Text warning_words(const StudyResult& result, const Estimate& estimate, const Note& note) {
  Text message = with_units(result.study, {note.message.in(Language::en), note.message.in(Language::zh)});
  put_list(result, message, estimate.omitted);
  for (const std::string& name : regressors_of(estimate)) put_label(message, name, name_of(result, name));
  message.zh = close_up(message.zh);
  return message;
}

}  // namespace ecoeff
