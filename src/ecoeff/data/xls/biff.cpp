#include "ecoeff/data/xls/biff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/limits.hpp"
#include "ecoeff/data/xls/biff_text.hpp"
#include "ecoeff/data/xls/little_endian.hpp"
#include "ecoeff/data/xlsx_address.hpp"

namespace ecoeff {
namespace {

enum Id : std::uint16_t {
  kFormula = 0x0006,
  kEndOfPart = 0x000A,
  kDateMode = 0x0022,
  kPassword = 0x002F,
  kContinue = 0x003C,
  kCodePage = 0x0042,
  kBoundSheet = 0x0085,
  kMulRk = 0x00BD,
  kRichString = 0x00D6,
  kExtendedFormat = 0x00E0,
  kMergedCells = 0x00E5,
  kSharedStrings = 0x00FC,
  kLabelShared = 0x00FD,
  kNumber = 0x0203,
  kLabel = 0x0204,
  kBoolOrError = 0x0205,
  kString = 0x0207,
  kRk = 0x027E,
  kFormat = 0x041E,
  kBegin = 0x0809
};

struct Record {
  std::uint16_t id = 0;
  std::string_view bytes;
  std::size_t next = 0;  // where the next begins
};

using DateKind = XlsxPackage::DateKind;

// The two words of a number in four bytes.
double rk_value(std::uint32_t packed) {
  const bool whole = (packed & 2U) != 0;
  const double value = whole ? static_cast<double>(static_cast<std::int32_t>(packed) >> 2)
                             : std::bit_cast<double>(static_cast<std::uint64_t>(packed & ~3U) << 32U);
  return (packed & 1U) != 0 ? value / 100 : value;
}

std::string_view error_word(std::uint8_t code) {
  switch (code) {
    case 0x00: return "#NULL!";
    case 0x07: return "#DIV/0!";
    case 0x0F: return "#VALUE!";
    case 0x17: return "#REF!";
    case 0x1D: return "#NAME?";
    case 0x24: return "#NUM!";
    default: return "";  // #N/A
  }
}

struct Bound {
  std::size_t at = 0;
  XlsSheet sheet;
};

class BiffReader {
 public:
  BiffReader(std::string_view stream, const std::string& file, const std::string& encoding)
      : stream_(stream), file_(file), encoding_(named_encoding(encoding)) {}

  std::vector<XlsSheet> read() {
    read_globals();
    if (bounds_.size() > kMostXlsSheets) {
      throw Error(Fault::data, "D186",
                  {fmt::format("the workbook has {} sheets, more than {}", bounds_.size(), kMostXlsSheets),
                   fmt::format("工作簿有 {} 个工作表，多于 {} 个", bounds_.size(), kMostXlsSheets)},
                  {.file = file_});
    }
    std::vector<XlsSheet> out;
    for (Bound& bound : bounds_) {
      sheet_ = &bound.sheet;
      read_sheet(bound.at);
      out.push_back(std::move(bound.sheet));
    }
    return out;
  }

 private:
  static constexpr std::size_t kMostXlsSheets = 500;
  static constexpr std::size_t kMostXlsColumns = 256;

  [[noreturn]] void refuse(Text what) const {
    throw Error(Fault::data, "D104", std::move(what), {.file = file_, .sheet = sheet_ ? sheet_->name : ""},
                {"open it in Excel or WPS and save it as xlsx", "请用 Excel 或 WPS 打开并另存为 xlsx"});
  }
  [[noreturn]] void refuse_broken() const {
    refuse({"the old workbook is cut off or broken", "旧版工作簿被截断或已损坏"});
  }
  void need(const Record& record, std::size_t bytes) const {
    if (record.bytes.size() < bytes) refuse_broken();
  }

  [[nodiscard]] std::optional<Record> record_at(std::size_t at) const {
    if (at + 4 > stream_.size()) return std::nullopt;
    const std::size_t length = u16_at(stream_, at + 2);
    if (at + 4 + length > stream_.size()) refuse_broken();
    return Record{u16_at(stream_, at), stream_.substr(at + 4, length), at + 4 + length};
  }

  // The record with those that continue it.
  [[nodiscard]] ContinuedRecord continued(const Record& record, std::size_t skip) const {
    std::vector<std::string_view> pieces{record.bytes.substr(std::min(skip, record.bytes.size()))};
    for (auto more = record_at(record.next); more && more->id == kContinue; more = record_at(more->next))
      pieces.push_back(more->bytes);
    return ContinuedRecord(std::move(pieces));
  }

  [[nodiscard]] std::string decoded(std::string_view bytes) const {
    std::string out;
    if (to_utf8(bytes, encoding_.value_or(Encoding::gb18030), out)) return out;
    throw Error(Fault::data, "D105",
                {"a text of the old workbook is in another encoding", "旧版工作簿中有文本编码不符"},
                {.file = file_, .sheet = sheet_ ? sheet_->name : ""},
                {"name the encoding, or save it as xlsx", "请指明编码，或另存为 xlsx"});
  }

  // A text at `skip` of a record, its length of two bytes (or one) before it.
  [[nodiscard]] std::string text_of(const Record& record, std::size_t skip, std::size_t length_bytes = 2) const {
    if (unicode_) {
      const auto text = continued(record, skip).text(length_bytes);
      if (!text) refuse_broken();
      return *text;
    }
    need(record, skip + length_bytes);
    const std::size_t length = length_bytes == 2 ? u16_at(record.bytes, skip) : byte_at(record.bytes, skip);
    need(record, skip + length_bytes + length);
    return decoded(record.bytes.substr(skip + length_bytes, length));
  }

  void read_globals() {
    auto record = record_at(0);
    if (!record || record->id != kBegin)
      refuse({"this is no workbook of Excel 95 to 2003", "这不是 Excel 95 至 2003 的工作簿"});
    need(*record, 4);
    const unsigned version = u16_at(record->bytes, 0);
    if (version != 0x0500 && version != 0x0600)
      refuse({"this workbook is older than Excel 95", "该工作簿早于 Excel 95"});
    unicode_ = version == 0x0600;
    for (record = record_at(record->next); record && record->id != kEndOfPart; record = record_at(record->next))
      take_global(*record);
    if (!record) refuse_broken();
  }

  void take_global(const Record& record) {
    switch (record.id) {
      case kPassword: refuse({"the workbook has a password", "工作簿有密码"});
      case kDateMode:
        need(record, 2);
        from_1904_ = u16_at(record.bytes, 0) == 1;
        break;
      case kCodePage:
        need(record, 2);
        take_code_page(u16_at(record.bytes, 0));
        break;
      case kFormat:
        need(record, 2);
        formats_[u16_at(record.bytes, 0)] = date_kind(text_of(record, 2, unicode_ ? 2 : 1));
        break;
      case kExtendedFormat:
        need(record, 4);
        styles_.push_back(style_kind(u16_at(record.bytes, 2)));
        break;
      case kBoundSheet: take_bound(record); break;
      case kSharedStrings: take_shared(record); break;
      default: break;
    }
  }

  void take_code_page(unsigned page) {
    if (unicode_ || encoding_) return;
    if (page == 936 || page == 54936) {
      encoding_ = Encoding::gb18030;
    } else if (page == 1252 || page == 367 || page == 32769) {
      encoding_ = Encoding::windows1252;
    } else if (page == 65001) {
      encoding_ = Encoding::utf8;
    }
  }

  [[nodiscard]] DateKind style_kind(unsigned format) const {
    const auto known = formats_.find(format);
    if (known != formats_.end()) return known->second;
    return is_date_format(static_cast<int>(format)) ? DateKind::date : DateKind::none;
  }

  void take_bound(const Record& record) {
    need(record, 7);
    Bound bound{.at = u32_at(record.bytes, 0), .sheet = {}};
    bound.sheet.hidden = (byte_at(record.bytes, 4) & 3U) != 0;
    if (byte_at(record.bytes, 5) != 0) return;  // a chart or macros
    bound.sheet.name = text_of(record, 6, 1);
    bounds_.push_back(std::move(bound));
  }

  void take_shared(const Record& record) {
    need(record, 8);
    const std::size_t count = u32_at(record.bytes, 4);
    ContinuedRecord all = continued(record, 8);
    for (std::size_t i = 0; i < count; ++i) {
      auto text = all.text(2);
      if (!text) refuse_broken();
      shared_.push_back(std::move(*text));
    }
  }

  void read_sheet(std::size_t at) {
    auto record = record_at(at);
    if (!record || record->id != kBegin) refuse_broken();
    int depth = 1;                                             // charts inside the sheet are parts of their own
    std::optional<std::pair<std::size_t, std::size_t>> waits;  // a formula whose text follows
    for (record = record_at(record->next); record; record = record_at(record->next)) {
      depth += record->id == kBegin ? 1 : record->id == kEndOfPart ? -1 : 0;
      if (depth == 0) break;
      if (depth > 1) continue;
      if (record->id == kString && waits) {
        add_text(waits->first, waits->second, text_of(*record, 0));
        waits.reset();
      } else {
        take_cell(*record, waits);
      }
    }
    if (!record) refuse_broken();
    sort_cells();
  }

  void take_cell(const Record& record, std::optional<std::pair<std::size_t, std::size_t>>& waits) {
    const std::string_view bytes = record.bytes;
    if (record.id == kMergedCells) return take_merged(record);
    const bool cell = record.id == kNumber || record.id == kRk || record.id == kLabelShared || record.id == kLabel ||
                      record.id == kRichString || record.id == kBoolOrError || record.id == kFormula ||
                      record.id == kMulRk;
    if (!cell) return;
    need(record, 6);
    const std::size_t row = u16_at(bytes, 0);
    const std::size_t column = u16_at(bytes, 2);
    if (column >= kMostXlsColumns) refuse_broken();
    const unsigned style = u16_at(bytes, 4);
    switch (record.id) {
      case kNumber: need(record, 14); return add_number(row, column, style, f64_at(bytes, 6));
      case kRk: need(record, 10); return add_number(row, column, style, rk_value(u32_at(bytes, 6)));
      case kLabelShared:
        need(record, 10);
        if (u32_at(bytes, 6) >= shared_.size()) refuse_broken();
        return add_text(row, column, shared_[u32_at(bytes, 6)]);
      case kLabel:
      case kRichString: return add_text(row, column, text_of(record, 6));
      case kBoolOrError: need(record, 8); return add_truth(row, column, byte_at(bytes, 6), byte_at(bytes, 7) != 0);
      case kFormula: return take_formula(record, row, column, style, waits);
      default:  // several numbers beside each other
        for (std::size_t at = 4, c = column; at + 6 + 2 <= bytes.size() && c < kMostXlsColumns; at += 6, ++c)
          add_number(row, c, u16_at(bytes, at), rk_value(u32_at(bytes, at + 2)));
    }
  }

  void take_formula(const Record& record, std::size_t row, std::size_t column, unsigned style,
                    std::optional<std::pair<std::size_t, std::size_t>>& waits) {
    need(record, 14);
    if (u16_at(record.bytes, 12) != 0xFFFF) return add_number(row, column, style, f64_at(record.bytes, 6));
    const unsigned kind = byte_at(record.bytes, 6);
    if (kind == 0) waits = {row, column};
    if (kind == 1 || kind == 2) add_truth(row, column, byte_at(record.bytes, 8), kind == 2);
  }

  void take_merged(const Record& record) {
    need(record, 2);
    const std::size_t count = u16_at(record.bytes, 0);
    need(record, 2 + 8 * count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = 2 + 8 * i;
      XlsxRange range{.top = u16_at(record.bytes, at) + std::size_t{1},
                      .left = u16_at(record.bytes, at + 4),
                      .bottom = u16_at(record.bytes, at + 2) + std::size_t{1},
                      .right = u16_at(record.bytes, at + 6)};
      range.right = std::min(range.right, kMostXlsColumns - 1);
      if (range.bottom < range.top || range.right < range.left) refuse_broken();
      if (range.top == range.bottom && range.left == range.right) continue;
      range.text =
          fmt::format("{}{}:{}{}", column_letters(range.left), range.top, column_letters(range.right), range.bottom);
      sheet_->cells.merged.push_back(std::move(range));
    }
  }

  void add(std::size_t row, XlsxCell cell) {
    auto& rows = sheet_->cells.rows;
    if (rows.empty() || rows.back().number != row + 1) rows.push_back({.number = row + 1, .cells = {}});
    rows.back().cells.push_back(std::move(cell));
  }

  void add_truth(std::size_t row, std::size_t column, std::uint8_t value, bool error) {
    add_text(row, column, error ? std::string(error_word(value)) : value != 0 ? "TRUE" : "FALSE");
  }

  void add_text(std::size_t row, std::size_t column, const std::string& text) {
    if (trim(text).empty()) return;
    if (text.size() > kLongestCell) {
      throw Error(Fault::data, "D142",
                  {fmt::format("a text of {} bytes, more than {}", text.size(), kLongestCell),
                   fmt::format("文本有 {} 字节，多于 {} 字节", text.size(), kLongestCell)},
                  {.file = file_, .sheet = sheet_->name, .row = row + 1, .column = column_letters(column)});
    }
    add(row, {.column = column, .is_text = true, .text = text});
  }

  void add_number(std::size_t row, std::size_t column, unsigned style, double number) {
    if (!std::isfinite(number)) return;
    const DateKind kind = style < styles_.size() ? styles_[style] : DateKind::none;
    const bool in_calendar = number >= 0 && number < 2958466;  // up to 9999-12-31
    if (kind == DateKind::none || !in_calendar) return add(row, {.column = column, .number = number});
    sheet_->cells.dates[column] = true;
    const std::string date = iso_date(number, from_1904_);
    if (kind == DateKind::year) return add(row, {.column = column, .number = *parse_number(date.substr(0, 4))});
    add(row, {.column = column, .is_text = true, .text = date});
  }

  // Rows and cells in order, each once: the first stands.
  void sort_cells() {
    auto& rows = sheet_->cells.rows;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    std::vector<XlsxRow> out;
    for (XlsxRow& row : rows) {
      if (out.empty() || out.back().number != row.number) {
        out.push_back(std::move(row));
      } else {
        std::move(row.cells.begin(), row.cells.end(), std::back_inserter(out.back().cells));
      }
    }
    for (XlsxRow& row : out) {
      std::stable_sort(row.cells.begin(), row.cells.end(),
                       [](const auto& a, const auto& b) { return a.column < b.column; });
      const auto twice = std::unique(row.cells.begin(), row.cells.end(),
                                     [](const auto& a, const auto& b) { return a.column == b.column; });
      row.cells.erase(twice, row.cells.end());
    }
    rows = std::move(out);
  }

  std::string_view stream_;
  const std::string& file_;
  std::optional<Encoding> encoding_;
  bool unicode_ = true;
  bool from_1904_ = false;
  std::map<unsigned, DateKind> formats_;
  std::vector<DateKind> styles_;
  std::vector<std::string> shared_;
  std::vector<Bound> bounds_;
  XlsSheet* sheet_ = nullptr;
};

}  // namespace

std::vector<XlsSheet> read_biff(std::string_view stream, const std::string& file, const std::string& encoding) {
  return BiffReader(stream, file, encoding).read();
}

}  // namespace ecoeff
