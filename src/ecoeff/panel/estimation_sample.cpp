#include "ecoeff/panel/estimation_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {
namespace {

using Codes = std::vector<std::int32_t>;

// The codes of the rows used, renumbered without gaps and in the same order.
Effect on_rows(std::string name, Codes codes, const std::vector<std::size_t>& rows) {
  Effect effect{.name = std::move(name)};
  const bool all = rows.size() == codes.size();
  const auto code_of = [&](std::size_t i) { return static_cast<std::size_t>(codes[all ? i : rows[i]]); };
  std::size_t largest = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) largest = std::max(largest, code_of(i));
  Codes renumbered(largest + 1, -1);
  for (std::size_t i = 0; i < rows.size(); ++i) renumbered[code_of(i)] = 0;
  for (std::int32_t& code : renumbered) {
    if (code == 0) code = static_cast<std::int32_t>(effect.levels++);
  }
  if (all && effect.levels == renumbered.size()) {
    effect.codes = std::move(codes);
    return effect;
  }
  effect.codes.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) effect.codes[i] = renumbered[code_of(i)];
  return effect;
}

std::vector<double> level_counts(const Codes& codes, const std::vector<double>& counted,
                                 const std::vector<bool>& used) {
  // Codes may have gaps: a text column keeps the levels of rows that were filtered out.
  const std::int32_t largest = codes.empty() ? -1 : *std::max_element(codes.begin(), codes.end());
  std::vector<double> counts(static_cast<std::size_t>(largest + 1), 0);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (used[i]) counts[static_cast<std::size_t>(codes[i])] += counted.empty() ? 1 : counted[i];
  }
  return counts;
}

bool any_singleton(const std::vector<const Codes*>& effects, const std::vector<double>& counted,
                   const std::vector<bool>& used, unsigned threads) {
  std::vector<char> found(effects.size(), 0);
  for_chunks(effects.size(), 1, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t g = begin; g < end; ++g) {
      const std::vector<double> counts = level_counts(*effects[g], counted, used);
      found[g] = std::find(counts.begin(), counts.end(), 1.0) != counts.end() ? 1 : 0;
    }
  });
  return std::find(found.begin(), found.end(), 1) != found.end();
}

// A row of frequency 2 is no singleton: `counted` are frequencies, or empty.
std::size_t drop_singletons(const std::vector<const Codes*>& effects, const std::vector<double>& counted, bool once,
                            std::vector<bool>& used) {
  std::size_t dropped = 0;
  for (bool again = true; again;) {
    again = false;
    for (const Codes* effect : effects) {
      const Codes& codes = *effect;
      const std::vector<double> counts = level_counts(codes, counted, used);
      for (std::size_t i = 0; i < codes.size(); ++i) {
        if (!used[i] || counts[static_cast<std::size_t>(codes[i])] != 1) continue;
        used[i] = false;
        again = !once;
        ++dropped;
      }
    }
  }
  return dropped;
}

void require_rows(const Panel& panel, const Formula& formula, std::size_t left, std::size_t singletons) {
  if (left > 0) return;
  const Where where{.file = panel.table.file, .sheet = panel.table.sheet};
  if (singletons > 0) {
    throw Error(
        Fault::estimator, "P510",
        {fmt::format("{}: no row is left, because all {} complete rows are alone in a fixed effect (singletons)",
                     formula.text, singletons),
         fmt::format("{}：没有可用的行，{} 个完整的行都是固定效应中的孤立观测", formula.text, singletons)},
        where,
        {"absorb fewer effects, or use more than one period and unit", "减少固定效应，或使用一个以上的时期与单元"});
  }
  throw Error(Fault::estimator, "P510",
              {fmt::format("{}: every row misses the outcome, a regressor or an effect", formula.text),
               fmt::format("{}：每一行都缺少被解释变量、解释变量或固定效应", formula.text)},
              where,
              {"look which column is empty; a lag needs the period before", "请检查哪一列为空；滞后项需要上一期"});
}

Matrix rows_of(Matrix values, const std::vector<std::size_t>& rows, unsigned threads) {
  if (static_cast<std::size_t>(values.rows()) == rows.size()) return values;
  Matrix out(static_cast<Eigen::Index>(rows.size()), values.cols());
  for_rows(out.rows(), threads, [&](Eigen::Index first, Eigen::Index count) {
    for (Eigen::Index j = 0; j < out.cols(); ++j) {
      for (Eigen::Index i = first; i < first + count; ++i)
        out(i, j) = values(static_cast<Eigen::Index>(rows[static_cast<std::size_t>(i)]), j);
    }
  });
  return out;
}

// The places where `used` is true.
std::vector<std::size_t> rows_used(const std::vector<bool>& used, unsigned threads) {
  const auto n = static_cast<Eigen::Index>(used.size());
  std::vector<std::size_t> before(used.size() / kRowsAPiece + 2, 0);
  for_rows(n, threads, [&](Eigen::Index first, Eigen::Index count) {
    const auto from = used.begin() + first;
    before[static_cast<std::size_t>(first) / kRowsAPiece + 1] =
        static_cast<std::size_t>(std::count(from, from + count, true));
  });
  for (std::size_t piece = 1; piece < before.size(); ++piece) before[piece] += before[piece - 1];
  std::vector<std::size_t> rows(before.back());
  for_rows(n, threads, [&](Eigen::Index first, Eigen::Index count) {
    std::size_t next = before[static_cast<std::size_t>(first) / kRowsAPiece];
    for (auto row = static_cast<std::size_t>(first); row < static_cast<std::size_t>(first + count); ++row) {
      if (used[row]) rows[next++] = row;
    }
  });
  return rows;
}

Vector weights_of(const std::vector<double>& weight, const Weights& weights, const std::vector<std::size_t>& rows) {
  Vector out(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) out(static_cast<Eigen::Index>(i)) = weight[rows[i]];
  if (weights.kind == Weights::Kind::frequency) return out;
  out /= out.maxCoeff();  // so that the sum of 1e300s is a number
  return out * (static_cast<double>(rows.size()) / out.sum());
}

bool has_dummies(const Formula& formula) {
  return std::any_of(formula.regressors.begin(), formula.regressors.end(),
                     [](const std::string& term) { return term.starts_with("i."); });
}

// The columns of a formula on all rows of the panel.
struct Columns {
  TermColumn outcome;
  Terms terms;
  std::vector<Codes> effects;
  std::vector<std::vector<double>> slopes;  // by effect; empty: none
  std::vector<Codes> clusters;
  Codes time;
  std::vector<double> weight;  // empty: none
};

Columns columns_of(const Panel& panel, const Formula& formula, const std::vector<std::string>& clusters,
                   const Weights& weights, unsigned threads) {
  Columns out;
  out.outcome = term_column(panel, formula.outcome);
  out.terms = build_terms(panel, formula.regressors, {}, threads);
  out.effects.resize(formula.effects.size());
  out.slopes.resize(formula.effects.size());
  out.clusters.resize(clusters.size());
  std::vector<std::function<void()>> tasks;
  for (std::size_t g = 0; g < formula.effects.size(); ++g) {
    tasks.emplace_back([&, g] {
      const std::string& name = formula.effects[g];
      const std::size_t colon = name.find(':');
      out.effects[g] = effect_codes(panel, std::string(trim(name.substr(0, colon))), threads);
      if (colon != std::string::npos) out.slopes[g] = build_term(panel, std::string(trim(name.substr(colon + 1))));
    });
  }
  tasks.emplace_back([&] {
    if (weights.kind != Weights::Kind::none) out.weight = row_weights(panel, weights);
  });
  for (std::size_t g = 0; g < clusters.size(); ++g)
    tasks.emplace_back([&, g] { out.clusters[g] = effect_codes(panel, clusters[g]); });
  tasks.emplace_back([&] { out.time = time_codes(panel); });
  run_tasks(tasks, threads);
  return out;
}

// Rows of the panel that are left out.
struct LeftOut {
  std::size_t missing = 0;
  std::size_t weightless = 0;

  LeftOut& operator+=(const LeftOut& more) {
    missing += more.missing;
    weightless += more.weightless;
    return *this;
  }
};

// Sets `used` where a row is complete and has a weight.
LeftOut find_used(const Columns& columns, unsigned threads, std::vector<bool>& used) {
  return sum_rows(static_cast<Eigen::Index>(used.size()), threads, LeftOut(),
                  [&](Eigen::Index first, Eigen::Index count) {
                    std::vector<char> complete(static_cast<std::size_t>(count), 1);
                    const auto from = static_cast<std::size_t>(first);
                    const auto require = [&](const auto& holds) {
                      for (std::size_t i = 0; i < complete.size(); ++i)
                        complete[i] = complete[i] != 0 && holds(from + i) ? 1 : 0;
                    };
                    const auto finite = [&](const double* values) {
                      if (!Eigen::Map<const Vector>(values + first, count).allFinite())
                        require([&](std::size_t row) { return std::isfinite(values[row]); });
                    };
                    finite(columns.outcome.values.data());
                    for (Eigen::Index j = 0; j < columns.terms.values.cols(); ++j)
                      finite(columns.terms.values.col(j).data());
                    for (const std::vector<double>& slope : columns.slopes) {
                      if (!slope.empty()) finite(slope.data());
                    }
                    for (const Codes& codes : columns.effects)
                      require([&](std::size_t row) { return codes[row] >= 0; });
                    for (const Codes& codes : columns.clusters)
                      require([&](std::size_t row) { return codes[row] >= 0; });
                    LeftOut out;
                    for (std::size_t i = 0; i < complete.size(); ++i) {
                      const bool whole = complete[i] != 0;
                      const bool weighty = columns.weight.empty() || columns.weight[from + i] > 0;  // false for missing
                      used[from + i] = whole && weighty;
                      out.missing += whole ? 0 : 1;
                      out.weightless += whole && !weighty ? 1 : 0;
                    }
                    return out;
                  });
}

}  // namespace

EstimationSample make_sample(const Panel& panel, const Formula& formula, const std::vector<std::string>& clusters,
                             bool keep_singletons) {
  return make_sample(panel, formula, clusters, keep_singletons ? Singletons::keep : Singletons::drop, {});
}

EstimationSample make_sample(const Panel& panel, const Formula& formula, const std::vector<std::string>& clusters,
                             Singletons singletons, const Weights& weights, unsigned threads) {
  const std::size_t n = panel.rows();
  Columns columns = columns_of(panel, formula, clusters, weights, threads);
  std::vector<bool> used(n);
  EstimationSample sample;
  const LeftOut left_out = find_used(columns, threads, used);
  sample.missing_rows = left_out.missing;
  sample.weightless_rows = left_out.weightless;
  if (singletons != Singletons::keep) {
    std::vector<const Codes*> levels;
    for (std::size_t g = 0; g < columns.effects.size(); ++g) {
      if (columns.slopes[g].empty()) levels.push_back(&columns.effects[g]);
    }
    const std::vector<double> counted =
        weights.kind == Weights::Kind::frequency ? columns.weight : std::vector<double>();
    if (any_singleton(levels, counted, used, threads))
      sample.singletons = drop_singletons(levels, counted, singletons == Singletons::drop_once, used);
  }
  sample.rows = rows_used(used, threads);
  require_rows(panel, formula, sample.rows.size(), sample.singletons);

  // The base level of i.x is the first in the sample, not in the file.
  if (has_dummies(formula) && sample.rows.size() < n)
    columns.terms = build_terms(panel, formula.regressors, used, threads);
  sample.names = columns.terms.names;
  sample.x = rows_of(std::move(columns.terms.values), sample.rows, threads);
  const std::vector<std::size_t>& rows = sample.rows;
  sample.y.resize(static_cast<Eigen::Index>(rows.size()));
  for_rows(sample.y.size(), threads, [&](Eigen::Index first, Eigen::Index count) {
    for (Eigen::Index i = first; i < first + count; ++i)
      sample.y(i) = columns.outcome.values[rows[static_cast<std::size_t>(i)]];
  });
  if (!columns.weight.empty()) sample.weights = weights_of(columns.weight, weights, rows);
  sample.effects.resize(formula.effects.size());
  sample.clusters.resize(clusters.size());
  std::vector<std::function<void()>> tasks;
  for (std::size_t g = 0; g < sample.effects.size(); ++g) {
    tasks.emplace_back([&, g] {
      Effect& effect = sample.effects[g];
      effect = on_rows(formula.effects[g], std::move(columns.effects[g]), rows);
      effect.slope = !columns.slopes[g].empty();
      if (!effect.slope) return;
      for (const std::size_t row : rows) effect.values.push_back(columns.slopes[g][row]);
    });
  }
  for (std::size_t g = 0; g < clusters.size(); ++g)
    tasks.emplace_back([&, g] { sample.clusters[g] = on_rows(clusters[g], std::move(columns.clusters[g]), rows); });
  tasks.emplace_back([&] { sample.unit = on_rows("unit", panel.unit(), rows); });
  tasks.emplace_back([&] { sample.time = on_rows("time", std::move(columns.time), rows); });
  run_tasks(tasks, threads);
  return sample;
}

void keep_rows(const std::vector<Eigen::Index>& rows, EstimationSample& sample) {
  const auto listed = [&](const auto& values) {
    std::decay_t<decltype(values)> out;
    for (const Eigen::Index row : rows) out.push_back(values[static_cast<std::size_t>(row)]);
    return out;
  };
  const std::vector<std::size_t> places(rows.begin(), rows.end());
  const auto keep_effect = [&](Effect& effect) {
    Effect kept = on_rows(effect.name, std::move(effect.codes), places);
    kept.slope = effect.slope;
    if (!effect.values.empty()) kept.values = listed(effect.values);
    effect = std::move(kept);
  };
  sample.rows = listed(sample.rows);
  sample.y = Vector(sample.y(rows));
  sample.x = Matrix(sample.x(rows, Eigen::all));
  if (sample.weights.size() > 0) sample.weights = Vector(sample.weights(rows));
  for (std::vector<Effect>* effects : {&sample.effects, &sample.clusters}) {
    for (Effect& effect : *effects) keep_effect(effect);
  }
  keep_effect(sample.unit);
  keep_effect(sample.time);
}

std::vector<Eigen::Index> without_singletons(const EstimationSample& sample, const std::vector<Eigen::Index>& rows) {
  std::vector<bool> used(sample.rows.size(), false);
  for (const Eigen::Index row : rows) used[static_cast<std::size_t>(row)] = true;
  std::vector<const Codes*> levels;
  for (const Effect& effect : sample.effects) {
    if (!effect.slope) levels.push_back(&effect.codes);
  }
  (void)drop_singletons(levels, {}, false, used);
  std::vector<Eigen::Index> left;
  for (const Eigen::Index row : rows) {
    if (used[static_cast<std::size_t>(row)]) left.push_back(row);
  }
  return left;
}

}  // namespace ecoeff
