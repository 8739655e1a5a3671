#include "ecoeff/frontier/shadow_prices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/frontier/models/price_range.hpp"
#include "ecoeff/frontier/reference_sets.hpp"
#include "ecoeff/frontier/schedule/row_chunks.hpp"
#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff::frontier {
namespace {

constexpr Source kFare1993{
    "Färe et al. 1993",
    "Färe, R., Grosskopf, S., Lovell, C. A. K., Yaisawarng, S. (1993). Derivation of shadow prices for undesirable "
    "outputs: a distance function approach. Review of Economics and Statistics 75(2), 374–380."};

std::size_t place_of(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

struct Counts {
  std::map<PriceRange::Kind, std::size_t> kinds;
  std::size_t negative = 0;
};

void say(const Counts& counts, ScoreResult& result) {
  std::vector<std::string> en;
  std::vector<std::string> zh;
  std::size_t all = 0;
  for (const auto& [kind, count] : counts.kinds) {
    if (kind == PriceRange::Kind::unique) continue;
    all += count;
    en.push_back(fmt::format("{} {}", word(kind), count));
    zh.push_back(fmt::format("{} {}", word(kind), count));
  }
  if (all > 0) {
    result.notes.push_back({Severity::info,
                            "F482",
                            {fmt::format("{} not unique ({}): see the columns of their ranges",
                                         counted(all, "shadow price is", "shadow prices are"), join(en, ", ")),
                             fmt::format("{} 个影子价格不唯一（{}），取值范围见相应各列", all, join(zh, "，"))},
                            {}});
  }
  if (counts.negative > 0) {
    result.notes.push_back(
        {Severity::info,
         "F483",
         {fmt::format("{} negative: weakly disposable outputs may be worth having where the frontier bends back",
                      counted(counts.negative, "shadow price is", "shadow prices are")),
          fmt::format("{} 个影子价格为负：弱可处置下前沿可能回弯，此处增加非期望产出反而有利", counts.negative)},
         {}});
  }
}

}  // namespace

void describe_shadow_prices(const ScoreOptions& options, MethodText& text) {
  if (options.price_of.empty()) return;
  const bool distances = score_model(options.model).traits.distances;
  cite(text.sources, kFare1993);
  text.paragraph(
      {fmt::format("The shadow price of an undesirable output is the ratio of its multiplier to that of the desirable "
                   "output in whose units it is expressed ({}), in the units of the data:",
                   distances ? "Färe et al. 1993; Chung et al. 1997" : "Färe et al. 1993"),
       fmt::format("非期望产出的影子价格为其乘子与计价期望产出乘子之比（{}），均以数据原单位计：",
                   distances ? "Färe et al. 1993；Chung et al. 1997" : "Färe et al. 1993")});
  text.formula("p_b = \\frac{w_b}{u_y}");
  text.paragraph(
      {"Where several multipliers are optimal the price has a range, found by two linear fractional programs over "
       "all optimal multipliers; it may have no end.",
       "最优乘子不唯一时，影子价格为一区间，由两个线性分式规划在全部最优乘子上求得，区间可能无界。"});
  const bool weak = distances && options.disposability.value_or(Disposability::weak) == Disposability::weak;
  if (weak) text.paragraph({"Under weak disposability a price may be negative.", "弱可处置下影子价格可能为负。"});
}

void add_shadow_prices(const Panel& panel, const Progress& progress, ScoreResult& result) {
  const ScoreOptions& options = result.options;
  const Prepared prepared = prepare(panel, options);
  const std::vector<Technology> all = technologies(panel, options, prepared.usable);
  const std::size_t good = place_of(prepared.columns, options.price_of);
  const std::size_t first_bad = options.inputs.size() + options.good.size();
  const std::size_t bads = options.bad.size();
  std::vector<std::vector<PriceRange>> found(result.rows.size());
  const PriceQuestion question(prepared, options);
  for_row_chunks(all, options.threads, progress, [&](std::size_t t, std::size_t first, std::size_t last) {
    PriceFinder finder(question, all[t].reference);
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t row = all[t].evaluated[i];
      if (result.rows.scores(row).status != RowStatus::optimal) continue;
      found[row] = finder.prices(row, good, first_bad);
    }
  });
  Counts counts;
  for (std::size_t b = 0; b < bads; ++b) {
    const std::string name = "price_" + options.bad[b];
    std::array<ExtraColumn, 4> out{ExtraColumn{.name = name}, ExtraColumn{.name = name + "_lower"},
                                   ExtraColumn{.name = name + "_upper"}, ExtraColumn{.name = name + "_range"}};
    for (const auto& row : found) {
      const bool has = !row.empty();
      out[0].values.push_back(has ? row[b].price : kMissing);
      out[1].values.push_back(has ? row[b].lower : kMissing);
      out[2].values.push_back(has ? row[b].upper : kMissing);
      out[3].words.emplace_back(has ? word(row[b].kind) : "");
      if (!has) continue;
      ++counts.kinds[row[b].kind];
      if (row[b].price < 0) ++counts.negative;
    }
    for (ExtraColumn& column : out) result.extras.push_back(std::move(column));
  }
  say(counts, result);
}

}  // namespace ecoeff::frontier
