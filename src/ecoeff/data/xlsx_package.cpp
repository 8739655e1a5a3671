#include "ecoeff/data/xlsx_package.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

// A part of this size is either no table for a person or made to fill the memory.
constexpr zip_uint64_t kLargestPart = 512ULL << 20U;
// Real sheets shrink ten to fifty times; a large part that shrank more is a bomb.
constexpr zip_uint64_t kSuspiciousPart = 32ULL << 20U;
constexpr zip_uint64_t kHighestRatio = 200;

[[noreturn]] void throw_broken(const std::string& file, const std::string& en, const std::string& zh) {
  throw Error(Fault::data, "D104", {en, zh}, {.file = file},
              {"open it in a spreadsheet and save it again as xlsx", "请用表格软件打开并重新另存为 xlsx"});
}

// "xl/workbook.xml" + "worksheets/sheet1.xml" -> "xl/worksheets/sheet1.xml"; an absolute target begins with a slash.
std::string resolve(const std::string& from_part, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  return (std::filesystem::path(from_part).parent_path() / target).lexically_normal().string();
}

std::string relations_part(const std::string& part) {
  const std::filesystem::path path(part);
  return (path.parent_path() / "_rels" / (path.filename().string() + ".rels")).string();
}

void append_plain(const pugi::xml_node& parent, std::string& out) {
  for (const pugi::xml_node part : parent.children()) {
    if (local_name(part) == "t") out += unescaped(part.text().get());
  }
}

}  // namespace

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  for (const pugi::xml_node node : parent.children()) {
    if (local_name(node) == name) return node;
  }
  return {};
}

std::string_view attribute(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_attribute a : node.attributes()) {
    const std::string_view name = a.name();
    if (name == local ||
        (name.ends_with(local) && name.size() > local.size() && name[name.size() - local.size() - 1] == ':')) {
      return a.value();
    }
  }
  return {};
}

std::string unescaped(std::string_view text) {
  // "_x000D_": a UTF-16 unit in four hexadecimal digits.
  const auto unit_at = [&](std::size_t at) -> std::optional<char32_t> {
    if (at + 7 > text.size() || text.substr(at, 2) != "_x" || text[at + 6] != '_') return std::nullopt;
    std::uint32_t unit = 0;
    const auto [end, code] = std::from_chars(text.data() + at + 2, text.data() + at + 6, unit, 16);
    return code == std::errc() && end == text.data() + at + 6 ? std::optional<char32_t>(unit) : std::nullopt;
  };
  if (text.find("_x") == std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::optional<char32_t> point = unit_at(at);
    if (!point) {
      out += text[at++];
      continue;
    }
    at += 7;
    const bool high = *point >= 0xD800 && *point <= 0xDBFF;
    if (const auto low = high ? unit_at(at) : std::nullopt; low && *low >= 0xDC00 && *low <= 0xDFFF) {
      point = 0x10000 + ((*point - 0xD800) << 10U) + (*low - 0xDC00);
      at += 7;
    } else if (*point >= 0xD800 && *point <= 0xDFFF) {
      point = U'\uFFFD';
    }
    if (*point != 0) out += from_code_points(std::u32string_view(&*point, 1));
  }
  return out;
}

std::string string_item_text(const pugi::xml_node& item) {
  std::string out;
  append_plain(item, out);
  for (const pugi::xml_node run : item.children()) {
    if (local_name(run) == "r") append_plain(run, out);
  }
  return out;
}

struct XlsxPackage::Zip {
  zip_t* archive = nullptr;
  ~Zip() {
    if (archive != nullptr) zip_discard(archive);
  }
};

XlsxPackage::XlsxPackage(std::string_view bytes, std::string file)
    : file_(std::move(file)), zip_(std::make_unique<Zip>()) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) zip_->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (source != nullptr && zip_->archive == nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (zip_->archive == nullptr) throw_broken(file_, "the workbook is cut off or broken", "工作簿被截断或已损坏");
  workbook_part_ = main_part();
  read_workbook();
}

XlsxPackage::~XlsxPackage() = default;

bool XlsxPackage::load(const std::string& part, pugi::xml_document& document) {
  zip_stat_t facts;
  zip_stat_init(&facts);
  if (zip_stat(zip_->archive, part.c_str(), ZIP_FL_NOCASE, &facts) != 0) return false;
  const bool known = (facts.valid & ZIP_STAT_SIZE) != 0 && (facts.valid & ZIP_STAT_COMP_SIZE) != 0;
  const bool bomb = facts.size > kSuspiciousPart && facts.size / kHighestRatio > facts.comp_size;
  if (!known || facts.size > kLargestPart || bomb) {
    throw Error(Fault::data, "D143", {part + " is too large when unpacked", part + " 解压后过大"}, {.file = file_},
                {"save the table as csv (UTF-8)", "请将表格另存为 csv（UTF-8）"});
  }
  zip_file_t* entry = zip_fopen_index(zip_->archive, facts.index, 0);
  if (entry == nullptr) throw_broken(file_, part + " cannot be unpacked", part + " 无法解压");
  // Handed to the document, which frees it. The stated size may be a lie, so no more than that is ever read.
  auto* buffer = static_cast<char*>(pugi::get_memory_allocation_function()(facts.size + 1));
  zip_uint64_t got = 0;
  zip_int64_t step = 0;
  while (buffer != nullptr && got < facts.size && (step = zip_fread(entry, buffer + got, facts.size - got)) > 0) {
    got += static_cast<zip_uint64_t>(step);
  }
  zip_fclose(entry);
  if (buffer == nullptr || got != facts.size) {
    if (buffer != nullptr) pugi::get_memory_deallocation_function()(buffer);
    throw_broken(file_, part + " is cut off or broken", part + " 被截断或已损坏");
  }
  if (std::string_view(buffer, got).find("<!DOCTYPE") != std::string_view::npos) {
    pugi::get_memory_deallocation_function()(buffer);
    throw Error(Fault::data, "D144",
                {part + " declares entities, which no spreadsheet writes", part + " 含有实体声明，表格软件不会这样写"},
                {.file = file_},
                {"do not trust the file; a sound one comes from a spreadsheet", "此文件不可信；请用表格软件重新另存"});
  }
  const auto parsed = document.load_buffer_inplace_own(buffer, got, pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed) throw_broken(file_, part + " is not well-formed XML", part + " 不是合法的 XML");
  return true;
}

bool XlsxPackage::holds_rows(const std::string& part) {
  const zip_int64_t index = zip_name_locate(zip_->archive, part.c_str(), ZIP_FL_NOCASE);
  zip_file_t* entry = index < 0 ? nullptr : zip_fopen_index(zip_->archive, static_cast<zip_uint64_t>(index), 0);
  if (entry == nullptr) return false;
  std::string start(std::size_t{1} << 16U, '\0');
  const zip_int64_t got = zip_fread(entry, start.data(), start.size());
  zip_fclose(entry);
  start.resize(static_cast<std::size_t>(std::max<zip_int64_t>(got, 0)));
  return start.find("<row") != std::string::npos || start.find(":row") != std::string::npos;
}

std::string XlsxPackage::main_part() {
  pugi::xml_document relations;
  if (load("_rels/.rels", relations)) {
    for (const pugi::xml_node relation : child(relations, "Relationships").children()) {
      if (attribute(relation, "Type").ends_with("/officeDocument")) return resolve("", attribute(relation, "Target"));
    }
  }
  return "xl/workbook.xml";
}

std::string XlsxPackage::related_part(std::string_view type) {
  pugi::xml_document relations;
  if (!load(relations_part(workbook_part_), relations)) return {};
  for (const pugi::xml_node relation : child(relations, "Relationships").children()) {
    if (attribute(relation, "Type").ends_with(type)) return resolve(workbook_part_, attribute(relation, "Target"));
  }
  return {};
}

void XlsxPackage::read_workbook() {
  pugi::xml_document workbook;
  pugi::xml_document relations;
  const bool there = load(workbook_part_, workbook) && child(workbook, "workbook");
  if (!there || !load(relations_part(workbook_part_), relations)) {
    throw_broken(file_, "this zip file is not an Excel workbook", "此压缩文件不是 Excel 工作簿");
  }
  std::map<std::string, std::string, std::less<>> target;
  for (const pugi::xml_node relation : child(relations, "Relationships").children()) {
    target[std::string(attribute(relation, "Id"))] = resolve(workbook_part_, attribute(relation, "Target"));
  }
  const pugi::xml_node root = child(workbook, "workbook");
  const std::string_view from_1904 = attribute(child(root, "workbookPr"), "date1904");
  dates_from_1904_ = from_1904 == "1" || from_1904 == "true";
  for (const pugi::xml_node sheet : child(root, "sheets").children()) {
    if (local_name(sheet) != "sheet") continue;
    sheets_.push_back({.name = unescaped(attribute(sheet, "name")),
                       .part = target[std::string(attribute(sheet, "id"))],
                       .hidden = attribute(sheet, "state").ends_with("idden")});
  }
  if (sheets_.empty()) throw_broken(file_, "the workbook has no sheet", "工作簿没有工作表");
}

const std::vector<std::string>& XlsxPackage::shared_strings() {
  if (!shared_) shared_ = read_shared_strings();
  return *shared_;
}

const std::vector<XlsxPackage::DateKind>& XlsxPackage::date_styles() {
  if (!styles_) styles_ = read_date_styles();
  return *styles_;
}

std::vector<std::string> XlsxPackage::read_shared_strings() {
  std::vector<std::string> out;
  pugi::xml_document document;
  const std::string part = related_part("/sharedStrings");
  if (part.empty() || !load(part, document)) return out;
  for (const pugi::xml_node item : child(document, "sst").children()) {
    if (local_name(item) == "si") out.push_back(string_item_text(item));
  }
  return out;
}

XlsxPackage::DateKind date_kind(std::string_view code) {
  bool year = false;
  bool month = false;
  bool day = false;
  bool clock = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == ';') break;
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) break;
      i = end;
    } else if (c == 'y' || c == 'Y') {
      year = true;
    } else if (c == 'm' || c == 'M') {
      month = true;
    } else if (c == 'd' || c == 'D') {
      day = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      clock = true;
    }
  }
  if (day || (month && (year || !clock))) return XlsxPackage::DateKind::date;
  return year ? XlsxPackage::DateKind::year : XlsxPackage::DateKind::none;
}

bool is_date_format(int id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
}

std::vector<XlsxPackage::DateKind> XlsxPackage::read_date_styles() {
  std::vector<DateKind> out;
  pugi::xml_document document;
  const std::string part = related_part("/styles");
  if (part.empty() || !load(part, document)) return out;
  const pugi::xml_node root = child(document, "styleSheet");
  std::map<int, DateKind> custom;
  for (const pugi::xml_node format : child(root, "numFmts").children()) {
    custom[format.attribute("numFmtId").as_int()] = date_kind(attribute(format, "formatCode"));
  }
  for (const pugi::xml_node style : child(root, "cellXfs").children()) {
    if (local_name(style) != "xf") continue;
    const int id = style.attribute("numFmtId").as_int();
    const auto known = custom.find(id);
    out.push_back(known != custom.end() ? known->second : is_date_format(id) ? DateKind::date : DateKind::none);
  }
  return out;
}

}  // namespace ecoeff
