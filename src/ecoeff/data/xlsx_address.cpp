#include "ecoeff/data/xlsx_address.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "ecoeff/base/number.hpp"

namespace ecoeff {

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
  return letters;
}

std::optional<std::pair<std::size_t, std::size_t>> parse_address(std::string_view address) {
  std::size_t i = 0;
  std::size_t column = 0;
  while (i < address.size() && i < 4 && address[i] >= 'A' && address[i] <= 'Z') {
    column = column * 26 + static_cast<std::size_t>(address[i++] - 'A' + 1);
  }
  const auto row = parse_number(address.substr(i));
  if (column == 0 || column > kMostSheetColumns || !row || *row < 1 || *row > kMostSheetRows ||
      *row != std::floor(*row))
    return std::nullopt;
  return std::pair{static_cast<std::size_t>(*row), column - 1};
}

// Excel's serial day to ISO; the day 1900-02-29 that never was makes days before March 1900 one off, which no study
// meets.
std::string iso_date(double serial, bool from_1904) {
  using namespace std::chrono;
  const double days = std::floor(serial);
  const sys_days day =
      sys_days(from_1904 ? year{1904} / 1 / 1 : year{1899} / 12 / 30) + std::chrono::days(static_cast<int>(days));
  const year_month_day date(day);
  std::string out = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                static_cast<unsigned>(date.day()));
  const auto seconds = static_cast<int>(std::lround((serial - days) * 86400));
  if (seconds > 0 && seconds < 86400)
    out += fmt::format(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return out;
}

}  // namespace ecoeff
