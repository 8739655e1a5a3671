#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "ecoeff/data/clean.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/productivity.hpp"

namespace ecoeff::cli {
namespace {

// --missing error: a missing feature is refused, with its cell named.
void refuse_missing(const Panel& panel, const std::vector<std::string>& features) {
  for (const std::string& name : features) {
    const auto values = panel.table.numbers(name);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (is_missing(values[i])) {
        throw Error(Fault::data, "D112", {"this cell is missing", "该单元格缺失"}, panel.table.where(i, name),
                    {"fill it, or use --missing linear (interpolate inside the unit) or --missing drop",
                     "请补全，或使用 --missing linear（单元内线性插值）或 --missing drop（不参与测算）"});
      }
    }
  }
}

// Exit code 5 when something has no certificate.
template <class Row>
int code_of(const std::vector<Row>& rows) {
  const bool uncertified =
      std::any_of(rows.begin(), rows.end(), [](const Row& r) { return r.status == RowStatus::uncertified; });
  return uncertified ? exit_code(Fault::estimator) : 0;
}

}  // namespace

int run_command(const ScoreArguments& arguments, const Console& console) {
  Panel panel = open_panel(arguments.from, console);
  std::vector<std::string> features = arguments.options.inputs;
  features.insert(features.end(), arguments.options.good.begin(), arguments.options.good.end());
  features.insert(features.end(), arguments.options.bad.begin(), arguments.options.bad.end());
  Notes notes;
  if (arguments.missing == "linear") (void)fill_missing(panel, features, MissingPolicy::linear, notes);
  if (arguments.missing != "drop") refuse_missing(panel, features);
  const Language language = console.flags().language;
  int code = 0;
  if (is_productivity(arguments.options.model)) {
    const ProductivityResult result = productivity(panel, arguments.options, console.progress());
    append(notes, result.notes);
    deliver(productivity_table(panel, result, language), console);
    code = code_of(result.rows);
  } else {
    const ScoreResult result = score(panel, arguments.options, console.progress());
    append(notes, result.notes);
    deliver(score_table(panel, result, language), console);
    code = code_of(result.rows);
  }
  console.print_notes(notes);
  return strict_code(notes, console, code);
}

}  // namespace ecoeff::cli
