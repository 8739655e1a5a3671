#include "ecoeff/frontier/productivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/distances.hpp"
#include "ecoeff/frontier/levels.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/notes.hpp"

namespace ecoeff {
namespace {

using namespace frontier;

constexpr std::int32_t kEver = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kForever = std::numeric_limits<std::int32_t>::max();

struct Pair {
  std::size_t from = 0;
  std::size_t to = 0;
  Years first;   // technology of the earlier year
  Years second;  // of the later year
  Years joint;   // pooled and biennial: that of the index
};

bool is_joint(const ScoreOptions& options) {
  return options.reference == ReferenceKind::pooled || options.reference == ReferenceKind::biennial;
}

Years own_years(const ScoreOptions& options, std::int32_t year) {
  return {options.reference == ReferenceKind::sequential ? kEver : year, year, true};
}

std::vector<Pair> pairs_of(const Panel& panel, const ScoreOptions& options, const std::vector<char>& usable) {
  std::vector<Pair> out;
  std::size_t before = kNoRow;
  for (const std::size_t row : panel.by_unit_and_time()) {
    if (usable[row] == 0) continue;
    if (before != kNoRow && panel.unit()[before] == panel.unit()[row]) {
      const std::int32_t s = panel.time()[before];
      const std::int32_t later = panel.time()[row];
      const Years joint =
          options.reference == ReferenceKind::biennial ? Years{s, later, false} : Years{kEver, kForever, true};
      out.push_back({before, row, own_years(options, s), own_years(options, later), joint});
    }
    before = row;
  }
  return out;
}

void ask_own(const Pair& pair, Distances& distances) {
  distances.ask(pair.first, pair.from);
  distances.ask(pair.second, pair.to);
}

void ask_index(const Pair& pair, bool joint, Distances& distances) {
  if (joint) {
    distances.ask(pair.joint, pair.from);
    distances.ask(pair.joint, pair.to);
    return;
  }
  for (const Years& years : {pair.first, pair.second}) {
    distances.ask(years, pair.from);
    distances.ask(years, pair.to);
  }
}

std::string years_text(const Years& years) {
  if (years.first == years.last || years.first == kEver) return std::to_string(years.last);
  return fmt::format("{}+{}", years.first, years.last);
}

// The distances of one pair under one kind of returns, with the reason when one is missing.
class PairDistances {
 public:
  PairDistances(const Panel& panel, const Pair& pair, const Distances& distances, bool additive, ProductivityRow& out)
      : panel_(panel), pair_(pair), distances_(distances), additive_(additive), out_(out) {}

  // Efficiency on the scale where more is better: E, or 1 / (1 + D); D itself turned round for differences.
  double value(const Years& years, std::size_t row, bool directional) {
    const Distance& d = distances_.of(years, row);
    const bool below = directional && !additive_ && d.status == RowStatus::optimal && !(1 + d.value > 0);
    if (d.status == RowStatus::optimal && !below) {
      if (!directional) return d.value;
      return additive_ ? -d.value : 1 / (1 + d.value);
    }
    explain(years, row, below ? RowStatus::infeasible : d.status, below);
    return kMissing;
  }

  // Between which ends the index lies, and how the weakest of its distances was proved.
  void enclose(bool joint, bool directional) {
    out_.settled = Settled::in_double;
    Ends ends = joint ? ends_along(pair_.joint, directional) : ends_along(pair_.first, directional);
    if (!joint) {
      const Ends second = ends_along(pair_.second, directional);
      ends = additive_ ? mean(ends, second) : root(product(ends, second));
    }
    out_.lower = ends.lower;
    out_.upper = ends.upper;
    if (is_missing(out_.index)) out_.settled = Settled::no;
  }

  // The change from the earlier to the later value: a ratio, or a difference.
  [[nodiscard]] double change(double from, double to) const { return additive_ ? to - from : to / from; }
  [[nodiscard]] double own_change(bool directional) {
    const double from = value(pair_.first, pair_.from, directional);
    return change(from, value(pair_.second, pair_.to, directional));
  }
  [[nodiscard]] double index(bool joint, bool directional) {
    const auto along = [&](const Years& years) {
      const double from = value(years, pair_.from, directional);
      return change(from, value(years, pair_.to, directional));
    };
    if (joint) return along(pair_.joint);
    const double first = along(pair_.first);
    const double second = along(pair_.second);
    return additive_ ? (first + second) / 2 : std::sqrt(first * second);
  }

 private:
  [[nodiscard]] Ends ends_of(const Years& years, std::size_t row, bool directional) {
    const Distance& d = distances_.of(years, row);
    if (d.settled != Settled::in_double) out_.settled = weaker(out_.settled, d.settled);
    if (!directional) return d.ends;
    if (additive_) return {-d.ends.upper, -d.ends.lower};
    return quotient({1, 1}, outwards(1 + d.ends.lower, 1 + d.ends.upper));
  }
  [[nodiscard]] Ends ends_along(const Years& years, bool directional) {
    const Ends from = ends_of(years, pair_.from, directional);
    const Ends to = ends_of(years, pair_.to, directional);
    return additive_ ? difference(to, from) : quotient(to, from);
  }

  void explain(const Years& years, std::size_t row, RowStatus status, bool below) {
    if (out_.status == RowStatus::uncertified) return;
    out_.status = status;
    const std::string name = row_name(panel_, row);
    if (status == RowStatus::uncertified) {
      out_.reason = {fmt::format("the distance of {} has no certified solution", name),
                     fmt::format("{} 的距离没有通过检验的解", name)};
    } else if (status == RowStatus::unbounded) {
      out_.reason = {fmt::format("the distance of {} to the technology of {} has no bound", name, years_text(years)),
                     fmt::format("{} 到 {} 年技术的距离无界", name, years_text(years))};
    } else if (below) {
      out_.reason = {fmt::format("the distance of {} to the technology of {} is below -1", name, years_text(years)),
                     fmt::format("{} 到 {} 年技术的距离小于 -1", name, years_text(years))};
    } else {
      out_.reason = {fmt::format("no mixture of the technology of {} reaches {}", years_text(years), name),
                     fmt::format("{} 年技术的任何组合都达不到 {}", years_text(years), name)};
    }
  }

  const Panel& panel_;
  const Pair& pair_;
  const Distances& distances_;
  bool additive_;
  ProductivityRow& out_;
};

void note_pairs(const ProductivityResult& result, const Panel& panel, const std::vector<char>& usable, Notes& notes) {
  const auto count = [&](RowStatus status) {
    return std::count_if(result.rows.begin(), result.rows.end(),
                         [&](const ProductivityRow& row) { return row.status == status; });
  };
  if (const auto n = count(RowStatus::infeasible); n > 0) {
    notes.push_back(
        {Severity::info,
         "F463",
         {fmt::format("{} of {} pairs {} no technical change because one year's technology does not reach "
                      "the other year's row",
                      n, result.rows.size(), agree(static_cast<std::size_t>(n), "has", "have")),
          fmt::format("{} 对（共 {} 对）没有技术进步指数，因为一期的技术达不到另一期的样本", n, result.rows.size())},
         {}});
  }
  if (const auto n = static_cast<std::size_t>(count(RowStatus::unbounded)); n > 0) {
    notes.push_back({Severity::info,
                     "F467",
                     {fmt::format("{} {} an unbounded distance and therefore no index", counted(n, "pair"),
                                  agree(n, "has", "have")),
                      fmt::format("{} 对的距离无界，没有指数", n)},
                     {}});
  }
  if (const auto n = count(RowStatus::uncertified); n > 0) {
    notes.push_back({Severity::warning,
                     "F466",
                     {fmt::format("{} {} no certified index", counted(static_cast<std::size_t>(n), "pair"),
                                  agree(static_cast<std::size_t>(n), "has", "have")),
                      fmt::format("{} 对没有通过检验的指数", n)},
                     {}});
  }
  std::vector<int> years(panel.units(), 0);
  for (std::size_t row = 0; row < panel.rows(); ++row)
    years[static_cast<std::size_t>(panel.unit()[row])] += usable[row];
  if (const auto n = std::count_if(years.begin(), years.end(), [](int y) { return y < 2; }); n > 0) {
    notes.push_back({Severity::warning,
                     "F464",
                     {fmt::format("{} of {} units {} fewer than two usable years and no index", n, years.size(),
                                  agree(static_cast<std::size_t>(n), "has", "have")),
                      fmt::format("{} 个单元（共 {} 个）可用年份不足两年，没有指数", n, years.size())},
                     {}});
  }
}

void add_levels(const Panel& panel, const std::vector<char>& usable, bool additive, ProductivityResult& result) {
  Levels levels = cumulate(panel, usable, result.rows, additive, result.options.level_base);
  for (ProductivityRow& row : result.rows) {
    row.level_from = levels.level[row.from];
    row.level_to = levels.level[row.to];
  }
  result.level = std::move(levels.level);
  append(result.notes, levels.notes);
}

}  // namespace

ProductivityResult productivity(const Panel& panel, const ScoreOptions& options, const Progress& progress) {
  if (!is_productivity(options.model)) {
    (void)score_model(options.model);
    throw Error(Fault::usage, "F401",
                {fmt::format("{} gives a score a row, not an index of change", options.model),
                 fmt::format("{} 给出逐行得分，而非变化指数", options.model)},
                {}, {"call score()", "请调用 score()"});
  }
  const Prepared prepared = prepare(panel, options);
  ProductivityResult result{.options = options, .rows = {}, .notes = prepared.notes};
  const std::vector<Pair> pairs = pairs_of(panel, options, prepared.usable);
  const bool malmquist = !score_model(options.model).traits.distances;
  const bool additive = score_model(options.model).traits.differences;
  const bool joint = is_joint(options);
  const bool ray_desli = malmquist && options.returns == Returns::vrs;

  Distances main(panel, prepared, options, malmquist ? Returns::crs : options.returns);
  Distances variable(panel, prepared, options, Returns::vrs);
  for (const Pair& pair : pairs) {
    ask_index(pair, joint, main);
    if (!ray_desli) ask_own(pair, main);
    if (malmquist) ask_own(pair, variable);
    if (ray_desli) ask_index(pair, joint, variable);
  }
  main.solve(progress);
  if (malmquist) variable.solve(progress);

  for (const Pair& pair : pairs) {
    ProductivityRow row{.from = pair.from, .to = pair.to};
    PairDistances constant(panel, pair, main, additive, row);
    PairDistances pure(panel, pair, variable, additive, row);
    row.index = constant.index(joint, !malmquist);
    constant.enclose(joint, !malmquist);
    if (ray_desli) {
      row.ec = pure.own_change(false);
      row.tc = pure.index(joint, false) / row.ec;
      row.scale = row.index / (row.ec * row.tc);
    } else {
      row.ec = constant.own_change(!malmquist);
      row.tc = additive ? row.index - row.ec : row.index / row.ec;
      if (malmquist) row.pec = pure.own_change(false);
      row.sec = row.ec / row.pec;
    }
    result.rows.push_back(std::move(row));
  }
  note_pairs(result, panel, prepared.usable, result.notes);
  if (options.level) add_levels(panel, prepared.usable, additive, result);
  return result;
}

Table productivity_table(const Panel& panel, const ProductivityResult& result, Language language) {
  Table table;
  const auto numbers = [&](const char* name, auto get) {
    std::vector<double> values;
    for (const ProductivityRow& row : result.rows) values.push_back(get(row));
    table.set_numbers(name, std::move(values));
  };
  const auto texts = [&](const std::string& name, auto get) {
    std::vector<std::string> values;
    for (const ProductivityRow& row : result.rows) values.push_back(get(row));
    table.set_text(name, values);
  };
  texts(panel.unit_column(),
        [&](const ProductivityRow& r) { return panel.unit_names()[static_cast<std::size_t>(panel.unit()[r.from])]; });
  numbers("from", [&](const ProductivityRow& r) { return static_cast<double>(panel.time()[r.from]); });
  numbers("to", [&](const ProductivityRow& r) { return static_cast<double>(panel.time()[r.to]); });
  numbers("index", [](const ProductivityRow& r) { return r.index; });
  numbers("ec", [](const ProductivityRow& r) { return r.ec; });
  numbers("tc", [](const ProductivityRow& r) { return r.tc; });
  const bool of_scores = !score_model(result.options.model).traits.distances;
  if (of_scores && result.options.returns == Returns::crs) {
    numbers("pec", [](const ProductivityRow& r) { return r.pec; });
    numbers("sec", [](const ProductivityRow& r) { return r.sec; });
  }
  if (of_scores && result.options.returns == Returns::vrs)
    numbers("scale", [](const ProductivityRow& r) { return r.scale; });
  if (result.options.level) {
    numbers("level_from", [](const ProductivityRow& r) { return r.level_from; });
    numbers("level_to", [](const ProductivityRow& r) { return r.level_to; });
  }
  if (result.options.certify) {
    numbers("lower", [](const ProductivityRow& r) { return r.lower; });
    numbers("upper", [](const ProductivityRow& r) { return r.upper; });
    texts("settled", [](const ProductivityRow& r) { return std::string(word(r.settled)); });
  }
  texts("status", [](const ProductivityRow& r) { return std::string(word(r.status)); });
  texts("reason", [&](const ProductivityRow& r) { return r.reason.in(language); });
  return table;
}

std::vector<double> productivity_column(const Panel& panel, const ProductivityResult& result) {
  if (result.options.level) return result.level;
  std::vector<double> out(panel.rows(), kMissing);
  for (const ProductivityRow& row : result.rows) out[row.to] = row.index;
  return out;
}

}  // namespace ecoeff
