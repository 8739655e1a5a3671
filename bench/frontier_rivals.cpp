#include "frontier_rivals.hpp"

#include <glpk.h>

#include <cmath>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <limits>
#include <memory>

namespace bench {
namespace {

// One model of a library: columns 0..n-1 are the rows of the panel, then t, then a slack a feature, then (super) a
// surplus a feature; rows are the features, the returns row if there is one, and the norm row.
class Library {
 public:
  virtual ~Library() = default;
  virtual void build(std::size_t rows, const std::vector<std::vector<double>>& columns,
                     const std::vector<double>& cost) = 0;
  virtual void set(std::size_t row, std::size_t column, double value) = 0;
  virtual void set_cost(std::size_t column, double value) = 0;
  virtual void exclude(std::size_t column, bool excluded) = 0;
  virtual double solve() = 0;  // NaN when infeasible
};

class Clp : public Library {
 public:
  void build(std::size_t rows, const std::vector<std::vector<double>>& columns,
             const std::vector<double>& cost) override {
    CoinPackedMatrix matrix(true, 0, 0);
    matrix.setDimensions(static_cast<int>(rows), 0);
    for (const auto& column : columns) {
      std::vector<int> index;
      std::vector<double> value;
      for (std::size_t i = 0; i < rows; ++i) {
        if (column[i] == 0) continue;
        index.push_back(static_cast<int>(i));
        value.push_back(column[i]);
      }
      matrix.appendCol(static_cast<int>(index.size()), index.data(), value.data());
    }
    std::vector<double> right(rows, 0.0);
    right.back() = 1;
    model_.loadProblem(matrix, nullptr, nullptr, cost.data(), right.data(), right.data());
    model_.setLogLevel(0);
    model_.scaling(0);
    model_.setPrimalTolerance(1e-9);
    model_.setDualTolerance(1e-9);
  }
  void set(std::size_t row, std::size_t column, double value) override {
    model_.modifyCoefficient(static_cast<int>(row), static_cast<int>(column), value);
  }
  void set_cost(std::size_t column, double value) override {
    model_.setObjectiveCoefficient(static_cast<int>(column), value);
  }
  void exclude(std::size_t column, bool excluded) override {
    model_.setColumnUpper(static_cast<int>(column), excluded ? 0.0 : COIN_DBL_MAX);
  }
  double solve() override {
    model_.primal();
    return model_.status() == 0 ? model_.objectiveValue() : std::numeric_limits<double>::quiet_NaN();
  }

 private:
  ClpSimplex model_;
};

class Glpk : public Library {
 public:
  Glpk() : problem_(glp_create_prob()) {
    glp_init_smcp(&parameters_);
    parameters_.msg_lev = GLP_MSG_OFF;
    parameters_.tol_bnd = 1e-9;
    parameters_.tol_dj = 1e-9;
  }
  ~Glpk() override { glp_delete_prob(problem_); }
  Glpk(const Glpk&) = delete;
  Glpk& operator=(const Glpk&) = delete;
  void build(std::size_t rows, const std::vector<std::vector<double>>& columns,
             const std::vector<double>& cost) override {
    columns_ = columns;
    glp_set_obj_dir(problem_, GLP_MIN);
    glp_add_rows(problem_, static_cast<int>(rows));
    for (std::size_t i = 0; i < rows; ++i) {
      const double right = i + 1 == rows ? 1 : 0;
      glp_set_row_bnds(problem_, static_cast<int>(i) + 1, GLP_FX, right, right);
    }
    glp_add_cols(problem_, static_cast<int>(columns.size()));
    for (std::size_t j = 0; j < columns.size(); ++j) {
      glp_set_col_bnds(problem_, static_cast<int>(j) + 1, GLP_LO, 0, 0);
      glp_set_obj_coef(problem_, static_cast<int>(j) + 1, cost[j]);
      load(j);
    }
  }
  void set(std::size_t row, std::size_t column, double value) override {
    columns_[column][row] = value;
    changed_.push_back(column);
  }
  void set_cost(std::size_t column, double value) override {
    glp_set_obj_coef(problem_, static_cast<int>(column) + 1, value);
  }
  void exclude(std::size_t column, bool excluded) override {
    glp_set_col_bnds(problem_, static_cast<int>(column) + 1, excluded ? GLP_FX : GLP_LO, 0, 0);
  }
  double solve() override {
    for (const std::size_t j : changed_) load(j);
    changed_.clear();
    if (glp_simplex(problem_, &parameters_) != 0) {
      glp_adv_basis(problem_, 0);
      if (glp_simplex(problem_, &parameters_) != 0) return std::numeric_limits<double>::quiet_NaN();
    }
    return glp_get_status(problem_) == GLP_OPT ? glp_get_obj_val(problem_) : std::numeric_limits<double>::quiet_NaN();
  }

 private:
  void load(std::size_t j) {
    std::vector<int> index{0};
    std::vector<double> value{0};
    for (std::size_t i = 0; i < columns_[j].size(); ++i) {
      if (columns_[j][i] == 0) continue;
      index.push_back(static_cast<int>(i) + 1);
      value.push_back(columns_[j][i]);
    }
    glp_set_mat_col(problem_, static_cast<int>(j) + 1, static_cast<int>(index.size()) - 1, index.data(), value.data());
  }
  glp_prob* problem_;
  glp_smcp parameters_{};
  std::vector<std::vector<double>> columns_;
  std::vector<std::size_t> changed_;
};

struct Scaled {
  const Panel& panel;
  std::vector<double> mean;

  explicit Scaled(const Panel& p) : panel(p), mean(p.features(), 0.0) {
    for (std::size_t i = 0; i < p.value.size(); ++i)
      mean[i % p.features()] += p.value[i] / static_cast<double>(p.rows());
  }
  [[nodiscard]] double at(std::size_t row, std::size_t k) const {
    return panel.value[row * panel.features() + k] / mean[k];
  }
};

// rho (super false) or delta (super true) of row after row on one model.
class Model {
 public:
  Model(std::unique_ptr<Library> library, const Scaled& data, bool vrs, bool super)
      : library_(std::move(library)), data_(data), super_(super), n_(data.panel.rows()), f_(data.panel.features()) {
    const std::size_t rows = f_ + (vrs ? 2 : 1);
    norm_ = rows - 1;
    std::vector<std::vector<double>> columns(n_ + 1 + f_ + (super ? f_ : 0), std::vector<double>(rows, 0.0));
    std::vector<double> cost(columns.size(), 0.0);
    for (std::size_t j = 0; j < n_; ++j) {
      for (std::size_t k = 0; k < f_; ++k) columns[j][k] = data.at(j, k);
      if (vrs) columns[j][f_] = 1;
    }
    cost[n_] = 1;
    columns[n_][norm_] = 1;
    if (vrs) columns[n_][f_] = -1;
    for (std::size_t k = 0; k < f_; ++k) {
      const bool good = k >= data.panel.inputs && k < data.panel.inputs + data.panel.good;
      columns[n_ + 1 + k][k] = (good ? -1 : 1) * (super ? -1 : 1);
      if (k >= data.panel.inputs) columns[n_ + 1 + k][norm_] = 1;
      columns[n_][k] = -1;
      if (super) columns[n_ + 1 + f_ + k][k] = good ? -1 : 1;
    }
    library_->build(rows, columns, cost);
  }
  double solve(std::size_t o) {
    const double inputs = static_cast<double>(data_.panel.inputs);
    const double outputs = static_cast<double>(f_) - inputs;
    for (std::size_t k = 0; k < f_; ++k) {
      const double own = data_.at(o, k);
      library_->set(k, n_, -own);
      if (k < data_.panel.inputs) {
        library_->set_cost(n_ + 1 + k, (super_ ? 1 : -1) / (inputs * own));
      } else {
        library_->set(norm_, n_ + 1 + k, (super_ ? -1 : 1) / (outputs * own));
      }
    }
    if (super_) library_->exclude(o, true);
    const double value = library_->solve();
    if (super_) library_->exclude(o, false);
    return value;
  }

 private:
  std::unique_ptr<Library> library_;
  const Scaled& data_;
  bool super_;
  std::size_t n_, f_, norm_ = 0;
};

template <class Library>
std::vector<double> scores(const Panel& panel, bool vrs, const std::vector<std::size_t>& order) {
  const Scaled data(panel);
  Model rho(std::make_unique<Library>(), data, vrs, false);
  Model delta(std::make_unique<Library>(), data, vrs, true);
  std::vector<double> out(panel.rows());
  for (const std::size_t o : order) {
    out[o] = rho.solve(o);
    if (out[o] < 1 - 1e-6) continue;
    const double above = delta.solve(o);
    if (!(above <= 1 + 1e-10)) out[o] = above;
  }
  return out;
}

}  // namespace

std::vector<double> scores_by_clp(const Panel& panel, bool vrs, const std::vector<std::size_t>& order) {
  return scores<Clp>(panel, vrs, order);
}
std::vector<double> scores_by_glpk(const Panel& panel, bool vrs, const std::vector<std::size_t>& order) {
  return scores<Glpk>(panel, vrs, order);
}

}  // namespace bench
