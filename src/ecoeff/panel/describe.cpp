#include "ecoeff/panel/describe.hpp"

#include <algorithm>
#include <cmath>

#include "ecoeff/data/clean.hpp"

namespace ecoeff {
namespace {

Description describe_values(const std::string& column, std::vector<double> values) {
  Description d{.column = column};
  const std::size_t all = values.size();
  std::erase_if(values, [](double v) { return is_missing(v); });
  d.n = values.size();
  d.missing = all - d.n;
  if (values.empty()) return d;
  const auto n = static_cast<double>(d.n);
  double total = 0;
  for (const double v : values) total += v / n;
  double correction = 0;
  for (const double v : values) correction += (v - total) / n;
  d.mean = total + correction;
  if (d.n > 1) {
    double squares = 0;
    for (const double v : values) squares += (v - d.mean) * (v - d.mean);
    d.sd = std::sqrt(squares / (n - 1));
  }
  d.minimum = *std::min_element(values.begin(), values.end());
  d.maximum = *std::max_element(values.begin(), values.end());
  d.p25 = percentile(values, 25);
  d.median = percentile(values, 50);
  d.p75 = percentile(values, 75);
  return d;
}

}  // namespace

std::vector<Description> describe_columns(const Table& table, const std::vector<std::string>& columns) {
  std::vector<Description> out;
  for (const std::string& column : columns) {
    const auto values = table.numbers(column);
    out.push_back(describe_values(column, {values.begin(), values.end()}));
  }
  return out;
}

}  // namespace ecoeff
