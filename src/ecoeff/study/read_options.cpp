#include "ecoeff/study/read_options.hpp"

#include <algorithm>

#include "ecoeff/base/number.hpp"

namespace ecoeff {
namespace {

using Type = Option::Type;

// As it would be typed.
OptionValue read_pairs(Section& s, const std::string& key) {
  std::vector<std::string> pairs;
  if (auto table = s.section(key)) {
    for (const auto& [name, node] : table->entries())
      pairs.push_back(name + "=" + format_shortest(table->number(name, 0)));
    table->finish();
  }
  return pairs;
}

OptionValue read_word(Section& s, const Option& option) {
  std::string word = s.text(option.key, option.otherwise);
  return option.admits(word) ? word : s.choice(option.key, option.otherwise, option.words);
}

OptionValue read_option(Section& s, const Option& option, const OptionValues& defaults) {
  switch (option.type) {
    case Type::flag: return s.flag(option.key, defaults.flag(option.key));
    case Type::whole: return static_cast<double>(s.whole(option.key, defaults.whole(option.key)));
    case Type::number: return s.number(option.key, defaults.number(option.key));
    case Type::numbers: return s.numbers(option.key, defaults.numbers(option.key));
    case Type::word: return read_word(s, option);
    case Type::text: return s.text(option.key, option.otherwise);
    case Type::pairs: return read_pairs(s, option.key);
    case Type::lines:
    case Type::texts: return s.texts(option.key, defaults.texts(option.key));
  }
  return false;
}

// Those of one table: the method's own section, or one below it.
void read_from(Section& section, const std::string& table, const Options& options, OptionValues& values) {
  for (const Option& option : options) {
    if (option.section != table || !option.in_studies) continue;
    if (option.otherwise.empty() && !section.has(option.key)) continue;  // not set
    OptionValue value = read_option(section, option, values);
    if (const auto wrong = refusal(option, value))
      section.fail("S104", *wrong, section.study().positions[section.path() + "." + option.key]);
    values.set(option.key, std::move(value));
  }
}

}  // namespace

OptionValues read_options(Section& section, const Options& options) {
  OptionValues values(options);
  read_from(section, "", options, values);
  std::vector<std::string> read;
  for (const Option& option : options) {
    if (option.section.empty() || std::find(read.begin(), read.end(), option.section) != read.end()) continue;
    read.push_back(option.section);
    if (auto table = section.section(option.section)) {
      read_from(*table, option.section, options, values);
      table->finish();
    }
  }
  return values;
}

}  // namespace ecoeff
