// Addresses of cells and days of Excel as text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ecoeff {

// What Excel itself can hold.
inline constexpr std::size_t kMostSheetRows = 1048576;
inline constexpr std::size_t kMostSheetColumns = 16384;

// 0 -> "A", 26 -> "AA".
[[nodiscard]] std::string column_letters(std::size_t column);

// "B7" -> row 7, column 1; nothing when it is no such address.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> parse_address(std::string_view address);

// A serial day as "2010-12-31", with the time of day when it has one.
[[nodiscard]] std::string iso_date(double serial, bool from_1904);

}  // namespace ecoeff
