#include "ecoeff/study/read_options.hpp"

namespace ecoeff {
namespace {

using Type = Option::Type;

OptionValue read_option(Section& s, const Option& option, const OptionValues& defaults) {
  switch (option.type) {
    case Type::flag: return s.flag(option.key, defaults.flag(option.key));
    case Type::whole: return static_cast<double>(s.whole(option.key, defaults.whole(option.key)));
    case Type::number: return s.number(option.key, defaults.number(option.key));
    case Type::word: return s.choice(option.key, option.otherwise, option.words);
    case Type::text: return s.text(option.key, option.otherwise);
    case Type::texts: return s.texts(option.key, defaults.texts(option.key));
  }
  return false;
}

}  // namespace

OptionValues read_options(Section& section, const Options& options) {
  OptionValues values(options);
  for (const Option& option : options) {
    if (option.otherwise.empty() && !section.has(option.key)) continue;  // not set
    OptionValue value = read_option(section, option, values);
    if (const auto wrong = refusal(option, value))
      section.fail("S104", *wrong, section.study().positions[section.path() + "." + option.key]);
    values.set(option.key, std::move(value));
  }
  return values;
}

}  // namespace ecoeff
