#include "exact/proof_check.hpp"

#include <fmt/format.h>

#include <memory>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/check_scores.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/frontier/proof_file.hpp"

namespace ecoeff::exact {
namespace {

Table answers(const Panel& panel, const ScoreOptions& options) {
  return is_productivity(options.model) ? productivity_table(panel, productivity(panel, options))
                                        : score_table(panel, score(panel, options));
}

}  // namespace

Checked check_by_proof(const Instance& instance) {
  Checked out{.disagreements = {}};
  const Panel panel = panel_of(instance);
  ScoreOptions options = instance.options;
  options.certify = true;
  options.proofs = std::make_shared<ProofBook>();
  try {
    const Table printed = answers(panel, options);
    std::string text;
    write_proofs(*options.proofs, panel.rows(), {}, [&](std::string_view line) { text += line; });
    options.proofs = read_proofs(text, "proof").book;
    const ScoreCheck found = check_scores(panel, options, printed);
    out.rows = found.rows;
    for (const Disproof& one : found.wrong) {
      out.disagreements.push_back(
          {"proof", fmt::format("{} {} is {}, proved is {}", one.name, one.column, one.printed, one.proved)});
    }
    for (const std::string& status : printed.texts("status")) {
      if (status == word(RowStatus::uncertified)) out.disagreements.push_back({"unproved", status});
    }
  } catch (const Error& error) {
    out.disagreements.push_back({"refused", fmt::format("{}: {}", error.code, error.message.en)});
  }
  return out;
}

}  // namespace ecoeff::exact
