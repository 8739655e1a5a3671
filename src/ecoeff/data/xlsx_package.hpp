// The parts of an xlsx file: unpacked with a bound on their size, parsed as XML, sheets found through their relations.
#pragma once

#include <pugixml.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

// The name without its namespace prefix: some writers say <x:row>.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& parent, std::string_view name);
[[nodiscard]] std::string_view attribute(const pugi::xml_node& node, std::string_view local);

struct XlsxSheet {
  std::string name;
  std::string part;  // its place in the package
  bool hidden = false;
};

class XlsxPackage {
 public:
  // Error D104 when the bytes are no workbook.
  XlsxPackage(std::string_view bytes, std::string file);
  ~XlsxPackage();
  XlsxPackage(const XlsxPackage&) = delete;
  XlsxPackage& operator=(const XlsxPackage&) = delete;

  [[nodiscard]] const std::vector<XlsxSheet>& sheets() const { return sheets_; }
  [[nodiscard]] bool dates_from_1904() const { return dates_from_1904_; }
  // The cell text of the shared strings, in order; empty when the workbook has none. Read once.
  [[nodiscard]] const std::vector<std::string>& shared_strings();
  enum class DateKind { none, date, year };
  // For every cell style whether its numbers are dates. Read once.
  [[nodiscard]] const std::vector<DateKind>& date_styles();
  // Whether a sheet has a row, as far as its beginning says; it is not parsed.
  [[nodiscard]] bool holds_rows(const std::string& part);
  // Parses a part; false when it is absent. Error D104 when it is broken or too large.
  [[nodiscard]] bool load(const std::string& part, pugi::xml_document& document);

 private:
  struct Zip;
  [[nodiscard]] std::string main_part();
  [[nodiscard]] std::string related_part(std::string_view type);
  void read_workbook();
  [[nodiscard]] std::vector<std::string> read_shared_strings();
  [[nodiscard]] std::vector<DateKind> read_date_styles();

  std::string file_;
  std::unique_ptr<Zip> zip_;
  std::string workbook_part_;
  std::vector<XlsxSheet> sheets_;
  bool dates_from_1904_ = false;
  std::optional<std::vector<std::string>> shared_;
  std::optional<std::vector<DateKind>> styles_;
};

// Text as the format stores it (ECMA-376, ST_Xstring): "_x000D_" stands for a carriage return, "_x005F_" for the
// underscore of a text that would look so. A NUL is left out.
[[nodiscard]] std::string unescaped(std::string_view text);

// The text of a shared or inline string: its plain or rich runs, without phonetic guides.
[[nodiscard]] std::string string_item_text(const pugi::xml_node& item);

// The kind of number format: "yyyy" shows a year, "yyyy/m/d" or "m-d" a date, "0.00" or "h:mm" neither.
[[nodiscard]] XlsxPackage::DateKind date_kind(std::string_view format_code);
// Whether a number format that every Excel has built in shows a date.
[[nodiscard]] bool is_date_format(int id);

}  // namespace ecoeff
