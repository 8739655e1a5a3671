#include "ecoeff/study/tables/correlation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {
namespace {

struct Correlation {
  double r = kMissing;
  double p = kMissing;
};

Correlation pearson(const std::vector<double>& x, const std::vector<double>& y) {
  if (x.size() < 3) return {};
  const auto n = static_cast<double>(x.size());
  const double mx = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double my = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
    xy += (x[i] - mx) * (y[i] - my);
  }
  if (!(xx > 0) || !(yy > 0)) return {};
  const double r = std::clamp(xy / (std::sqrt(xx) * std::sqrt(yy)), -1.0, 1.0);
  const double rest = 1 - r * r;
  return {r, rest > 0 ? t_two_sided_p(r * std::sqrt((n - 2) / rest), n - 2) : 0.0};
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> rank(values.size());
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from;
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    for (std::size_t i = from; i < to; ++i) rank[order[i]] = static_cast<double>(from + to + 1) / 2;
    from = to;
  }
  return rank;
}

constexpr TableKey kKeys[] = {
    {"columns",
     {"the variables", "变量"},
     {"none", "无"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) { t.describe_columns = s.texts(key); }},
    {"spearman",
     {"Spearman's rank correlations above the diagonal", "对角线以上列出 Spearman 秩相关系数"},
     {"`false`", "`false`"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       t.own = CorrelationKeys{.spearman = s.flag(key, false)};
     }}};

void visit(TableSpec& t, const std::string&, const NameWalk& walk) {
  walk.each(t.describe_columns, NameRole::number, t.at);
}

void compute(const StudyResult& so_far, unsigned, TableResult& table) {
  const auto* keys = std::any_cast<CorrelationKeys>(&table.spec.own);
  at_place(so_far.study, table.spec.at, [&] {
    table.values = correlations(so_far.panel.table, table.spec.describe_columns, keys != nullptr && keys->spearman);
  });
}

}  // namespace

Table correlations(const Table& table, const std::vector<std::string>& columns, bool spearman) {
  std::vector<std::string> first, second;
  std::vector<double> n, r, p, rho, rho_p;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const std::span<const double> a = table.numbers(columns[i]);
      const std::span<const double> b = table.numbers(columns[j]);
      std::vector<double> x, y;
      for (std::size_t row = 0; row < a.size(); ++row) {
        if (is_missing(a[row]) || is_missing(b[row])) continue;
        x.push_back(a[row]);
        y.push_back(b[row]);
      }
      const Correlation linear = pearson(x, y);
      first.push_back(columns[i]);
      second.push_back(columns[j]);
      n.push_back(static_cast<double>(x.size()));
      r.push_back(linear.r);
      p.push_back(linear.p);
      if (!spearman) continue;
      const Correlation by_rank = pearson(ranks(x), ranks(y));
      rho.push_back(by_rank.r);
      rho_p.push_back(by_rank.p);
    }
  }
  Table out;
  out.set_text("first", first);
  out.set_text("second", second);
  out.set_numbers("n", n);
  out.set_numbers("r", r);
  out.set_numbers("p", p);
  if (spearman) {
    out.set_numbers("rho", rho);
    out.set_numbers("rho_p", rho_p);
  }
  return out;
}

constinit const TableKind kCorrelationTable{.id = "correlation",
                                            .shows = {"correlations of columns with stars", "各列的相关系数及显著性"},
                                            .keys = kKeys,
                                            .visit = visit,
                                            .compute = compute};

}  // namespace ecoeff
