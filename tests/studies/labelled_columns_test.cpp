// Labelled columns of a Stata file through the program: numbers to compute with, labels as names. The numbers are those
// of Stata's reghdfe and of lm() in R for tests/reference/data/labelled_dummy.dta (60 rows, 3 provinces of 20 rows, a
// labelled dummy `treat`).
#include <gtest/gtest.h>

#include "ecoeff/base/number.hpp"
#include "program.hpp"

namespace ecoeff::testing {
namespace {

class LabelledColumnsTest : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    std::filesystem::copy_file(ECOEFF_SOURCE_DIR "/tests/reference/data/labelled_dummy.dta", folder_ / "l.dta");
  }
};

TEST_F(LabelledColumnsTest, AreRegressorsAndAreSummarized) {
  const Outcome stata = ecoeff("stata l.dta 'xtset id year' 'reghdfe y treat x, absorb(id year)'");
  ASSERT_EQ(stata.code, 0) << stata.err;
  for (const char* part : {".785098", ".386931", ".360440", ".128358", "60"})
    EXPECT_NE(stata.out.find(part), std::string::npos) << part << stata.out;
  const Outcome estimate = ecoeff("estimate l.dta --unit id --time year --formula 'y ~ treat + x | unit + time'");
  ASSERT_EQ(estimate.code, 0) << estimate.err;
  for (const char* part : {"0.785098", "0.386931", "0.360440", "0.128358"})
    EXPECT_NE(estimate.out.find(part), std::string::npos) << part << estimate.out;
  const Outcome kept = ecoeff("stata l.dta 'keep if prov==10' 'count'");
  EXPECT_NE(kept.out.find("20"), std::string::npos) << kept.out;
  const Outcome described = ecoeff("describe l.dta --columns treat");
  EXPECT_NE(described.out.find("60"), std::string::npos) << described.out;
}

TEST_F(LabelledColumnsTest, NameGroupsAndConditions) {
  const Outcome by_label = ecoeff("describe l.dta --columns x --keep \"treat == 'Yes'\"");
  const Outcome by_number = ecoeff("describe l.dta --columns x --keep 'treat == 1'");
  EXPECT_EQ(by_label.code, 0) << by_label.err;
  EXPECT_EQ(by_label.out, by_number.out);
  const Outcome table = ecoeff("stata l.dta 'tabstat x, by(treat)'");
  EXPECT_NE(table.out.find("treat=Yes"), std::string::npos) << table.out;
}

}  // namespace
}  // namespace ecoeff::testing
