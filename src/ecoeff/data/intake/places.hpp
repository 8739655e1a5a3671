// One place under several spellings.
//
// exact: as it is written. trim: without blanks between Chinese characters. china: 山西 is 山西省, 内蒙古 is
// 内蒙古自治区, 恩施州 is 恩施土家族苗族自治州: the stem before 市 省 自治区 地区 盟 州 县 特别行政区 and, of
// autonomous places, before the names of their peoples. Two full forms with different endings (吉林省, 吉林市) stay two
// places; a short form that fits both is error D153, which [data.names] rename answers. Names of today and earlier
// ones (襄樊, 襄阳), pinyin and codes of the place are it, too (china.hpp); one that was merged or divided stays itself.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/note.hpp"
#include "ecoeff/data/intake/china.hpp"
#include "ecoeff/data/intake/part_spec.hpp"
#include "ecoeff/data/intake/problems.hpp"

namespace ecoeff {

// The stem and the kind of ending ("" for a short form).
struct PlaceForm {
  std::string stem;
  std::string ending;
};
[[nodiscard]] PlaceForm place_form(std::string_view name);

// Whether a text looks like the name of a Chinese place: one of the tables, or with such an ending.
[[nodiscard]] bool is_place(std::string_view name);

// Numbers the places of all parts by first appearance.
class PlaceNames {
 public:
  explicit PlaceNames(NameRules rules) : rules_(std::move(rules)) {}

  // All spellings first, then the numbers: a short form needs to know the full ones.
  void add(const std::string& written, const Where& where);
  // What fits two places is a problem (D153) and stays a place of its own.
  void settle(Problems& problems);
  [[nodiscard]] std::size_t number(const std::string& written) const;
  // The first spelling of each place, without inner blanks, renamed.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  struct Spelling {
    std::string written, name;
    Where first;
    std::size_t cells = 0;
    const ChinaChange* change = nullptr;  // under `china`: what became of the place of this name
  };
  // Every spelling in order of appearance.
  [[nodiscard]] const std::vector<Spelling>& spellings() const { return spellings_; }

 private:
  [[nodiscard]] Error question_error(const PlaceQuestion& question) const;
  [[nodiscard]] std::string renamed(const std::string& written) const;

  NameRules rules_;
  std::vector<Spelling> spellings_;
  std::map<std::string, std::size_t> at_;      // written -> spelling
  std::map<std::string, std::size_t> number_;  // written -> place
  std::vector<std::string> names_;
};

// Pairs of spellings that `china` would join and the rules did not.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> twin_spellings(const std::vector<std::string>& names);
// Note D183 for each of them.
void say_twins(const std::vector<std::string>& names, const std::string& file, Notes& notes);

}  // namespace ecoeff
