// Numbers from and to text, independent of the locale.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace ecoeff {

// A missing value everywhere in ecoeff. Infinity is never stored in a table.
inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
[[nodiscard]] inline bool is_missing(double value) { return value != value; }

// The whole of `text` (white space at the ends allowed) as a finite number: "1.5", "-2e3", "1,234,567.8" (thousands
// commas only in groups of three), full-width digits; otherwise nothing. "12%" is not a number.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

// Whether `value`, read from the whole number `text`, has other digits than it: "110000000000000001" is no double.
[[nodiscard]] bool loses_digits(std::string_view text, double value);

// Whether a whole number is written as codes are and amounts are not: "007", "12E4". As a number it would not print
// back.
[[nodiscard]] bool is_code(std::string_view number);

// Cells that mean "missing": empty, NA, N/A, n.a., NaN, null, none, missing, ., .., …, -, --, –, —, ——, /, 无, 缺,
// 缺失, 不详, 无数据, 暂无, 空缺, #N/A, #DIV/0!, #VALUE! and #REF! (any case).
[[nodiscard]] bool means_missing(std::string_view cell);

// The shortest text that reads back as the same double; "" for missing.
[[nodiscard]] std::string format_shortest(double value);
// 17 significant digits; "" for missing.
[[nodiscard]] std::string format_exact(double value);
// Fixed number of decimals, halves to even on the binary value, "-0.000" printed as "0.000"; "" for missing.
[[nodiscard]] std::string format_fixed(double value, int decimals);

}  // namespace ecoeff
