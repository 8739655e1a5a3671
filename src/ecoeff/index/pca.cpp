#include "ecoeff/index/pca.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ecoeff/index/indicators.hpp"
#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"

namespace ecoeff {
namespace {

using Index = Eigen::Index;

// Eigenvalues of a correlation matrix are exact to a few units in the last place of p.
constexpr double kNoise = 1e-12;

Matrix standardize(const Panel& panel, const std::vector<Indicator>& indicators, const IndicatorRows& used) {
  Matrix z = used.values;
  for (std::size_t k = 0; k < indicators.size(); ++k) {
    const Index j = static_cast<Index>(k);
    if (!(z.col(j).maxCoeff() > z.col(j).minCoeff())) {
      throw Error(Fault::data, "X304",
                  {"this indicator is constant, so it cannot be standardised", "该指标为常数，无法标准化"},
                  panel.table.where(used.rows.front(), indicators[k].column),
                  {"leave it out of this index", "请将其从该指数中去掉"});
    }
    // Scaling by the largest size first keeps the sum of squares finite whatever the unit of measurement.
    z.col(j) /= z.col(j).cwiseAbs().maxCoeff();
    z.col(j).array() -= z.col(j).mean();
    z.col(j) /= std::sqrt(z.col(j).squaredNorm() / static_cast<double>(z.rows() - 1));
    if (!indicators[k].positive) z.col(j) *= -1;
  }
  return z;
}

void fix_signs(Matrix& vectors) {
  for (Index k = 0; k < vectors.cols(); ++k) {
    double sign = vectors.col(k).sum();
    for (Index j = 0; std::abs(sign) <= kNoise && j < vectors.rows(); ++j) sign = vectors(j, k);
    if (sign < 0) vectors.col(k) *= -1;
  }
}

Index kept_components(const Vector& eigenvalues, const PcaOptions& options, Notes& notes) {
  Index kept = 0;
  if (options.share > 0) {
    double explained = 0;
    while (kept < eigenvalues.size() && explained < options.share - kNoise) {
      explained += eigenvalues(kept++) / static_cast<double>(eigenvalues.size());
    }
    return kept;
  }
  while (kept < eigenvalues.size() && eigenvalues(kept) > options.eigenvalue_above) ++kept;
  if (kept > 0) return kept;
  notes.push_back({Severity::warning,
                   "X316",
                   {fmt::format("no eigenvalue is above {}; the first component is kept (its eigenvalue is {})",
                                options.eigenvalue_above, format_fixed(eigenvalues(0), 3)),
                    fmt::format("没有特征值大于 {}，保留第一主成分（特征值 {}）", options.eigenvalue_above,
                                format_fixed(eigenvalues(0), 3))},
                   {}});
  return 1;
}

double kaiser_meyer_olkin(const Matrix& correlation, const Matrix& inverse) {
  double squares = 0;
  double partial_squares = 0;
  for (Index i = 0; i < correlation.rows(); ++i) {
    for (Index j = 0; j < correlation.cols(); ++j) {
      if (i == j) continue;
      squares += correlation(i, j) * correlation(i, j);
      partial_squares += inverse(i, j) * inverse(i, j) / (inverse(i, i) * inverse(j, j));
    }
  }
  return squares / (squares + partial_squares);
}

void test_adequacy(const Matrix& correlation, const Vector& eigenvalues, double n, ComponentReport& report,
                   Notes& notes) {
  const Index p = correlation.rows();
  const Matrix inverse = eigenvalues(p - 1) > kNoise * eigenvalues(0) ? spd_inverse(correlation) : Matrix{};
  if (inverse.size() == 0) {
    notes.push_back({Severity::warning,
                     "X313",
                     {"some indicators are exact combinations of others, so KMO and Bartlett's test are not defined",
                      "部分指标可由其他指标线性表示，KMO 与 Bartlett 检验无定义"},
                     {}});
    return;
  }
  const double size = static_cast<double>(p);
  report.kmo = kaiser_meyer_olkin(correlation, inverse);
  report.bartlett = -(n - 1 - (2 * size + 5) / 6) * spd_log_determinant(correlation);
  report.bartlett_df = size * (size - 1) / 2;
  report.bartlett_p = chi2_upper_p(report.bartlett, report.bartlett_df);
  if (report.kmo < 0.5) {
    notes.push_back(
        {Severity::warning,
         "X312",
         {fmt::format("KMO is {}, below 0.5: the indicators share too little for principal components",
                      format_fixed(report.kmo, 3)),
          fmt::format("KMO 为 {}，低于 0.5：指标之间的共同性不足，不宜作主成分分析", format_fixed(report.kmo, 3))},
         {}});
  }
}

bool has_unit_scores(const OptionValues& options) { return options.word("scores") == "unit"; }

// --- In R

constexpr std::string_view kInR = R"R(
# A component has a positive sum; where that is 0, a positive first element.
principal_index <- function(x, positive, eigenvalue_above = 1, share = 0, unit_scores = FALSE) {
  z <- scale(x)
  z[, !positive] <- -z[, !positive]
  parts <- eigen(cor(z), symmetric = TRUE)
  vectors <- apply(parts$vectors, 2, function(v) {
    sizes <- c(sum(v), v)
    v * sign(sizes[abs(sizes) > 1e-12][1])
  })
  values <- parts$values
  kept <- if (share > 0) which(cumsum(values) / length(values) >= share - 1e-12)[1]
          else max(1, sum(values > eigenvalue_above))
  first <- seq_len(kept)
  weights <- as.numeric(vectors[, first, drop = FALSE] %*% (values[first] / sum(values[first]) /
    (if (unit_scores) sqrt(values[first]) else 1)))
  list(index = as.numeric(z %*% weights), weights = weights)
}
)R";

std::string in_r(const OptionValues& options) {
  return fmt::format("principal_index, eigenvalue_above = {}, share = {}, unit_scores = {}, rescale = {}",
                     format_shortest(options.number("eigenvalue_above")), format_shortest(options.number("share")),
                     has_unit_scores(options) ? "TRUE" : "FALSE", r_flag(options, "rescale"));
}

// --- What is said of it

IndexResult compute(const Panel& panel, const std::vector<Indicator>& indicators, const OptionValues& options) {
  return pca_index(panel, indicators,
                   {.eigenvalue_above = options.number("eigenvalue_above"),
                    .share = options.number("share"),
                    .unit_scores = has_unit_scores(options),
                    .rescale = options.flag("rescale")});
}

std::vector<WeightColumn> columns(const IndexResult& result) {
  std::vector<WeightColumn> loadings;
  for (std::size_t k = 0; k < result.components.kept; ++k) {
    WeightColumn loading{{fmt::format("Loading {}", k + 1), fmt::format("载荷 {}", k + 1)}, {}};
    for (const IndicatorWeight& line : result.weights)
      loading.values.push_back(k < line.loadings.size() ? line.loadings[k] : kMissing);
    loadings.push_back(std::move(loading));
  }
  return loadings;
}

void describe(const IndexSaid& said, MethodText& text) {
  const ComponentReport& parts = said.result.components;
  text.paragraph(
      {fmt::format("{} is made from principal components of the correlation matrix of the standardised indicators "
                   "(negative ones times −1); the first {} of {} are kept, and their scores are "
                   "averaged by eigenvalue:",
                   plain_words(sentence_case(said.name.en)), parts.kept, parts.eigenvalues.size()),
       fmt::format(
           "{}由标准化指标（逆向指标乘以 −1）相关系数矩阵的主成分合成，保留 {} 个中的前 {} 个，并以特征值加权：",
           plain_words(said.name.zh), parts.eigenvalues.size(), parts.kept)});
  text.formula(std::string("F_k = Z v_k") + (has_unit_scores(said.options) ? " / \\sqrt{\\lambda_k}" : "") +
               ", \\quad \\text{index} = \\sum_{k} \\frac{\\lambda_k}{\\sum_{l} \\lambda_l} F_k");
  if (!is_missing(parts.kmo)) {
    const std::string chi2 = format_fixed(parts.bartlett, 1);
    const std::string df = format_shortest(parts.bartlett_df);
    const std::string p = parts.bartlett_p < 0.0005 ? "p < 0.001" : "p = " + format_fixed(parts.bartlett_p, 3);
    text.paragraph(
        {fmt::format("Kaiser-Meyer-Olkin measure {}; Bartlett's test of sphericity {} ({} degrees of freedom), {}.",
                     format_fixed(parts.kmo, 3), chi2, df, p),
         fmt::format("KMO = {}；Bartlett 球形检验 χ² = {}（自由度 {}），{}。", format_fixed(parts.kmo, 3), chi2, df,
                     p)});
  }
  if (said.options.flag("rescale"))
    text.paragraph({"The finished index is rescaled to lie between 0 and 1.", "最终指数再按极差缩放至 0—1。"});
}

Text clause(const IndexSaid& said) {
  const ComponentReport& parts = said.result.components;
  if (parts.kept == 0) return {};
  double explained = 0;
  for (std::size_t k = 0; k < parts.kept; ++k) explained += parts.share[k];
  const std::string percent = format_fixed(100 * explained, 1);
  Text text{parts.kept == 1 ? fmt::format("; one component explains {} % of the variance", percent)
                            : fmt::format("; {} components explain {} % of the variance", parts.kept, percent),
            fmt::format("；保留 {} 个主成分，累计解释 {}% 的方差", parts.kept, percent)};
  if (is_missing(parts.kmo)) return text;
  text.en += fmt::format(" (KMO {})", format_fixed(parts.kmo, 3));
  text.zh += fmt::format("（KMO = {}）", format_fixed(parts.kmo, 3));
  return text;
}

}  // namespace

const IndexMethod kPrincipalComponents{
    .about = {.name = "pca",
              .title = {"principal components", "主成分法"},
              .help = {"principal components of the correlation matrix", "相关系数矩阵的主成分合成"},
              .formula = "F_k = Z v_k, \\quad \\text{index} = \\sum_{k} \\frac{\\lambda_k}{\\sum_{l} \\lambda_l} F_k",
              .sources = {{"Kaiser 1974",
                           "Kaiser, H. F. (1974). An index of factorial simplicity. Psychometrika 39(1), 31–36."},
                          {"Bartlett 1950",
                           "Bartlett, M. S. (1950). Tests of significance in factor analysis. British Journal of "
                           "Psychology 3(2), 77–85."}},
              .page = "pca",
              .reference = "tests/reference/index_test.cpp"},
    .options = {{.key = "eigenvalue_above",
                 .type = Option::Type::number,
                 .help = {"components kept: eigenvalue above this", "保留特征值大于该值的主成分"},
                 .otherwise = "1"},
                {.key = "share",
                 .type = Option::Type::number,
                 .help = {"or as many as explain this share of the variance", "或按累计方差贡献率保留"},
                 .otherwise = "0"},
                {.key = "scores",
                 .type = Option::Type::word,
                 .help = {"scores as Stata's pca, or with unit variance as SPSS",
                          "成分得分：同 Stata，或如 SPSS 为单位方差"},
                 .otherwise = "stata",
                 .words = {"stata", "unit"}},
                {.key = "rescale", .help = {"index scaled to [0, 1]", "指数再缩放到 [0, 1]"}, .otherwise = "false"}},
    .compute = compute,
    .weight = {"Coefficient", "系数"},
    .weights_title = {"coefficients and loadings", "系数与载荷"},
    .weights_sum_to_one = false,
    .has_level = false,
    .columns = columns,
    .how_to_read = {"Coefficients of the standardised indicators in the index, over the components kept. Colour is the "
                    "dimension; (−) marks indicators that were turned round because less is better.",
                    "按保留的主成分合成后，各标准化指标在指数中的系数。颜色表示维度；（−）为逆向指标。"},
    .describe = describe,
    .clause = clause,
    .r = in_r,
    .r_code = kInR};

IndexResult pca_index(const Panel& panel, const std::vector<Indicator>& indicators, const PcaOptions& options) {
  if (!(options.share >= 0 && options.share <= 1)) {
    throw Error(Fault::study, "X305", {"share must lie between 0 and 1", "share 必须在 0 与 1 之间"},
                {.value = format_shortest(options.share)},
                {"0.85 keeps 85 % of the variance", "0.85 表示保留 85% 的方差"});
  }
  IndexResult result;
  result.method = "pca";
  const IndicatorRows used = complete_rows(panel, indicators, result.notes);
  result.rows_used = used.rows.size();
  result.weights = weight_lines(indicators, used);

  const Matrix z = standardize(panel, indicators, used);
  const double n = static_cast<double>(z.rows());
  const Matrix correlation = z.transpose() * z / (n - 1);
  SymmetricEigen eigen = symmetric_eigen(correlation);
  fix_signs(eigen.vectors);
  ComponentReport& report = result.components;
  report.eigenvalues.assign(eigen.values.begin(), eigen.values.end());
  for (const double value : report.eigenvalues) report.share.push_back(value / static_cast<double>(indicators.size()));
  const Index kept = kept_components(eigen.values, options, result.notes);
  report.kept = static_cast<std::size_t>(kept);
  test_adequacy(correlation, eigen.values, n, report, result.notes);

  const auto lambda = eigen.values.head(kept).array();
  const Matrix vectors = eigen.vectors.leftCols(kept);
  Vector share = lambda / lambda.sum();
  if (options.unit_scores) share.array() /= lambda.sqrt();
  const Vector weight = vectors * share;
  const Vector index = z * weight;
  result.score.assign(panel.rows(), kMissing);
  for (std::size_t i = 0; i < used.rows.size(); ++i) result.score[used.rows[i]] = index(static_cast<Index>(i));
  for (std::size_t j = 0; j < indicators.size(); ++j) {
    IndicatorWeight& line = result.weights[j];
    line.weight = weight(static_cast<Index>(j));
    for (Index k = 0; k < kept; ++k)
      line.loadings.push_back(vectors(static_cast<Index>(j), k) * std::sqrt(eigen.values(k)));
  }
  if (options.rescale) rescale_index(result.score, used.rows, result.notes);
  return result;
}

}  // namespace ecoeff
