// The pages of the project hold together: links lead to files, and the two READMEs show the same commands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "structure/tree.hpp"

namespace ecoeff::structure {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

// The Markdown pages in the root and below the folders that hold documentation.
Tree pages() {
  const fs::path root = ECOEFF_SOURCE_DIR;
  Tree tree = read_tree(root, {"src", "docs", "examples", "tests", "bench", "packaging"}, {".md"});
  for (const auto& entry : fs::directory_iterator(root)) {
    if (entry.path().extension() == ".md") tree[entry.path().filename().string()] = read_text(entry.path());
  }
  return tree;
}

std::set<std::string> links_in(const std::string& page) {
  static const std::regex kLink(R"re(\]\(([^)#\s]+)[^)]*\)|(?:src|href)="([^"#]+)")re");
  std::set<std::string> links;
  for (std::sregex_iterator it(page.begin(), page.end(), kLink), end; it != end; ++it) {
    const std::string target = (*it)[1].matched ? (*it)[1] : (*it)[2];
    if (target.find("://") == std::string::npos) links.insert(target);
  }
  return links;
}

Complaints check_links(const Tree& tree, const fs::path& root) {
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    for (const auto& link : links_in(text)) {
      if (!fs::exists(root / fs::path(path).parent_path() / link))
        complaints.push_back(path + " leads nowhere: " + link);
    }
  }
  return complaints;
}

// The lines between ```sh and ```.
std::string commands_in(const std::string& page) {
  std::istringstream lines(page);
  std::string commands;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = line == "```sh";
    } else if (inside) {
      commands += line + "\n";
    }
  }
  return commands;
}

// The keys that the reader of study files asks for.
std::set<std::string> keys_asked(const std::string& source) {
  static const std::regex kGetter(
      R"re(\b(?:text|required_text|choice|number|integer|flag|bilingual|texts|numbers|sections?|array|checked|chosen)\("(\w+)")re");
  std::set<std::string> keys;
  for (std::sregex_iterator it(source.begin(), source.end(), kGetter), end; it != end; ++it) keys.insert((*it)[1]);
  return keys;
}

Complaints check_keys(const std::string& source, const std::string& page) {
  Complaints complaints;
  for (const auto& key : keys_asked(source)) {
    const std::regex mention("`[^`]*\\b" + key + "\\b[^`]*`");
    if (!std::regex_search(page, mention)) complaints.push_back(key);
  }
  return complaints;
}

// Chinese text with a half-width comma, colon, semicolon, question or exclamation mark between a Chinese character and
// what follows without a blank (a blank marks a list in code, as in "[首年, 末年]").
Complaints check_chinese_punctuation(const Tree& tree) {
  static const std::string kMarks = ",:;?!";
  const auto is_chinese = [](const std::string& text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    return lead >= 0xE4 && lead <= 0xE9;
  };
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    if (is_test(path)) continue;
    for (std::size_t i = 0; i + 4 < text.size(); ++i) {
      if (!is_chinese(text, i) || kMarks.find(text[i + 3]) == std::string::npos) continue;
      if (std::string(" \"'`\\\n").find(text[i + 4]) == std::string::npos) {
        complaints.push_back(path + ": half-width mark after " + text.substr(i, 4));
      }
    }
  }
  return complaints;
}

TEST(Docs, ChineseUsesItsOwnPunctuation) {
  EXPECT_THAT(check_chinese_punctuation(read_tree(ECOEFF_SOURCE_DIR, {"src/ecoeff", "apps"}, {".cpp", ".hpp"})),
              IsEmpty());
}

TEST(DocsCanFail, OnHalfWidthPunctuation) {
  const Tree tree{{"src/a.cpp", "{\"a,b\", \"没有,因为\"}; [首年, 末年] \"列\","}, {"src/b_test.cpp", "没有,因为"}};
  EXPECT_THAT(check_chinese_punctuation(tree), ElementsAre("src/a.cpp: half-width mark after 有,"));
}

TEST(Docs, LinksLeadToFiles) {
  EXPECT_GT(pages().size(), 10U);
  EXPECT_THAT(check_links(pages(), ECOEFF_SOURCE_DIR), IsEmpty());
}

// The pages of one language that the other lacks, or that show other commands there.
Complaints check_translations(const Tree& english, const Tree& chinese) {
  Complaints complaints;
  for (const auto& [path, text] : english) {
    const std::string other = "docs/zh" + path.substr(std::string("docs/en").size());
    if (!chinese.contains(other)) {
      complaints.push_back(other + " is missing");
    } else if (commands_in(text) != commands_in(chinese.at(other))) {
      complaints.push_back(other + " shows other commands");
    }
  }
  if (chinese.size() > english.size()) complaints.emplace_back("docs/zh has pages that docs/en lacks");
  return complaints;
}

TEST(Docs, BothLanguagesHaveTheSamePagesAndCommands) {
  EXPECT_THAT(check_translations(read_tree(ECOEFF_SOURCE_DIR, {"docs/en"}, {".md"}),
                                 read_tree(ECOEFF_SOURCE_DIR, {"docs/zh"}, {".md"})),
              IsEmpty());
}

TEST(DocsCanFail, OnAPageWithoutItsTranslation) {
  const Tree english{{"docs/en/a.md", "```sh\nx\n```\n"}, {"docs/en/b.md", ""}};
  EXPECT_THAT(check_translations(english, {{"docs/zh/a.md", "```sh\ny\n```\n"}}),
              ElementsAre("docs/zh/a.md shows other commands", "docs/zh/b.md is missing"));
}

TEST(Docs, TheMenuOfTheSiteListsEveryPage) {
  for (const std::string language : {"en", "zh"}) {
    const std::string menu = read_text(ECOEFF_SOURCE_DIR "/docs/mkdocs." + language + ".yml");
    const std::string folder = "docs/" + language + "/";
    for (const auto& [path, text] : read_tree(ECOEFF_SOURCE_DIR, {folder}, {".md"}))
      EXPECT_NE(menu.find(": " + path.substr(folder.size()) + "\n"), std::string::npos) << path;
  }
}

TEST(Docs, BothReadmesShowTheSameCommands) {
  const std::string english = commands_in(read_text(ECOEFF_SOURCE_DIR "/README.md"));
  EXPECT_NE(english, "");
  EXPECT_EQ(commands_in(read_text(ECOEFF_SOURCE_DIR "/README.zh-CN.md")), english);
}

TEST(Docs, EveryKeyOfAStudyFileIsExplained) {
  std::string reader;
  for (const auto& [path, text] : read_tree(ECOEFF_SOURCE_DIR, {"src/ecoeff/study"}, {".cpp"})) {
    const std::string name = path.substr(path.rfind('/') + 1);
    const bool reads = name.starts_with("read") || path.find("/study/tables/") != std::string::npos;
    if (reads && !is_test(path)) reader += text;
  }
  EXPECT_GT(keys_asked(reader).size(), 60U);
  EXPECT_THAT(check_keys(reader, read_text(ECOEFF_SOURCE_DIR "/docs/en/study-file.md")), IsEmpty());
  EXPECT_THAT(check_keys(reader, read_text(ECOEFF_SOURCE_DIR "/docs/zh/study-file.md")), IsEmpty());
}

TEST(DocsCanFail, OnAKeyThatNoPageExplains) {
  EXPECT_THAT(check_keys("s.text(\"file\", \"\"); s.flag(\"dry\", true); s.texts(\"inputs\");", "`file` `a, inputs`"),
              ElementsAre("dry"));
}

TEST(DocsCanFail, OnABrokenLink) {
  const Tree tree{{"docs/a.md", "[x](gone.md) [y](https://example.org) [z](#here) <img src=\"no.svg\">"}};
  EXPECT_THAT(check_links(tree, ECOEFF_SOURCE_DIR),
              ElementsAre("docs/a.md leads nowhere: gone.md", "docs/a.md leads nowhere: no.svg"));
}

TEST(DocsCanFail, CommandsAreTakenFromShellBlocksOnly) {
  EXPECT_EQ(commands_in("```sh\none\n```\ntwo\n```text\nthree\n```\n```sh\nfour\n```\n"), "one\nfour\n");
}

}  // namespace
}  // namespace ecoeff::structure
