// Every table of the built-in study, compiled by xelatex in one document.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "program.hpp"

namespace ecoeff::testing {
namespace {

class Latex : public ProgramTest {};

TEST_F(Latex, EveryTableCompiles) {
  if (std::system(
          "kpsewhich ctexart.cls booktabs.sty siunitx.sty >/dev/null 2>&1 && command -v xelatex >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "no xelatex with ctex and siunitx on this machine";
  ASSERT_EQ(ecoeff("new yr").code, 0);
  ASSERT_EQ(ecoeff("run yr/study.toml --quiet").code, 0);
  std::string document =
      "\\documentclass[a4paper,fontset=none]{ctexart}\n\\setCJKmainfont{Noto Serif CJK SC}\n"
      "\\usepackage{array,booktabs,multirow,longtable,siunitx}\n\\usepackage[margin=2.5cm]{geometry}\n\\begin{document}"
      "\n";
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "yr/out/tables")) {
    if (entry.path().extension() == ".tex") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  ASSERT_EQ(names.size(), 8U);
  for (const std::string& name : names) document += "\\input{" + name + "}\n\\clearpage\n";
  write("yr/out/tables/all.tex", document + "\\end{document}\n");
  const std::string command = "cd '" + (folder_ / "yr/out/tables").string() +
                              "' && xelatex -interaction=nonstopmode -halt-on-error all.tex >all.out 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0) << read("yr/out/tables/all.out");
  const std::string log = read("yr/out/tables/all.log");
  EXPECT_EQ(log.find("Missing character"), std::string::npos);
  EXPECT_TRUE(exists("yr/out/tables/all.pdf"));
}

}  // namespace
}  // namespace ecoeff::testing
