#include "ecoeff/data/read.hpp"

#include <array>
#include <utility>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/dta.hpp"
#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/xlsx.hpp"

namespace ecoeff {
namespace {

// Content that is surely no table, whatever the file is called.
void refuse_other_formats(std::string_view bytes, const std::string& file) {
  struct Format {
    std::string_view start;
    const char* en;
    const char* zh;
  };
  static constexpr std::array<Format, 5> kFormats{{
      {"\xD0\xCF\x11\xE0", "this is an old .xls workbook, or an xlsx with a password",
       "这是旧版 .xls 工作簿，或带密码的 xlsx"},
      {"%PDF", "this is a PDF document", "这是 PDF 文档"},
      {"\x1F\x8B", "this is a gzip archive", "这是 gzip 压缩文件"},
      {"<!DOCTYPE", "this is a web page", "这是网页"},
      {"<html", "this is a web page", "这是网页"},
  }};
  for (const Format& format : kFormats) {
    if (!bytes.starts_with(format.start)) continue;
    throw Error(
        Fault::data, "D104", {format.en, format.zh}, {.file = file},
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
    result.table = parse_xlsx(content, file, options.sheet, result.notes);
  } else if (looks_like_dta(content)) {
    result.table = parse_dta(content, file, options.encoding, result.notes);
  } else {
    refuse_other_formats(content, file);
    refuse_broken(lower_ascii(path.extension().string()), file);
    const std::string text = decode_file(std::move(bytes), options.encoding, file, result.notes);
    result.table = parse_csv(text, file, result.notes);
  }
  return result;
}

}  // namespace ecoeff
