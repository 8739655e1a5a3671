#include "ecoeff/data/xlsx.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/column_builder.hpp"
#include "ecoeff/data/panel.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/test_files.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/data/xlsx_package.hpp"

namespace ecoeff {
namespace {

using test::error_of;
using test::FileWith;
using test::reference_file;
using Texts = std::vector<std::string>;

bool has_note(const Notes& notes, std::string_view code) {
  return std::any_of(notes.begin(), notes.end(), [&](const Note& note) { return note.code == code; });
}

TEST(Xlsx, ReadsAWorkbookOfOpenpyxl) {
  const ReadResult r = read_table(reference_file("plain.xlsx"));
  const Table& t = r.table;
  EXPECT_EQ(t.sheet, "数据");
  EXPECT_EQ(t.names(), (Texts{"城市", "年份", "日期", "地区生产总值", "代码", "空列", "流域"}));
  EXPECT_EQ(t.source, (std::vector<std::size_t>{3, 4, 6}));
  EXPECT_EQ(t.numbers("年份")[1], 2011);
  EXPECT_EQ(t.texts("日期"), (Texts{"2010-12-31", "2011-12-31 12:30:00", "2010-12-31"}));
  EXPECT_EQ(t.numbers("地区生产总值")[1], 272.85);
  EXPECT_TRUE(is_missing(t.numbers("地区生产总值")[2]));
  EXPECT_EQ(t.numbers("代码")[0], 620600);
  EXPECT_EQ(t.texts("流域"), (Texts{"上游", "上游", ""}));
  EXPECT_TRUE(has_note(r.notes, "D131"));
  EXPECT_TRUE(has_note(r.notes, "D134"));
  EXPECT_EQ(Panel(t, "城市", "日期").periods(), (std::vector<std::int32_t>{2010, 2011}));
}

TEST(Xlsx, ATextThatIsAnIdentifierLongerThanADoubleStaysText) {
  ColumnBuilder ids;
  for (const char* id : {"110000000000000001", "110000000000000002"}) ids.add_text(id);
  const Column column = ids.finish("id");
  ASSERT_TRUE(column.is_text);
  EXPECT_EQ(column.text.levels, (Texts{"110000000000000001", "110000000000000002"}));
}

TEST(Xlsx, ATextThatIsACodeIsTheNameOfItsNumber) {
  ColumnBuilder ids;
  ids.add_text("007");
  ids.add_number(7);
  ids.add_text("n/a");
  Table t;
  t.set(ids.finish("id"));
  EXPECT_EQ(t.texts("id"), (Texts{"007", "7", ""}));
  EXPECT_EQ(t.numbers("id")[0], 7);
  EXPECT_EQ(Panel(t.select({0, 1}), "id", "").unit_names(), (Texts{"007", "7"}));
  EXPECT_EQ(error_of([&] { (void)Panel(t, "id", ""); }).code, "D121");
  ColumnBuilder amounts;
  amounts.add_text("00.5");
  amounts.add_text("07");
  EXPECT_FALSE(amounts.finish("x").has_names());
}

TEST(Xlsx, RefusesAMergedHeaderByName) {
  const Error e = error_of([] { (void)read_table(reference_file("merged_header.xlsx")); });
  EXPECT_EQ(e.code, "D107");
  EXPECT_EQ(e.where.value, "能源");
  EXPECT_NE(e.message.en.find("C1:D1"), std::string::npos);
}

TEST(Xlsx, RefusesADoubledHeaderNamingBothColumns) {
  const Error e = error_of([] { (void)read_table(reference_file("doubled_header.xlsx")); });
  EXPECT_EQ(e.code, "D106");
  EXPECT_NE(e.message.en.find("column C and column D"), std::string::npos);
}

TEST(Xlsx, SaysThatMergedCellsAndUncomputedFormulasAreEmpty) {
  const ReadResult r = read_table(reference_file("merged_body.xlsx"));
  EXPECT_TRUE(has_note(r.notes, "D133"));
  EXPECT_TRUE(has_note(r.notes, "D136"));
  const Error e = error_of([&] { (void)r.table.numbers("gdp"); });
  EXPECT_EQ(e.code, "D111");
  EXPECT_EQ(e.where.sheet, "Sheet");
  EXPECT_EQ(e.where.row, 4U);
  EXPECT_EQ(e.where.value, "约 300");
  EXPECT_EQ(error_of([&] { (void)Panel(r.table, "城市", "年份"); }).code, "D121");
}

TEST(Xlsx, ChoosesTheSheetByName) {
  EXPECT_EQ(read_table(reference_file("plain.xlsx"), {.sheet = "数据"}).table.rows(), 3U);
  const Error e = error_of([] { (void)read_table(reference_file("plain.xlsx"), {.sheet = "数据1"}); });
  EXPECT_EQ(e.code, "D109");
  EXPECT_NE(e.hint.en.find("数据"), std::string::npos);
  EXPECT_EQ(error_of([] { (void)read_table(reference_file("plain.xlsx"), {.sheet = "封面"}); }).code, "D123");
}

TEST(Xlsx, EveryTruncationIsRefused) {
  const std::string whole = read_file(reference_file("plain.xlsx"));
  for (std::size_t size = 4; size < whole.size(); size += 97) {
    const FileWith file(std::string_view(whole).substr(0, size), "cut.xlsx");
    EXPECT_EQ(error_of([&] { (void)read_table(file.path()); }).code, "D104") << size;
  }
}

TEST(Xlsx, AFlippedByteNeverCrashes) {
  const std::string whole = read_file(reference_file("merged_body.xlsx"));
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); at += 41) {
    std::string broken = whole;
    broken[at] = static_cast<char>(broken[at] ^ 0x55);
    Notes notes;
    try {
      (void)parse_xlsx(broken, "broken.xlsx", "", notes);
    } catch (const Error& error) {
      EXPECT_EQ(error.fault, Fault::data);
      ++refused;
    }
  }
  EXPECT_GT(refused, 10U);
}

TEST(Xlsx, WrittenTablesReadBackAndAreEqualByteForByte) {
  Table table;
  table.set_text("城市", {"武威", "=1+1", "@x", ""});
  table.set_numbers("gdp", {0.1, -1e300, kMissing, 3});
  const std::string bytes = to_xlsx(table, "结果[1]");
  EXPECT_EQ(bytes, to_xlsx(table, "结果[1]"));
  Notes notes;
  const Table back = parse_xlsx(bytes, "f.xlsx", "结果_1_", notes);
  EXPECT_EQ(back.texts("城市"), table.texts("城市"));
  EXPECT_EQ(back.numbers("gdp")[0], 0.1);
  EXPECT_EQ(back.numbers("gdp")[1], -1e300);
  EXPECT_TRUE(is_missing(back.numbers("gdp")[2]));
}

TEST(Xlsx, ATableTooLargeForASheetIsRefused) {
  Table table;
  table.set_numbers("x", std::vector<double>(1048576, 1.0));
  EXPECT_EQ(error_of([&] { (void)to_xlsx(table, "x"); }).code, "R105");
}

// The smallest workbook around sheet parts, each with its name.
std::string workbook_of(const std::vector<std::pair<std::string, std::string>>& sheets) {
  const FileWith place("", "made.xlsx");
  std::filesystem::remove(place.path());
  std::string list;
  std::string relations;
  std::vector<std::pair<std::string, std::string>> parts;
  for (const auto& [name, sheet] : sheets) {
    const std::string id = "s" + std::to_string(parts.size());
    list += "<x:sheet name='" + name + "' r:id='" + id + "'/>";
    relations += "<Relationship Id='" + id + "' Type='/worksheet' Target='/xl/" + id + ".xml'/>";
    parts.emplace_back("xl/" + id + ".xml", sheet);
  }
  parts.emplace_back("xl/workbook.xml",
                     "<x:workbook xmlns:x='m' xmlns:r='n'><x:sheets>" + list + "</x:sheets></x:workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
  zip_t* archive = zip_open(place.path().c_str(), ZIP_CREATE, nullptr);
  for (const auto& [name, text] : parts) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
  }
  EXPECT_EQ(zip_close(archive), 0);
  return read_file(place.path());
}

std::string workbook_of(const std::string& sheet) { return workbook_of({{"S", sheet}}); }

// A sheet of texts and numbers, one row a line, cells divided by blanks.
std::string sheet_of(const std::string& lines) {
  std::string rows;
  for (const std::string& line : split(lines, '\n')) {
    rows += "<row>";
    for (const std::string& cell : split(line, ' ')) {
      rows += parse_number(cell) ? "<c><v>" + cell + "</v></c>" : "<c t='inlineStr'><is><t>" + cell + "</t></is></c>";
    }
    rows += "</row>";
  }
  return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
}

Table parse_sheet(const std::string& rows) {
  Notes notes;
  return parse_xlsx(workbook_of("<x:worksheet><x:sheetData>" + rows + "</x:sheetData></x:worksheet>"), "f.xlsx", "",
                    notes);
}

TEST(Xlsx, ReadsPrefixedNamesRichTextAndUnaddressedCells) {
  const Table t = parse_sheet(
      "<x:row><x:c "
      "t='inlineStr'><x:is><x:r><x:t>城</x:t></x:r><x:rPh><x:t>cheng</x:t></x:rPh><x:r><x:t>市</x:t></x:r></x:is></x:c>"
      "<x:c t='str'><x:v>x</x:v></x:c></x:row>"
      "<x:row r='5'><x:c t='b'><x:v>1</x:v></x:c><x:c><x:v>1.5E2</x:v></x:c></x:row>");
  EXPECT_EQ(t.names(), (Texts{"城市", "x"}));
  EXPECT_EQ(t.texts("城市"), Texts{"TRUE"});
  EXPECT_EQ(t.numbers("x")[0], 150);
  EXPECT_EQ(t.source, std::vector<std::size_t>{5});
}

TEST(Xlsx, EscapedCharactersAreDecoded) {
  const Table t = parse_sheet(
      "<row><c t='inlineStr'><is><t>g_x000D_&#10;dp</t></is></c><c t='str'><v>b_x0020_c</v></c>"
      "<c t='inlineStr'><is><r><t>_x4E2</t></r><r><t>D_</t></r></is></c></row>"
      "<row><c t='inlineStr'><is><t>a_x005F_x0041_</t></is></c><c t='str'><v>_x4e2d__xD83D__xDE00_</v></c>"
      "<c t='inlineStr'><is><t>_xD83D_ _x00G1_ _x41_</t></is></c></row>");
  EXPECT_EQ(t.names(), (Texts{"g\r\ndp", "b c", "_x4E2D_"}));
  EXPECT_EQ(t.texts("g\r\ndp")[0], "a_x0041_");
  EXPECT_EQ(t.texts("b c")[0], "中😀");
  EXPECT_EQ(t.texts("_x4E2D_")[0], "\uFFFD _x00G1_ _x41_");
}

TEST(Xlsx, WhatLooksLikeAnEscapeIsWrittenSoThatItReadsBack) {
  Table table;
  table.set_text("_x0041_", {"_x005F_x0041_", "a\r\nb", "_x", "x_x0020_x0020_y"});
  table.set_numbers("n", {1, 2, 3, 4});
  Notes notes;
  const Table back = parse_xlsx(to_xlsx(table, "S"), "f.xlsx", "", notes);
  EXPECT_EQ(back.names(), table.names());
  EXPECT_EQ(back.texts("_x0041_"), table.texts("_x0041_"));
}

TEST(Xlsx, ANoteInFrontOfTheDataIsNotTheTable) {
  const std::string data = sheet_of("city gdp\na 5.5\nb 6.5");
  const std::string empty = "<worksheet><sheetData/></worksheet>";
  for (const std::string& note : {sheet_of("说明\n数据来源\n单位"), sheet_of("exported\nfrom to sheet\nx y z"),
                                  sheet_of("字段 说明\ngdp 生产总值"), sheet_of("a b")}) {
    const FileWith file(workbook_of({{"空", empty}, {"说明", note}, {"数据", data}, {"更多", data}}), "a.xlsx");
    const ReadResult r = read_table(file.path());
    EXPECT_EQ(r.table.sheet, "数据");
    ASSERT_TRUE(has_note(r.notes, "D147"));
    EXPECT_NE(r.notes[0].message.en.find("\"数据\" was read; the workbook also has the sheets: 说明, 更多"),
              std::string::npos)
        << r.notes[0].message.en;
  }
  const FileWith one(workbook_of({{"数据", data}, {"Sheet2", empty}}), "a.xlsx");
  EXPECT_FALSE(has_note(read_table(one.path()).notes, "D147"));
}

TEST(Xlsx, WhatAnotherSheetHoldsIsSaid) {
  const FileWith file(workbook_of({{"能源", sheet_of("city coal\na 1")}, {"经济", sheet_of("city gdp\na 5")}}),
                      "a.xlsx");
  const Table t = read_table(file.path()).table;
  EXPECT_EQ(t.sheet, "能源");
  EXPECT_NE(error_of([&] { (void)t.column("gdp"); }).hint.zh.find("“经济”"), std::string::npos);
  EXPECT_NE(error_of([&] { (void)t.select({0}).column("gdp"); }).hint.en.find("\"经济\""), std::string::npos);
  EXPECT_NE(error_of([&] { (void)t.column("coa"); }).hint.en.find("did you mean"), std::string::npos);
  const FileWith odd(workbook_of({{"A", sheet_of("x y\n1 2 3")}, {"B", sheet_of("city gdp\na 5")}}), "a.xlsx");
  const Error e = error_of([&] { (void)read_table(odd.path()); });
  EXPECT_EQ(e.code, "D108");
  EXPECT_NE(e.hint.en.find("also has the sheets: B"), std::string::npos) << e.hint.en;
  EXPECT_FALSE(has_note(read_table(file.path(), {.sheet = "经济"}).notes, "D147"));
}

TEST(Xlsx, ACellBeyondTheHeaderIsNamed) {
  const Error e = error_of([] {
    (void)parse_sheet(
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><v>1</v></c><c r='XFD2'><v>7</v></c></row>");
  });
  EXPECT_EQ(e.code, "D108");
  EXPECT_EQ(e.where.row, 2U);
  EXPECT_EQ(e.where.column, "XFD");
  EXPECT_EQ(e.where.value, "7");
}

TEST(Xlsx, HostileWorkbooksAreRefused) {
  const auto code = [](const std::string& rows) { return error_of([&] { (void)parse_sheet(rows); }).code; };
  EXPECT_EQ(code("<row r='1'><c r='A1' t='s'><v>5</v></c></row>"), "D104");
  EXPECT_EQ(code("<row r='99999999'><c><v>1</v></c></row>"), "D104");
  EXPECT_EQ(code("<row r='1'><c r='XFE1'><v>1</v></c></row>"), "D104");
  EXPECT_EQ(code("<row r='1'><c r='A1'><v>abc</v></c></row>"), "D104");
  EXPECT_EQ(code(std::string(40U << 20U, ' ')), "D143");  // a part that shrank a thousandfold
  std::string sparse = "<row>";
  for (int i = 0; i < 16384; ++i) sparse += "<c t='str'><v>c" + std::to_string(i) + "</v></c>";
  sparse += "</row>";
  for (int i = 0; i < 13000; ++i) sparse += "<row><c><v>1</v></c></row>";
  EXPECT_EQ(code(sparse), "D146");  // a table of 213 million cells from a file of a few kilobytes
}

TEST(Xlsx, KnowsDateFormats) {
  using Kind = XlsxPackage::DateKind;
  EXPECT_EQ(date_kind("yyyy\\-mm\\-dd;@"), Kind::date);
  EXPECT_EQ(date_kind("m/d"), Kind::date);
  EXPECT_EQ(date_kind("yyyy\"年\""), Kind::year);
  EXPECT_EQ(date_kind("0.00"), Kind::none);
  EXPECT_EQ(date_kind("General"), Kind::none);
  EXPECT_EQ(date_kind("h:mm:ss"), Kind::none);
  EXPECT_EQ(date_kind("[Red]#,##0\"days\""), Kind::none);
}

}  // namespace
}  // namespace ecoeff
