#include "ecoeff/data/other_formats.hpp"

#include <array>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/text.hpp"

namespace ecoeff {
namespace {

struct Format {
  std::string_view start;  // in lower case
  const char* en;
  const char* zh;
};

constexpr std::array<Format, 13> kFormats{{
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

}  // namespace

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

}  // namespace ecoeff
