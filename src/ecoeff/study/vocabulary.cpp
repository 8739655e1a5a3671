#include "ecoeff/study/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

bool is_known(const std::string& word, const std::vector<std::string>& known) {
  return known.empty() || std::find(known.begin(), known.end(), word) != known.end();
}

[[noreturn]] void refuse(const Study& study, const std::string& key, Text message, const std::string& word,
                         const std::vector<std::string>& known) {
  const auto at = study.positions.find(key);
  const Position place = at == study.positions.end() ? Position{} : at->second;
  const std::string near = did_you_mean(word, known);
  throw Error(
      Fault::study, "S104", std::move(message),
      {.file = study.path.string(), .row = place.line, .column = place.column > 0 ? std::to_string(place.column) : ""},
      near.empty() ? Text{} : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要写“{}”？", near)});
}

}  // namespace

void refuse_unknown_in(const Study& study, const std::string& key, const std::vector<std::string>& words,
                       const WordList& known) {
  for (const std::string& word : words) {
    if (is_known(word, known.words)) continue;
    refuse(study, "report." + key,
           {fmt::format("report.{} does not know \"{}\"; it knows {}", key, word, join(known.words, ", ")),
            fmt::format("report.{} 不认识“{}”；可选：{}", key, word, join(known.words, "、"))},
           word, known.words);
  }
}

void refuse_unknown(const Study& study, const std::string& key, const std::string& word,
                    const std::vector<std::string>& known) {
  if (is_known(word, known)) return;
  refuse(study, key,
         {fmt::format("{} cannot be \"{}\"; it is one of {}", key, word, join(known, ", ")),
          fmt::format("{} 不能是“{}”；可选：{}", key, word, join(known, "、"))},
         word, known);
}

void refuse_unknown_words(const Study& study, const Vocabulary& vocabulary) {
  if (study.model) {
    refuse_unknown(study, "model.r2", study.model->r2, vocabulary.r2.words);
    refuse_unknown(study, "model.below", study.model->below, vocabulary.below.words);
  }
  for (std::size_t i = 0; i < study.tables.size(); ++i) {
    if (const auto& below = study.tables[i].below)
      refuse_unknown(study, fmt::format("table[{}].below", i + 1), *below, vocabulary.below.words);
  }
  const ReportSpec& report = study.report;
  if (report.formats) refuse_unknown_in(study, "formats", *report.formats, vocabulary.formats);
  if (report.figures) refuse_unknown_in(study, "figures", *report.figures, vocabulary.figures);
  refuse_unknown_in(study, "figure_widths", report.figure_widths, vocabulary.figure_widths);
  refuse_unknown_in(study, "replicate", report.replicate, vocabulary.replicate);
  refuse_unknown(study, "report.style", report.style, vocabulary.styles.words);
  refuse_unknown_in(study, "rows", report.rows, vocabulary.rows);
}

}  // namespace ecoeff
