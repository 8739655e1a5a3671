#include "exact/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "exact/truth.hpp"

namespace ecoeff::exact {
namespace {

std::string number(double value) { return is_missing(value) ? "nothing" : format_shortest(value); }

std::string number(const std::optional<Fraction>& value) {
  return value ? fmt::format("{:.17g}", static_cast<double>(*value)) : "nothing";
}

// Exact, so that a difference far below rounding is seen too.
double distance(double ours, const Fraction& truth) {
  if (!std::isfinite(ours)) return std::numeric_limits<double>::infinity();
  return std::abs(static_cast<double>(Fraction(Fraction(ours) - truth)));
}

class Checks {
 public:
  explicit Checks(const Instance& instance) : instance_(instance) {}

  Checked all() {
    try {
      if (is_productivity(instance_.options.model)) {
        pairs();
      } else {
        rows();
      }
    } catch (const Error& error) {
      complain("refused", fmt::format("{}: {}", error.code, error.message.en));
    }
    return std::move(out_);
  }

 private:
  void complain(std::string kind, std::string text) {
    out_.disagreements.push_back({std::move(kind), std::move(text)});
  }

  void rows() {
    const ScoreResult result = score(panel_of(instance_), instance_.options);
    const std::vector<RowTruth> truth = truth_of_rows(instance_);
    out_.rows = truth.size();
    for (std::size_t row = 0; row < truth.size(); ++row) {
      if (!truth[row].known) {
        ++out_.unknown;
        continue;
      }
      row_ = row;
      decisions(result.rows.scores(row), truth[row]);
      value("score", result.rows.scores(row).score, truth[row].score, truth[row].measure);
      value("rho", result.rows.scores(row).rho, truth[row].rho, 1);
      enclosure(result.rows.scores(row), truth[row]);
      for (const ExtraColumn& extra : result.extras) {
        if (extra.name == "score_meta" && truth[row].meta)
          value("meta", extra.values[row], truth[row].meta,
                std::max(truth[row].measure, std::abs(static_cast<double>(*truth[row].meta))));
        if (extra.name == "returns_to_scale" && extra.words[row] != truth[row].returns_class)
          complain("class", fmt::format("{}: returns to scale \"{}\", exactly \"{}\"", place(), extra.words[row],
                                        truth[row].returns_class));
      }
    }
  }

  [[nodiscard]] std::string place() const {
    return fmt::format("row {} ({}@{})", row_, instance_.unit[row_], instance_.year[row_]);
  }

  void decisions(const Scores& ours, const RowTruth& truth) {
    if (ours.status != truth.status)
      complain("status", fmt::format("{}: {}, exactly {}", place(), word(ours.status), word(truth.status)));
    if (truth.status != RowStatus::bad_data && ours.efficient != truth.efficient)
      complain("efficient",
               fmt::format("{}: efficient {}, exactly {} (score {}, exactly {})", place(), ours.efficient ? 1 : 0,
                           truth.efficient ? 1 : 0, number(ours.score), number(truth.score)));
  }

  void value(const char* what, double ours, const std::optional<Fraction>& truth, double measure) {
    if (!truth && is_missing(ours)) return;
    const double off = truth && !is_missing(ours) ? distance(ours, *truth) / std::max(measure, 1e-300)
                                                  : std::numeric_limits<double>::infinity();
    if (off > kWidth) {
      complain(what, fmt::format("{}: {} {}, exactly {}", place(), what, number(ours), number(truth)));
    } else {
      out_.worst = std::max(out_.worst, off);
    }
  }

  // Proved bounds of the score, where scores have them.
  template <class S>
  void enclosure(const S& ours, const RowTruth& truth) {
    if constexpr (requires { ours.lower, ours.upper; }) {
      if (!truth.score || is_missing(ours.score)) return;
      if (!(Fraction(ours.lower) <= *truth.score && *truth.score <= Fraction(ours.upper)))
        complain("enclosure", fmt::format("{}: [{}, {}] does not hold {}", place(), number(ours.lower),
                                          number(ours.upper), number(truth.score)));
      if (!(ours.lower <= ours.score && ours.score <= ours.upper))
        complain("enclosure", fmt::format("{}: [{}, {}] does not hold the score {}", place(), number(ours.lower),
                                          number(ours.upper), number(ours.score)));
      if (!(ours.upper - ours.lower <= kWidth * truth.measure))
        complain("width", fmt::format("{}: [{}, {}] is wider than {:.0e} of {}", place(), number(ours.lower),
                                      number(ours.upper), kWidth, number(truth.measure)));
    }
  }

  void pairs() {
    const ProductivityResult result = productivity(panel_of(instance_), instance_.options);
    const std::vector<PairTruth> truth = truth_of_pairs(instance_, kWidth);
    out_.rows = truth.size();
    if (result.rows.size() != truth.size()) {
      complain("index", fmt::format("{} pairs of years, exactly {}", result.rows.size(), truth.size()));
      return;
    }
    for (std::size_t i = 0; i < truth.size(); ++i) {
      if (!truth[i].known) {
        ++out_.unknown;
        continue;
      }
      const ProductivityRow& ours = result.rows[i];
      row_ = ours.to;
      if (truth[i].status && ours.status != *truth[i].status)
        complain("status", fmt::format("{}: {}, exactly {}", place(), word(ours.status), word(*truth[i].status)));
      part("index", ours.index, truth[i].index);
      part("ec", ours.ec, truth[i].ec);
      part("tc", ours.tc, truth[i].tc);
      part("pec", ours.pec, truth[i].pec);
      part("sec", ours.sec, truth[i].sec);
      part("scale", ours.scale, truth[i].scale);
    }
  }

  void part(const char* what, double ours, const Index& truth) {
    const double exact = truth.value.value_or(kMissing);
    if (is_missing(ours) && is_missing(exact)) return;
    // Doubles with an error of their own: 1e-14 of the value.
    if (std::abs(ours - exact) <= truth.tolerance + 1e-14 * std::abs(exact)) return;
    complain("index", fmt::format("{}: {} {}, exactly {}", place(), what, number(ours), number(exact)));
  }

  const Instance& instance_;
  std::size_t row_ = 0;
  Checked out_;
};

}  // namespace

Checked check(const Instance& instance) { return Checks(instance).all(); }

}  // namespace ecoeff::exact
