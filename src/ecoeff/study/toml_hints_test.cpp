#include "ecoeff/study/toml_hints.hpp"

#include <gtest/gtest.h>

#include "ecoeff/base/error.hpp"
#include "ecoeff/study/toml_tree.hpp"

namespace ecoeff {
namespace {

Error error_of(const std::string& text) {
  try {
    (void)parse_toml(text, "study.toml");
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error: " << text;
  return {Fault::internal, "none", {}};
}

struct Slip {
  const char* text;
  std::size_t row;
  const char* hint;  // a part of it
};

TEST(TomlHints, EachKindOfSlipIsNamedAtItsLine) {
  for (const Slip& slip : {
           Slip{"[data]\nfile = \"a.csv\nunit = \"b\"\n", 2, "not closed"},
           Slip{"[data]\nfile = a.csv\"\n", 2, "not closed"},
           Slip{"[data]\nfile = \"C:\\Users\\me\\a.xlsx\"\n", 2, "path"},
           Slip{"[data]\nfile = \"C:\\data\\\"\nunit = \"b\"\n", 2, "path"},
           Slip{"[data]\nfile = “a.csv”\n", 2, "Chinese “"},
           Slip{"[data]\nyears = [2010，2015]\n", 2, "Chinese ，"},
           Slip{"[data]\nunit ＝ \"a\"\n", 2, "Chinese ＝"},
           Slip{"【data】\nunit = \"a\"\n", 1, "Chinese 【"},
           Slip{"[data]\nunit \"a\"\n", 2, "= is missing"},
           Slip{"[data]\nunit: \"a\"\n", 2, "colon"},
           Slip{"[data]\nthis is a remark\n", 2, "= is missing"},
           Slip{"[data]\nunit = \"a\"\nunit = \"b\"\n", 3, "twice"},
           Slip{"[data]\nunit = \"a\"\n[data]\ntime = \"b\"\n", 3, "twice"},
           Slip{"[data]\nyears = [2010, 2015\nunit = \"a\"\n", 2, "the [ of line 2"},
           Slip{"[data]\nyears = [2010, 2015", 2, "the [ of line 2"},
           Slip{"[scores.a]\ninputs = [\"a\" \"b\"]\n", 2, "comma"},
           Slip{"[scores.a]\ninputs = [\n  \"a\"\n  \"b\"\n]\n", 2, "comma"},
           Slip{"[scores.a]\ninputs = [labor, energy]\n", 2, "quotes"},
           Slip{"[study]\ntitle = { zh = \"a\",\n en = \"b\" }\n", 2, "one line"},
           Slip{"[data\nunit = \"a\"\n", 1, "brackets"},
           Slip{"[[table]\nid = \"a\"\n", 1, "brackets"},
           Slip{"[scores.效率]\n", 1, "quotes"},
           Slip{"[data]\nunit = city\n", 2, "\"city\""},
           Slip{"[data]\nunit = 城市\n", 2, "\"城市\""},
           Slip{"[columns]\n城市 = \"city\"\n", 2, "\"城市\" ="},
           Slip{"[columns]\ngdp per head = \"city\"\n", 2, "\"gdp per head\" ="},
           Slip{"[data]\nunit =\n", 2, "missing"},
           Slip{"[model]\nsmall = True\n", 2, "true or false"},
           Slip{"[model]\ntau = .5\n", 2, "both sides"},
           Slip{"[model]\nx = 1,000\n", 2, "thousands"},
           Slip{"[model]\nx = 1 y = 2\n", 2, "one key a line"},
           Slip{"[data]\nunit = \"a\" // the city\n", 2, "comment"},
           Slip{"[data]\n = \"a\"\n", 2, "key before"},
       }) {
    const Error error = error_of(slip.text);
    EXPECT_EQ(error.code, "S101");
    EXPECT_EQ(error.where.row, slip.row) << slip.text << error.hint.en;
    EXPECT_NE(error.hint.en.find(slip.hint), std::string::npos) << slip.text << error.what();
    EXPECT_FALSE(error.hint.zh.empty());
    EXPECT_NE(error.message.en.find(", in: "), std::string::npos);
  }
}

TEST(TomlHints, AnotherEncodingIsNamed) {
  std::string gbk;
  ASSERT_TRUE(utf8_to_gb18030("[data]\nunit = \"城市\"\n", gbk));
  EXPECT_NE(error_of(gbk).hint.en.find("save it as UTF-8"), std::string::npos);
  const std::string wide("\xFF\xFE[\0d\0a\0t\0a\0]\0\n\0", 16);
  EXPECT_NE(error_of(wide).hint.en.find("UTF-16"), std::string::npos);
  EXPECT_EQ(error_of(gbk).message.en.find(", in: "), std::string::npos);
}

}  // namespace
}  // namespace ecoeff
