// What the name of a column says about its kind of number, in Chinese and English.
#pragma once

#include <string_view>

namespace ecoeff::odd {

// "城镇化率", "占比", "比重", "urban_share", "fossil_share_energy", or a measure of "%": a part of a whole, which has
// bounds. Growth, indices, intensities, prices and ratios to something else (trade over GDP) are not.
[[nodiscard]] bool speaks_of_share(std::string_view head, std::string_view measure);

// Anything that is divided by something: shares, amounts a head, growth, indices, prices.
[[nodiscard]] bool speaks_of_rate(std::string_view head, std::string_view measure);

// Whether the first names a part of what the second names, both amounts: by their words ("co2_coal" of "co2",
// "科学技术支出" of "财政支出") or by what statistics call parts (第二产业增加值 of 地区生产总值, exports of trade).
[[nodiscard]] bool names_part(std::string_view part, std::string_view total);

}  // namespace ecoeff::odd
