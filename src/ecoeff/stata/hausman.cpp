#include "ecoeff/stata/hausman.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/stored.hpp"

namespace ecoeff::stata {
namespace {

std::shared_ptr<const Fitted> stored_or_last(const Session& session, const std::string& name, const Line& line) {
  if (name != ".") return find_stored(session, name, line);
  (void)last_fit(session, line);
  return session.last;
}

void require_classic(const Fitted& fitted, const Line& line) {
  const std::string& vce = fitted.estimate.vce;
  if (vce == "iid") return;
  refuse("T716", fitted.command, line.text,
         {fmt::format("hausman needs estimates with classic errors, these have {}", vce),
          fmt::format("hausman 要求经典标准误，而该估计使用 {}", vce)});
}

}  // namespace

HausmanResult hausman_of(const Estimate& consistent, const Estimate& efficient, bool constant, HausmanScale scale) {
  HausmanResult result;
  for (const std::string& name : consistent.names) {
    if (efficient.index_of(name) < efficient.names.size() && (constant || name != "_cons"))
      result.names.push_back(name);
  }
  const auto k = static_cast<Eigen::Index>(result.names.size());
  if (k == 0) return result;
  const double ratio = consistent.rmse * consistent.rmse / (efficient.rmse * efficient.rmse);
  const double scale_b = scale == HausmanScale::more ? 1 / ratio : 1;
  const double scale_e = scale == HausmanScale::less ? ratio : 1;
  Vector gap(k);
  Matrix v(k, k);
  for (Eigen::Index i = 0; i < k; ++i) {
    const std::string& row = result.names[static_cast<std::size_t>(i)];
    const auto bi = static_cast<Eigen::Index>(consistent.index_of(row));
    const auto ei = static_cast<Eigen::Index>(efficient.index_of(row));
    gap(i) = consistent.coefficients(bi) - efficient.coefficients(ei);
    for (Eigen::Index j = 0; j < k; ++j) {
      const std::string& column = result.names[static_cast<std::size_t>(j)];
      v(i, j) = scale_b * consistent.covariance(bi, static_cast<Eigen::Index>(consistent.index_of(column))) -
                scale_e * efficient.covariance(ei, static_cast<Eigen::Index>(efficient.index_of(column)));
    }
  }
  // To a unit diagonal, so that units of measurement decide neither rank nor sign.
  const Vector root = v.diagonal().cwiseAbs().cwiseSqrt();
  for (Eigen::Index i = 0; i < k; ++i) {
    const double s = root(i) > 0 ? 1 / root(i) : 0;
    gap(i) *= s;
    v.row(i) *= s;
    v.col(i) *= s;
  }
  const SymmetricEigen eigen = symmetric_eigen(v);
  const double small = 1e-10 * eigen.values.cwiseAbs().maxCoeff();
  double h = 0;
  int rank = 0;
  for (Eigen::Index i = 0; i < k; ++i) {
    if (eigen.values(i) <= small) result.positive_definite = false;
    if (std::abs(eigen.values(i)) <= small) continue;
    const double part = eigen.vectors.col(i).dot(gap);
    h += part * part / eigen.values(i);
    ++rank;
  }
  result.test = {.statistic = h, .df = static_cast<double>(rank), .p = h < 0 ? kMissing : chi2_upper_p(h, rank)};
  return result;
}

Outcome run_hausman(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  OptionReader options(line);
  const bool constant = options.flag("constant", 1);
  const bool more = options.flag("sigmamore", 6);
  const bool less = options.flag("sigmaless", 6);
  options.finish();
  const std::vector<std::string> names = words_of(line.body);
  if (names.empty() || names.size() > 2)
    refuse("T705", line.body, line.text,
           {"hausman takes the consistent and the efficient estimates", "hausman 需要一致估计与有效估计两个名称"});
  if (more && less)
    refuse("T704", "sigmaless", line.text,
           {"sigmamore and sigmaless exclude each other", "sigmamore 与 sigmaless 只能选一个"});
  const auto consistent = stored_or_last(session, names[0], line);
  const auto efficient = stored_or_last(session, names.size() > 1 ? names[1] : ".", line);
  require_classic(*consistent, line);
  require_classic(*efficient, line);
  const HausmanResult result = hausman_of(consistent->estimate, efficient->estimate, constant,
                                          more   ? HausmanScale::more
                                          : less ? HausmanScale::less
                                                 : HausmanScale::own);
  if (result.names.empty())
    refuse("T716", line.body, line.text, {"the estimates share no coefficient", "两个估计没有共同的系数"});

  Outcome outcome{.line = line.text, .quiet = line.quiet, .about = efficient};
  const std::string name = more ? "hausman-sigmamore" : less ? "hausman-sigmaless" : "hausman";
  outcome.tests.push_back({name, {"Hausman test", "Hausman 检验"}, result.test});
  std::string table;
  for (const std::string& one : result.names) {
    const double b = consistent->estimate.coefficient(one);
    const double e = efficient->estimate.coefficient(one);
    table += pad_left(one, 14) + " |" + pad_left(stata_number(b), 13) + pad_left(stata_number(e), 13) +
             pad_left(stata_number(b - e), 13) + "\n";
  }
  table += fmt::format("chi2({}) = (b-B)'[(V_b-V_B)^(-1)](b-B) = {}\n", result.test.df,
                       stata_fixed(result.test.statistic, 2));
  table += is_missing(result.test.p) ? "" : fmt::format("Prob > chi2 = {:.4f}\n", result.test.p);
  const auto head = [](const char* difference) {
    return pad_left("", 14) + " |" + pad_left("b", 13) + pad_left("B", 13) + pad_left(difference, 13) + "\n";
  };
  outcome.output = {head("b-B") + table, head("b-B") + table};
  if (!result.positive_definite) {
    outcome.notes.push_back({Severity::warning,
                             "T731",
                             {"hausman: V_b - V_B is not positive definite, so that the statistic means little",
                              "hausman：V_b - V_B 不是正定矩阵，统计量意义有限"}});
  }
  return outcome;
}

}  // namespace ecoeff::stata
