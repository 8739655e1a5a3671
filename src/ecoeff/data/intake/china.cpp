#include "ecoeff/data/intake/china.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/places.hpp"

namespace ecoeff {
namespace embedded {
std::string_view china_places();
std::string_view china_changes();
}  // namespace embedded
namespace {

// The rows of an embedded table, without comments and header.
std::vector<std::vector<std::string>> rows_of(std::string_view text) {
  std::vector<std::vector<std::string>> out;
  for (const std::string& line : split(text, '\n')) {
    if (!line.empty() && line[0] != '#') out.push_back(split(trim(line), ','));
  }
  if (!out.empty()) out.erase(out.begin());
  return out;
}

std::vector<ChinaPlace> read_places() {
  std::vector<ChinaPlace> out;
  for (const auto& row : rows_of(embedded::china_places())) {
    ChinaPlace place{
        .code = row.at(0), .level = row.at(1), .name = row.at(2), .brief = row.at(3), .latin = {row.at(4)}};
    for (const std::string& more : split(row.at(5), ';')) {
      if (!more.empty()) place.latin.push_back(more);
    }
    out.push_back(std::move(place));
  }
  return out;
}

std::vector<ChinaChange> read_changes() {
  static const std::map<std::string, ChinaChange::Kind> kKinds{{"renamed", ChinaChange::Kind::renamed},
                                                               {"merged", ChinaChange::Kind::merged},
                                                               {"split", ChinaChange::Kind::split}};
  std::vector<ChinaChange> out;
  for (const auto& row : rows_of(embedded::china_changes())) {
    out.push_back({.year = std::atoi(row.at(0).c_str()),
                   .kind = kKinds.at(row.at(1)),
                   .name = row.at(2),
                   .now = split(row.at(3), ';')});
  }
  return out;
}

// Letters alone, in lower case: "Xi'an" is "xian".
std::string letters_of(std::string_view text) {
  std::string out;
  for (const char c : lower_ascii(text)) {
    if (c >= 'a' && c <= 'z') out += c;
  }
  return out;
}

bool is_latin(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii && !letters_of(text).empty() &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

using Ids = std::vector<std::size_t>;

struct Lookup {
  std::map<std::string, std::size_t, std::less<>> names, forms, codes;
  std::map<std::string, Ids, std::less<>> briefs, latin;
  std::map<std::string, const ChinaChange*, std::less<>> changes;

  Lookup() {
    const auto& places = china_places();
    for (std::size_t i = 0; i < places.size(); ++i) {
      const ChinaPlace& place = places[i];
      names.emplace(place.name, i);
      const PlaceForm form = place_form(place.name);
      forms.emplace(form.stem + "\n" + form.ending, i);
      codes.emplace(place.code, i);
      briefs[place.brief].push_back(i);
      for (const std::string& word : place.latin) latin[letters_of(word)].push_back(i);
    }
    for (const ChinaChange& change : china_changes()) {
      changes.emplace(change.name, &change);
      const std::string stem = place_form(change.name).stem;
      if (!briefs.contains(stem)) changes.emplace(stem, &change);
    }
  }
};

const Lookup& lookup() {
  static const Lookup kLookup;
  return kLookup;
}

std::string key_of(std::size_t place) { return fmt::format("#{}", place); }
// Keys that are made of names hold a line feed.
std::optional<std::size_t> place_of(const std::string& key) {
  const bool of_table = key.starts_with('#') && key.find('\n') == std::string::npos;
  return of_table ? std::optional<std::size_t>(std::stoul(key.substr(1))) : std::nullopt;
}

// Gives keys to names: full ones first, then short ones, then Latin ones and codes, which need to know the others.
class KeyGiver {
 public:
  KeyGiver(const std::vector<std::string>& names, std::vector<PlaceQuestion>& questions)
      : names_(names), questions_(questions), keys_(names.size()) {}

  std::vector<std::string> give() {
    for (const auto& pass : {&KeyGiver::full, &KeyGiver::brief, &KeyGiver::other}) {
      for (std::size_t i = 0; i < names_.size(); ++i) {
        if (keys_[i].empty()) (this->*pass)(i);
      }
    }
    return std::move(keys_);
  }

 private:
  void set(std::size_t i, const std::string& key, const std::string& stem) {
    keys_[i] = key;
    const auto place = place_of(key);
    shown_.try_emplace(key, place ? china_places()[*place].name : names_[i]);
    by_stem_[stem].push_back(key);
    if (place) by_stem_[china_places()[*place].brief].push_back(key);
  }

  // The different keys that names of this stem have.
  [[nodiscard]] std::vector<std::string> known(const std::string& stem) const {
    const auto at = by_stem_.find(stem);
    if (at == by_stem_.end()) return {};
    std::vector<std::string> out = at->second;
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  void full(std::size_t i) {
    const PlaceForm form = place_form(names_[i]);
    const auto place = china_by_name(names_[i]);
    if (form.ending.empty() && !place) return;
    const ChinaChange* change = place ? nullptr : china_change(names_[i]);
    const bool renamed = change != nullptr && change->kind == ChinaChange::Kind::renamed;
    const auto now = renamed ? china_by_name(change->now.front()) : place;
    set(i, now ? key_of(*now) : form.stem + "\n" + form.ending, form.stem);
  }

  void brief(std::size_t i) {
    if (is_latin(names_[i]) || china_by_code(names_[i])) return;
    const std::string& stem = names_[i];
    if (choose(i, known(stem), stem)) return;
    const Ids places = china_by_brief(stem);
    const ChinaChange* change = places.empty() ? china_change(stem) : nullptr;
    const bool renamed = change != nullptr && change->kind == ChinaChange::Kind::renamed;
    const auto now = renamed ? china_by_name(change->now.front()) : std::nullopt;
    set(i, now ? key_of(*now) : places.size() == 1 ? key_of(places.front()) : stem + "\n", stem);
  }

  void other(std::size_t i) {
    if (const auto code = china_by_code(names_[i])) return set(i, key_of(*code), names_[i]);
    const Ids places = china_by_latin(names_[i]);
    std::vector<std::string> candidates;
    for (const std::size_t place : places) {
      for (const std::string& key : known(china_places()[place].brief)) candidates.push_back(key);
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    if (choose(i, candidates, names_[i])) return;
    set(i, places.size() == 1 ? key_of(places.front()) : names_[i] + "\n", names_[i]);
  }

  // Takes the only candidate; asks where there are several.
  bool choose(std::size_t i, const std::vector<std::string>& candidates, const std::string& stem) {
    if (candidates.empty()) return false;
    if (candidates.size() == 1) {
      set(i, candidates.front(), stem);
    } else {
      questions_.push_back({i, shown_.at(candidates[0]), shown_.at(candidates[1])});
      keys_[i] = names_[i] + "\n?";
    }
    return true;
  }

  const std::vector<std::string>& names_;
  std::vector<PlaceQuestion>& questions_;
  std::vector<std::string> keys_;
  std::map<std::string, std::vector<std::string>> by_stem_;
  std::map<std::string, std::string> shown_;
};

}  // namespace

const std::vector<ChinaPlace>& china_places() {
  static const std::vector<ChinaPlace> kPlaces = read_places();
  return kPlaces;
}

const std::vector<ChinaChange>& china_changes() {
  static const std::vector<ChinaChange> kChanges = read_changes();
  return kChanges;
}

std::optional<std::size_t> china_by_name(std::string_view name) {
  const auto at = lookup().names.find(name);
  if (at != lookup().names.end()) return at->second;
  const PlaceForm form = place_form(name);
  if (form.ending.empty()) return std::nullopt;
  const auto by_form = lookup().forms.find(form.stem + "\n" + form.ending);
  return by_form == lookup().forms.end() ? std::nullopt : std::optional(by_form->second);
}

Ids china_by_brief(std::string_view brief) {
  const auto at = lookup().briefs.find(brief);
  return at == lookup().briefs.end() ? Ids{} : at->second;
}

Ids china_by_latin(std::string_view text) {
  if (!is_latin(text)) return {};
  constexpr std::array<std::string_view, 10> kEndings{"autonomousregion",
                                                      "autonomousprefecture",
                                                      "municipality",
                                                      "prefecture",
                                                      "province",
                                                      "city",
                                                      "sheng",
                                                      "shi",
                                                      "sar",
                                                      "specialadministrativeregion"};
  constexpr std::array<std::string_view, 6> kPeoples{"zhuang", "hui", "uygur", "uyghur", "uighur", "zizhiqu"};
  std::string word = letters_of(text);
  const auto found = [&] {
    const auto at = lookup().latin.find(word);
    return at == lookup().latin.end() ? Ids{} : at->second;
  };
  const auto without = [&](const auto& endings) {
    for (const std::string_view ending : endings) {
      if (!word.ends_with(ending) || word.size() < ending.size() + 2) continue;
      word.resize(word.size() - ending.size());
      return true;
    }
    return false;
  };
  Ids out = found();
  if (out.empty() && without(kEndings)) out = found();
  if (out.empty() && without(kPeoples)) out = found();
  return out;
}

std::optional<std::size_t> china_by_code(std::string_view code) {
  const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || (code.size() != 2 && code.size() != 4 && code.size() != 6)) return std::nullopt;
  std::string whole(code);
  whole.resize(6, '0');
  const auto at = lookup().codes.find(whole);
  return at == lookup().codes.end() ? std::nullopt : std::optional(at->second);
}

std::string china_place_in(std::string_view text, bool anywhere) {
  std::string found;
  std::size_t end = 0;
  for (const ChinaPlace& place : china_places()) {
    const std::size_t at = text.rfind(place.name);
    if (at == std::string_view::npos || at + place.name.size() < end) continue;
    if (at + place.name.size() == end && place.name.size() < found.size()) continue;
    found = place.name;
    end = at + place.name.size();
  }
  if (!found.empty()) return found;
  std::vector<std::string_view> briefs;
  for (const ChinaPlace& place : china_places()) {
    const std::size_t at = text.find(place.brief);
    const bool here = anywhere ? at != std::string_view::npos : at == 0;
    if (here && std::find(briefs.begin(), briefs.end(), place.brief) == briefs.end()) briefs.push_back(place.brief);
  }
  return briefs.size() == 1 ? std::string(briefs.front()) : std::string();
}

const ChinaChange* china_change(std::string_view name) {
  const auto at = lookup().changes.find(name);
  return at == lookup().changes.end() ? nullptr : at->second;
}

Text describe(const ChinaChange& change) {
  const std::string now_en = join(change.now, ", ");
  const std::string now_zh = join(change.now, "、");
  if (change.kind == ChinaChange::Kind::renamed)
    return {fmt::format("{} since {}", now_en, change.year), fmt::format("{} 年起为{}", change.year, now_zh)};
  const bool merged = change.kind == ChinaChange::Kind::merged;
  return {fmt::format("{} {} in {}", merged ? "merged into" : "divided among", now_en, change.year),
          fmt::format("{} 年{}{}", change.year, merged ? "并入" : "分属", now_zh)};
}

std::vector<std::string> china_keys(const std::vector<std::string>& names, std::vector<PlaceQuestion>& questions) {
  return KeyGiver(names, questions).give();
}

}  // namespace ecoeff
