#include "ecoeff/panel/gmm_columns.hpp"

#include <algorithm>
#include <utility>

namespace ecoeff {
namespace {

constexpr double kCollinear = 1e-9;  // share of a column's length that the columns before it leave

bool is_dummies(const std::string& term) { return term.starts_with("i.") || term.starts_with("i("); }

Matrix beside(const Matrix& left, const Matrix& right) {
  Matrix out(std::max(left.rows(), right.rows()), left.cols() + right.cols());
  if (left.cols() > 0) out.leftCols(left.cols()) = left;
  if (right.cols() > 0) out.rightCols(right.cols()) = right;
  return out;
}

// Columns of i. terms that are kept: those that occur, less the base.
std::vector<bool> dummies_wanted(const GmmColumns& columns, const GmmSample& sample, bool keep_all_levels) {
  std::vector<bool> wanted(columns.names.size(), true);
  const int terms = columns.dummies.empty() ? 0 : *std::max_element(columns.dummies.begin(), columns.dummies.end()) + 1;
  for (int term = 0; term < terms; ++term) {
    Vector sum = Vector::Zero(sample.x_level.rows());
    std::size_t first = columns.names.size();
    for (std::size_t j = columns.names.size(); j-- > 0;) {
      if (columns.dummies[j] != term) continue;
      const auto column = static_cast<Eigen::Index>(j);
      sum += sample.x_level.col(column);
      wanted[j] = sample.x.col(column).cwiseAbs().maxCoeff() > 0;
      if (wanted[j]) first = j;
    }
    bool covers = true;
    for (std::size_t slot = 0; slot < sample.slots(); ++slot) {
      covers = covers && (!sample.level_used[slot] || sum(static_cast<Eigen::Index>(slot)) == 1);
    }
    if (covers && !keep_all_levels && first < wanted.size()) wanted[first] = false;
  }
  return wanted;
}

// Gram-Schmidt, twice for accuracy: what is left of a column beside the columns kept before, as a share of its length.
class IndependentColumns {
 public:
  bool add(const Vector& column) {
    const double length = column.norm();
    if (!(length > 0)) return false;
    Vector rest = column / length;
    for (int pass = 0; pass < 2; ++pass) {
      for (const Vector& unit : basis_) rest -= unit.dot(rest) * unit;
    }
    const double left = rest.norm();
    if (left < kCollinear) return false;
    basis_.push_back(rest / left);
    return true;
  }

 private:
  std::vector<Vector> basis_;
};

}  // namespace

GmmColumns build_gmm_columns(const GmmCalendar& calendar, const DynamicGmmModel& model, bool constant) {
  GmmColumns out;
  const std::vector<double> y = build_term(calendar.filled, model.outcome);
  out.y = Eigen::Map<const Vector>(y.data(), static_cast<Eigen::Index>(y.size()));
  int dummy_terms = 0;
  for (const std::string& term : model.regressors) {
    const Terms terms = build_terms(calendar.filled, {term});
    out.x = beside(out.x, terms.values);
    out.names.insert(out.names.end(), terms.names.begin(), terms.names.end());
    out.dummies.insert(out.dummies.end(), terms.names.size(), is_dummies(term) ? dummy_terms : -1);
    dummy_terms += is_dummies(term) ? 1 : 0;
  }
  if (constant) {
    out.x = beside(out.x, Vector::Ones(out.y.size()));
    out.names.emplace_back("_cons");
    out.dummies.push_back(-1);
  }
  for (const GmmGroup& group : model.gmm)
    out.gmm.push_back({group, build_terms(calendar.filled, group.variables).values});
  for (const IvGroup& group : model.iv) {
    out.iv.push_back({group, build_terms(calendar.filled, group.variables).values});
    const Matrix& values = out.iv.back().values;
    if (group.equation != GmmEquation::level) out.required.transformed = beside(out.required.transformed, values);
    if (group.equation != GmmEquation::difference) out.required.level = beside(out.required.level, values);
  }
  return out;
}

std::vector<std::string> keep_independent(GmmColumns& columns, GmmSample& sample, bool constant) {
  const std::vector<bool> wanted = dummies_wanted(columns, sample, sample.system && !constant);
  const std::size_t count = columns.names.size();
  IndependentColumns independent;
  std::vector<int> kept;
  std::vector<std::string> names;
  std::vector<std::string> omitted;
  if (constant) independent.add(sample.x.col(static_cast<Eigen::Index>(count) - 1));
  for (std::size_t j = 0; j < count; ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    const bool is_constant = constant && j + 1 == count;
    if (!wanted[j]) continue;
    if (!is_constant && !independent.add(sample.x.col(column))) {
      omitted.push_back(columns.names[j]);
      continue;
    }
    kept.push_back(static_cast<int>(j));
    names.push_back(columns.names[j]);
  }
  if (names.empty() || (constant && names.size() == 1)) {
    throw Error(Fault::estimator, "P513",
                {"every regressor is collinear or does not vary", "所有解释变量均共线或没有变化"});
  }
  columns.names = std::move(names);
  sample.x = Matrix(sample.x(Eigen::all, kept));
  sample.x_level = Matrix(sample.x_level(Eigen::all, kept));
  return omitted;
}

}  // namespace ecoeff
