#include "ecoeff/data/child/answer.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "ecoeff/data/test_files.hpp"

namespace ecoeff {
namespace {

using test::error_of;

std::string said(const std::function<void(const Say&)>& what) {
  std::string out;
  what([&](std::string_view piece) { out += piece; });
  return out;
}

std::vector<XlsSheet> two_sheets() {
  std::vector<XlsSheet> sheets(2);
  sheets[0].name = "数据";
  sheets[0].cells.rows = {
      {.number = 1, .cells = {{.column = 0, .is_text = true, .text = "年份"}, {.column = 2, .number = 1.5}}},
      {.number = 7, .cells = {{.column = 1, .number = -2}}}};
  sheets[0].cells.merged = {{.top = 1, .left = 0, .bottom = 2, .right = 1, .text = "A1:B2"}};
  sheets[0].cells.dates[1] = true;
  sheets[1].hidden = true;
  return sheets;
}

ReadStatColumns columns() {
  ReadStatColumns out{.encoding = "UTF-8", .user_missing = 1};
  out.raw.rows = 2;
  out.raw.columns.resize(2);
  out.raw.columns[0].name = "grp";
  out.raw.columns[0].labels = "g";
  out.raw.columns[0].numbers = {1, kMissing};
  out.raw.columns[1].name = "城市";
  out.raw.columns[1].is_text = true;
  out.raw.columns[1].text.push_back("武威");
  out.raw.columns[1].text.push_back("");
  out.raw.labels["g"][1] = "成长型";
  return out;
}

TEST(Answer, SheetsAndColumnsSurviveThePipe) {
  const auto sheets = hear_sheets(said([](const Say& say) { say_sheets(two_sheets(), say); }), "f");
  ASSERT_EQ(sheets.size(), 2U);
  EXPECT_EQ(sheets[0].cells.rows[0].cells[0].text, "年份");
  EXPECT_EQ(sheets[0].cells.rows[1].number, 7U);
  EXPECT_EQ(sheets[0].cells.merged[0].text, "A1:B2");
  EXPECT_TRUE(sheets[1].hidden);
  const ReadStatColumns heard = hear_columns(said([](const Say& say) { say_columns(columns(), say); }), "f");
  EXPECT_TRUE(is_missing(heard.raw.columns[0].numbers[1]));
  EXPECT_EQ(heard.raw.columns[1].text.at(0), "武威");
  EXPECT_EQ(heard.raw.labels.at("g").at(1), "成长型");
}

TEST(Answer, NothingIsTakenOnTrust) {
  const std::string sheets = said([](const Say& say) { say_sheets(two_sheets(), say); });
  const std::string table = said([](const Say& say) { say_columns(columns(), say); });
  for (const std::string* sound : {&sheets, &table}) {
    for (std::size_t at = 0; at < sound->size(); ++at) {
      EXPECT_EQ(error_of([&] { (void)hear_sheets(sound->substr(0, at), "f"); }).code, "D213");
      EXPECT_EQ(error_of([&] { (void)hear_columns(sound->substr(0, at), "f"); }).code, "D213");
      std::string changed = *sound;
      changed[at] = static_cast<char>(changed[at] ^ 0x80);
      try {
        (void)(sound == &sheets ? hear_sheets(changed, "f").size() : hear_columns(changed, "f").raw.rows);
      } catch (const Error& error) {
        EXPECT_EQ(error.code, "D213");
      }
    }
  }
}

TEST(Answer, WhatEndsTheReaderIsACodedErrorThatNamesTheFile) {
  const Error crash = error_of([] { (void)ask_child([](const Say&) { raise(SIGSEGV); }, 0, "f.xls"); });
  EXPECT_EQ(crash.code, "D212");
  EXPECT_EQ(crash.where.file, "f.xls");
  EXPECT_EQ(error_of([] { (void)ask_child([](const Say&) { std::abort(); }, 0, "f.xls"); }).code, "D212");
}

TEST(Answer, AnErrorOfTheReaderComesThroughWhole) {
  const Error sent(Fault::data, "D104", {"broken", "损坏"},
                   {.file = "g", .sheet = "表", .row = 3, .column = "C", .value = "x"}, {"mend", "改正"});
  const std::string answer = ask_child([&](const Say&) { throw sent; }, 0, "f.xls");
  const Error error = error_of([&] { (void)hear_sheets(answer, "f.xls"); });
  EXPECT_EQ(error.code, "D104");
  EXPECT_EQ(error.message.zh, "损坏");
  EXPECT_EQ(error.hint.en, "mend");
  EXPECT_EQ(error.where.file, "f.xls");
  EXPECT_EQ(error.where.sheet, "表");
  EXPECT_EQ(error.where.row, 3U);
}

}  // namespace
}  // namespace ecoeff
