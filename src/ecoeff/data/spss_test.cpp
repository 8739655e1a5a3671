#include "ecoeff/data/spss.hpp"

#include <gtest/gtest.h>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/test_files.hpp"

namespace ecoeff {
namespace {

using test::error_of;
using test::FileWith;
using test::reference_file;
using Texts = std::vector<std::string>;

// Made by PSPP with panel_spss.sps and panel_spss_ascii.sps.
class Spss : public testing::TestWithParam<const char*> {};

TEST_P(Spss, ReadsTextLabelsDatesAndMissingValues) {
  const ReadResult r = read_table(reference_file(GetParam()));
  EXPECT_EQ(r.table.texts("city"), (Texts{"武威", "武威", "金昌", "金昌"}));
  EXPECT_EQ(r.table.texts("grp"), (Texts{"成长型", "成熟型", "成长型", ""}));
  EXPECT_EQ(r.table.numbers("grp")[1], 2);
  EXPECT_EQ(r.table.texts("d"), (Texts{"1981-02-09", "1981-02-10", "1981-02-11", ""}));
  EXPECT_EQ(r.table.column("gdp").label, "地区生产总值");
  EXPECT_EQ(r.table.numbers("gdp")[0], 228.77);
  EXPECT_TRUE(is_missing(r.table.numbers("gdp")[1]));
  EXPECT_EQ(r.notes[0].code, "D214");
}

INSTANTIATE_TEST_SUITE_P(Kinds, Spss, testing::Values("panel_spss.sav", "panel_spss.zsav"));

TEST(SpssFiles, PortableOnesKnowCapitalsAndAsciiAlone) {
  const ReadResult r = read_table(reference_file("panel_spss_ascii.por"));
  EXPECT_EQ(r.table.texts("CITY"), (Texts{"Wuwei", "Wuwei", "Jinchang", "Jinchang"}));
  EXPECT_EQ(r.table.texts("GRP"), (Texts{"growing", "ripe", "growing", ""}));
  EXPECT_EQ(r.table.texts("D"), (Texts{"1981-02-09", "1981-02-10", "1981-02-11", ""}));
  EXPECT_EQ(r.table.column("GDP").label, "GDP");
  EXPECT_EQ(r.table.numbers("GDP")[0], 228.77);
  EXPECT_TRUE(is_missing(r.table.numbers("GDP")[1]));
  const Error chinese = error_of([] { (void)read_table(reference_file("panel_spss.por")); });
  EXPECT_EQ(chinese.code, "D105");
  EXPECT_NE(chinese.hint.en.find(".sav"), std::string::npos);
}

TEST(SpssFiles, DamagedOnesAreReadOrRefusedAndNeverEndOurProcess) {
  for (const char* name : {"panel_spss.sav", "panel_spss.zsav", "panel_spss_ascii.por"}) {
    const std::string sound = read_file(reference_file(name));
    for (std::size_t at = 0; at < sound.size(); at += 43) {
      std::string bytes = sound;
      bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
      if (at % 5 == 0) bytes.resize(at);
      const FileWith file(bytes, name);
      try {
        EXPECT_GT(read_table(file.path()).table.rows(), 0U);
      } catch (const Error& error) {
        EXPECT_EQ(error.fault, Fault::data) << at;
      }
    }
  }
}

TEST(SpssFiles, AnUnknownEncodingIsNamed) {
  std::string bytes = read_file(reference_file("panel_spss.sav"));
  const std::size_t at = bytes.find("UTF-8");
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, 5, "KOI8R");
  const std::string unicode("\xE9\xFD\0\0", 4);  // code page 65001
  ASSERT_NE(bytes.find(unicode), std::string::npos);
  bytes = replace_all(bytes, unicode, std::string("\x82\x51\0\0", 4));  // 20866
  bytes = replace_all(bytes, "武威", "\xCE\xE4\xCD\xFE  ");
  const FileWith file(bytes, "f.sav");
  EXPECT_EQ(error_of([&] { (void)read_table(file.path()); }).code, "D105");
  EXPECT_EQ(error_of([&] { (void)read_table(file.path(), {.encoding = "utf-8"}); }).code, "D105");
}

TEST(SpssFiles, GbkWithoutAWordOfItIsRead) {
  std::string bytes = read_file(reference_file("panel_spss.sav"));
  for (const char* text : {"武威", "金昌", "地区生产总值", "成长型", "成熟型", "分组"}) {
    std::string gbk;
    ASSERT_TRUE(utf8_to_gb18030(text, gbk));
    gbk.resize(std::string_view(text).size(), ' ');
    bytes = replace_all(bytes, text, gbk);
  }
  bytes = replace_all(bytes, "UTF-8", "ASCII");
  const FileWith file(bytes, "f.sav");
  const ReadResult r = read_table(file.path());
  EXPECT_EQ(r.table.texts("city")[0], "武威");
  EXPECT_EQ(r.notes[0].code, "D130");
}

}  // namespace
}  // namespace ecoeff
