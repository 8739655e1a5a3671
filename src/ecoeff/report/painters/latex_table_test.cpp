#include "ecoeff/report/painters/latex_table.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <regex>

#include "ecoeff/report/tables/paper_table_samples.hpp"

namespace ecoeff {
namespace {

using table_samples::count_of;

// Depth of braces at the end, -1 as soon as one closes that was not open; escaped braces do not count.
int brace_depth(const std::string& text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth < 0) {
      return -1;
    }
  }
  return depth;
}

std::size_t columns_of_preamble(const std::string& text) {
  std::smatch match;
  const std::regex begin(R"(\\begin\{(?:tabular|longtable)\}\{(.*)\})");
  if (!std::regex_search(text, match, begin)) return 0;
  std::string types = std::regex_replace(match[1].str(), std::regex(R"(>\{[^}]*\}|\{[^}]*\})"), "");
  types = std::regex_replace(types, std::regex(R"(\[[^\]]*\])"), "");
  return types.size();
}

// Columns that a row takes: cells between unescaped &, each one or the n of its \multicolumn{n}.
std::size_t columns_of_row(const std::string& line) {
  std::size_t columns = 0;
  std::string cell;
  const auto close = [&] {
    std::smatch match;
    columns += std::regex_search(cell, match, std::regex(R"(\\multicolumn\{(\d+)\})")) ? std::stoul(match[1]) : 1;
    cell.clear();
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      cell += line[i++];
      cell += line[i];
    } else if (line[i] == '&') {
      close();
    } else {
      cell += line[i];
    }
  }
  close();
  return columns;
}

void expect_whole(const PaperTable& table, const std::string& languages) {
  const std::string text = table_latex(table, languages);
  SCOPED_TRACE(text);
  EXPECT_EQ(brace_depth(text), 0);
  for (const char* environment : {"table", "tabular", "longtable", "minipage"}) {
    EXPECT_EQ(count_of(text, std::string("\\begin{") + environment + "}"),
              count_of(text, std::string("\\end{") + environment + "}"));
  }
  const std::size_t columns = columns_of_preamble(text);
  EXPECT_GT(columns, 0U);
  std::size_t rows = 0;
  for (const std::string& line : split(text, '\n')) {
    if (!line.ends_with(" \\\\") && !line.ends_with(" \\\\*")) continue;
    EXPECT_EQ(columns_of_row(line), columns) << line;
    EXPECT_FALSE(line.starts_with("[") || line.starts_with("*")) << line;
    ++rows;
  }
  EXPECT_GE(rows, table.body.size() + table.head.size());
}

TEST(LatexTable, RowsFillTheColumns) {
  for (const std::string languages : {"zh", "en", "zh+en"}) {
    expect_whole(table_samples::regression(), languages);
    expect_whole(table_samples::definition(), languages);
    expect_whole(table_samples::hostile(), languages);
    expect_whole(table_samples::large(60, 4), languages);
    expect_whole(table_samples::large(5, 20), languages);
  }
}

TEST(LatexTable, HasThreeRulesAndNumbersOnTheirPoints) {
  const std::string text = table_latex(table_samples::regression(), "zh+en");
  EXPECT_EQ(count_of(text, "\\toprule"), 1U);
  EXPECT_EQ(count_of(text, "\\midrule"), 2U);  // below the head and above the test
  EXPECT_EQ(count_of(text, "\\bottomrule"), 1U);
  EXPECT_NE(text.find("NQP & 0.230{$^{**}$} & -10.055 \\\\\n & {(}2.003{)} & {(}-0.500{)} \\\\\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("S[table-format=-2.3,table-space-text-pre={(},table-space-text-post={)}]"), std::string::npos)
      << text;
  EXPECT_NE(text.find("\\setcounter{table}{3}\n"), std::string::npos);
  EXPECT_NE(text.find("\\caption{基准回归结果}\\label{tab:benchmark}"), std::string::npos);
  EXPECT_NE(text.find("Table~\\thetable. Benchmark regression results"), std::string::npos);
  EXPECT_NE(text.find("\\multirow{2}{*}{变量}"), std::string::npos);
  EXPECT_NE(text.find("\\multicolumn{2}{c}{F(1, 449) = 9.100, p = 0.003}"), std::string::npos);
}

TEST(LatexTable, LongTablesContinueWithTheirHead) {
  const std::string text = table_latex(table_samples::large(60, 2), "zh+en");
  EXPECT_EQ(count_of(text, "\\begin{longtable}"), 1U);
  EXPECT_EQ(count_of(text, "\\endhead"), 1U);
  EXPECT_EQ(count_of(text, "城市 &"), 2U);
}

TEST(LatexTable, EscapesEveryCommandCharacter) {
  EXPECT_EQ(escape_latex("\\{}$&#_^~%<>|\""),
            "\\textbackslash{}\\{\\}\\$\\&\\#\\_\\textasciicircum{}\\textasciitilde{}\\%\\textless{}\\textgreater{}"
            "\\textbar{}\\symbol{34}");
  EXPECT_EQ(escape_latex("R² 系数"), "R$^{2}$ 系数");
}

RC_GTEST_PROP(LatexProperty, EscapedTextBalances, (const std::string& text)) {
  const std::string escaped = escape_latex(text);
  RC_ASSERT(brace_depth(escaped) == 0);
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    RC_ASSERT(std::string("#%&~").find(escaped[i]) == std::string::npos || (i > 0 && escaped[i - 1] == '\\'));
  }
}

}  // namespace
}  // namespace ecoeff
