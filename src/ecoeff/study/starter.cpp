#include "ecoeff/study/starter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "ecoeff/data/missing_marks.hpp"
#include "ecoeff/study/starter_parts.hpp"
#include "ecoeff/study/starter_roles.hpp"

namespace ecoeff {
namespace {

using Words = std::vector<std::string>;
using Roles = StarterRoles;

// Columns that are text for at most three different words, which the study can name as marks for missing.
Table with_marks(const Table& table, Words& marks, Words& columns) {
  Table out = table;
  for (const Column& column : table.columns()) {
    const auto found = nearly_numeric(column);
    if (!found || found->words.size() > 3) continue;
    std::vector<double> numbers;
    for (const std::string& text : table.texts(column.name)) numbers.push_back(parse_number(text).value_or(kMissing));
    out.set_numbers(column.name, std::move(numbers));
    columns.push_back(column.name);
    for (const std::string& word : found->words) {
      if (std::find(marks.begin(), marks.end(), word) == marks.end()) marks.push_back(word);
    }
  }
  return out;
}

std::string model_part(const Roles& r) {
  const bool scored = !r.score.empty();
  const std::size_t first = scored ? 0 : 1;  // without a score the first column is the outcome
  if (!scored && r.numbers.empty()) return {};
  const std::string outcome = scored ? r.score : r.numbers.front().term;
  Words described{toml_text(scored ? r.score : r.numbers.front().name)};
  Words terms;
  for (std::size_t i = first; i < std::min(r.usable, 4 + first); ++i) {
    terms.push_back(r.numbers[i].term);
    described.push_back(toml_text(r.numbers[i].name));
  }
  const std::string summary = fmt::format(
      "[[table]]\nid = \"summary\"\nkind = \"describe\"\ncolumns = [{}]\n"
      "title = {{ zh = \"描述性统计\", en = \"Descriptive statistics\" }}\n",
      join(described, ", "));
  if (terms.empty()) return summary;
  const std::string effects = r.time.empty() ? "" : " | unit + time";
  // Few clusters: cluster-robust errors are too small (page of P523).
  const char* vce = r.time.empty() ? "robust" : r.units < 40 ? "wild(unit)" : "cluster(unit)";
  return fmt::format(
             "[model]\nformula = \"{} ~ {}{}\"   # check: the explanatory variables\nfocus   = \"{}\"   # check: the "
             "variable of interest\nvce     = \"{}\"\n\n",
             outcome, join(terms, " + "), effects, terms.front(), vce) +
         summary +
         "\n[[table]]\nid = \"baseline\"\ntitle = { zh = \"基准回归结果\", en = \"Baseline regression\" }\ncolumns = [ "
         "{ "
         "controls = false }, {} ]\n";
}

std::string starter_head() {
  return "# A starter study: the roles below were guessed from the column names. Confirm each line marked \"# "
         "check\".\n"
         "# 起始研究文件：以下角色由列名猜测得到，请逐一确认带 \"# check\" 标记的行。\n\n"
         "[study]\ntitle = { zh = \"我的研究\", en = \"My study\" }   # check\nlanguage = \"zh+en\"\n\n[data]\n";
}

constexpr const char* kMissingLine = "missing = \"linear\"   # check: interpolate interior gaps inside each unit\n";

std::string marks_line(const Words& marks, const Words& marked) {
  if (marks.empty()) return {};
  return fmt::format("marks = {}   # check: no numbers, in {}: read as missing, or mend the file\n", toml_list(marks),
                     in_comment(join(marked, ", ")));
}

std::string columns_part(const Roles& r) {
  std::string lines;
  for (const Regressor& one : r.numbers) {
    if (one.name != one.head) lines += fmt::format("{} = {}\n", one.name, toml_text(one.head));
  }
  if (lines.empty()) return {};
  return "[columns]   # short names for formulas\n" + lines + "\n";
}

// Lines in comments that studies of this kind have.
std::string ideas_part(const Roles& r) {
  if (r.ideas.empty()) return {};
  std::string out = "# [derive]   # logs, ratios and stocks to choose from: take the # away from those that fit\n";
  for (const std::string& line : r.ideas) out += "# " + in_comment(line) + "\n";
  return out + "\n";
}

std::string score_part(const Roles& r) {
  std::string zeros;
  for (const std::string& line : r.zeros) zeros += "# " + line + "\n";
  return zeros +
         fmt::format(
             "[scores.{}]\nmodel   = \"super-sbm\"\ninputs  = {}   # check\noutputs = {}   # check\nbad     = {}   # "
             "check\nreturns = \"crs\"\nreference = \"pooled\"\n\n",
             r.score, toml_list(r.inputs), toml_list(r.good), toml_list(r.bad));
}

std::string groups_part(const Roles& r) {
  std::string out;
  for (std::size_t i = 0; i < r.groups.size() && r.usable > (r.score.empty() ? 1U : 0U); ++i) {
    out +=
        fmt::format("\n# [[table]]   # check: heterogeneity by {0}\n# id = \"by-group{1}\"\n# split = {{ by = {2} }}\n",
                    in_comment(r.groups[i]), i == 0 ? "" : fmt::format("-{}", i + 1), toml_text(r.groups[i]));
  }
  return out;
}

}  // namespace

std::string starter_study(const Table& table, const std::string& file_name, const RoleWords& words) {
  Words marks;
  Words marked;
  const Roles r = guess_roles(with_marks(table, marks, marked), words, "", "");
  std::string data = fmt::format("file = {}\nunit = {}   # check\n", toml_text(file_name), toml_text(r.unit));
  if (!r.time.empty()) data += fmt::format("time = {}   # check\n", toml_text(r.time));
  return starter_head() + data + marks_line(marks, marked) + kMissingLine + "\n" + columns_part(r) + ideas_part(r) +
         (r.score.empty() ? "" : score_part(r)) + model_part(r) + groups_part(r);
}

std::string starter_study(const Findings& findings, const RoleWords& words) {
  Words marks;
  Words marked;
  const Table table = with_marks(findings.joined.table, marks, marked);
  const Roles r = guess_roles(table, words, findings.unit, findings.time);
  std::string data = fmt::format("unit = {}   # check\n", toml_text(r.unit));
  if (!r.time.empty()) data += fmt::format("time = {}   # check\n", toml_text(r.time));
  return starter_head() + data + marks_line(marks, marked) + kMissingLine + "\n" + parts_toml(findings) +
         columns_part(r) + ideas_part(r) + (r.score.empty() ? "" : score_part(r)) + model_part(r) + groups_part(r);
}

}  // namespace ecoeff
