// Places of China: provinces, prefectures and the county-level places that provinces govern themselves, with their
// short names, codes and pinyin, and the prefectures that were renamed, merged or divided. The tables are
// china_places.csv and china_changes.csv, which say where they come from.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

struct ChinaPlace {
  std::string code;                // GB/T 2260, six digits
  std::string level;               // province | prefecture | county
  std::string name;                // 湖北省
  std::string brief;               // 湖北
  std::vector<std::string> latin;  // pinyin first
};

struct ChinaChange {
  enum class Kind { renamed, merged, split };
  int year = 0;
  Kind kind = Kind::renamed;
  std::string name;              // as it was
  std::vector<std::string> now;  // one name where it was renamed
};

[[nodiscard]] const std::vector<ChinaPlace>& china_places();
[[nodiscard]] const std::vector<ChinaChange>& china_changes();

// Indices into china_places(). A full name also with the peoples of an autonomous place left out (恩施州).
[[nodiscard]] std::optional<std::size_t> china_by_name(std::string_view name);
[[nodiscard]] std::vector<std::size_t> china_by_brief(std::string_view brief);
// "Wuhan", "wu han", "Wuhan City", "Inner Mongolia", "Guangxi Zhuang Autonomous Region".
[[nodiscard]] std::vector<std::size_t> china_by_latin(std::string_view text);
// "420000", "42", "4201".
[[nodiscard]] std::optional<std::size_t> china_by_code(std::string_view code);

// The place that a title or the name of a file speaks of: the last full name in it, else the one short name with which
// it begins, or that stands `anywhere`; "" when there is none or it is not clear.
[[nodiscard]] std::string china_place_in(std::string_view text, bool anywhere);

// What became of a place of this name, full or short (襄樊市, 襄樊), that is none any more.
[[nodiscard]] const ChinaChange* china_change(std::string_view name);

// "襄阳市 since 2010", "merged into 济南市 in 2019".
[[nodiscard]] Text describe(const ChinaChange& change);

// What tells the places of a list apart, one key a name: two spellings of one place have one key. Names that may be
// either of two others of the list are told to `ask` (index, the two) and have a key of their own.
struct PlaceQuestion {
  std::size_t name = 0;
  std::string one, other;
};
[[nodiscard]] std::vector<std::string> china_keys(const std::vector<std::string>& names,
                                                  std::vector<PlaceQuestion>& questions);

}  // namespace ecoeff
