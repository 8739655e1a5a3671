#include "ecoeff/base/codes.hpp"

#include <fmt/format.h>

namespace ecoeff {
namespace embedded {
std::string_view codes_en();
std::string_view codes_zh();
}  // namespace embedded

namespace {

struct Labels {
  std::string_view remedy;
  std::string_view fails;
  std::string_view works;
};
constexpr Labels kEnglish{"Do: ", "Fails: ", "Works: "};
constexpr Labels kChinese{"怎么办：", "错误：", "正确："};

struct Section {
  std::string title, cause, remedy, fails, works;
};

// The lines between the heading of `code` and the next heading; nothing when there is no such heading.
std::optional<Section> find_section(std::string_view file, const std::string& code, const Labels& labels) {
  std::optional<Section> found;
  for (const std::string& line : split(file, '\n')) {
    if (line.starts_with("#")) {
      if (found) return found;
      if (line.starts_with("## " + code + " ")) found = Section{.title = line.substr(code.size() + 4)};
      continue;
    }
    if (!found || line.empty()) continue;
    const auto take = [&](std::string_view label, std::string& member) {
      if (!line.starts_with("- ") || !std::string_view(line).substr(2).starts_with(label)) return false;
      member = line.substr(2 + label.size());
      return true;
    };
    if (take(labels.remedy, found->remedy) || take(labels.fails, found->fails) || take(labels.works, found->works)) {
      continue;
    }
    found->cause += (found->cause.empty() ? "" : "\n") + line;
  }
  return found;
}

std::string upper_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace

std::optional<CodePage> find_code(std::string_view code) {
  const std::string wanted = upper_ascii(trim(code));
  if (wanted.empty()) return std::nullopt;
  const auto en = find_section(embedded::codes_en(), wanted, kEnglish);
  const auto zh = find_section(embedded::codes_zh(), wanted, kChinese);
  if (!en || !zh) return std::nullopt;
  return CodePage{.code = wanted,
                  .title = {en->title, zh->title},
                  .cause = {en->cause, zh->cause},
                  .remedy = {en->remedy, zh->remedy},
                  .fails = {en->fails, zh->fails},
                  .works = {en->works, zh->works}};
}

std::vector<std::string> known_codes() {
  std::vector<std::string> codes;
  for (const std::string& line : split(embedded::codes_en(), '\n')) {
    if (line.starts_with("## ")) codes.push_back(line.substr(3, line.find(' ', 3) - 3));
  }
  return codes;
}

std::string describe(const CodePage& page, Language language) {
  const Labels& labels = language == Language::zh ? kChinese : kEnglish;
  std::string out = fmt::format("{} {}\n\n{}\n\n{}{}\n", page.code, page.title.in(language), page.cause.in(language),
                                labels.remedy, page.remedy.in(language));
  if (!page.fails.empty()) out += fmt::format("\n{}{}\n", labels.fails, page.fails.in(language));
  if (!page.works.empty()) out += fmt::format("{}{}\n", labels.works, page.works.in(language));
  return out;
}

}  // namespace ecoeff
