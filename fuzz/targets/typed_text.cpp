#include "ecoeff/data/expression.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/xtabond2.hpp"
#include "ecoeff/stata/session.hpp"
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/read.hpp"
#include "small_panel.hpp"
#include "targets.hpp"

namespace ecoeff::fuzz {

void study(std::string_view bytes) {
  accepted([&] {
    const Study read = with_short_names(parse_study(bytes, "study.toml"));
    (void)used_columns(read);
  });
}

void formula(std::string_view bytes) {
  accepted([&] {
    const Formula read = parse_formula(bytes);
    const Panel& panel = small_panel();
    accepted([&] { require(build_term(panel, read.outcome).size() == panel.rows(), "a term has a value a row"); });
    accepted([&] {
      const Terms terms = build_terms(panel, read.regressors);
      require(terms.names.size() == static_cast<std::size_t>(terms.values.cols()), "every column of a term has a name");
    });
    accepted([&] { (void)build_terms(panel, read.endogenous); });
    accepted([&] { (void)build_terms(panel, read.instruments); });
    for (const std::string& effect : read.effects) {
      accepted([&] { require(effect_codes(panel, effect).size() == panel.rows(), "an effect has a level a row"); });
    }
  });
}

void gmm(std::string_view bytes) {
  accepted([&] { (void)parse_gmm_group(bytes); });
  accepted([&] { (void)parse_iv_group(bytes); });
  accepted([&] {
    // What names no column is refused when it is fitted; only a model that means something has a line of its own.
    const Panel& panel = small_panel();
    const DynamicGmmModel model = parse_xtabond2(bytes, panel.table);
    const bool fits = accepted([&] {
      (void)build_term(panel, model.outcome);
      (void)build_terms(panel, model.regressors);
      for (const GmmGroup& group : model.gmm) (void)build_terms(panel, group.variables);
      for (const IvGroup& group : model.iv) (void)build_terms(panel, group.variables);
    });
    if (!fits) return;
    const std::string line = xtabond2_line(model);
    const std::string again = xtabond2_line(parse_xtabond2(line, panel.table));
    require(again == line, "a model's line reads back as the same model: " + line + " became " + again);
  });
}

void expression(std::string_view bytes) {
  const Panel& panel = small_panel();
  accepted([&] { (void)columns_used(bytes); });
  accepted([&] {
    Notes notes;
    require(evaluate(panel, bytes, notes).size() == panel.rows(), "an expression has a value a row");
  });
  accepted([&] {
    for (const std::size_t row : rows_where(panel, bytes)) require(row < panel.rows(), "a condition chooses rows");
  });
}

void stata(std::string_view bytes) {
  accepted([&] {
    ecoeff::stata::Session session = ecoeff::stata::start_session(small_table());
    (void)ecoeff::stata::run_line(session, "xtset city year");
    std::size_t most = 12;
    for (const std::string& line : ecoeff::stata::split_lines(bytes)) {
      if (most-- == 0) return;
      accepted([&] { (void)ecoeff::stata::run_line(session, line); });
    }
  });
}

}  // namespace ecoeff::fuzz
