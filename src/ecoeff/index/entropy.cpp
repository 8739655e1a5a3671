#include "ecoeff/index/entropy.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ecoeff/index/weighted_sum.hpp"

namespace ecoeff {
namespace {

using Index = Eigen::Index;

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

// (3) to (6).
IndicatorWeights weigh(const Matrix& z) {
  Vector entropy(z.cols());
  for (Index j = 0; j < z.cols(); ++j) entropy(j) = entropy_of(z, j);
  const Vector redundancy = (1 - entropy.array()).matrix();
  return {redundancy / redundancy.sum(), {entropy}};
}

// --- In R

constexpr std::string_view kInR = R"R(
entropy_weights <- function(z) {
  p <- sweep(z, 2, colSums(z), "/")
  redundancy <- 1 + colSums(ifelse(p > 0, p * log(p), 0)) / log(nrow(z))
  redundancy / sum(redundancy)
}
)R";

std::string in_r(const OptionValues& options) {
  return fmt::format("weighted_index, weigh = entropy_weights, shift = {}, per_year = {}, rescale = {}",
                     format_shortest(options.number("shift")), r_flag(options, "per_year"), r_flag(options, "rescale"));
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
                  "p_{ij}, \\quad d_j = 1 - e_j \\\\ w_j = \\frac{d_j}{\\sum_{j} d_j}, \\quad "
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
    .describe = describe,
    .r = in_r,
    .r_code = kInR};

IndexResult entropy_index(const Panel& panel, const std::vector<Indicator>& indicators, const EntropyOptions& options) {
  if (!(options.shift >= 0) || std::isinf(options.shift)) {
    throw Error(Fault::study, "X305", {"shift must be zero or a positive number", "shift 必须为零或正数"},
                {.value = format_shortest(options.shift)}, {"the usual value is 0.0001", "通常取 0.0001"});
  }
  WeightedSum sum = weighted_sum(panel, indicators, {.weigh = weigh, .of_constant = {1.0}},
                                 {.shift = options.shift, .per_year = options.per_year, .rescale = options.rescale});
  sum.result.method = kEntropyWeights.about.name;
  for (std::size_t j = 0; j < indicators.size(); ++j) {
    sum.result.weights[j].entropy = sum.measures.front()(static_cast<Index>(j));
    sum.result.weights[j].redundancy = 1 - sum.result.weights[j].entropy;
  }
  return std::move(sum.result);
}

}  // namespace ecoeff
