#include "ecoeff/study/read_score.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ecoeff/frontier/model_words.hpp"

namespace ecoeff {
namespace {

ReferenceKind reference_kind(Section& s, const std::string& word, int& window) {
  if (word == "pooled" || word == "global") return ReferenceKind::pooled;
  if (word == "contemporaneous") return ReferenceKind::contemporaneous;
  if (word == "sequential") return ReferenceKind::sequential;
  if (word == "biennial") return ReferenceKind::biennial;
  if (word.starts_with("window:")) {
    const auto years = parse_number(word.substr(7));
    if (years && *years >= 1 && *years <= 1000 && std::floor(*years) == *years) {
      window = static_cast<int>(*years);
      return ReferenceKind::window;
    }
  }
  s.fail(
      "S104",
      {fmt::format("reference cannot be \"{}\"; it is pooled, contemporaneous, sequential, biennial or window:K", word),
       fmt::format("reference 不能是“{}”；可选：pooled、contemporaneous、sequential、biennial、window:K", word)},
      s.study().positions[s.path() + ".reference"]);
}

std::vector<TermSpec> read_terms(Section& s) {
  std::vector<TermSpec> terms;
  for (Section t : s.sections("terms")) {
    terms.push_back(
        {t.text("role", ""), t.bilingual("name"), t.required_text("column"), t.bilingual("text"), t.text("unit", "")});
    t.finish();
  }
  return terms;
}

template <class Choice>
Choice word_of(Section& s, const char* key, const std::vector<std::string>& words) {
  const std::string word = s.choice(key, words[0], words);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<Choice>(i);
  }
  return Choice{};
}

// Keys that only some models know: left out, they are not set.
void read_of_some_models(Section& s, ScoreOptions& o) {
  o.direction = s.texts("direction");
  const std::string disposability = s.choice("disposability", "", {"", "weak", "strong"});
  if (!disposability.empty()) o.disposability = disposability == "weak" ? Disposability::weak : Disposability::strong;
  const std::string base = s.choice("base", "", {"", "radial", "sbm", "ddf"});
  if (!base.empty()) o.base = base == "radial" ? Base::radial : base == "sbm" ? Base::sbm : Base::ddf;
  o.scale = s.flag("scale", false);
  o.multipliers = s.flag("multipliers", false);
  if (auto weights = s.section("weights")) {
    for (const auto& [column, node] : weights->entries()) o.weights.emplace_back(column, weights->number(column, 1));
    weights->finish();
  }
}

}  // namespace

ScoreSpec read_score(const std::string& name, Section s) {
  static const std::vector<std::string> kReturns{"crs", "vrs", "nirs", "ndrs"};
  ScoreSpec spec;
  spec.name = name;
  spec.at = s.position();
  ScoreOptions& o = spec.options;
  o.model = s.text("model", o.model);
  o.inputs = s.texts("inputs");
  o.good = s.texts("outputs");
  o.bad = s.texts("bad");
  o.orientation = word_of<Orientation>(s, "orientation", {"none", "input", "output"});
  const std::string own = kReturns[static_cast<std::size_t>(default_returns(o.model))];
  const std::string returns = s.choice("returns", own, kReturns);
  for (std::size_t i = 0; i < kReturns.size(); ++i) {
    if (kReturns[i] == returns) o.returns = static_cast<Returns>(i);
  }
  const bool of_year = default_reference(o.model) == ReferenceKind::contemporaneous;
  o.reference = reference_kind(s, s.text("reference", of_year ? "contemporaneous" : "pooled"), o.window);
  o.group = s.text("group", "");
  o.bad_as = word_of<BadAs>(s, "bad_as", {"output", "input"});
  o.leave_out = word_of<LeaveOut>(s, "leave_out", {"row", "unit"});
  o.zero_output = word_of<ZeroOutput>(s, "zero_output", {"error", "drop"});
  read_of_some_models(s, o);
  spec.terms = read_terms(s);
  s.finish();
  return spec;
}

}  // namespace ecoeff
