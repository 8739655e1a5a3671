#include "ecoeff/stata/number_format.hpp"

#include <cmath>
#include <optional>

#include "ecoeff/base/number.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {

int digits_of_format(const std::string& format, const Line& line) {
  const std::size_t dot = format.find('.');
  const bool fixed = format.starts_with('%') && format.ends_with('f') && dot != std::string::npos;
  const std::optional<double> n = parse_number(fixed ? format.substr(dot + 1, format.size() - dot - 2) : format);
  if (!n || *n < 0 || *n > 15 || *n != std::floor(*n))
    refuse("T704", format, line.text, {"a format is written %9.3f or 3", "格式应写作 %9.3f 或 3"});
  return static_cast<int>(*n);
}

}  // namespace ecoeff::stata
