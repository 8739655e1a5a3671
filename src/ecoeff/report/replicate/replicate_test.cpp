#include "ecoeff/report/replicate/replicate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "ecoeff/report/figures/picture_test_result.hpp"

namespace ecoeff {
namespace {

// A do-file read line by line as Stata would: commands that are known, brackets and quotes that close, variables that
// panel.csv or an earlier line made, estimates that were stored before they are printed.
class DoFile {
 public:
  explicit DoFile(const StudyResult& result) {
    for (const Column& column : result.panel.table.columns()) variables_.insert(column.name);
  }

  std::vector<std::string> complaints(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty() && line[0] != '*') read(line);
    }
    return complaints_;
  }

 private:
  void complain(const std::string& what, const std::string& line) { complaints_.push_back(what + ": " + line); }

  static bool closes(const std::string& line) {
    int depth = 0;
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (quoted) continue;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) return false;
    }
    return depth == 0 && !quoted;
  }

  // Names outside quotes in the part before the comma of the options.
  static std::vector<std::string> names_in(const std::string& text) {
    std::vector<std::string> names;
    bool quoted = false;
    std::string word;
    for (const char c : text + " ") {
      const bool part = !quoted && (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' ||
                                    (static_cast<unsigned char>(c) & 0x80U) != 0);
      if (part) word += c;
      if (!part && !word.empty()) {
        const std::size_t dot = word.find('.');
        if (std::isdigit(static_cast<unsigned char>(word[0])) == 0)
          names.push_back(dot == std::string::npos ? word : word.substr(dot + 1));
        word.clear();
      }
      if (c == '"') quoted = !quoted;
    }
    return names;
  }

  void need(const std::string& text, const std::string& line) {
    static const std::set<std::string> kWords{
        "if",  "gmm",    "lag",     "collapse", "iv", "eq",       "level", "aw",     "pw",  "fw",      "absorb",
        "vce", "robust", "cluster", "small",    "h",  "twostep",  "cuts",  "suffix", "_w",  "nolevel", "orthogonal",
        "L",   "re",     "be",      "ll",       "ul", "quantile", "2sls",  "gmm2s",  "log", "c",       "cL"};
    for (const std::string& name : names_in(text)) {
      if (!kWords.contains(name) && !variables_.contains(name)) complain("no variable " + name, line);
    }
  }

  void read(const std::string& line) {
    if (!closes(line)) complain("brackets or quotes", line);
    std::istringstream words(line);
    std::string command, second, third;
    words >> command >> second >> third;
    const std::string rest = line.size() > command.size() ? line.substr(command.size() + 1) : "";
    if (command == "estimates") {
      if (second != "store") complain("unknown", line);
      stored_.insert(third);
    } else if (command == "egen") {
      need(rest.substr(rest.find('(')), line);
      variables_.insert(second);
    } else if (command == "capture" || command == "generate") {
      const std::size_t is = line.find('=');
      if (is != std::string::npos) need(line.substr(is), line);
      if (is != std::string::npos) variables_.insert(third);
    } else if (command == "winsor2") {
      need(rest, line);
      for (const std::string& name : names_in(rest.substr(0, rest.find(',')))) variables_.insert(name + "_w");
    } else if (command == "drop") {
      need(rest, line);
      for (const std::string& name : names_in(rest)) variables_.erase(name);
    } else if (command == "esttab") {
      const std::string stem = second.substr(0, second.find('*'));
      if (std::none_of(stored_.begin(), stored_.end(), [&](const auto& one) { return one.starts_with(stem); }))
        complain("nothing stored", line);
    } else if (std::set<std::string>{"xtset", "reghdfe", "regress", "xtabond2", "summarize", "xtreg", "ivregress",
                                     "ivreghdfe", "tobit", "truncreg", "xttobit", "qreg", "ppmlhdfe"}
                   .contains(command)) {
      need(rest, line);
    } else if (command != "clear" && command != "import") {
      complain("unknown command", line);
    }
  }

  std::set<std::string> variables_;
  std::set<std::string> stored_;
  std::vector<std::string> complaints_;
};

StudyResult with_every_kind_of_column() {
  StudyResult result = picture_test::make_result({.units = 6, .periods = 4});
  std::vector<double> open(result.panel.rows(), 1.0);
  result.panel.table.set_numbers("OPEN", open);
  for (TableResult& table : result.tables) {
    for (ColumnResult& column : table.columns)
      column.spec.estimator = column.spec.estimator.empty() ? "fe" : column.spec.estimator;
    if (table.spec.id != "robustness") continue;
    table.columns[0].spec.winsor = WinsorSpec{.columns = {"CEE", "NQP"}, .low = 1, .high = 99};
    table.columns[1].spec.keep = "time < 2020 or basin == \"上游\"";
    table.columns[2].spec.swap = {{"NQP", "NQP_PCA"}};
  }
  return result;
}

TEST(ReplicateStata, NamesOnlyCommandsVariablesAndEstimatesThatExist) {
  const StudyResult result = with_every_kind_of_column();
  std::vector<std::string> complaints = DoFile(result).complaints(replicate_stata(result));
  // The summary table of this made-up study names nothing.
  EXPECT_EQ(join(complaints, "\n"), "");
}

TEST(ReplicateStata, TheCheckSeesFaults) {
  const StudyResult result = with_every_kind_of_column();
  EXPECT_EQ(DoFile(result).complaints("reghdfe CEE NQX, absorb(city year)").size(), 1U);
  EXPECT_EQ(DoFile(result).complaints("reghdfe CEE NQP, absorb(city year").size(), 1U);
  EXPECT_EQ(DoFile(result).complaints("esttab t4c*").size(), 1U);
  EXPECT_EQ(DoFile(result).complaints("reghdf CEE NQP").size(), 1U);
  EXPECT_EQ(DoFile(result).complaints("drop CEE\nregress CEE NQP").size(), 1U);
}

TEST(ReplicateStata, PrintsTheStatisticAndThresholdsOfTheStudy) {
  StudyResult result = with_every_kind_of_column();
  result.study.model->below = "se";
  result.study.model->stars = {0.05, 0.01};
  result.study.model->digits = 4;
  EXPECT_NE(replicate_stata(result).find("b(%9.4f) se(%9.4f) star(* 0.05 ** 0.01) r2 keep(NQP)"), std::string::npos);
}

TEST(ReplicateR, SaysWhatPlmCannotDo) {
  StudyResult result = with_every_kind_of_column();
  const std::string plain = replicate_r(result);
  EXPECT_NE(plain.find("t2c2 <- fe(\"t2c2\", CEE ~ NQP + OPEN, d, \"twoways\", \"robust\", "), std::string::npos)
      << plain;
  result.study.model->vce = "cluster(basin)";
  EXPECT_NE(replicate_r(result).find("# beyond plm; with fixest: t2c2 <- feols(CEE ~ NQP + OPEN | city + year"),
            std::string::npos);
}

TEST(Replicate, WeighsAndSaysWhichErrorsAreMissing) {
  StudyResult result = with_every_kind_of_column();
  result.study.model->vce = "bootstrap(unit)";
  for (TableResult& table : result.tables) {
    for (ColumnResult& column : table.columns) {
      if (column.estimate) column.estimate->weights = "aw=OPEN";
    }
  }
  const std::string stata = replicate_stata(result);
  EXPECT_NE(stata.find("reghdfe CEE NQP OPEN [aw=OPEN], absorb("), std::string::npos) << stata;
  EXPECT_NE(stata.find("* the study's errors are bootstrap(unit), those of this line are not"), std::string::npos);
  EXPECT_EQ(join(DoFile(result).complaints(stata), "\n"), "");
  EXPECT_NE(replicate_r(result).find("vcov = \"iid\", weights = ~OPEN)"), std::string::npos);
}

// A study whose second column of the benchmark table has this estimator.
StudyResult with_estimator(const std::string& estimator, const std::string& formula = "", const std::string& vce = "") {
  StudyResult result = with_every_kind_of_column();
  ColumnSpec& spec = result.tables[1].columns[1].spec;
  spec.estimator = estimator;
  spec.formula = formula;
  spec.vce = vce;
  spec.options.set("ll", 0.0);
  spec.options.set("ul", 1.0);
  spec.options.set("tau", 0.25);
  return result;
}

TEST(Replicate, SpellsEveryEstimator) {
  struct Case {
    const char* estimator;
    const char* stata;
    const char* r;
    const char* formula = "";
    const char* vce = "robust";
  };
  const char* instrumented = "CEE ~ OPEN | unit + time | NQP ~ NQP_PCA";
  const char* terms = "CEE ~ NQP + I(NQP^2) + NQP:L.OPEN + log(OPEN) | unit";
  for (const Case& c : std::vector<Case>{
           {"fe", "reghdfe CEE NQP c.NQP#c.NQP c.NQP#cL.OPEN log_OPEN, absorb(unit_id)",
            "CEE ~ NQP + I(NQP^2) + NQP:lag(OPEN, 1) + log(OPEN), d,", terms},
           {"fe", "generate double log_OPEN = log(OPEN)", "I(NQP^2)", terms},
           {"fd", "generate double NQP_2 = NQP * NQP", "I(NQP^2)", terms},
           {"re", "xtreg CEE NQP OPEN i.year, re vce(robust)", "plm::plm(CEE ~ NQP + OPEN + factor(year), data = "},
           {"between", "xtreg CEE NQP OPEN, be", "model = \"between\")"},
           {"fd", "reghdfe D.CEE D.NQP D.OPEN, absorb(year) vce(robust)", "model = \"fd\")"},
           {"fd", "regress D.CEE D.NQP, vce(cluster unit_id)", "model = \"fd\")", "CEE ~ NQP | unit", "cluster(unit)"},
           {"pooled", "regress CEE NQP OPEN, vce(robust)", "fe(\"t2c2\", CEE ~ NQP + OPEN, d, \"none\""},
           {"iv", "ivreghdfe CEE OPEN (NQP = NQP_PCA), absorb(unit_id year) robust",
            "fixest::feols(CEE ~ OPEN | city + year | NQP ~ NQP_PCA, data = d)", instrumented},
           {"iv-gmm", "ivreghdfe CEE OPEN (NQP = NQP_PCA), absorb(unit_id year) gmm2s cluster(unit_id year)",
            "fixest::feols(CEE ~ OPEN |", instrumented, "cluster(unit, time)"},
           {"iv", "ivregress 2sls CEE (NQP = NQP_PCA), vce(robust)", "fixest::feols(CEE ~ 1 | NQP ~ NQP_PCA",
            "CEE ~ 1 | 0 | NQP ~ NQP_PCA"},
           {"tobit", "tobit CEE NQP OPEN i.unit_id i.year, ll(0) ul(1) vce(robust)", "left = 0, right = 1"},
           {"truncated", "truncreg CEE NQP OPEN i.unit_id i.year, ll(0) ul(1)", "truncreg::truncreg(CEE ~ "},
           {"xttobit", "xttobit CEE NQP OPEN i.year, ll(0) ul(1)", "censReg::censReg(CEE ~ NQP + OPEN + factor(year)"},
           {"poisson", "ppmlhdfe CEE NQP OPEN, absorb(unit_id year) vce(robust)",
            "fixest::fepois(CEE ~ NQP + OPEN | city + year"},
           {"quantile", "qreg CEE NQP OPEN i.unit_id i.year, quantile(0.25) vce(robust)", "tau = 0.25"}}) {
    const StudyResult result = with_estimator(c.estimator, c.formula, c.vce);
    const std::string stata = replicate_stata(result);
    EXPECT_NE(stata.find(c.stata), std::string::npos) << c.estimator << "\n" << stata;
    EXPECT_EQ(join(DoFile(result).complaints(stata), "\n"), "") << c.estimator;
    const std::string r = replicate_r(result);
    EXPECT_NE(r.find(c.r), std::string::npos) << c.estimator << "\n" << r;
  }
  EXPECT_NE(replicate_stata(with_estimator("between", "", "robust")).find("* the study's errors are robust"),
            std::string::npos);
}

TEST(StataCondition, SpellsWordsAndRolesButNotQuotedText) {
  EXPECT_EQ(stata_condition("time < 2020 or time > 2022", "city", "year"), "year < 2020 | year > 2022");
  EXPECT_EQ(stata_condition("not (a == 'time and unit') && b >= 1", "city", "year"),
            "! (a == \"time and unit\") & b >= 1");
}

TEST(RCondition, KeepsChineseColumns) {
  EXPECT_EQ(r_condition("流域 == \"上游\" and 年份 > 2011", "城市", "年份"), "流域 == \"上游\" & 年份 > 2011");
}

}  // namespace
}  // namespace ecoeff
