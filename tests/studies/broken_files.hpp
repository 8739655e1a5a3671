// Files that are broken in one way each, made when the test runs.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "ecoeff/base/file.hpp"
#include "ecoeff/base/text.hpp"
#include "ecoeff/report/painters/zip_archive.hpp"

namespace ecoeff::testing {

using ZipParts = std::vector<std::pair<std::string, std::string>>;

inline ZipParts workbook_parts(const std::string& sheet_xml) {
  return {{"xl/workbook.xml", "<workbook xmlns:r='n'><sheets><sheet name='S' r:id='a'/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels",
           "<Relationships><Relationship Id='a' Type='/worksheet' Target='/xl/s.xml'/>"
           "<Relationship Id='b' Type='/sharedStrings' Target='/xl/t.xml'/></Relationships>"},
          {"xl/s.xml", sheet_xml}};
}

inline std::string sheet_of(const std::string& rows) {
  return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
}

inline std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

inline std::string many_sheets(std::size_t count, const std::string& sheet) {
  std::string list;
  std::string relations;
  ZipParts parts;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    list += "<sheet name='S" + n + "' r:id='r" + n + "'/>";
    relations += "<Relationship Id='r" + n + "' Type='/worksheet' Target='/xl/s" + n + ".xml'/>";
    parts.emplace_back("xl/s" + n + ".xml", sheet);
  }
  parts.emplace_back("xl/workbook.xml", "<workbook xmlns:r='n'><sheets>" + list + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
  return zip_bytes(parts);
}

inline std::string wide_rows(std::size_t columns) {
  std::string head = "<row r='1'><c t='str'><v>city</v></c>";
  std::string row = "<row r='2'><c t='str'><v>a</v></c>";
  for (std::size_t i = 0; i < columns; ++i) {
    head += "<c t='str'><v>" + std::to_string(1800 + (i + 1) % 400) + "年</v></c>";
    row += "<c><v>1</v></c>";
  }
  return sheet_of(head + "</row>" + row + "</row>");
}

// words[0] names the maker:
//   sheet ROWS             a workbook whose one sheet S holds these rows
//   sheet-xml XML          the same with the whole part
//   replace-part PART XML  a sound workbook with one part replaced
//   without-part PART
//   sheet-nested DEPTH, sheet-long LENGTH
//   sheets COUNT ROWS      so many sheets S0, S1 ... with these rows
//   merged RANGE TIMES     a small table with this merged range so many times
//   years COUNT            a wide table of so many columns, 1800年 to 2199年 and again
//   bomb MEGABYTES         a sheet of so many blanks
//   cut FILE BYTES         the first bytes of a file of tests/reference/data
//   flip FILE AT           a byte of such a file turned round
//   file FILE              such a file as it is
//   repeat BEFORE TEXT TIMES AFTER
inline std::string broken_file(const std::vector<std::string>& words) {
  const std::string& how = words.at(0);
  const std::string sound =
      sheet_of("<row r='1'><c r='A1' t='str'><v>x</v></c></row><row r='2'><c r='A2'><v>1</v></c></row>");
  const auto reference = [&] {
    return read_file(std::string(ECOEFF_SOURCE_DIR) + "/tests/reference/data/" + words.at(1));
  };
  if (how == "sheet") return zip_bytes(workbook_parts(sheet_of(words.at(1))));
  if (how == "sheet-xml") return zip_bytes(workbook_parts(words.at(1)));
  if (how == "sheet-nested") {
    const std::size_t deep = std::stoul(words.at(1));
    return zip_bytes(workbook_parts(sheet_of(repeated("<a>", deep) + repeated("</a>", deep))));
  }
  if (how == "sheet-long") {
    const std::string text = repeated("xyz ", std::stoul(words.at(1)) / 4);
    return zip_bytes(workbook_parts(sheet_of(
        "<row r='1'><c r='A1' t='str'><v>x</v></c></row><row r='2'><c r='A2' t='str'><v>" + text + "</v></c></row>")));
  }
  if (how == "sheets") return many_sheets(std::stoul(words.at(1)), sheet_of(words.at(2)));
  if (how == "merged") {
    const std::string small = sheet_of(
        "<row r='1'><c r='A1' t='str'><v>city</v></c><c r='B1' t='str'><v>2011</v></c><c r='C1' t='str'><v>2012</v></c>"
        "</row><row r='2'><c r='A2' t='str'><v>a</v></c><c r='B2'><v>1</v></c><c r='C2'><v>2</v></c></row>");
    return zip_bytes(workbook_parts(
        replace_all(small, "</worksheet>",
                    "<mergeCells>" + repeated("<mergeCell ref='" + words.at(1) + "'/>", std::stoul(words.at(2))) +
                        "</mergeCells></worksheet>")));
  }
  if (how == "years") return zip_bytes(workbook_parts(wide_rows(std::stoul(words.at(1)))));
  if (how == "bomb") return zip_bytes(workbook_parts(std::string(std::stoul(words.at(1)) << 20U, ' ')));
  if (how == "file") return reference();
  if (how == "cut") return reference().substr(0, std::stoul(words.at(2)));
  if (how == "repeat") return words.at(1) + repeated(words.at(2), std::stoul(words.at(3))) + words.at(4);
  if (how == "flip") {
    std::string bytes = reference();
    char& byte = bytes.at(std::stoul(words.at(2)));
    byte = static_cast<char>(byte ^ 0x55);
    return bytes;
  }
  if (how == "replace-part" || how == "without-part") {
    ZipParts parts = workbook_parts(sound);
    ZipParts made;
    for (auto& [name, text] : parts) {
      if (name != words.at(1)) made.emplace_back(name, text);
    }
    if (how == "replace-part") made.emplace_back(words.at(1), words.at(2));
    return zip_bytes(made);
  }
  throw std::runtime_error("no maker " + how);
}

}  // namespace ecoeff::testing
