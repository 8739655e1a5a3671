#include "ecoeff/index/entropy.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "ecoeff/index/indicators.hpp"

namespace ecoeff {
namespace {

using Index = Eigen::Index;

// Equations (1) to (6) on one set of rows.
struct Weighing {
  Matrix z;
  Vector entropy;
  Vector redundancy;
  Vector weight;  // empty when every indicator is constant
  std::vector<std::size_t> constant;
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

// (3) and (4).
double entropy_of(const Matrix& z, Index j) {
  const double total = z.col(j).sum();
  double sum = 0;
  for (Index i = 0; i < z.rows(); ++i) {
    const double p = z(i, j) / total;
    if (p > 0) sum += p * std::log(p);
  }
  return -sum / std::log(static_cast<double>(z.rows()));
}

Weighing weigh(const Matrix& x, const std::vector<Indicator>& indicators, double shift) {
  Weighing out;
  out.z = Matrix::Constant(x.rows(), x.cols(), shift);
  out.entropy = Vector::Ones(x.cols());
  out.redundancy = Vector::Zero(x.cols());
  for (std::size_t k = 0; k < indicators.size(); ++k) {
    const Index j = static_cast<Index>(k);
    if (!normalize(x, j, indicators[k].positive, shift, out.z)) {
      out.constant.push_back(k);
      continue;
    }
    out.entropy(j) = entropy_of(out.z, j);
    out.redundancy(j) = 1 - out.entropy(j);
  }
  if (out.constant.size() < indicators.size()) out.weight = out.redundancy / out.redundancy.sum();
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

void pooled_index(const Panel& panel, const IndicatorRows& used, const EntropyOptions& options, IndexResult& result,
                  const std::vector<Indicator>& indicators) {
  const Weighing weighing = weigh(used.values, indicators, options.shift);
  if (weighing.weight.size() == 0) throw_all_constant(panel, indicators, used.rows.front());
  for (const std::size_t j : weighing.constant) {
    result.notes.push_back(constant_note(panel, indicators[j], used.rows.front(), ""));
  }
  const Vector index = weighing.z * weighing.weight;  // (7)
  for (std::size_t i = 0; i < used.rows.size(); ++i) result.score[used.rows[i]] = index(static_cast<Index>(i));
  for (std::size_t j = 0; j < indicators.size(); ++j) {
    result.weights[j].weight = weighing.weight(static_cast<Index>(j));
    result.weights[j].entropy = weighing.entropy(static_cast<Index>(j));
    result.weights[j].redundancy = weighing.redundancy(static_cast<Index>(j));
  }
}

void index_per_year(const Panel& panel, const IndicatorRows& used, const EntropyOptions& options, IndexResult& result,
                    const std::vector<Indicator>& indicators) {
  std::map<std::int32_t, std::vector<Index>> by_year;  // positions in used.rows
  for (std::size_t i = 0; i < used.rows.size(); ++i)
    by_year[panel.time()[used.rows[i]]].push_back(static_cast<Index>(i));

  Vector weight = Vector::Zero(used.values.cols());
  Vector entropy = weight;
  double years = 0;
  for (const std::int32_t year : panel.periods()) {
    result.weights_by_year.emplace_back(indicators.size(), kMissing);
    const auto members = by_year.find(year);
    if (members == by_year.end()) continue;
    const std::size_t first = used.rows[static_cast<std::size_t>(members->second.front())];
    const Weighing weighing = weigh(used.values(members->second, Eigen::all), indicators, options.shift);
    if (weighing.weight.size() == 0) {
      result.notes.push_back({Severity::warning,
                              "X314",
                              {fmt::format("{} gets no index: no indicator differs between its rows", year),
                               fmt::format("{} 年没有指数：该年各行的指标没有差异", year)},
                              panel.table.where(first, panel.time_column())});
      continue;
    }
    for (const std::size_t j : weighing.constant) {
      result.notes.push_back(constant_note(panel, indicators[j], first, std::to_string(year)));
    }
    const Vector index = weighing.z * weighing.weight;
    for (std::size_t k = 0; k < members->second.size(); ++k) {
      result.score[used.rows[static_cast<std::size_t>(members->second[k])]] = index(static_cast<Index>(k));
    }
    result.weights_by_year.back().assign(weighing.weight.begin(), weighing.weight.end());
    weight += weighing.weight;
    entropy += weighing.entropy;
    ++years;
  }
  if (years == 0) throw_all_constant(panel, indicators, used.rows.front());
  for (std::size_t j = 0; j < indicators.size(); ++j) {
    result.weights[j].weight = weight(static_cast<Index>(j)) / years;
    result.weights[j].entropy = entropy(static_cast<Index>(j)) / years;
    result.weights[j].redundancy = 1 - result.weights[j].entropy;
  }
}

// --- What is said of it

IndexResult compute(const Panel& panel, const std::vector<Indicator>& indicators, const OptionValues& options) {
  return entropy_index(
      panel, indicators,
      {.shift = options.number("shift"), .per_year = options.flag("per_year"), .rescale = options.flag("rescale")});
}

std::vector<WeightColumn> columns(const IndexResult& result) {
  return {weight_column(result, {"Entropy e", "信息熵 e"}, &IndicatorWeight::entropy),
          weight_column(result, {"Redundancy d", "冗余度 d"}, &IndicatorWeight::redundancy)};
}

void describe(const IndexSaid& said, MethodText& text) {
  const std::string shift = format_shortest(said.options.number("shift"));
  const bool yearly = said.options.flag("per_year");
  text.paragraph({fmt::format("{} weighs {} indicators by entropy{}. Each indicator is scaled by its range, turned "
                              "round where less is better, and shifted by {}:",
                              plain_words(sentence_case(said.name.en)), said.result.weights.size(),
                              yearly ? ", separately in each period" : ", over all rows and periods at once", shift),
                  fmt::format("{}以熵值法对 {} 个指标赋权（{}）。各指标先按极差标准化（逆向指标取反向），并平移 {}：",
                              plain_words(said.name.zh), said.result.weights.size(),
                              yearly ? "逐年计算" : "全部样本合并计算", shift)});
  const auto scaled = [&](const std::string& word) {
    const std::string range = "{\\max_j - \\min_j} + " + shift;
    return std::string("z_{ij} = \\frac{x_{ij} - \\min_j}" + range + " \\quad \\text{" + word +
                       "} \\quad \\frac{\\max_j - x_{ij}}" + range);
  };
  text.formula({scaled("or"), scaled("或")});
  text.formula(kEntropyWeights.about.formula);
  if (said.options.flag("rescale"))
    text.paragraph({"The finished index is rescaled to lie between 0 and 1.", "最终指数再按极差缩放至 0—1。"});
}

}  // namespace

const IndexMethod kEntropyWeights{
    .about = {.name = "entropy",
              .title = {"entropy", "熵值法"},
              .help = {"weights by the information entropy of each indicator", "按各指标的信息熵赋权"},
              .formula =
                  "p_{ij} = \\frac{z_{ij}}{\\sum_{i} z_{ij}}, \\quad e_j = -\\frac{1}{\\ln n} \\sum_{i} p_{ij} \\ln "
                  "p_{ij}, \\quad d_j = 1 - e_j, \\quad w_j = \\frac{d_j}{\\sum_{j} d_j}, \\quad "
                  "\\text{index}_i = \\sum_{j} w_j z_{ij}",
              .sources = {{"Shannon 1948",
                           "Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical "
                           "Journal 27, 379–423, 623–656."}},
              .page = "entropy",
              .reference = "tests/reference/index_test.cpp"},
    .options = {{.key = "shift",
                 .type = Option::Type::number,
                 .help = {"shift after min-max scaling", "极差标准化后的平移量"},
                 .otherwise = "0.0001"},
                {.key = "per_year", .help = {"weights of each year", "逐年计算权重"}, .otherwise = "false"},
                {.key = "rescale", .help = {"index scaled to [0, 1]", "指数再缩放到 [0, 1]"}, .otherwise = "false"}},
    .compute = compute,
    .symbol = "w",
    .columns = columns,
    .how_to_read =
        {"Weights sum to one; an indicator weighs more the more unevenly it is spread over the rows. Colour is "
         "the dimension, with its share; (−) marks indicators that were turned round because less is better.",
         "权重之和为 1：指标在样本间分布越不均匀，权重越大。颜色表示维度及其合计份额；（−）为逆向指标。"},
    .describe = describe};

IndexResult entropy_index(const Panel& panel, const std::vector<Indicator>& indicators, const EntropyOptions& options) {
  if (!(options.shift >= 0) || std::isinf(options.shift)) {
    throw Error(Fault::study, "X305", {"shift must be zero or a positive number", "shift 必须为零或正数"},
                {.value = format_shortest(options.shift)}, {"the usual value is 0.0001", "通常取 0.0001"});
  }
  IndexResult result;
  result.method = "entropy";
  const IndicatorRows used = complete_rows(panel, indicators, result.notes);
  result.rows_used = used.rows.size();
  result.score.assign(panel.rows(), kMissing);
  result.weights = weight_lines(indicators, used);
  if (options.per_year) {
    index_per_year(panel, used, options, result, indicators);
  } else {
    pooled_index(panel, used, options, result, indicators);
  }
  if (options.rescale) rescale_index(result.score, used.rows, result.notes);
  return result;
}

}  // namespace ecoeff
