#include "ecoeff/study/read_score.hpp"

#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/study/read_options.hpp"

namespace ecoeff {
namespace {

std::vector<TermSpec> read_terms(Section& s) {
  std::vector<TermSpec> terms;
  for (Section t : s.sections("terms")) {
    terms.push_back(
        {t.text("role", ""), t.bilingual("name"), t.required_text("column"), t.bilingual("text"), t.text("unit", "")});
    t.finish();
  }
  return terms;
}

}  // namespace

ScoreSpec read_score(const std::string& name, Section s) {
  ScoreSpec spec;
  spec.name = name;
  spec.at = s.position();
  ScoreOptions& o = spec.options;
  o.model = s.text("model", o.model);
  o.inputs = s.texts("inputs");
  o.good = s.texts("outputs");
  o.bad = s.texts("bad");
  set_score_options(read_options(s, options_read_for(o.model)), o);
  spec.terms = read_terms(s);
  s.finish();
  return spec;
}

}  // namespace ecoeff
