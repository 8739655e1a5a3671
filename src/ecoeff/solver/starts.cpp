#include "ecoeff/solver/starts.hpp"

#include <algorithm>

namespace ecoeff::solver {
namespace {

// The row of own column v's only entry besides the norm row, kNone where it has several or none.
std::size_t only_row(const Program& program, std::size_t v) {
  std::size_t where = kNone;
  for (std::size_t i = 0; i < program.norm_row(); ++i) {
    if (program.at(i, v) == 0) continue;
    if (where != kNone) return kNone;
    where = i;
  }
  return where;
}

}  // namespace

std::size_t own_peer_row(const Program& program, const Reference& reference) {
  const std::size_t own = reference.own_row;
  if (own == kNone || !reference.holds(own)) return kNone;
  const double* z = reference.data->row(own);
  std::size_t stands_for = program.has_returns_row() ? program.returns_row() : kNone;
  for (std::size_t k = 0; k < program.features(); ++k) {
    if (program.at(k, 0) * program.divisor[k] != -z[k]) return kNone;
    if (stands_for == kNone && z[k] != 0) stands_for = k;
  }
  if (program.has_returns_row() && program.at(program.returns_row(), 0) != -1) return kNone;
  return stands_for;
}

void own_start(const Program& program, const Reference& reference, std::vector<Label>& labels) {
  labels.clear();
  const std::size_t stands_for = own_peer_row(program, reference);
  if (stands_for == kNone) return;
  for (std::size_t i = 0; i < program.norm_row(); ++i) labels.push_back({Label::Kind::artificial, i});
  for (std::size_t v = 1; v < program.columns(); ++v) {
    const std::size_t where = only_row(program, v);
    if (where != kNone) labels[where] = {Label::Kind::own, v};
  }
  labels[stands_for] = {Label::Kind::reference, reference.own_row};
  labels.push_back({Label::Kind::own, 0});
  if (std::any_of(labels.begin(), labels.end(), [](const Label& l) { return l.kind == Label::Kind::artificial; }))
    labels.clear();
}

void cold_start(const Program& program, std::vector<Label>& labels) {
  labels.clear();
  for (std::size_t i = 0; i < program.norm_row(); ++i) labels.push_back({Label::Kind::artificial, i});
  labels.push_back({Label::Kind::own, 0});
  for (std::size_t v = 1; v < program.columns(); ++v) {
    const std::size_t where = only_row(program, v);
    if (where == kNone || program.at(where, v) <= 0 || program.at(program.norm_row(), v) != 0) continue;
    labels[where] = {Label::Kind::own, v};
  }
}

bool may_start_from(const Program& program, const Reference& reference, const std::vector<Label>& labels) {
  if (labels.size() != program.rows()) return false;
  return std::all_of(labels.begin(), labels.end(), [&](const Label& label) {
    if (label.kind == Label::Kind::artificial) return false;
    if (label.kind == Label::Kind::own) return label.index < program.columns();
    return reference.holds(label.index);
  });
}

}  // namespace ecoeff::solver
