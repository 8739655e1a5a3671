#include "ecoeff/index/weighted_sum.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

#include "ecoeff/index/indicators.hpp"

namespace ecoeff {
namespace {

using Index = Eigen::Index;

// One set of rows, scaled and weighed.
struct Weighing {
  Matrix z;
  IndicatorWeights weights;           // weight is empty when every indicator is constant
  std::vector<std::size_t> constant;  // indicators
};

// (1) and (2); false, and z left at the shift, for a constant indicator.
bool normalize(const Matrix& x, Index j, bool positive, double shift, Matrix& z) {
  const double low = x.col(j).minCoeff();
  const double high = x.col(j).maxCoeff();
  if (!(high > low)) return false;
  if (positive) {
    z.col(j).array() = (x.col(j).array() - low) / (high - low) + shift;
  } else {
    z.col(j).array() = (high - x.col(j).array()) / (high - low) + shift;
  }
  return true;
}

// Numbers of the indicators that differ, put where they belong among all.
Vector spread_out(const Vector& few, const std::vector<Index>& places, Index all, double otherwise) {
  Vector many = Vector::Constant(all, otherwise);
  for (std::size_t k = 0; k < places.size(); ++k) many(places[k]) = few(static_cast<Index>(k));
  return many;
}

Weighing weigh(const Matrix& x, const std::vector<Indicator>& indicators, const WeightRule& rule, double shift) {
  Weighing out;
  out.z = Matrix::Constant(x.rows(), x.cols(), shift);
  std::vector<Index> varying;
  for (std::size_t k = 0; k < indicators.size(); ++k) {
    const Index j = static_cast<Index>(k);
    if (normalize(x, j, indicators[k].positive, shift, out.z)) {
      varying.push_back(j);
    } else {
      out.constant.push_back(k);
    }
  }
  if (varying.empty()) return out;
  const IndicatorWeights few = rule.weigh(out.z(Eigen::all, varying));
  out.weights.weight = spread_out(few.weight, varying, x.cols(), 0);
  for (std::size_t m = 0; m < few.measures.size(); ++m)
    out.weights.measures.push_back(spread_out(few.measures[m], varying, x.cols(), rule.of_constant[m]));
  return out;
}

Note constant_note(const Panel& panel, const Indicator& indicator, std::size_t row, const std::string& year) {
  const Text when = year.empty() ? Text{} : Text{" in " + year, year + " 年"};
  return {Severity::warning,
          "X310",
          {fmt::format("the indicator \"{}\" is constant{} and gets weight 0", indicator.column, when.en),
           fmt::format("指标“{}”{}为常数，权重为 0", indicator.column, when.zh)},
          panel.table.where(row, indicator.column)};
}

[[noreturn]] void throw_all_constant(const Panel& panel, const std::vector<Indicator>& indicators, std::size_t row) {
  throw Error(Fault::data, "X303",
              {"every indicator is constant, so no weight can be computed", "所有指标都是常数，无法计算权重"},
              panel.table.where(row, indicators.front().column),
              {"check that the columns differ between rows", "请检查各列在不同行之间是否有差异"});
}

// What is being computed, and from what.
struct Work {
  const Panel& panel;
  const std::vector<Indicator>& indicators;
  const IndicatorRows& used;
  const WeightRule& rule;
  double shift;
};

void pooled_index(const Work& work, WeightedSum& sum) {
  Weighing weighing = weigh(work.used.values, work.indicators, work.rule, work.shift);
  if (weighing.weights.weight.size() == 0) throw_all_constant(work.panel, work.indicators, work.used.rows.front());
  for (const std::size_t j : weighing.constant)
    sum.result.notes.push_back(constant_note(work.panel, work.indicators[j], work.used.rows.front(), ""));
  const Vector index = weighing.z * weighing.weights.weight;
  for (std::size_t i = 0; i < work.used.rows.size(); ++i)
    sum.result.score[work.used.rows[i]] = index(static_cast<Index>(i));
  for (std::size_t j = 0; j < work.indicators.size(); ++j)
    sum.result.weights[j].weight = weighing.weights.weight(static_cast<Index>(j));
  sum.measures = std::move(weighing.weights.measures);
}

// The index of one year; its weights, or nothing with a note where no indicator differs.
IndicatorWeights index_of_year(const Work& work, std::int32_t year, const std::vector<Index>& members,
                               WeightedSum& sum) {
  const std::size_t first = work.used.rows[static_cast<std::size_t>(members.front())];
  const Weighing weighing = weigh(work.used.values(members, Eigen::all), work.indicators, work.rule, work.shift);
  if (weighing.weights.weight.size() == 0) {
    sum.result.notes.push_back({Severity::warning,
                                "X314",
                                {fmt::format("{} gets no index: no indicator differs between its rows", year),
                                 fmt::format("{} 年没有指数：该年各行的指标没有差异", year)},
                                work.panel.table.where(first, work.panel.time_column())});
    return {};
  }
  for (const std::size_t j : weighing.constant)
    sum.result.notes.push_back(constant_note(work.panel, work.indicators[j], first, std::to_string(year)));
  const Vector index = weighing.z * weighing.weights.weight;
  for (std::size_t k = 0; k < members.size(); ++k)
    sum.result.score[work.used.rows[static_cast<std::size_t>(members[k])]] = index(static_cast<Index>(k));
  return weighing.weights;
}

void index_per_year(const Work& work, WeightedSum& sum) {
  std::map<std::int32_t, std::vector<Index>> by_year;  // positions in used.rows
  for (std::size_t i = 0; i < work.used.rows.size(); ++i)
    by_year[work.panel.time()[work.used.rows[i]]].push_back(static_cast<Index>(i));

  IndicatorWeights mean;
  double years = 0;
  for (const std::int32_t year : work.panel.periods()) {
    sum.result.weights_by_year.emplace_back(work.indicators.size(), kMissing);
    const auto members = by_year.find(year);
    if (members == by_year.end()) continue;
    const IndicatorWeights weights = index_of_year(work, year, members->second, sum);
    if (weights.weight.size() == 0) continue;
    sum.result.weights_by_year.back().assign(weights.weight.begin(), weights.weight.end());
    if (years == 0) {
      mean = weights;
    } else {
      mean.weight += weights.weight;
      for (std::size_t m = 0; m < weights.measures.size(); ++m) mean.measures[m] += weights.measures[m];
    }
    ++years;
  }
  if (years == 0) throw_all_constant(work.panel, work.indicators, work.used.rows.front());
  for (std::size_t j = 0; j < work.indicators.size(); ++j)
    sum.result.weights[j].weight = mean.weight(static_cast<Index>(j)) / years;
  for (Vector& measure : mean.measures) measure /= years;
  sum.measures = std::move(mean.measures);
}

}  // namespace

WeightedSum weighted_sum(const Panel& panel, const std::vector<Indicator>& indicators, const WeightRule& rule,
                         const WeightedSumOptions& options) {
  WeightedSum sum;
  const IndicatorRows used = complete_rows(panel, indicators, sum.result.notes);
  sum.result.rows_used = used.rows.size();
  sum.result.score.assign(panel.rows(), kMissing);
  sum.result.weights = weight_lines(indicators, used);
  const Work work{panel, indicators, used, rule, options.shift};
  if (options.per_year) {
    index_per_year(work, sum);
  } else {
    pooled_index(work, sum);
  }
  if (options.rescale) rescale_index(sum.result.score, used.rows, sum.result.notes);
  return sum;
}

}  // namespace ecoeff
