// The failing and the mended example of every diagnostic code, run through the program. They stand in examples.txt, a
// block a code, a line a key:
//
// - study, data, panel: the text of that file which the example replaces.
// - run: the command that it completes at {}; a study is run when this is left out.
// - also: one more change, made for both examples ("data.csv: c0,2010 => c0,2011").
// - mends: what the mended example alone has ("run: ..." or "data.csv: A => B").
// - fails, works: the examples; they stand on the page in both languages unless there is "words: yes".
// - shows: the example of a note, which need not have `works`.
// - exit: the status, where it is not the one of the code's letter.
// - cannot: the reason why no file or command of a test brings the code about.
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <vector>

#include "ecoeff/base/codes.hpp"
#include "example_files.hpp"
#include "program.hpp"

namespace ecoeff::testing {
namespace {

struct Snippet {
  std::string code;
  std::map<std::string, std::string> keys;
  std::vector<std::string> also;
  std::vector<std::string> mends;

  [[nodiscard]] bool has(const std::string& key) const { return keys.contains(key); }
  [[nodiscard]] std::string get(const std::string& key) const { return has(key) ? keys.at(key) : ""; }
};

void PrintTo(const Snippet& snippet, std::ostream* out) { *out << snippet.code; }

// \n is a line feed and \xb3 a byte.
std::string unescape(std::string text) {
  text = replace_all(text, "\\n", "\n");
  for (std::size_t at = 0; (at = text.find("\\x", at)) != std::string::npos; ++at)
    text.replace(at, 4, 1, static_cast<char>(std::stoi(text.substr(at + 2, 2), nullptr, 16)));
  return text;
}

std::vector<Snippet> read_examples() {
  std::istringstream in(read_file(ECOEFF_SOURCE_DIR "/tests/studies/examples.txt"));
  std::vector<Snippet> all;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[' && line.size() == 6) {
      all.push_back({.code = line.substr(1, 4), .keys = {}, .also = {}, .mends = {}});
      continue;
    }
    const std::size_t colon = line.find(": ");
    const std::string key = line.substr(0, colon);
    const std::string value = unescape(line.substr(std::min(line.size(), colon + 2)));
    if (key == "also") {
      all.back().also.push_back(value);
    } else if (key == "mends") {
      all.back().mends.push_back(value);
    } else {
      all.back().keys[key] = value;
    }
  }
  return all;
}

const std::vector<Snippet>& examples() {
  static const std::vector<Snippet> all = read_examples();
  return all;
}

// Every fifth under the sanitizers, where a run takes ten times as long.
std::vector<Snippet> sample() {
#ifdef __SANITIZE_ADDRESS__
  constexpr std::size_t kStride = 5;
#else
  constexpr std::size_t kStride = 1;
#endif
  std::vector<Snippet> some;
  for (std::size_t i = 0; i < examples().size(); i += kStride) {
    if (!examples()[i].has("cannot")) some.push_back(examples()[i]);
  }
  return some;
}

// The parts of an example: "xtset id year ; xtreg y x, fe" is two lines of Stata.
std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find(" ; ", begin)) != std::string::npos; begin = end + 3)
    parts.push_back(text.substr(begin, end - begin));
  parts.push_back(text.substr(begin));
  return parts;
}

class Example : public ProgramTest, public ::testing::WithParamInterface<Snippet> {
 protected:
  // "FILE: BEFORE => AFTER" (a new file when BEFORE is empty) or "run: COMMAND"; {} is the example.
  void change(const std::string& line, const std::string& example, std::string& command) const {
    const std::size_t colon = line.find(": ");
    const std::string file = line.substr(0, colon);
    const std::string rest = line.substr(colon + 2);
    if (file == "run") {
      command = rest;
      return;
    }
    const std::size_t arrow = rest.find("=> ");
    ASSERT_NE(arrow, std::string::npos) << line;
    const std::string before = arrow == 0 ? "" : rest.substr(0, arrow - 1);
    const std::string after = replace_all(rest.substr(arrow + 3), "{}", example);
    if (before.empty()) return write(file, after);
    const std::string text = read(file);
    EXPECT_NE(text.find(before), std::string::npos) << line;
    write(file, replace_all(text, before, after));
  }

  // What the program says, and whether it succeeds, of an example put in its place.
  std::string say(const std::string& text, bool mended) {
    const Snippet& example = GetParam();
    std::string command = example.has("run") ? example.get("run") : "run study.toml -o out";
    for (const auto& [name, content] : example_files()) {
      if (name != "firms.csv" || command.find(name) != std::string::npos) write(name, content);
    }
    for (const auto& line : example.also) change(line, text, command);
    for (const auto& line : example.mends) {
      if (mended) change(line, text, command);
    }
    for (const auto& [key, file] : example_keys()) {
      if (!example.has(key)) continue;
      const std::string content = read(file);
      EXPECT_NE(content.find(example.get(key)), std::string::npos) << example.get(key);
      write(file, replace_all(content, example.get(key), text));
    }
    std::string said;
    for (const auto& one : parts_of(command)) {
      const Outcome run = ecoeff(complete(one, text));
      code_ = run.code;
      said = run.err + run.out;
    }
    return said + (exists("out/results.json") ? read("out/results.json") : "");
  }

  // A command with the example in its hole, without the program's own name.
  static std::string complete(const std::string& command, const std::string& text) {
    std::string lines;
    for (const auto& part : parts_of(text)) lines += (lines.empty() ? "" : "' '") + part;
    const std::string whole = replace_all(command, "{}", lines);
    return whole.starts_with("ecoeff ") ? whole.substr(7) : whole;
  }

  [[nodiscard]] int expected_exit() const {
    if (GetParam().has("exit")) return std::stoi(GetParam().get("exit"));
    static const std::map<char, int> kUsual{{'U', 2}, {'S', 3}, {'D', 4}, {'X', 4},
                                            {'F', 2}, {'P', 2}, {'R', 2}, {'T', 2}};
    return kUsual.at(GetParam().code[0]);
  }

  int code_ = 0;
};

void expect_on_page(const Text& page, const std::string& example) {
  for (const auto& part : parts_of(example)) {
    EXPECT_NE(page.en.find(part), std::string::npos) << page.en;
    EXPECT_NE(page.zh.find(part), std::string::npos) << page.zh;
  }
}

TEST_P(Example, FailsAsThePageSaysAndIsMended) {
  const Snippet& example = GetParam();
  const auto page = find_code(example.code);
  ASSERT_TRUE(page.has_value());
  const bool note = page->fails.en.empty();
  if (!note && !example.has("words")) {
    expect_on_page(page->fails, example.get("fails"));
    expect_on_page(page->works, example.get("works"));
  }
  const std::string failed = say(example.get(note ? "shows" : "fails"), false);
  EXPECT_NE(failed.find(example.code), std::string::npos) << failed.substr(0, 2000);
  EXPECT_EQ(code_, note && !example.has("exit") ? 0 : expected_exit()) << failed.substr(0, 2000);
  if (note && !example.has("works")) return;
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directory(folder_);
  const std::string mended = say(example.get("works"), true);
  EXPECT_EQ(mended.find(example.code), std::string::npos) << mended.substr(0, 2000);
  EXPECT_EQ(code_, 0) << mended.substr(0, 2000);
}

INSTANTIATE_TEST_SUITE_P(Codes, Example, ::testing::ValuesIn(sample()), [](const auto& one) { return one.param.code; });

TEST(Examples, EveryCodeHasOneOrAReason) {
  std::set<std::string> seen;
  for (const auto& example : examples()) {
    EXPECT_TRUE(seen.insert(example.code).second) << example.code << " stands twice";
    EXPECT_TRUE(find_code(example.code).has_value()) << example.code << " has no page";
    EXPECT_TRUE(example.has("cannot") || example.has("fails") || example.has("shows")) << example.code;
  }
  for (const auto& code : known_codes()) EXPECT_TRUE(seen.contains(code)) << code << " has no example";
}

}  // namespace
}  // namespace ecoeff::testing
