// The bad-input battery: every case of bad_inputs/*.txt (format: bad_inputs.hpp) is refused with its code, its exit
// code and the place named, in both languages, and nothing is left behind. `ctest -R bad_inputs` runs it all.
#include "bad_inputs.hpp"

#include <iostream>
#include <set>

#include "program.hpp"

namespace ecoeff::testing {
namespace {

std::vector<BadInputCase> all_cases() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(ECOEFF_SOURCE_DIR "/tests/studies/bad_inputs"))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<BadInputCase> cases;
  for (const auto& file : files) {
    std::vector<BadInputCase> some = BadInputReader(file.string()).read();
    std::move(some.begin(), some.end(), std::back_inserter(cases));
  }
  return cases;
}

// The line that says the code, as printed: "error D111 d.csv, row 3: " and the message.
std::string said_line(const std::string& err, const std::string& code) {
  for (const std::string& line : split(err, '\n')) {
    if (line.starts_with("error " + code) || line.starts_with("错误 " + code)) return line;
  }
  return {};
}

class BadInputs : public ProgramTest {
 protected:
  // The message in one language, without the place; "" after a failure.
  std::string expect(const BadInputCase& c, Language language) const {
    const bool zh = language == Language::zh;
    const Outcome run = ecoeff(c.command + (zh ? " --lang zh" : ""), "LC_ALL=C.UTF-8 timeout 20");
    const std::string line = said_line(run.err, c.code);
    Where where = c.where;
    where.file = replace_all(where.file, "%", folder_.string());
    const std::string place = describe(where, language);
    const std::string wanted =
        (zh ? "错误 " : "error ") + c.code + (place.empty() ? "" : " " + place) + (zh ? "：" : ": ");
    EXPECT_EQ(run.code, c.exit_code) << c.name << "\n" << run.err;
    EXPECT_TRUE(line.starts_with(wanted)) << c.name << "\nwanted: " << wanted << "\nsaid:   " << run.err;
    EXPECT_FALSE(exists("out")) << c.name;
    EXPECT_TRUE(is_clean()) << c.name;
    return line.size() > wanted.size() ? line.substr(wanted.size()) : "";
  }
};

TEST_F(BadInputs, AreNamedInBothLanguagesAndLeaveNothing) {
  const std::vector<BadInputCase> cases = all_cases();
  std::set<std::string> names;
  std::set<std::string> codes;
  for (const BadInputCase& c : cases) {
    for (const auto& [name, text] : c.files) write(name, text);
    const std::string en = expect(c, Language::en);
    const std::string zh = expect(c, Language::zh);
    EXPECT_FALSE(en.empty()) << c.name;
    EXPECT_NE(en, zh) << c.name << ": one language only";
    for (const auto& [name, text] : c.files) std::filesystem::remove(folder_ / name);
    EXPECT_TRUE(names.insert(c.name).second) << c.name << " stands twice";
    codes.insert(c.code);
  }
  EXPECT_GE(cases.size(), 200U);
  std::cout << cases.size() << " bad inputs, " << codes.size() << " codes, both languages\n";
}

}  // namespace
}  // namespace ecoeff::testing
