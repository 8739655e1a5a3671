// Drawing whole clusters: the rows of a model cut into pieces, and the sample that some of the pieces make.
//
// A piece is a cluster's rows, in the order of units and periods; pieces are numbered by the cluster's sorted key, so
// that nothing depends on the order of the file. A piece drawn twice stands for two units: with `renew` each copy has
// unit levels of its own.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/estimation_sample.hpp"
#include "ecoeff/panel/scale.hpp"

namespace ecoeff {

struct ClusterPool {
  EstimationSample sample;  // scaled; without effects in the formula, one level that stands for the constant
  Scales scales;
  std::vector<bool> is_unit;  // by effect
  std::vector<std::vector<Eigen::Index>> pieces;
  std::string text;  // names the model in messages

  [[nodiscard]] Eigen::Index column(const std::string& name) const;  // of sample.x, -1 when absent
};

// Pieces of the rows listed. With `weights` ("aw=pop"; weights.hpp) rows are times the roots of theirs, the columns of
// the effects too.
[[nodiscard]] ClusterPool make_cluster_pool(const Panel& panel, const Formula& formula,
                                            const std::vector<std::size_t>& rows, const std::string& cluster,
                                            const std::string& weights);
// The same with each cluster's rows in the first and in the second list apart; `first_pieces` receives how many pieces
// the first list has, and these come first.
[[nodiscard]] ClusterPool make_cluster_pool(const Panel& panel, const Formula& formula,
                                            const std::vector<std::size_t>& first,
                                            const std::vector<std::size_t>& second, const std::string& cluster,
                                            const std::string& weights, std::size_t& first_pieces);

[[nodiscard]] EstimationSample draw_pieces(const ClusterPool& pool, const std::vector<std::size_t>& pieces, bool renew);

// The coefficient of one column of x, in the sample's units; missing when it cannot be estimated.
[[nodiscard]] double slope_on(const EstimationSample& sample, Eigen::Index column, const std::string& text);

// Value at share p of sorted numbers, between neighbours in proportion (R's type 7).
[[nodiscard]] double percentile_of(const std::vector<double>& sorted, double p);

}  // namespace ecoeff
