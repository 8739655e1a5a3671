#include "ecoeff/frontier/compute_scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "ecoeff/frontier/models/additive.hpp"
#include "ecoeff/frontier/models/directional.hpp"
#include "ecoeff/frontier/models/ebm.hpp"
#include "ecoeff/frontier/models/ebm_projection.hpp"
#include "ecoeff/frontier/models/fdh.hpp"
#include "ecoeff/frontier/proof_book.hpp"
#include "ecoeff/frontier/schedule/over_frontier.hpp"
#include "ecoeff/frontier/schedule/row_chunks.hpp"
#include "ecoeff/frontier/schedule/schedule.hpp"

namespace ecoeff::frontier {
namespace {

std::vector<ColumnStore> stores_of(const Data& data, const std::vector<Technology>& technologies, bool twins) {
  std::vector<ColumnStore> stores;
  stores.reserve(technologies.size());
  const std::size_t rows = twins ? data.rows() / 2 : data.rows();
  for (const Technology& technology : technologies)
    stores.emplace_back(data, with_twins(technology.reference, rows, twins));
  return stores;
}

}  // namespace

void score_by_frontiers(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
                        ScoreResult& result) {
  score_technologies(prepared, result.options, technologies, progress, result.rows);
}

namespace {

// Strongly disposable: the rows that carry the technology are enough.
void score_strong(const Prepared& prepared, const Direction& direction, const std::vector<Technology>& technologies,
                  const Progress& progress, std::vector<std::vector<double>>& beta, ScoreResult& result) {
  solver::Witnesses* const witnesses = witnesses_of(result.options, result.rows.size());
  const auto make = [&] {
    return std::make_unique<DirectionalSolver>(prepared.model, direction, prepared.data, prepared.data.rows());
  };
  const auto score = [&](DirectionalSolver& solver, std::size_t row, std::size_t, const Reference& reference) {
    std::vector<double> moved;
    solver.attend(of_row(witnesses, row));
    RowScore out = solver.score(row, reference, moved);
    if (!result.options.exact.empty() && result.options.exact[row] != 0) out.exact = solver.exact();
    if (direction.separate) beta[row] = moved;
    return out;
  };
  OverFrontier(prepared, progress, result, make, score).run(technologies);
}

// Weakly disposable: over all rows and, but for constant returns, their abated twins.
void score_weak(const Prepared& prepared, const Direction& direction, const std::vector<Technology>& technologies,
                const Progress& progress, std::vector<std::vector<double>>& beta, ScoreResult& result) {
  const bool twins = has_twins(direction, prepared.model);
  const Data data = with_twins(prepared.data, prepared.model, twins);
  const std::vector<ColumnStore> stores = stores_of(data, technologies, twins);
  solver::Witnesses* const witnesses = witnesses_of(result.options, result.rows.size());
  for_row_chunks(technologies, result.options.threads, progress,
                 [&](std::size_t t, std::size_t first, std::size_t last) {
                   DirectionalSolver solver(prepared.model, direction, data, prepared.data.rows());
                   std::vector<double> moved;
                   for (std::size_t i = first; i < last; ++i) {
                     const std::size_t row = technologies[t].evaluated[i];
                     moved.clear();
                     solver.attend(of_row(witnesses, row));
                     RowScore score = solver.score(row, {.data = &data, .store = &stores[t]}, moved);
                     if (!result.options.exact.empty() && result.options.exact[row] != 0) score.exact = solver.exact();
                     result.rows.put(row, score);
                     if (direction.separate) beta[row] = moved;
                   }
                 });
}

}  // namespace

void score_directional(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
                       ScoreResult& result) {
  const Direction direction = direction_of(result.options, prepared.model);
  std::vector<std::vector<double>> beta(direction.separate ? result.rows.size() : 0);
  direction.weak ? score_weak(prepared, direction, technologies, progress, beta, result)
                 : score_strong(prepared, direction, technologies, progress, beta, result);
  if (!direction.separate) return;
  for (std::size_t k = 0; k < prepared.columns.size(); ++k) {
    if (direction.moves[k] == 0) continue;
    ExtraColumn column{.name = "beta_" + prepared.columns[k]};
    for (const auto& row : beta) column.values.push_back(row.empty() ? kMissing : row[k]);
    result.extras.push_back(std::move(column));
  }
}

namespace {

void score_slacks(const Prepared& prepared, bool range_adjusted, const std::vector<Technology>& technologies,
                  const Progress& progress, ScoreResult& result) {
  const AdditivePrices prices = additive_prices(prepared, range_adjusted);
  solver::Witnesses* const witnesses = witnesses_of(result.options, result.rows.size());
  const auto score = [&](AdditiveSolver& solver, std::size_t row, std::size_t, const Reference& reference) {
    solver.attend(of_row(witnesses, row));
    return additive_score(prepared, prices, row, reference, solver);
  };
  OverFrontier(
      prepared, progress, result, [] { return std::make_unique<AdditiveSolver>(); }, score)
      .run(technologies);
}

}  // namespace

void score_additive(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
                    ScoreResult& result) {
  score_slacks(prepared, false, technologies, progress, result);
}

void score_range_adjusted(const Prepared& prepared, const std::vector<Technology>& technologies,
                          const Progress& progress, ScoreResult& result) {
  score_slacks(prepared, true, technologies, progress, result);
}

namespace {

// One for each technology; where proofs are read, as they give them.
std::vector<EbmParameters> parameters_of(const Prepared& prepared, const std::vector<Technology>& technologies,
                                         const std::vector<ColumnStore>& stores, const ScoreOptions& options) {
  const std::size_t features = prepared.model.features.size();
  std::vector<EbmParameters> out;
  if (reads_proofs(options)) {
    for (std::size_t t = 0; t < technologies.size(); ++t) {
      std::vector<double> numbers = options.proofs->given(options.part, fmt::format("ebm {}", t), {});
      numbers.resize(features + 3, kMissing);
      EbmParameters p{.weight = {numbers.begin(), numbers.end() - 3}};
      std::copy(numbers.end() - 3, numbers.end(), p.epsilon);
      out.push_back(std::move(p));
    }
    return out;
  }
  for (const auto& rows : ebm_projections(prepared, technologies, stores, options.threads))
    out.push_back(ebm_parameters(prepared.model.features, rows));
  for (std::size_t t = 0; options.proofs != nullptr && t < out.size(); ++t) {
    std::vector<double> numbers = out[t].weight;
    numbers.insert(numbers.end(), std::begin(out[t].epsilon), std::end(out[t].epsilon));
    options.proofs->set_given(options.part, fmt::format("ebm {}", t), std::move(numbers));
  }
  return out;
}

Note ebm_note(const Prepared& prepared, const EbmParameters& p, bool has_bad) {
  std::string weights;
  for (std::size_t k = 0; k < prepared.columns.size(); ++k)
    weights += fmt::format("{}{} {:.4f}", k == 0 ? "" : ", ", prepared.columns[k], p.weight[k]);
  const std::string bad = has_bad ? fmt::format(", undesirable outputs {:.4f}", p.epsilon[2]) : "";
  const std::string bad_zh = has_bad ? fmt::format("，非期望产出 {:.4f}", p.epsilon[2]) : "";
  return {Severity::info,
          "F460",
          {fmt::format("epsilon from the data: inputs {:.4f}, desirable outputs {:.4f}{}; weights: {}", p.epsilon[0],
                       p.epsilon[1], bad, weights),
           fmt::format("由数据得出的 epsilon：投入 {:.4f}，期望产出 {:.4f}{}；权重：{}", p.epsilon[0], p.epsilon[1],
                       bad_zh, weights)},
          {}};
}

}  // namespace

void score_ebm(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
               ScoreResult& result) {
  const std::vector<ColumnStore> stores = stores_of(prepared.data, technologies, false);
  const std::vector<EbmParameters> parameters = parameters_of(prepared, technologies, stores, result.options);
  solver::Witnesses* const witnesses = witnesses_of(result.options, result.rows.size());
  const auto score = [&](EbmSolver& solver, std::size_t row, std::size_t t, const Reference& reference) {
    solver.attend(of_row(witnesses, row));
    return ebm_score(prepared.model, parameters[t], prepared.data, row, reference, solver);
  };
  OverFrontier(
      prepared, progress, result, [] { return std::make_unique<EbmSolver>(); }, score)
      .run(technologies);
  if (parameters.size() == 1) result.notes.push_back(ebm_note(prepared, parameters[0], !result.options.bad.empty()));
  if (parameters.size() > 1) {
    result.notes.push_back(
        {Severity::info,
         "F460",
         {fmt::format("epsilon and weights come from the data of each of {} reference sets", parameters.size()),
          fmt::format("epsilon 与权重分别由 {} 个参考集的数据得出", parameters.size())},
         {}});
  }
}

void score_fdh(const Prepared& prepared, const std::vector<Technology>& technologies, const Progress& progress,
               ScoreResult& result) {
  std::vector<RowBoxes> boxes;
  for (const Technology& technology : technologies)
    boxes.emplace_back(prepared.model, prepared.data, technology.reference, result.options.threads);
  for_row_chunks(technologies, result.options.threads, progress,
                 [&](std::size_t t, std::size_t first, std::size_t last) {
                   for (std::size_t i = first; i < last; ++i) {
                     const std::size_t row = technologies[t].evaluated[i];
                     result.rows.put(row, fdh_score(prepared, row, boxes[t]));
                   }
                 });
}

}  // namespace ecoeff::frontier
