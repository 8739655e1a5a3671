#include "exact/reference.hpp"

#include <algorithm>
#include <cstdlib>

namespace ecoeff::exact {

Usable usable_rows(const Instance& instance) {
  Usable out(instance.rows(), true);
  const Data& d = instance.data;
  for (std::size_t f = d.inputs; f < d.inputs + d.good; ++f) {
    for (std::size_t row = 0; row < out.size(); ++row) {
      if (d.z[f][row] == 0 && instance.options.zero_output == ZeroOutput::drop) out[row] = false;
    }
  }
  return out;
}

Rows reference_of(const Instance& instance, const ScoreOptions& options, const Usable& usable, std::size_t o) {
  const auto refers = [&](int year, int other) {
    switch (options.reference) {
      case ReferenceKind::pooled: return true;
      case ReferenceKind::contemporaneous: return other == year;
      case ReferenceKind::sequential: return other <= year;
      case ReferenceKind::window: return std::abs(other - year) <= options.window / 2;
      case ReferenceKind::biennial: return false;
    }
    return false;
  };
  Rows out;
  for (std::size_t row = 0; row < instance.rows(); ++row) {
    if (!usable[row] || !refers(instance.year[o], instance.year[row])) continue;
    if (!options.group.empty() && instance.group[row] != instance.group[o]) continue;
    if (options.leave_out == LeaveOut::unit && row != o && instance.unit[row] == instance.unit[o]) continue;
    out.push_back(row);
  }
  return out;
}

Directions directions_of(const Data& data, const ScoreOptions& options) {
  Directions g;
  g.weak = data.bad > 0 && options.disposability.value_or(Disposability::weak) == Disposability::weak;
  const auto names = [&](const char* side) {
    return std::find(options.direction.begin(), options.direction.end(), side) != options.direction.end();
  };
  for (std::size_t f = 0; f < data.features(); ++f) {
    const bool input = f < data.inputs;
    const bool moves = options.direction.empty() ? !input : names(input ? "inputs" : data.is_good(f) ? "good" : "bad");
    g.moves.push_back(moves ? 1 : 0);
  }
  return g;
}

std::vector<char> moving(const Data& data, std::size_t o, const Directions& g) {
  std::vector<char> out = g.moves;
  for (std::size_t f = 0; f < out.size(); ++f) {
    if (data.z[f][o] == 0) out[f] = 0;
  }
  return out;
}

std::vector<Fraction> shares_of(const Data& data, const Directions& g) {
  const auto side = [&](std::size_t f) { return f < data.inputs ? 0 : data.is_good(f) ? 1 : 2; };
  Fraction total[3] = {0, 0, 0};
  for (std::size_t f = 0; f < data.features(); ++f) {
    if (g.moves[f] != 0) total[side(f)] += data.weight_of(f);
  }
  const auto sides = std::count_if(std::begin(total), std::end(total), [](const Fraction& t) { return t > 0; });
  std::vector<Fraction> out(data.features(), 0);
  for (std::size_t f = 0; f < data.features(); ++f) {
    if (g.moves[f] != 0) out[f] = Fraction(data.weight_of(f) / total[side(f)] / static_cast<long>(sides));
  }
  return out;
}

}  // namespace ecoeff::exact
