#include "ecoeff/frontier/models/ebm_projection.hpp"

#include <algorithm>
#include <cmath>

#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/models/least_square_mixture.hpp"
#include "ecoeff/frontier/schedule/row_chunks.hpp"

namespace ecoeff::frontier {
namespace {

// The largest sum of relative slacks of a row: where it is reached, and the prices that prove it.
struct Reached {
  bool solved = false;
  std::vector<Peer> peers;
  std::vector<double> multipliers;  // of features, then the intercept (RowScore::multipliers)
  bool on_frontier = false;
};

Reached reach(const Model& model, const Prepared& prepared, std::size_t row, const ColumnStore& store, Solver& solver) {
  const double* own = prepared.data.row(row);
  const std::size_t features = prepared.data.features;
  RowProgram program;
  start_program(model, own, 0.0, program);
  for (std::size_t k = 0; k < features; ++k) add_slack(model, k, own[k] == 0 ? 0.0 : -1.0, program);
  const Solution& solution = solver.solve(program.program, {.data = &prepared.data, .store = &store});
  Reached out;
  if (solution.outcome != Outcome::optimal) return out;
  RowScore answer;
  read_answer(own, features, prepared.data.rows(), program, solution, answer);
  out.solved = true;
  out.peers = std::move(answer.peers);
  out.multipliers = multipliers_of(model, program, solution);
  out.on_frontier = -solution.value <= kFreeSlack;
  return out;
}

// Whether a row costs nothing at these prices: then it lies on the face of the optimum.
bool is_free(const Model& model, const std::vector<double>& multipliers, const double* values) {
  double sum = multipliers.back();
  double size = std::abs(sum);
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    const double term = multipliers[k] * values[k];
    sum += sign_of(model.features[k].side) * -term;
    size += std::abs(term);
  }
  return std::abs(sum) <= kOnFace * size;
}

// o's slacks, relative to its own values, at each of the rows: what mixtures of them mix.
Matrix relative_slacks(const Model& model, const Data& data, std::size_t o, const std::vector<std::size_t>& rows) {
  const double* own = data.row(o);
  Matrix out(static_cast<Eigen::Index>(data.features), static_cast<Eigen::Index>(rows.size()));
  for (std::size_t j = 0; j < rows.size(); ++j) {
    for (std::size_t k = 0; k < data.features; ++k) {
      out(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(j)) =
          own[k] == 0 ? 0 : sign_of(model.features[k].side) * (1 - data.row(rows[j])[k] / own[k]);
    }
  }
  return out;
}

std::vector<double> nearest(const Model& model, const Data& data, std::size_t o, const Reached& reached,
                            const std::vector<std::size_t>& frontier) {
  const double* own = data.row(o);
  std::vector<double> point(own, own + data.features);
  if (reached.on_frontier) return point;
  std::vector<std::size_t> face;
  for (const Peer& peer : reached.peers) face.push_back(peer.row);
  std::sort(face.begin(), face.end());
  std::vector<std::size_t> others;
  for (const std::size_t j : frontier) {
    if (!std::binary_search(face.begin(), face.end(), j) && is_free(model, reached.multipliers, data.row(j)))
      others.push_back(j);
  }
  face.insert(face.end(), others.begin(), others.end());
  std::sort(face.begin(), face.end());
  Vector start = Vector::Zero(static_cast<Eigen::Index>(face.size()));
  for (const Peer& peer : reached.peers)
    start(std::lower_bound(face.begin(), face.end(), peer.row) - face.begin()) = peer.intensity;
  const Matrix slacks = relative_slacks(model, data, o, face);
  const Vector t = others.empty() ? Vector(slacks * start) : least_square_mixture(slacks, start);
  for (std::size_t k = 0; k < data.features; ++k) {
    const double slack = std::max(0.0, t(static_cast<Eigen::Index>(k)));
    point[k] = own[k] * (1 - sign_of(model.features[k].side) * slack);
  }
  return point;
}

}  // namespace

std::vector<std::vector<std::vector<double>>> ebm_projections(const Prepared& prepared,
                                                              const std::vector<Technology>& technologies,
                                                              const std::vector<ColumnStore>& stores,
                                                              unsigned threads) {
  Model model = prepared.model;
  model.returns = Returns::vrs;
  model.orientation = Orientation::none;
  std::vector<Technology> to_project(technologies.size());
  std::vector<std::vector<Reached>> reached(technologies.size());
  std::vector<std::vector<std::vector<double>>> out(technologies.size());
  for (std::size_t t = 0; t < technologies.size(); ++t) {
    to_project[t].evaluated = technologies[t].reference;
    reached[t].resize(technologies[t].reference.size());
    out[t].resize(technologies[t].reference.size());
  }
  for_row_chunks(to_project, threads, {}, [&](std::size_t t, std::size_t first, std::size_t last) {
    Solver solver;
    for (std::size_t i = first; i < last; ++i)
      reached[t][i] = reach(model, prepared, to_project[t].evaluated[i], stores[t], solver);
  });
  std::vector<std::vector<std::size_t>> frontier(technologies.size());
  for (std::size_t t = 0; t < technologies.size(); ++t) {
    for (std::size_t i = 0; i < reached[t].size(); ++i) {
      if (reached[t][i].on_frontier) frontier[t].push_back(to_project[t].evaluated[i]);
    }
  }
  for_row_chunks(to_project, threads, {}, [&](std::size_t t, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      if (reached[t][i].solved)
        out[t][i] = nearest(model, prepared.data, to_project[t].evaluated[i], reached[t][i], frontier[t]);
    }
  });
  for (auto& rows : out) std::erase_if(rows, [](const std::vector<double>& row) { return row.empty(); });
  return out;
}

}  // namespace ecoeff::frontier
