// Lists of columns on the command line whose headers hold commas, quotes and backslashes.
#include <gtest/gtest.h>

#include "program.hpp"

namespace ecoeff::testing {
namespace {

using ListNamesTest = ProgramTest;

TEST_F(ListNamesTest, ANameMayHoldCommas) {
  write("wdi.csv",
        "Country,Time,\"Labor force, total\",K,\"GDP, PPP, constant\",\"CO2 \"\"kt\"\"\"\n"
        "A,2010,10,1,20,3\nB,2010,12,2,22,5\nC,2010,9,2,21,4\n");
  write("plain.csv", "Country,Time,l,K,y,c\nA,2010,10,1,20,3\nB,2010,12,2,22,5\nC,2010,9,2,21,4\n");
  const Outcome plain = ecoeff("score plain.csv --unit Country --time Time --inputs l,K --good y --bad c -o - --quiet");
  ASSERT_EQ(plain.code, 0) << plain.err;
  const std::string rows = plain.out.substr(plain.out.find('\n'));
  for (const char* lists :
       {"--inputs 'Labor force, total,K' --good 'GDP, PPP, constant' --bad 'CO2 \"kt\"'",
        "--inputs 'K,Labor force, total' --good '\"GDP, PPP, constant\"' --bad '\"CO2 \"\"kt\"\"\"'",
        "--inputs '`Labor force, total`, K' --good '`GDP, PPP, constant`' --bad 'CO2 \"kt\"'",
        "--inputs 'Labor force\\, total,K' --good 'GDP\\, PPP\\, constant' --bad 'CO2 \"kt\"'",
        "--inputs 'Labor force, total' --inputs K --good 'GDP, PPP, constant' --bad 'CO2 \"kt\"'"}) {
    const Outcome run = ecoeff(std::string("score wdi.csv --unit Country --time Time -o - --quiet ") + lists);
    ASSERT_EQ(run.code, 0) << lists << run.err;
    if (std::string_view(lists).find("'K,") == std::string_view::npos) {
      EXPECT_EQ(run.out.substr(run.out.find('\n')), rows) << lists;
    }
  }
  const Outcome described = ecoeff("describe wdi.csv --columns 'K,Labor force, total,`GDP, PPP, constant`'");
  EXPECT_EQ(described.code, 0) << described.err;
  EXPECT_NE(described.out.find("Labor force, total"), std::string::npos);
  EXPECT_EQ(ecoeff("index wdi.csv --positive 'Labor force, total,K' --negative 'CO2 \"kt\"'").code, 0);
  const Outcome wrong = ecoeff("describe wdi.csv --columns 'Labor,K'");
  EXPECT_EQ(wrong.code, 4);
  EXPECT_NE(wrong.err.find("\"Labor\""), std::string::npos);
  EXPECT_EQ(ecoeff("describe wdi.csv --columns '\"Labor force, total'").code, 2);
}

}  // namespace
}  // namespace ecoeff::testing
