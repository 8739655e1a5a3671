// What users get wrong, one case a line: the exit code, the diagnostic code and the words that must be said. Nothing
// may be left half written.
#include "program.hpp"
#include "small_study.hpp"

namespace ecoeff::testing {
namespace {

struct Case {
  std::string name;
  std::string data;
  std::string study;
  int exit_code;
  std::vector<std::string> said;
};

class BadInput : public ProgramTest {
 protected:
  void expect(const Case& c) const {
    write("d.csv", c.data);
    write("study.toml", c.study);
    const Outcome run = ecoeff("run study.toml -o out");
    EXPECT_EQ(run.code, c.exit_code) << c.name << "\n" << run.err;
    for (const std::string& words : c.said)
      EXPECT_NE(run.err.find(words), std::string::npos) << c.name << ": " << words << "\n" << run.err;
    EXPECT_EQ(exists("out"), c.exit_code == 0 || c.exit_code == 5) << c.name;
    EXPECT_TRUE(is_clean()) << c.name;
    std::filesystem::remove_all(folder_ / "out");
    const Outcome chinese = ecoeff("run study.toml -o out --lang zh");
    EXPECT_EQ(chinese.code, c.exit_code) << c.name;
    std::filesystem::remove_all(folder_ / "out");
  }
};

std::string with(const std::string& text, const std::string& from, const std::string& to) {
  return replace_all(text, from, to);
}

TEST_F(BadInput, IsNamedAndLosesNothing) {
  const std::string data = small_csv();
  const std::string study = small_study();
  const std::string head = "city,year,labor,energy,gdp,co2,trade,region\n";
  const std::string table = "[[table]]\nid = \"x\"\ncolumns = [ ";
  const std::vector<Case> cases{
      {"a text in a number column",
       with(data, "c0,2011,11.000000", "c0,2011,about 11"),
       study,
       4,
       {"D111", "d.csv", "row 3", "labor", "about 11"}},
      {"a negative input", with(data, "c0,2011,11.000000", "c0,2011,-11"), study, 4, {"F403", "row 3", "labor", "-11"}},
      {"an empty file", "", study, 4, {"D104"}},
      {"a header alone", head, study, 4, {"D123"}},
      {"a doubled header", with(data, "city,year,labor,energy", "city,year,labor,labor"), study, 4, {"D106", "labor"}},
      {"more cells than the header", data + "c9,2010,1,2,3,4,5,east,7,8\n", study, 4, {"D108", "row 50"}},
      {"a unit and year twice", data + "c0,2010,1,2,3,4,5,east\n", study, 4, {"D120", "rows 2 and 50"}},
      {"a missing key", data + ",2010,1,2,3,4,5,east\n", study, 4, {"D121", "row 50"}},
      {"a year that is none", data + "c9,soon,1,2,3,4,5,east\n", study, 4, {"D122", "soon"}},
      {"bytes of no encoding", data + "c9,2010,1,2,3,4,5,\xff\xff\n", study, 4, {"D105"}},
      {"a binary file",
       std::string("\x7f"
                   "ELF\0\0\0\0",
                   8),
       study,
       4,
       {"D104"}},
      {"a truncated xlsx", std::string("PK\x03\x04") + "rest is gone", study, 4, {"D104"}},
      {"no data file", data, with(study, "d.csv", "nowhere.csv"), 4, {"D101", "nowhere.csv"}},
      {"a folder as data", data, with(study, "d.csv", "."), 4, {"D102"}},
      {"an unknown column", data, with(study, "\"labor\"", "\"labour\""), 3, {"did you mean \"labor\"?", "study.toml"}},
      {"an unknown key", data, with(study, "unit = ", "unitt = \"x\"\nunit = "), 3, {"S102", "row 5"}},
      {"an unknown section", data, study + "[modell]\n", 3, {"did you mean \"model\"?"}},
      {"an unknown function", data, study + "[derive]\nz = \"lgo(labor)\"\n", 3, {"S211", "did you mean"}},
      {"an expression that ends too early", data, study + "[derive]\nz = \"labor +\"\n", 3, {"study.toml"}},
      {"an unknown estimator",
       data,
       study + table + "{ estimator = \"sytem-gmm\" } ]\n",
       3,
       {"did you mean \"system-gmm\"?"}},
      {"an unknown efficiency model", data, with(study, "super-sbm", "super-smb"), 3, {"F401", "super-sbm"}},
      {"an unknown covariance", data, with(study, "focus =", "vce = \"robst\"\nfocus ="), 5, {"P514"}},
      {"a focus that is not in the formula",
       data,
       with(study, "focus = \"trade\"", "focus = \"labor\""),
       3,
       {"S107", "labor"}},
      {"a formula without a tilde", data, with(study, "CEE ~ trade", "CEE trade"), 3, {"P501"}},
      {"years without data",
       data,
       with(study, "time = \"year\"", "time = \"year\"\nyears = [1990, 1995]"),
       3,
       {"S120"}},
      {"an empty group",
       data,
       with(study, "by = \"region\"", "by = \"region\", order = [\"east\", \"north\"]"),
       5,
       {"P518", "north"}},
      {"a group too small", (data + "c9,2010,20,20,20,20,0.2,north\n"), study, 5, {"table 3 column (3)"}},
      {"rows chosen until none is left", data, study + table + "{ keep = \"trade > 99\" } ]\n", 5, {"P516"}},
      {"a panel too short for GMM",
       data,
       study + table + "{ keep = \"time > 2013\", estimator = \"system-gmm\" } ]\n",
       5,
       {"table 4 column (1)"}},
      {"capital without growth",
       "city,year,labor,energy,gdp,co2,trade,region,invest\na,2010,1,2,3,4,5,e,100\na,2011,1,2,4,4,5,e,50\na,2012,1,2,"
       "4,3,6,e,10\n",
       study + "[derive]\nk = \"pim(invest, depreciation = 0.05)\"\n",
       4,
       {"D210", "a"}},
  };
  for (const Case& c : cases) expect(c);
}

TEST_F(BadInput, AColumnWithoutAnyValueIsSaid) {
  std::string data = "city,year,labor,energy,gdp,co2,trade,region\n";
  for (int c = 0; c < 4; ++c) {
    for (int t = 0; t < 4; ++t)
      data += "c" + std::to_string(c) + "," + std::to_string(2010 + t) + "," + std::to_string(3 + c + t) + ",4,5," +
              std::to_string(1 + (c * t) % 3) + ",,e\n";
  }
  write("d.csv", data);
  write("study.toml", small_study());
  const Outcome run = ecoeff("run study.toml -o out");
  EXPECT_EQ(run.code, 5) << "scores are written, the regressions are refused: " << run.err;
  EXPECT_TRUE(exists("out/scores.csv"));
  EXPECT_NE(run.err.find("trade"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace ecoeff::testing
