#include "ecoeff/panel/covariance_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/error.hpp"
#include "ecoeff/method/sources.hpp"
#include "ecoeff/panel/estimator.hpp"

namespace ecoeff {
namespace {

using Takes = CovarianceKind::Takes;

constexpr Source kMacKinnonWhite{"MacKinnon and White 1985",
                                 "MacKinnon, J. G., White, H. (1985). Some heteroskedasticity-consistent covariance "
                                 "matrix estimators with improved finite sample properties. Journal of Econometrics "
                                 "29(3), 305–325."};
constexpr Source kNeweyWest{
    "Newey and West 1987",
    "Newey, W. K., West, K. D. (1987). A simple, positive semi-definite, heteroskedasticity and "
    "autocorrelation consistent covariance matrix. Econometrica 55(3), 703–708."};
constexpr Source kDriscollKraay{"Driscoll and Kraay 1998",
                                "Driscoll, J. C., Kraay, A. C. (1998). Consistent covariance matrix estimation with "
                                "spatially dependent panel data. Review of Economics and Statistics 80(4), 549–560."};
constexpr Source kBellMcCaffrey{"Bell and McCaffrey 2002",
                                "Bell, R. M., McCaffrey, D. F. (2002). Bias reduction in standard errors for linear "
                                "regression with multi-stage samples. Survey Methodology 28(2), 169–181."};
constexpr Source kCameronGelbachMiller{"Cameron, Gelbach and Miller 2008",
                                       "Cameron, A. C., Gelbach, J. B., Miller, D. L. (2008). Bootstrap-based "
                                       "improvements for inference with clustered errors. Review of Economics and "
                                       "Statistics 90(3), 414–427."};

// What the estimator's factor comes to for an estimate.
enum class Factor { none, rows, regressors };
Factor factor_of(const Estimate& estimate) {
  const Estimator* method = estimators().find(estimate.model);
  if (method == nullptr) return Factor::regressors;
  switch (method->traits.factor) {
    case ErrorFactor::rows: return Factor::rows;
    case ErrorFactor::regressors_under_t: return std::isinf(estimate.df_r) ? Factor::none : Factor::regressors;
    case ErrorFactor::regressors: break;
  }
  return Factor::regressors;
}

double parameter(const Estimate& estimate, const char* name) {
  const auto at = estimate.parameters.find(name);
  return at == estimate.parameters.end() ? 0 : at->second;
}

Text clustered(const Vce& vce, const Estimate& estimate) {
  const Text by = cluster_words(vce);
  return {fmt::format("clustered by {} ({} clusters)", by.en, estimate.clusters),
          fmt::format("聚类到{}的稳健标准误（{} 个聚类）", by.zh, estimate.clusters)};
}

Text corrected(const Vce& vce, const Estimate& estimate) {
  Text text = clustered(vce, estimate);
  const bool two = vce.kind == Vce::Kind::cr2;
  text.en += two ? ", CR2, Satterthwaite degrees of freedom" : ", CR3";
  text.zh += two ? "，CR2 修正，Satterthwaite 自由度" : "，CR3 修正";
  return text;
}

Text wild(const Vce& vce, const Estimate& estimate) {
  Text text = clustered(vce, estimate);
  const std::size_t draws = estimate.wild.empty() ? 0 : estimate.wild.front().replications;
  const bool all = !estimate.wild.empty() && estimate.wild.front().enumerated;
  const char* weights = vce.webb ? "Webb" : "Rademacher";
  text.en += fmt::format("; p from the wild cluster bootstrap ({} weights, {})", weights,
                         all ? fmt::format("all {} sign vectors", draws) : fmt::format("{} draws", draws));
  text.zh += fmt::format("，p 值由野聚类自助法给出（{} 权重，{}）", weights,
                         all ? fmt::format("全部 {} 种符号组合", draws) : fmt::format("{} 次抽样", draws));
  return text;
}

Text drawn(const Vce& vce, const Estimate& estimate) {
  const Text by = cluster_words(vce);
  const double draws = parameter(estimate, "replications");
  return {fmt::format("pairs-cluster bootstrap by {} ({} clusters, {:g} draws)", by.en, estimate.clusters, draws),
          fmt::format("按{}的成对聚类自助法（{} 个聚类，{:g} 次抽样）", by.zh, estimate.clusters, draws)};
}

Text says_iid(const Vce&, const Estimate&) { return {"conventional (homoskedastic)", "普通（同方差）标准误"}; }

Text says_robust(const Vce&, const Estimate& estimate) {
  if (factor_of(estimate) == Factor::regressors) return {"heteroskedasticity-robust (HC1)", "异方差稳健标准误（HC1）"};
  return {"heteroskedasticity-robust", "异方差稳健标准误"};
}

const char* leverage_name(const Vce& vce) { return vce.kind == Vce::Kind::hc2 ? "HC2" : "HC3"; }
Text says_leverage(const Vce& vce, const Estimate&) {
  return {fmt::format("heteroskedasticity-robust ({})", leverage_name(vce)),
          fmt::format("异方差稳健标准误（{}）", leverage_name(vce))};
}

Text says_serial(const Vce& vce, const Estimate&) {
  const Text& title = covariance_kind(vce).about.title;
  return {fmt::format("{}, {}", title.en, counted(static_cast<std::size_t>(vce.lags), "lag")),
          fmt::format("{} 标准误（滞后 {} 期）", title.zh, vce.lags)};
}

// ", t with N−k−a degrees of freedom"; what has z says so.
Text distribution(const Estimate& estimate, const char* degrees) {
  if (std::isinf(estimate.df_r)) return {", with z", "，采用正态分布"};
  return {fmt::format(", t with {} degrees of freedom", degrees), fmt::format("，t 分布自由度 {}", degrees)};
}

Text defines_iid(const Vce&, const Estimate& estimate) {
  const Text t = distribution(estimate, "N−k−a");
  return {"homoskedastic" + t.en, "同方差标准误" + t.zh};
}

Text defines_robust(const Vce&, const Estimate& estimate) {
  const Factor factor = factor_of(estimate);
  const Text t = distribution(estimate, factor == Factor::rows ? "N−k" : "N−k−a");
  switch (factor) {
    case Factor::none:
      return {"heteroskedasticity-robust, no small-sample factor" + t.en, "异方差稳健标准误，不作小样本校正" + t.zh};
    case Factor::rows:
      return {"heteroskedasticity-robust, factor N/(N−1)" + t.en, "异方差稳健标准误，校正因子 N/(N−1)" + t.zh};
    case Factor::regressors: break;
  }
  return {"heteroskedasticity-robust (HC1, factor N/(N−k−a)" + t.en + ")",
          "异方差稳健标准误（HC1，校正因子 N/(N−k−a)" + t.zh + "）"};
}

Text defines_leverage(const Vce& vce, const Estimate&) {
  const char* over = vce.kind == Vce::Kind::hc2 ? "1−h" : "(1−h)²";
  return {fmt::format("heteroskedasticity-robust ({}: squared residuals over {}, h the leverage of a row)",
                      leverage_name(vce), over),
          fmt::format("异方差稳健标准误（{}：残差平方除以 {}，h 为杠杆值）", leverage_name(vce), over)};
}

Text defines_cluster(const Vce& vce, const Estimate& estimate) {
  const Text by = cluster_words(vce);
  const Factor factor = factor_of(estimate);
  const Text t = distribution(estimate, factor == Factor::rows ? "N−k" : "min(G−1, N−k−a)");
  const Text open{"clustered by " + by.en, "聚类到" + by.zh + "的稳健标准误"};
  if (factor == Factor::none) return {open.en + ", no small-sample factor" + t.en, open.zh + "，不作小样本校正" + t.zh};
  const char* times = factor == Factor::rows ? "G/(G−1)" : "(N−1)/(N−k−a) · G/(G−1)";
  return {fmt::format("{}, factor {}{}, G clusters", open.en, times, t.en),
          fmt::format("{}，校正因子 {}{}，G 为聚类数", open.zh, times, t.zh)};
}

Text defines_serial(const Vce& vce, const Estimate&) {
  const bool newey = vce.kind == Vce::Kind::newey_west;
  return {
      fmt::format("{} with Bartlett weights up to {}",
                  newey ? "robust to serial correlation inside a unit (Newey-West)"
                        : "robust to correlation between units and over time (Driscoll-Kraay)",
                  counted(static_cast<std::size_t>(vce.lags), "lag")),
      fmt::format("{}，Bartlett 权重，滞后 {} 期",
                  newey ? "个体内序列相关稳健标准误（Newey–West）" : "截面相关与序列相关稳健标准误（Driscoll–Kraay）",
                  vce.lags)};
}
Text defines_corrected(const Vce& vce, const Estimate&) {
  const Text by = cluster_words(vce);
  const bool two = vce.kind == Vce::Kind::cr2;
  return {fmt::format("clustered by {}, the residuals of a cluster corrected for their leverage ({})", by.en,
                      two ? "CR2, with Satterthwaite degrees of freedom" : "CR3, the jackknife over clusters"),
          fmt::format("聚类到{}的稳健标准误，按杠杆值修正各聚类残差（{}）", by.zh,
                      two ? "CR2，Satterthwaite 自由度" : "CR3，即逐一剔除聚类的刀切法")};
}
Text defines_wild(const Vce& vce, const Estimate&) {
  const Text by = cluster_words(vce);
  return {fmt::format("clustered by {}; p-values and intervals from the wild cluster bootstrap with the null imposed",
                      by.en),
          fmt::format("聚类到{}的稳健标准误；p 值与置信区间由施加原假设的野聚类自助法（wild cluster bootstrap）给出",
                      by.zh)};
}
Text defines_bootstrap(const Vce& vce, const Estimate&) {
  const Text by = cluster_words(vce);
  return {"the spread of the coefficients over whole clusters (" + by.en + ") drawn with replacement, with z",
          "有放回地抽取整个聚类（" + by.zh + "），以各次系数的离散程度为标准误，采用正态分布"};
}

About about(std::string name, std::vector<std::string> aliases, Text title, Text help, std::string formula,
            Sources sources, std::string page = "covariances") {
  return {std::move(name),    std::move(aliases), std::move(title), std::move(help),
          std::move(formula), std::move(sources), std::move(page),  "tests/reference/inference_test.cpp"};
}

const std::vector<CovarianceKind>& all_kinds() {
  using Kind = Vce::Kind;
  static const std::vector<CovarianceKind> kinds{
      {.about = about("iid", {"ols", "unadjusted", "conventional"}, {"conventional", "普通标准误"},
                      {"homoskedastic errors", "同方差"}, "V = s^2 (X^{\\prime} X)^{-1}", {}),
       .kind = Kind::iid,
       .takes = Takes::nothing,
       .says = says_iid,
       .defines = defines_iid,
       .compute = iid_sandwich},
      {.about =
           about("robust", {"hc1", "r"}, {"heteroskedasticity-robust", "异方差稳健"}, {"HC1", "HC1"},
                 "V = \\frac{N}{N - k} (X^{\\prime} X)^{-1} (\\sum_i x_i x_i^{\\prime} e_i^2) (X^{\\prime} X)^{-1}",
                 {sources::kWhite1980}),
       .kind = Kind::robust,
       .takes = Takes::nothing,
       .says = says_robust,
       .defines = defines_robust,
       .compute = robust_sandwich},
      {.about = about("hc2", {}, {"HC2", "HC2"}, {"residuals over 1 - h", "残差平方除以 1−h"},
                      "\\sum_i x_i x_i^{\\prime} \\frac{e_i^2}{1 - h_i}", {kMacKinnonWhite}),
       .kind = Kind::hc2,
       .takes = Takes::nothing,
       .says = says_leverage,
       .defines = defines_leverage,
       .compute = hc2_sandwich},
      {.about = about("hc3", {}, {"HC3", "HC3"}, {"residuals over (1 - h) squared", "残差平方除以 (1−h)²"},
                      "\\sum_i x_i x_i^{\\prime} \\frac{e_i^2}{(1 - h_i)^2}", {kMacKinnonWhite}),
       .kind = Kind::hc3,
       .takes = Takes::nothing,
       .says = says_leverage,
       .defines = defines_leverage,
       .compute = hc3_sandwich},
      {.about = about(
           "cluster", {}, {"clustered", "聚类稳健"}, {"clusters, up to four ways", "聚类，至多四维"},
           "V = \\frac{G}{G - 1} \\frac{N - 1}{N - k} (X^{\\prime} X)^{-1} (\\sum_g u_g u_g^{\\prime}) (X^{\\prime} "
           "X)^{-1}, \\quad u_g = \\sum_{i \\in g} x_i e_i",
           {sources::kCameronMiller2015}),
       .kind = Kind::cluster,
       .takes = Takes::clusters,
       .says = clustered,
       .defines = defines_cluster,
       .compute = cluster_sandwich},
      {.about = about("nw", {}, {"Newey-West", "Newey–West"}, {"serial correlation inside units", "个体内序列相关"},
                      "\\sum_{l} (1 - \\frac{l}{L + 1}) (\\Gamma_l + \\Gamma_l^{\\prime})", {kNeweyWest}),
       .kind = Kind::newey_west,
       .takes = Takes::lags,
       .says = says_serial,
       .defines = defines_serial,
       .compute = newey_west_sandwich},
      {.about = about(
           "dk", {}, {"Driscoll-Kraay", "Driscoll–Kraay"},
           {"correlation between units and over time", "截面相关与序列相关"},
           "h_t = \\sum_i x_{it} e_{it}, \\quad \\sum_{l} (1 - \\frac{l}{L + 1}) (\\Gamma_l + \\Gamma_l^{\\prime})",
           {kDriscollKraay}),
       .kind = Kind::driscoll_kraay,
       .takes = Takes::lags,
       .says = says_serial,
       .defines = defines_serial,
       .compute = driscoll_kraay_sandwich},
      {.about = about("cr2", {}, {"CR2", "CR2"}, {"few clusters: bias-reduced", "聚类较少：偏差修正"},
                      "u_g = X_g^{\\prime} (I - H_{gg})^{-1/2} e_g", {kBellMcCaffrey}),
       .kind = Kind::cr2,
       .takes = Takes::cluster,
       .says = corrected,
       .defines = defines_corrected,
       .compute = cr2_sandwich},
      {.about = about("cr3", {}, {"CR3", "CR3"}, {"few clusters: jackknife", "聚类较少：刀切法"},
                      "u_g = X_g^{\\prime} (I - H_{gg})^{-1} e_g", {kBellMcCaffrey}),
       .kind = Kind::cr3,
       .takes = Takes::cluster,
       .option = "unscaled",
       .sets = &Vce::unscaled,
       .says = corrected,
       .defines = defines_corrected,
       .compute = cr3_sandwich},
      {.about = about("wild", {}, {"wild cluster bootstrap", "野聚类自助法"},
                      {"p-values for few clusters", "聚类较少时的 p 值"},
                      "y^{*}_g = X_g b_0 + w_g e_{0g}, \\quad w_g = \\pm 1", {kCameronGelbachMiller}, "wild-bootstrap"),
       .kind = Kind::wild,
       .takes = Takes::cluster,
       .option = "webb",
       .sets = &Vce::webb,
       .says = wild,
       .defines = defines_wild,
       .compute = cluster_sandwich},
      {.about = about("bootstrap", {}, {"pairs bootstrap", "成对自助法"}, {"whole clusters drawn anew", "整体重抽聚类"},
                      "V = \\frac{1}{B - 1} \\sum_b (b_b - \\bar{b}) (b_b - \\bar{b})^{\\prime}",
                      {sources::kCameronMiller2015}),
       .kind = Kind::bootstrap,
       .takes = Takes::cluster,
       .alone = "unit",
       .says = drawn,
       .defines = defines_bootstrap,
       .compute = cluster_sandwich},
  };
  return kinds;
}

}  // namespace

std::string CovarianceKind::syntax() const {
  switch (takes) {
    case Takes::nothing: return about.name;
    case Takes::clusters: return about.name + "(C,D)";
    case Takes::cluster: return about.name + "(C)";
    case Takes::lags: return about.name + "(L)";
  }
  return about.name;
}

MethodList<CovarianceKind>& covariance_kinds() {
  static MethodList<CovarianceKind> list = [] {
    std::vector<const CovarianceKind*> members;
    for (const CovarianceKind& kind : all_kinds()) members.push_back(&kind);
    return MethodList<CovarianceKind>({"kind of standard error", "标准误类型"}, std::move(members));
  }();
  return list;
}

const CovarianceKind& covariance_kind(const Vce& vce) {
  const auto& all = covariance_kinds().all();
  return **std::find_if(all.begin(), all.end(), [&](const CovarianceKind* one) {
    return vce.name.empty() ? one->kind == vce.kind : one->about.name == vce.name;
  });
}

Text cluster_words(const Vce& vce) {
  std::vector<std::string> zh;
  for (const std::string& name : vce.clusters)
    zh.push_back(name == "unit" ? "个体" : name == "time" ? "时期" : " " + name + " ");
  return {join(vce.clusters, " and "), join(zh, "与")};
}

std::optional<Text> errors_of(const Estimate& estimate) {
  try {
    const Vce vce = parse_vce(estimate.vce);
    return covariance_kind(vce).says(vce, estimate);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace ecoeff
