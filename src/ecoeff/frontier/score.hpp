// Inputs and outputs to one score a row: what is asked and what is answered. Which model computes it is a description;
// definitions and sources are at each model (model.hpp, directional.hpp, additive.hpp, ebm.hpp, fdh.hpp). Change
// between years is productivity.hpp's.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/base/progress.hpp"
#include "ecoeff/data/panel.hpp"
#include "ecoeff/frontier/score_rows.hpp"

namespace ecoeff {

class ProofBook;

enum class Orientation { none, input, output };
enum class Returns { crs, vrs, nirs, ndrs };
enum class BadAs { output, input };  // where super-SBM's delta counts the bad outputs (frontier.hpp names both forms)
enum class ReferenceKind { pooled, contemporaneous, sequential, window, biennial };  // biennial: productivity only
enum class LeaveOut { row, unit };
enum class ZeroOutput { error, drop };
enum class Disposability { weak, strong };  // of the bad outputs, in directional models
enum class Base { radial, sbm, ddf };       // what a productivity index is made of

struct ScoreOptions {
  std::string model = "super-sbm";  // one of score_models() or productivity_models() (model_words.hpp)
  std::vector<std::string> inputs;
  std::vector<std::string> good;
  std::vector<std::string> bad;
  Orientation orientation = Orientation::none;
  Returns returns = Returns::crs;
  ReferenceKind reference = ReferenceKind::pooled;
  int window = 3;     // years of a window, odd, centred on the row's own
  std::string group;  // column: one frontier a group, and the metafrontier beside it; "" = one for all
  BadAs bad_as = BadAs::output;
  LeaveOut leave_out = LeaveOut::row;
  ZeroOutput zero_output = ZeroOutput::error;
  unsigned threads = 1;
  bool certify = false;
  bool multipliers = false;  // RowScore::multipliers
  std::string price_of;      // a good output: prices of the bad outputs in its units (shadow_prices.hpp); "" = none
  std::vector<std::pair<std::string, double>>
      weights;                                 // by column, relative to the others of its side; 1 if not listed
  std::vector<std::string> direction;          // of "inputs", "good", "bad"; empty: good and bad (directional models)
  std::optional<Disposability> disposability;  // weak unless said otherwise (directional models)
  std::optional<Base> base;                    // the model's own unless said otherwise (productivity)
  bool scale = false;                          // adds scale efficiency and the class of returns to scale
  std::vector<char> exact;                     // by row: whether RowScore::exact is wanted; empty: nowhere
  std::shared_ptr<ProofBook> proofs;           // where the proof of every score is kept, or read (proof_book.hpp)
  std::string part;                            // of the proofs: which question this is
  bool level = false;                          // cumulated levels of productivity (levels.hpp)
  std::optional<int> level_base;               // their base year; a unit's first usable year unless said otherwise
};

// A further column of the answer: numbers, or words where `words` is not empty. One entry a row of the panel.
struct ExtraColumn {
  std::string name;
  std::vector<double> values;
  std::vector<std::string> words;
};

struct ScoreResult {
  ScoreOptions options;
  ScoreRows rows;  // one for each row of the panel
  std::vector<ExtraColumn> extras;
  std::size_t uncertified_extras =
      0;  // rows whose second scores (with a group, or `scale`) include one without a certificate
  Notes notes;
};

// Errors: D110, D111; F401 unknown model (did-you-mean); F402 no inputs or no good outputs; F403 a negative value, or a
// zero good output (unless dropped), the cell named; F404 options that do not go together; F405 an even or too long
// window. Rows with a missing feature get status bad-data with the column named in `reason`, and belong to no reference
// set. Extras: beta_<column> (nddf); score_meta and tgr (with a group: score_extras.hpp); efficiency_crs,
// efficiency_vrs, scale_efficiency, returns_to_scale (with `scale`); price_<bad>, price_<bad>_lower, price_<bad>_upper,
// price_<bad>_range (with `price_of`: shadow_prices.hpp; errors F480, F481; notes F482, F483). Notes: F410 which super-efficiency form was used;
// F411 infeasible rows counted; F412 rows with missing features counted; F413 the score saturates (delta <= q/q2); F414
// zero inputs or bads; F415 rows that carry the frontier; F416 rows without a proof counted; F417 how many scores are
// proved and how wide the widest bounds are (with `certify`); F460 the weights and epsilon of EBM; F467 rows whose measure
// has no bound counted; F468 rows near the frontier counted. F416 also counts rows with a second score (group, `scale`)
// that has no proof.
[[nodiscard]] ScoreResult score(const Panel& panel, const ScoreOptions& options, const Progress& progress = {});

// The table of scores.csv: unit, time, score, rho, delta, efficient, status, reason, (lower, upper, settled, margin when
// certify is asked for,) the extras, slack_*, target_*,
// multiplier_* (when asked for), peers.
[[nodiscard]] Table score_table(const Panel& panel, const ScoreResult& result, Language language = Language::en);
// The same for the rows [begin, end), with other names of the peers, whose rows need not be rows of the panel.
using RowName = std::function<std::string(std::size_t)>;
struct RowRange {
  std::size_t begin = 0;
  std::size_t end = kNoRow;
};
[[nodiscard]] Table score_table(const Panel& panel, const ScoreResult& result, Language language, const RowName& name,
                                RowRange rows = {});

}  // namespace ecoeff
