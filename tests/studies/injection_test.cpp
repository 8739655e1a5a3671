// Texts from the data that would be commands in some format arrive as text in every file of a run, and no name from the
// data leaves the output folder.
#include <pugixml.hpp>

#include <set>

#include "ecoeff/base/number.hpp"
#include "program.hpp"
#include "small_study.hpp"
#include "zip_parts.hpp"

namespace ecoeff::testing {
namespace {

// Each stands for a unit, a group or a label of the small study.
const std::string kScript = "<script>alert(1)</script>&amp;";
const std::string kFormula = "=HYPERLINK(\"\"http://x\"\",\"\"y\"\")";  // as csv wants it
const std::string kLatex = "\\input{/etc/passwd}%$#_^~{}";
const std::string kRtf = "{\\object\\objdata 00}\\u8364?";
const std::string kMarkdown = "[x](javascript:alert(1))|`y`*z*";
const std::string kPath = "../../escaped/@file";

class Injection : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    std::string csv = small_csv();
    const std::vector<std::string> units{kScript, kFormula, kLatex, kRtf, kMarkdown, kPath};
    for (std::size_t i = 0; i < units.size(); ++i)
      csv = replace_all(csv, "\nc" + std::to_string(i) + ",", "\n\"" + units[i] + "\",");
    csv = replace_all(csv, ",east", ",\"" + kScript + "\"");
    csv = replace_all(csv, ",west", ",\"" + kPath + "\"");
    write("d.csv", csv);
    write("study.toml", replace_all(small_study(), "id = \"summary\"",
                                    "id = \"summary\"\ntitle = '" + kScript + kLatex + kRtf + "'") +
                            "[labels]\ntrade = '" + kScript + kLatex + kRtf + kMarkdown + "'\nCEE = '=1+1'\n" +
                            "[report]\nformats = [\"html\", \"xlsx\", \"tex\", \"md\", \"rtf\", \"docx\"]\n" +
                            "figures = [\"score-heatmap\"]\nreplicate = [\"stata\", \"r\"]\nvariables = \"labels\"\n");
    const Outcome run = ecoeff("run study.toml -o out");
    ASSERT_TRUE(run.code == 0 || run.code == 5) << run.err;
  }

  // Name -> bytes of the files whose names end so.
  std::map<std::string, std::string> files(const std::string& ending) const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "out")) {
      const std::string name = entry.path().string();
      if (entry.is_regular_file() && name.ends_with(ending)) all[name] = read_file(entry.path());
    }
    EXPECT_FALSE(all.empty()) << ending;
    return all;
  }
};

// How often `part` stands in `text`.
std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST_F(Injection, MarkupArrivesAsText) {
  for (const auto& [name, text] : files(".html")) {
    EXPECT_EQ(count(text, "<script>alert"), 0U) << name;
    EXPECT_EQ(count(text, "href=\"javascript:"), 0U) << name;
  }
  EXPECT_GT(count(read("out/report.html"), "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"), 0U);
  for (const auto& [name, text] : files(".svg")) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(text.c_str())) << name;
    EXPECT_TRUE(document.select_nodes("//script").empty()) << name;
  }
  for (const auto& [name, text] : files(".md")) EXPECT_EQ(count(text, "<script>"), 0U) << name;
  for (const auto& [name, text] : files(".md"))
    EXPECT_EQ(count(text, "](javascript:"), count(text, "\\](javascript:")) << name;
}

TEST_F(Injection, TypesettingCommandsArriveAsText) {
  for (const auto& [name, text] : files(".tex")) EXPECT_EQ(count(text, "\\input{/etc"), 0U) << name;
  EXPECT_GT(count(read("out/tables/table1_summary.tex"), "\\textbackslash"), 0U);
  for (const auto& [name, text] : files(".rtf")) {
    EXPECT_EQ(count(text, "{\\object"), 0U) << name;
    const std::size_t escaped = count(text, "\\{") + count(text, "\\}");
    EXPECT_EQ(count(text, "{"), count(text, "}") + count(text, "\\{") - count(text, "\\}")) << name << escaped;
  }
  EXPECT_GT(count(read("out/tables/table1_summary.rtf"), "\\{\\\\object"), 0U);
}

TEST_F(Injection, OfficeFilesHoldTextAndNoFormulas) {
  std::size_t sheets = 0;
  for (const auto& [name, bytes] : files(".xlsx")) {
    for (const auto& [part, xml] : zip_parts(bytes)) {
      pugi::xml_document document;
      EXPECT_TRUE(document.load_string(xml.c_str())) << name << " " << part;
      if (part.find("worksheets/sheet") == std::string::npos) continue;
      ++sheets;
      EXPECT_TRUE(document.select_nodes("//f").empty()) << name << " " << part;
      EXPECT_TRUE(document.select_nodes("//hyperlink").empty()) << name << " " << part;
    }
  }
  EXPECT_GE(sheets, 4U);
  for (const auto& [name, bytes] : files(".docx")) {
    for (const auto& [part, xml] : zip_parts(bytes)) {
      if (part.ends_with(".png")) continue;
      pugi::xml_document document;
      EXPECT_TRUE(document.load_string(xml.c_str())) << name << " " << part;
    }
  }
}

TEST_F(Injection, CsvCellsAreNoFormulas) {
  for (const auto& [name, text] : files(".csv")) {
    for (const std::string& line : split(text, '\n')) {
      for (std::string cell : split(line, ',')) {
        if (cell.starts_with("\xEF\xBB\xBF")) cell.erase(0, 3);
        if (cell.starts_with('"')) cell.erase(0, 1);
        const bool formula = !cell.empty() && std::string_view("=+-@").find(cell[0]) != std::string_view::npos;
        EXPECT_TRUE(!formula || parse_number(replace_all(cell, "\r", ""))) << name << ": " << cell;
      }
    }
  }
}

TEST_F(Injection, NoNameLeavesTheFolder) {
  std::set<std::string> outside;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) outside.insert(entry.path().filename());
  EXPECT_EQ(outside, (std::set<std::string>{"d.csv", "study.toml", "out", ".stdout", ".stderr"}));
  EXPECT_FALSE(std::filesystem::exists(folder_.parent_path() / "escaped"));
  for (const auto& [name, bytes] : files("")) {
    for (const char c : std::filesystem::path(name).filename().string()) EXPECT_TRUE(c > ' ' && c < 0x7f) << name;
  }
}

}  // namespace
}  // namespace ecoeff::testing
