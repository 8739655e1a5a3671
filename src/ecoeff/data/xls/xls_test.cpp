#include "ecoeff/data/xls/xls.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/child/answer.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/test_files.hpp"
#include "ecoeff/data/xls/compound_file.hpp"

namespace ecoeff {
namespace {

using test::error_of;
using test::FileWith;
using test::reference_file;
using Texts = std::vector<std::string>;

std::string u16(std::size_t v) { return {static_cast<char>(v & 0xFFU), static_cast<char>(v >> 8U & 0xFFU)}; }
std::string u32(std::size_t v) { return u16(v & 0xFFFFU) + u16(v >> 16U); }
std::string record(std::size_t id, const std::string& bytes) { return u16(id) + u16(bytes.size()) + bytes; }
std::string begin(std::size_t version, std::size_t kind) {
  return record(0x0809, u16(version) + u16(kind) + std::string(12, '\0'));
}
std::string end() { return record(0x000A, ""); }

// A compound file of one stream: table, directory and the stream in sectors of 512.
std::string compound_of(const std::string& name, std::string stream) {
  stream.resize((std::max<std::size_t>(stream.size(), 4096) + 511) / 512 * 512);
  const std::size_t sectors = stream.size() / 512;
  std::string table = u32(0xFFFFFFFD) + u32(0xFFFFFFFE);
  for (std::size_t i = 0; i < sectors; ++i) table += u32(i + 1 == sectors ? 0xFFFFFFFE : i + 3);
  while (table.size() < 512) table += u32(0xFFFFFFFF);
  const auto entry = [](const std::string& called, char kind, std::size_t first, std::size_t size) {
    std::string out;
    for (const char c : called) out += u16(static_cast<unsigned char>(c));
    out.resize(64);
    out += u16(2 * called.size() + 2);
    out += kind;
    out.resize(116);
    return out + u32(first) + u32(size) + u32(0);
  };
  std::string directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(name, 2, 2, stream.size());
  directory.resize(512);
  std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  header.resize(24);
  header += u16(0x3E) + u16(3) + u16(0xFFFE) + u16(9) + u16(6) + std::string(10, '\0') + u32(1) + u32(1) + u32(0) +
            u32(4096) + u32(0xFFFFFFFE) + u32(0) + u32(0xFFFFFFFE) + u32(0) + u32(0);
  while (header.size() < 512) header += u32(0xFFFFFFFF);
  return header + table + directory + stream;
}

// A workbook of one sheet S with these records.
std::string workbook_of(std::size_t version, const std::string& globals, const std::string& sheet) {
  const std::string front = begin(version, 5) + globals;
  const std::string name = version == 0x0600 ? std::string("\x01\x00S", 3) : std::string("\x01S", 2);
  const std::size_t at = front.size() + 4 + 6 + name.size() + 4;
  return compound_of(version == 0x0600 ? "Workbook" : "Book",
                     front + record(0x0085, u32(at) + u16(0) + name) + end() + begin(version, 0x10) + sheet + end());
}

std::string cell(std::size_t row, std::size_t column) { return u16(row) + u16(column) + u16(0); }

TEST(Xls, ReadsFormulasDatesTruthsErrorsAndHiddenSheets) {
  const std::vector<XlsSheet> sheets = read_xls(read_file(reference_file("formulas.xls")), "f.xls");
  ASSERT_EQ(sheets.size(), 3U);
  EXPECT_EQ(sheets[0].name, "公式");
  EXPECT_FALSE(sheets[0].hidden);
  EXPECT_TRUE(sheets[2].hidden);
  std::vector<Texts> shown;
  for (const XlsxRow& row : sheets[0].cells.rows) {
    Texts line;
    for (const XlsxCell& one : row.cells) line.push_back(one.shown());
    shown.push_back(line);
  }
  EXPECT_EQ(shown, (std::vector<Texts>{{"地区", "年份", "甲", "乙"},
                                       {"北京", "2011-12-31", "1.25", "2.5"},
                                       {"上海", "2012", "7", "北京x"},
                                       {"天津", "2013", "TRUE", "#DIV/0!"},
                                       {"河北", "2014", "0.123", "1"}}));
}

TEST(Xls, ReadsTextsThatGoOnInTheNextRecord) {
  // "甲乙丙" with the border inside, where the width changes: two wide characters, then narrow ones.
  const std::string wide = u16(0x7532) + u16(0x4E59);
  const std::string shared =
      record(0x00FC, u32(1) + u32(1) + u16(5) + std::string(1, '\1') + wide) + record(0x003C, std::string("\0xyz", 4));
  const std::string sheet =
      record(0x00FD, cell(0, 0) + u32(0)) + record(0x0203, cell(1, 0) + std::string(6, '\0') + u16(0x3FF0));
  Notes notes;
  const Table table = parse_xls(workbook_of(0x0600, shared, sheet), "f.xls", "", "", notes);
  EXPECT_EQ(table.names(), Texts{"甲乙xyz"});
  EXPECT_EQ(table.numbers("甲乙xyz")[0], 1);
}

TEST(Xls, ReadsTheStoredTextOfAFormula) {
  const std::string result = std::string(6, '\0') + u16(0xFFFF);
  const std::string sheet =
      record(0x0204, cell(0, 0) + u16(1) + std::string("\0a", 2)) +
      record(0x0006, cell(1, 0) + result + std::string(8, '\0')) + record(0x04BC, "shared") +
      record(0x0207, u16(2) + std::string(1, '\1') + u16(0x7532) + u16(0x4E59)) +
      record(0x0006, cell(2, 0) + std::string("\x03", 1) + std::string(5, '\0') + u16(0xFFFF) + std::string(8, '\0')) +
      record(0x0205, cell(3, 0) + std::string("\x2A\x01", 2)) + record(0x0205, cell(4, 0) + std::string("\x01\x00", 2));
  Notes notes;
  const Table table = parse_xls(workbook_of(0x0600, "", sheet), "f.xls", "", "", notes);
  EXPECT_EQ(table.texts("a"), (Texts{"甲乙", "TRUE"}));
}

TEST(Xls, ReadsLongTextsOfLibreOffice) {
  const Table table = read_table(reference_file("formulas.xls"), {.sheet = "长"}).table;
  EXPECT_EQ(table.texts("备注")[0].size(), 3U * 5000U);
  EXPECT_EQ(table.numbers("值")[0], 2);
}

TEST(Xls, ReadsExcel95InItsCodePage) {
  std::string gbk;
  ASSERT_TRUE(utf8_to_gb18030("城市", gbk));
  const std::string sheet = record(0x0204, cell(0, 0) + u16(gbk.size()) + gbk) +
                            record(0x027E, cell(1, 0) + u32(314U << 2U | 3U)) +
                            record(0x00BD, u16(2) + u16(0) + u16(0) + u32(7U << 2U | 2U) + u16(0));
  Notes notes;
  const Table table = parse_xls(workbook_of(0x0500, record(0x0042, u16(936)), sheet), "f.xls", "", "", notes);
  EXPECT_EQ(table.numbers("城市")[0], 3.14);
  EXPECT_EQ(table.numbers("城市")[1], 7);
}

TEST(Xls, NamesWhatItIsWithTheWayOut) {
  const auto refused = [](const std::string& bytes) { return error_of([&] { (void)read_xls(bytes, "f.xls"); }); };
  EXPECT_NE(refused(compound_of("EncryptedPackage", "")).message.en.find("password"), std::string::npos);
  EXPECT_NE(refused(compound_of("WordDocument", "")).message.en.find("Word"), std::string::npos);
  EXPECT_NE(refused(workbook_of(0x0600, record(0x002F, u16(0)), "")).message.en.find("password"), std::string::npos);
  EXPECT_NE(refused(workbook_of(0x0400, "", "")).message.en.find("older"), std::string::npos);
  EXPECT_EQ(refused("\xD0\xCF\x11\xE0").code, "D104");
  for (const std::string text :
       {"<html><table><tr><td>1</td></tr></table></html>", "\xFF\xFE<\0h\0t\0m\0l\0>\0<\0/\0h\0t\0m\0l\0>\0"}) {
    const FileWith page(text[0] == '<' ? text : std::string("\xFF\xFE<\0h\0t\0m\0l\0>\0", 14), "page.xls");
    const Error error = error_of([&] { (void)read_table(page.path()); });
    EXPECT_EQ(error.code, "D104");
    EXPECT_NE(error.message.en.find("web page"), std::string::npos) << error.what();
    EXPECT_FALSE(error.hint.empty());
  }
}

// Whatever is changed in a workbook, it is read or refused with a code, and what is read survives the pipe.
TEST(Xls, DamagedWorkbooksAreReadOrRefused) {
  const std::string sound = read_file(reference_file("formulas.xls"));
  std::size_t read = 0;
  for (std::size_t at = 0; at < sound.size(); at += 3) {
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ (at % 2 == 0 ? 0xFF : 0x40));
    if (at % 11 == 0) bytes.resize(at);
    try {
      const CompoundFile parts = read_compound_file(bytes, "f.xls", {"Workbook"});
      if (parts.found.empty()) continue;
      const std::vector<XlsSheet> sheets = read_biff(parts.found[0].bytes, "f.xls", "");
      std::string answer;
      say_sheets(sheets, [&](std::string_view piece) { answer += piece; });
      EXPECT_EQ(hear_sheets(answer, "f.xls").size(), sheets.size());
      ++read;
    } catch (const Error& error) {
      EXPECT_EQ(error.fault, Fault::data) << at;
      EXPECT_NE(error.code, "D213") << at;
    }
  }
  EXPECT_GT(read, 100U);
}

}  // namespace
}  // namespace ecoeff
