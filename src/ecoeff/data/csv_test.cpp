#include "ecoeff/data/csv.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <cmath>

#include "ecoeff/data/csv_records.hpp"
#include "ecoeff/data/expression.hpp"
#include "ecoeff/data/panel.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/test_files.hpp"
#include "ecoeff/data/write.hpp"

namespace ecoeff {
namespace {

using test::error_of;
using test::FileWith;
using Texts = std::vector<std::string>;

Table parse(std::string_view text) {
  Notes notes;
  return parse_csv(text, "table.csv", notes);
}

TEST(Csv, ReadsNumbersAndTexts) {
  const Table t = parse("city,year,gdp\nWuwei,2010,228.77\nJinchang,2011,NA\n");
  EXPECT_EQ(t.names(), (Texts{"city", "year", "gdp"}));
  EXPECT_EQ(t.texts("city"), (Texts{"Wuwei", "Jinchang"}));
  EXPECT_EQ(t.numbers("gdp")[0], 228.77);
  EXPECT_TRUE(is_missing(t.numbers("gdp")[1]));
}

TEST(Csv, DetectsTheSeparator) {
  EXPECT_EQ(detect_separator("a,b\n1,2\n", ""), ',');
  EXPECT_EQ(detect_separator("a;b;c\n1,5;2,5;3\n", ""), ';');
  EXPECT_EQ(detect_separator("a\tb\nx,y\tz\n", ""), '\t');
  EXPECT_EQ(detect_separator("\"a;b;c\",d\n\"1;2;3\",4\n", ""), ',');
  EXPECT_EQ(detect_separator("one\n1\n", ""), ',');
}

TEST(Csv, QuotedCellsHoldSeparatorsLinesAndQuotes) {
  const Table t = parse("name,x\n\"a, \"\"b\"\"\r\nc\",1\r\nd,2\r\n");
  EXPECT_EQ(t.texts("name"), (Texts{"a, \"b\"\r\nc", "d"}));
  EXPECT_EQ(t.source, (std::vector<std::size_t>{2, 4}));
}

TEST(Csv, EveryLineEndCountsOnce) {
  for (const char* text : {"x\n1\n\n2", "x\r\n1\r\n\r\n2\r\n", "x\r1\r\r2\r"}) {
    const Table t = parse(text);
    EXPECT_EQ(t.source, (std::vector<std::size_t>{2, 4})) << text;
    EXPECT_EQ(t.numbers("x")[1], 2);
  }
}

TEST(Csv, AColumnThatTurnsToTextLateKeepsItsSpelling) {
  const Table t = parse("code,x\n007,1\nNA,2\n\"1,234\",3\nA1,4\n");
  EXPECT_EQ(t.texts("code"), (Texts{"007", "NA", "1,234", "A1"}));
  EXPECT_EQ(t.numbers("x")[3], 4);
}

TEST(Csv, ACodeKeepsItsSpellingAsAName) {
  const Table t = parse("id,year,x\n007,2010,1\n7,2010,2\n12E4,2010,3\n120000,2010,4\nNA,2010,5\n");
  EXPECT_FALSE(t.column("id").is_text);
  EXPECT_EQ(t.texts("id"), (Texts{"007", "7", "12E4", "120000", ""}));
  EXPECT_EQ(t.numbers("id")[2], 120000);
  EXPECT_TRUE(is_missing(t.numbers("id")[4]));
  const Panel panel(t.select({0, 1, 2, 3}), "id", "year");
  EXPECT_EQ(panel.unit_names(), (Texts{"007", "7", "12E4", "120000"}));
  EXPECT_EQ(rows_where(panel, "id == '007'"), (std::vector<std::size_t>{0}));
  EXPECT_EQ(rows_where(panel, "id == 7"), (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(rows_where(panel, "id in {'007', '12E4'}"), (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(error_of([&] { (void)Panel(t, "id", "year"); }).code, "D121");

  Table shown = t;
  shown.show_names("id");
  EXPECT_TRUE(shown.column("id").is_text);
  EXPECT_EQ(shown.texts("id"), t.texts("id"));
  EXPECT_EQ(shown.numbers("id")[0], 7);
}

TEST(Csv, AmountsAndYearsHaveNoNames) {
  for (const char* cells : {"00.5\n1\n", "2010\n2011\n", "0\n1\n", "0.5\n007\n", "-1\n0\n", "1.5E3\n2E3\n"}) {
    const Table t = parse("x\n" + std::string(cells));
    EXPECT_FALSE(t.columns()[0].has_names()) << cells;
  }
}

TEST(Csv, AnIdentifierLongerThanADoubleStaysText) {
  for (const char* start : {"11000000000000000", "+11000000000000000", "90071992547409930"}) {
    const std::string id = start;
    const Table t = parse("id,year,x\n" + id + "1,2010,1\n" + id + "2,2010,2\n" + id + "3,2010,3\n");
    EXPECT_EQ(t.texts("id"), (Texts{id + "1", id + "2", id + "3"}));
    EXPECT_EQ(Panel(t, "id", "year").units(), 3U);
    EXPECT_EQ(error_of([&] { (void)t.numbers("id"); }).where.row, 2U);
  }
  EXPECT_EQ(parse("id,x\n1,5\n\"110,000,000,000,000,001\",6\n").texts("id")[1], "110,000,000,000,000,001");
  EXPECT_EQ(parse("big,x\n20000000000000000000,1\n").numbers("big")[0], 2e19);
  EXPECT_EQ(parse("big,x\n0.12345678901234567890,1\n").numbers("big")[0], 0.12345678901234567890);
}

TEST(Csv, ADecimalCommaIsNotGuessed) {
  const Table t = parse("city;gdp;big\na;1,5;1,234\nb;2,5;2,345\n");
  EXPECT_EQ(error_of([&] { (void)t.numbers("gdp"); }).where.value, "1,5");
  EXPECT_EQ(error_of([&] { (void)t.numbers("big"); }).where.value, "1,234");
  EXPECT_EQ(parse("city,big\na,\"1,234\"\n").numbers("big")[0], 1234);
}

TEST(Csv, NamesTheCellThatIsNoNumber) {
  const Table t = parse("city,gdp\na,NA\n\"b\nc\",1\nd,约 300\n");
  const Error e = error_of([&] { (void)t.numbers("gdp"); });
  EXPECT_EQ(e.code, "D111");
  EXPECT_EQ(e.where.file, "table.csv");
  EXPECT_EQ(e.where.row, 5U);
  EXPECT_EQ(e.where.column, "gdp");
  EXPECT_EQ(e.where.value, "约 300");
}

TEST(Csv, RefusesADoubledHeaderNamingBothColumns) {
  const Error e = error_of([] { (void)parse("city,gdp,year,gdp\na,1,2,3\n"); });
  EXPECT_EQ(e.code, "D106");
  EXPECT_NE(e.message.en.find("column 2 and column 4"), std::string::npos);
}

TEST(Csv, RefusesARowLongerThanTheHeader) {
  const Error e = error_of([] { (void)parse("city,year\na,2010\nBeijing, China,2010\n"); });
  EXPECT_EQ(e.code, "D108");
  EXPECT_EQ(e.where.row, 3U);
  EXPECT_EQ(parse("city,year,,\na,2010,,\n").names(), (Texts{"city", "year"}));
}

TEST(Csv, SaysWhatItSkippedOrPadded) {
  Notes notes;
  const Table t = parse_csv("city,x,y,\n,,,\na,1\nb,2,\n", "f", notes);
  EXPECT_EQ(t.rows(), 2U);
  Texts codes;
  for (const Note& note : notes) codes.push_back(note.code);
  EXPECT_EQ(codes, (Texts{"D131", "D131", "D132"}));
  EXPECT_EQ(notes[0].where.column, "y");
}

TEST(Csv, RefusesEmptyHeaderOnlyAndUnfinishedFiles) {
  EXPECT_EQ(error_of([] { (void)parse("\n\n"); }).code, "D104");
  EXPECT_EQ(error_of([] { (void)parse("city,year\n"); }).code, "D123");
  const Error e = error_of([] { (void)parse("city,year\na,1\n\"b,2\nc,3\n"); });
  EXPECT_EQ(e.code, "D104");
  EXPECT_EQ(e.where.row, 3U);
}

std::string in_gb18030(std::string_view text) {
  std::string out;
  EXPECT_TRUE(utf8_to_gb18030(text, out));
  return out;
}

TEST(Csv, AFirstLineMayNameTheSeparator) {
  for (const char* start : {"sep=;\r\n", "SEP=;\n", "\"sep=;\"\n", "sep=;;;\n"}) {
    const Table t = parse(std::string(start) + "city;gdp\n\"武;威\";1.5\n");
    EXPECT_EQ(t.names(), (Texts{"city", "gdp"})) << start;
    EXPECT_EQ(t.texts("city"), Texts{"武;威"});
    EXPECT_EQ(t.source, std::vector<std::size_t>{3});
  }
  EXPECT_EQ(parse("sep=,\na,b\n1,2\n").names(), (Texts{"a", "b"}));
  EXPECT_EQ(parse("sep=|\na|b\n1|2\n").numbers("b")[0], 2);
  EXPECT_EQ(parse("sep=\t\na\tb\nx\t2\n").numbers("b")[0], 2);
  EXPECT_EQ(parse("sep=;\na;b\n007;1\nx;2\n").texts("a"), (Texts{"007", "x"}));
  EXPECT_EQ(parse("sep,b\n1,2\n").names(), (Texts{"sep", "b"}));
}

TEST(Csv, ARowLongerThanTheHeaderIsExplained) {
  const auto hint = [](const std::string& text) {
    const Error e = error_of([&] { (void)parse(text); });
    EXPECT_EQ(e.code, "D108") << text;
    return e.hint.en;
  };
  EXPECT_NE(hint("Table 1. Cities\ncity,gdp\na,1\n").find("title"), std::string::npos);
  EXPECT_NE(hint("Table 1\ncity;gdp\na;1\n").find("title"), std::string::npos);
  EXPECT_NE(hint("# made by R\ncity\tgdp\na\t1\n").find("comment"), std::string::npos);
  EXPECT_NE(hint("city,gdp\n1,a,5\n2,b,6\n").find("row names"), std::string::npos);
  EXPECT_NE(hint("city,gdp\na,1,234\nb,6\n").find("quotes"), std::string::npos);
  EXPECT_NE(hint("city,gdp\na,5\nb,6,7\n").find("quotes"), std::string::npos);
}

TEST(Csv, MarksForMissingAreSaidAndLeaveTheColumnNumbers) {
  Notes notes;
  const Table t = parse_csv("city,x,y\na,1,——\nb,…,5\nc,停报,n.a.\n——,4,\n", "t.csv", notes, {.marks = {"停报"}});
  EXPECT_EQ(t.numbers("x")[3], 4);
  EXPECT_TRUE(is_missing(t.numbers("x")[1]) && is_missing(t.numbers("x")[2]) && is_missing(t.numbers("y")[0]));
  EXPECT_EQ(t.texts("city")[3], "——");
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].code, "D149");
  EXPECT_EQ(notes[0].where.row, 3U);
  EXPECT_NE(notes[0].message.en.find("4 cells hold a mark for missing (…, 停报, ——, n.a.)"), std::string::npos);
}

TEST(Csv, AColumnThatIsTextForAFewCellsIsSaid) {
  const auto said = [](const std::string& text) {
    const FileWith file(text);
    Notes found = read_table(file.path()).notes;
    std::erase_if(found, [](const Note& note) { return note.code != "D148"; });
    return found;
  };
  const Notes notes = said("city,co2\na,1\nb,2\nc,NA\nd,约 300\ne,3\nf,停报\n");
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].where.row, 5U);
  EXPECT_EQ(notes[0].where.column, "co2");
  EXPECT_EQ(notes[0].where.value, "约 300");
  EXPECT_TRUE(said("code,x\nA1,1\n2,2\nB3,3\n").empty());
  EXPECT_TRUE(said("a;b\n1,5;2\n2,5;3\n3;4\n").empty());
}

TEST(Encoding, IsDetected) {
  const std::string utf8 = "城市,年份\n武威,2010\n";
  std::string utf16 = "\xFF\xFE";
  for (const char32_t p : to_code_points(utf8)) {
    utf16 += static_cast<char>(p & 0xFFU);
    utf16 += static_cast<char>(p >> 8U);
  }
  for (const std::string& bytes : {utf8, "\xEF\xBB\xBF" + utf8, in_gb18030(utf8), utf16}) {
    const FileWith file(bytes);
    const ReadResult r = read_table(file.path());
    EXPECT_EQ(r.table.texts("城市"), Texts{"武威"});
    const bool noted = !r.notes.empty() && r.notes[0].code == "D130";
    EXPECT_EQ(noted, bytes == in_gb18030(utf8));
  }
}

TEST(Encoding, AFileOfTwoIsReadLineByLine) {
  const std::string utf8 = "城市,年份\n武威,2010\n张掖,2010\n,2011\n";
  const std::string more = "武威,2012\n\"张掖,\n隆\",2012\n";
  for (const bool gb_first : {false, true}) {
    const FileWith file(gb_first ? in_gb18030(utf8) + more : utf8 + in_gb18030(more));
    const ReadResult r = read_table(file.path());
    EXPECT_EQ(r.table.texts("城市"), (Texts{"武威", "张掖", "", "武威", "张掖,\n隆"}));
    ASSERT_EQ(r.notes.size(), 1U);
    EXPECT_EQ(r.notes[0].code, "D145");
    EXPECT_EQ(r.notes[0].where.row, gb_first ? 1U : 5U);
    EXPECT_NE(r.notes[0].message.en.find(gb_first ? "(1-3)" : "(5-7)"), std::string::npos) << r.notes[0].message.en;
  }
  const FileWith broken(utf8 + in_gb18030(more) + "\xFF\xFF,2013\n");
  const Error e = error_of([&] { (void)read_table(broken.path()); });
  EXPECT_EQ(e.code, "D105");
  EXPECT_EQ(e.where.row, 8U);
}

TEST(Encoding, TextOfOneEncodingThatPassesForTheOtherFollowsItsNeighbours) {
  // The bytes of 隆 are those of an inverted exclamation mark in UTF-8, but no line beside it is UTF-8.
  const FileWith file(in_gb18030("城市,年份\n隆,2010\n武威,2011\n"));
  const ReadResult r = read_table(file.path());
  EXPECT_EQ(r.table.texts("城市"), (Texts{"隆", "武威"}));
  EXPECT_EQ(r.notes[0].code, "D130");
}

TEST(Encoding, TheNamedOneRules) {
  const FileWith gbk(in_gb18030("城市,年份\n武威,2010\n"));
  const Error e = error_of([&] { (void)read_table(gbk.path(), {.encoding = "utf-8"}); });
  EXPECT_EQ(e.code, "D105");
  EXPECT_EQ(e.where.row, 1U);
  EXPECT_EQ(read_table(gbk.path(), {.encoding = "GBK"}).table.texts("城市"), Texts{"武威"});
  const FileWith latin("name,x\nPerth,1\nSaint-Andr\xE9,2\n");
  EXPECT_EQ(error_of([&] { (void)read_table(latin.path()); }).where.row, 3U);
  EXPECT_EQ(read_table(latin.path(), {.encoding = "windows-1252"}).table.texts("name")[1], "Saint-André");
  EXPECT_EQ(error_of([&] { (void)read_table(latin.path(), {.encoding = "big5"}); }).code, "D113");
}

TEST(Read, RefusesWhatIsNoTable) {
  EXPECT_EQ(error_of([] { (void)read_table("/no/such/file.csv"); }).code, "D101");
  EXPECT_EQ(error_of([] { (void)read_table(std::filesystem::temp_directory_path()); }).code, "D102");
  const auto code = [](std::string_view bytes, const std::string& name) {
    const FileWith file(bytes, name);
    return error_of([&] { (void)read_table(file.path()); }).code;
  };
  using namespace std::string_view_literals;
  EXPECT_EQ(code("", "a.csv"), "D104");
  EXPECT_EQ(code("a,b\n1,\0\0\n"sv, "a.csv"), "D104");
  EXPECT_EQ(code("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.xls"), "D104");
  EXPECT_EQ(code("%PDF-1.7", "a.csv"), "D104");
  for (const char* markup :
       {"<table><tr><td>a</td></tr></table>", "<HTML>\n<body>", "<meta charset='utf-8'>\n<table>", "{\\rtf1 a}",
        "MIME-Version: 1.0\nContent-Type: multipart/related\n\na", "<?xml version='1.0'?>\n<Workbook>\n</Workbook>"}) {
    for (const char* before : {"", "\xEF\xBB\xBF", "\r\n ", "\xEF\xBB\xBF\n"})
      EXPECT_EQ(code(std::string(before) + markup, "a.xls"), "D104") << before << markup;
  }
  EXPECT_EQ(code("a,b\n1,2\n", "a.xlsx"), "D104");
  EXPECT_EQ(code("a,b\n1,2\n", "a.dta"), "D104");
  EXPECT_EQ(code("PK\x03\x04 and then nothing", "a.xlsx"), "D104");
}

TEST(Read, KeepsTheHashOfTheBytes) {
  const FileWith file("x\n1\n");
  EXPECT_EQ(read_table(file.path()).sha256, "daff832f802000e645771a60983c76c963f6ee602a6230e45237bd360e91cc1a");
}

RC_GTEST_PROP(Csv, WhatIsWrittenReadsBack, ()) {
  const auto raw = *rc::gen::container<Texts>(
      rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', ' ', '=', '\'', '-', '1', ';')));
  Texts texts{"some text"};
  std::vector<double> numbers{1};
  for (const std::string& text : raw) {
    texts.emplace_back(trim(text));
    numbers.push_back(*rc::gen::arbitrary<double>());
    if (!std::isfinite(numbers.back())) numbers.back() = kMissing;
  }
  // A shield that is already there cannot be told from the one that is put on.
  for (std::string& text : texts) {
    if (text.starts_with('\'')) text = "x";
  }
  Table table;
  table.set_text("name", texts);
  table.set_numbers("x", numbers);
  table.set_numbers("always", std::vector<double>(texts.size(), 1.0));
  const Table back = parse(std::string_view(to_csv(table)).substr(3));
  RC_ASSERT(back.texts("name") == texts);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    RC_ASSERT(back.numbers("x")[i] == numbers[i] || (is_missing(back.numbers("x")[i]) && is_missing(numbers[i])));
  }
}

}  // namespace
}  // namespace ecoeff
