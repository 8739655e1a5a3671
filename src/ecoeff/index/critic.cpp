#include "ecoeff/index/critic.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "ecoeff/index/weighted_sum.hpp"

namespace ecoeff {
namespace {

using Index = Eigen::Index;

struct Measure {
  const char* name;
  Text head;
};
const std::array<Measure, 3>& measures() {
  static const std::array<Measure, 3> all{{{"contrast", {"Contrast s", "变异性 s"}},
                                           {"conflict", {"Conflict R", "冲突性 R"}},
                                           {"information", {"Information C", "信息量 C"}}}};
  return all;
}

// (1) to (4).
IndicatorWeights weigh(const Matrix& z) {
  Matrix centred = z.rowwise() - z.colwise().mean();
  const Vector length = centred.colwise().norm();
  centred.array().rowwise() /= length.transpose().array();
  const Vector contrast = length / std::sqrt(static_cast<double>(z.rows() - 1));
  // 1 - r_jk as half the squared distance of the unit columns: exactly 0 for columns that are the same.
  Vector conflict = Vector::Zero(z.cols());
  for (Index j = 0; j < z.cols(); ++j) {
    for (Index k = 0; k < z.cols(); ++k) conflict(j) += (centred.col(j) - centred.col(k)).squaredNorm() / 2;
  }
  const Vector information = contrast.cwiseProduct(conflict);
  const Vector& base = information.sum() > 0 ? information : contrast;
  return {base / base.sum(), {contrast, conflict, information}};
}

// --- In R

constexpr std::string_view kInR = R"R(
critic_weights <- function(z) {
  contrast <- apply(z, 2, sd)
  information <- contrast * colSums(1 - cor(z))
  base <- if (sum(information) > 0) information else contrast
  base / sum(base)
}
)R";

std::string in_r(const OptionValues& options) {
  return fmt::format("weighted_index, weigh = critic_weights, per_year = {}, rescale = {}", r_flag(options, "per_year"),
                     r_flag(options, "rescale"));
}

// --- What is said of it

IndexResult compute(const Panel& panel, const std::vector<Indicator>& indicators, const OptionValues& options) {
  return critic_index(panel, indicators, {.per_year = options.flag("per_year"), .rescale = options.flag("rescale")});
}

std::vector<WeightColumn> columns(const IndexResult& result) {
  std::vector<WeightColumn> columns;
  for (std::size_t m = 0; m < measures().size(); ++m) {
    WeightColumn column{measures()[m].head, {}};
    for (const IndicatorWeight& line : result.weights) column.values.push_back(line.details.at(m).second);
    columns.push_back(std::move(column));
  }
  return columns;
}

void describe(const IndexSaid& said, MethodText& text) {
  const bool yearly = said.options.flag("per_year");
  text.paragraph(
      {fmt::format(
           "{} weighs {} indicators by CRITIC{}. Each indicator is scaled by its range, turned round where less "
           "is better; it weighs more the larger its standard deviation and the less it is correlated with the "
           "others:",
           plain_words(sentence_case(said.name.en)), said.result.weights.size(),
           yearly ? ", separately in each period" : ", over all rows and periods at once"),
       fmt::format("{}以 CRITIC 法对 {} 个指标赋权（{}）。各指标先按极差标准化（逆向指标取反向）；指标的标准差越大、"
                   "与其他指标的相关性越低，权重越大：",
                   plain_words(said.name.zh), said.result.weights.size(), yearly ? "逐年计算" : "全部样本合并计算")});
  text.formula(kCriticWeights.about.formula);
  if (said.options.flag("rescale"))
    text.paragraph({"The finished index is rescaled to lie between 0 and 1.", "最终指数再按极差缩放至 0—1。"});
}

}  // namespace

const IndexMethod kCriticWeights{
    .about = {.name = "critic",
              .title = {"CRITIC", "CRITIC 法"},
              .help = {"weights by the spread of each indicator and its conflict with the others",
                       "按指标的变异性与冲突性赋权"},
              .formula = "s_j = \\sqrt{\\frac{\\sum_{i} (z_{ij} - \\bar{z}_j)^2}{n - 1}}, \\quad C_j = s_j \\sum_{k} "
                         "(1 - r_{jk}), \\quad w_j = \\frac{C_j}{\\sum_{j} C_j}, \\quad \\text{index}_i = \\sum_{j} "
                         "w_j z_{ij}",
              .sources = {{"Diakoulaki et al. 1995",
                           "Diakoulaki, D., Mavrotas, G., Papayannakis, L. (1995). Determining objective weights in "
                           "multiple criteria problems: The CRITIC method. Computers & Operations Research 22(7), "
                           "763–770."}},
              .page = "critic",
              .reference = "tests/reference/critic_test.cpp"},
    .options = {{.key = "per_year", .help = {"weights of each year", "逐年计算权重"}, .otherwise = "false"},
                {.key = "rescale", .help = {"index scaled to [0, 1]", "指数再缩放到 [0, 1]"}, .otherwise = "false"}},
    .compute = compute,
    .symbol = "w",
    .columns = columns,
    .how_to_read =
        {"Weights sum to one; an indicator weighs more the more it varies and the less the others say the "
         "same. Colour is the dimension, with its share; (−) marks indicators that were turned round because "
         "less is better.",
         "权重之和为 1：指标变异性越大、与其他指标的冲突性越强，权重越大。颜色表示维度及其合计份额；（−）为"
         "逆向指标。"},
    .describe = describe,
    .r = in_r,
    .r_code = kInR};

IndexResult critic_index(const Panel& panel, const std::vector<Indicator>& indicators, const CriticOptions& options) {
  WeightedSum sum = weighted_sum(panel, indicators, {.weigh = weigh, .of_constant = {0.0, 0.0, 0.0}},
                                 {.per_year = options.per_year, .rescale = options.rescale});
  sum.result.method = kCriticWeights.about.name;
  for (std::size_t j = 0; j < indicators.size(); ++j) {
    for (std::size_t m = 0; m < measures().size(); ++m)
      sum.result.weights[j].details.emplace_back(measures()[m].name, sum.measures[m](static_cast<Index>(j)));
  }
  return std::move(sum.result);
}

}  // namespace ecoeff
