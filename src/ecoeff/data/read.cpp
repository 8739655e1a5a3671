#include "ecoeff/data/read.hpp"

#include <array>
#include <utility>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/dta.hpp"
#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/missing_marks.hpp"
#include "ecoeff/data/xlsx.hpp"

namespace ecoeff {
namespace {

struct Format {
  std::string_view start;  // in lower case
  const char* en;
  const char* zh;
};

constexpr std::array<Format, 14> kFormats{{
    {"\xD0\xCF\x11\xE0", "this is an old .xls workbook, or an xlsx with a password",
     "这是旧版 .xls 工作簿，或带密码的 xlsx"},
    {"%pdf", "this is a PDF document", "这是 PDF 文档"},
    {"\x1F\x8B", "this is a gzip archive", "这是 gzip 压缩文件"},
    {"{\\rtf", "this is an RTF document", "这是 RTF 文档"},
    {"mime-version:", "this is a web archive (MHTML)", "这是网页归档（MHTML）"},
    {"<!doctype", "this is a web page", "这是网页"},
    {"<html", "this is a web page", "这是网页"},
    {"<head", "this is a web page", "这是网页"},
    {"<meta", "this is a web page", "这是网页"},
    {"<style", "this is a web page", "这是网页"},
    {"<body", "this is a web page", "这是网页"},
    {"<div", "this is a piece of a web page", "这是网页片段"},
    {"<table", "this is a table of a web page (HTML)", "这是网页表格（HTML）"},
    {"<?xml", "this is an XML document, not separated text", "这是 XML 文档，不是分隔文本"},
}};

// Content that is surely no table, whatever the file is called; a byte order mark and blanks before it do not hide it.
void refuse_other_formats(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  const std::string head = lower_ascii(first == std::string_view::npos ? "" : bytes.substr(first, 4096));
  for (const Format& format : kFormats) {
    if (!head.starts_with(lower_ascii(format.start))) continue;
    const bool sheet =
        head.starts_with("<?xml") && head.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string::npos;
    Text what{format.en, format.zh};
    if (sheet) what = {"this is an XML Spreadsheet 2003", "这是 XML 电子表格 2003"};
    throw Error(
        Fault::data, "D104", what, {.file = file},
        {"save the table as xlsx (without a password) or as csv in UTF-8", "请另存为不带密码的 xlsx，或 UTF-8 的 csv"});
  }
}

void refuse_broken(const std::string& extension, const std::string& file) {
  if (extension != ".xlsx" && extension != ".xlsm" && extension != ".dta") return;
  throw Error(Fault::data, "D104",
              {"the content is not what the name " + extension + " says; the file is broken or of another kind",
               "内容与扩展名 " + extension + " 不符，文件已损坏或是其他格式"},
              {.file = file}, {"open it in the program that made it and save it again", "请用原程序打开并重新保存"});
}

}  // namespace

ReadResult read_table(const std::filesystem::path& path, const ReadOptions& options) {
  std::string bytes = read_file(path);
  const std::string file = path.string();
  if (bytes.empty()) throw Error(Fault::data, "D104", {"the file is empty", "文件是空的"}, {.file = file});
  ReadResult result;
  result.sha256 = sha256(bytes);
  const std::string_view content = bytes;
  if (content.starts_with("PK\x03\x04")) {
    result.table = parse_xlsx(content, file, options.sheet, result.notes, options.marks);
    result.table.elsewhere = [path, sheet = result.table.sheet](std::string_view header) -> std::vector<std::string> {
      try {
        return sheets_with_header(read_file(path), path.string(), sheet, header);
      } catch (const Error&) {
        return {};  // the file is gone or another sheet is broken, which is not what went wrong
      }
    };
  } else if (looks_like_dta(content)) {
    result.table = parse_dta(content, file, options.encoding, result.notes);
  } else {
    refuse_other_formats(content, file);
    refuse_broken(lower_ascii(path.extension().string()), file);
    const std::string text = decode_file(std::move(bytes), options.encoding, file, result.notes);
    result.table = parse_csv(text, file, result.notes, {.marks = options.marks});
  }
  say_nearly_numeric(result.table, result.notes);
  return result;
}

}  // namespace ecoeff
