#include "ecoeff/report/painters/xlsx_tables.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/painters/table_grid.hpp"

namespace ecoeff {
namespace {

namespace fs = std::filesystem;

constexpr double kPortraitWidth = 100;    // characters of 10 pt on an upright A4 page
constexpr std::size_t kMostText = 32000;  // Excel refuses cells above 32,767

struct Look {
  std::string format;  // of numbers
  Align align = Align::center;
  int top = LXW_BORDER_NONE;
  int bottom = LXW_BORDER_NONE;
  bool bold = false;
  bool wrap = false;
  bool chinese = false;
  auto operator<=>(const Look&) const = default;
};

// The formats of a workbook, each made once.
class Looks {
 public:
  explicit Looks(lxw_workbook* book) : book_(book) {}
  lxw_format* get(const Look& look) {
    lxw_format*& made = made_[look];
    if (made != nullptr) return made;
    made = workbook_add_format(book_);
    format_set_font_name(made, look.chinese ? "宋体" : "Times New Roman");
    format_set_font_size(made, look.bold ? 11 : 10);
    if (look.bold) format_set_bold(made);
    if (look.wrap) format_set_text_wrap(made);
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(made, look.align == Align::left ? LXW_ALIGN_LEFT : LXW_ALIGN_CENTER);
    if (look.top != LXW_BORDER_NONE) format_set_top(made, static_cast<uint8_t>(look.top));
    if (look.bottom != LXW_BORDER_NONE) format_set_bottom(made, static_cast<uint8_t>(look.bottom));
    if (!look.format.empty()) format_set_num_format(made, look.format.c_str());
    return made;
  }

 private:
  lxw_workbook* book_;
  std::map<Look, lxw_format*> made_;
};

bool has_wide(const std::string& text) { return display_width(text) != to_code_points(text).size(); }

std::string cut(std::string text) {
  if (text.size() <= kMostText) return text;
  std::size_t end = kMostText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

class XlsxSheet {
 public:
  XlsxSheet(const PaperTable& table, const std::string& languages, lxw_worksheet* sheet, Looks& looks)
      : table_(table),
        languages_(languages),
        grid_(lay_out(table)),
        language_(cell_language(languages)),
        sheet_(sheet),
        looks_(looks) {
    widest_.resize(grid_.columns);
    for (std::size_t r = grid_.head_rows; r < grid_.slots.size(); ++r) {
      for (std::size_t c = 0; c < grid_.columns; ++c) {
        const Slot& slot = grid_.slots[r][c];
        if (!slot.starts() || !slot.cell->number || slot.cell->align != Align::decimal) continue;
        const NumberShape shape = number_shape(cell_text(*slot.cell, language_), slot.cell->stars);
        widest_[c].before = std::max(widest_[c].before, shape.before);
        widest_[c].whole = std::max(widest_[c].whole, shape.whole);
        widest_[c].part = std::max(widest_[c].part, shape.part);
        widest_[c].after = std::max(widest_[c].after, shape.after);
      }
    }
  }

  void paint() {
    const std::vector<ColumnWidth> columns = measure(grid_, language_);
    double total = 0;
    for (std::size_t c = 0; c < grid_.columns; ++c) {
      const double width = std::min(columns[c].natural + 2, 44.0);
      total += width;
      worksheet_set_column(sheet_, static_cast<lxw_col_t>(c), static_cast<lxw_col_t>(c), width, nullptr);
    }
    for (const std::string& line : title_lines(table_, languages_)) across(line, {.bold = true}, 18);
    first_ = row_;
    for (std::size_t r = 0; r < grid_.slots.size(); ++r, ++row_) {
      for (std::size_t c = 0; c < grid_.columns; ++c) cell(r, c);
    }
    for (const std::string& line : note_lines(table_, languages_)) {
      const double lines = std::ceil(static_cast<double>(display_width(line)) / std::max(total * 0.95, 10.0));
      across(line, {.align = Align::left, .wrap = true}, 14 * std::max(1.0, lines));
    }
    worksheet_set_paper(sheet_, 9);
    if (total > kPortraitWidth) worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    if (grid_.head_rows > 0)
      worksheet_repeat_rows(sheet_, first_, first_ + static_cast<lxw_row_t>(grid_.head_rows) - 1);
    worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
  }

 private:
  // A line over the whole width of the table.
  void across(const std::string& text, Look look, double height) {
    look.chinese = has_wide(text);
    lxw_format* format = looks_.get(look);
    worksheet_set_row(sheet_, row_, height, nullptr);
    if (grid_.columns > 1) {
      worksheet_merge_range(sheet_, row_, 0, row_, static_cast<lxw_col_t>(grid_.columns - 1), cut(text).c_str(),
                            format);
    } else {
      worksheet_write_string(sheet_, row_, 0, cut(text).c_str(), format);
    }
    ++row_;
  }

  [[nodiscard]] Look look_of(std::size_t r, const Slot& slot) const {
    const bool head = r < grid_.head_rows;
    Look look;
    if (r == 0) look.top = LXW_BORDER_MEDIUM;
    if (!head && r > grid_.head_rows && grid_.rows[r]->rule_above) look.top = LXW_BORDER_THIN;
    if (head && r + 1 == grid_.head_rows) look.bottom = LXW_BORDER_THIN;
    if (r + 1 == grid_.rows.size()) look.bottom = LXW_BORDER_MEDIUM;
    if (slot.cell == nullptr) return look;
    look.align = slot.cell->align == Align::left ? Align::left : Align::center;
    look.wrap = head || look.align == Align::left;
    return look;
  }

  void cell(std::size_t r, std::size_t c) {
    const Slot& slot = grid_.slots[r][c];
    const auto at = static_cast<lxw_col_t>(c);
    Look look = look_of(r, slot);
    if (!slot.starts()) {
      worksheet_write_blank(sheet_, row_, at, looks_.get(look));
      return;
    }
    const Cell& source = *slot.cell;
    const std::string text = cell_text(source, language_);
    const bool spans = slot.rows > 1 || slot.columns > 1;
    if (spans) merge(slot, at, look);
    if (source.number) {
      look.format = number_format(text, source.stars, source.decimals,
                                  source.align == Align::decimal ? widest_[c] : NumberShape{});
      worksheet_write_number(sheet_, row_, at, *source.number, looks_.get(look));
      return;
    }
    look.chinese = has_wide(text);
    worksheet_write_string(sheet_, row_, at, cut(text + source.stars).c_str(), looks_.get(look));
  }

  void merge(const Slot& slot, lxw_col_t at, Look look) {
    const lxw_row_t last = row_ + static_cast<lxw_row_t>(slot.rows) - 1;
    if (static_cast<std::size_t>(last - first_) + 1 == grid_.head_rows) look.bottom = LXW_BORDER_THIN;
    if (static_cast<std::size_t>(last - first_) + 1 == grid_.rows.size()) look.bottom = LXW_BORDER_MEDIUM;
    worksheet_merge_range(sheet_, row_, at, last, static_cast<lxw_col_t>(at + slot.columns - 1), "", looks_.get(look));
  }

  const PaperTable& table_;
  std::string languages_;
  Grid grid_;
  Language language_;
  lxw_worksheet* sheet_;
  Looks& looks_;
  std::vector<NumberShape> widest_;
  lxw_row_t row_ = 0;
  lxw_row_t first_ = 0;
};

// At most 31 characters, without []:*?/\ and apostrophes at the ends, each name once (case does not count).
std::string sheet_name(const PaperTable& table, const std::string& languages, std::set<std::string>& taken) {
  const Language language = cell_language(languages);
  const char* word = language == Language::zh ? "表" : "Table ";
  const std::string title = printable(table.title.in(language));
  const std::string whole = table.number > 0 ? fmt::format("{}{} {}", word, table.number, title) : title;
  std::u32string name;
  for (const char32_t p : to_code_points(whole)) {
    if (p > 0xFFFF || std::u32string_view(U"[]:*?/\\'").find(p) != std::u32string_view::npos) continue;
    if (name.size() < 28) name += p;
  }
  std::string base(trim(from_code_points(name)));
  if (base.empty()) base = "table";
  std::string unique = base;
  for (int i = 2; !taken.insert(lower_ascii(unique)).second; ++i) unique = fmt::format("{} {}", base, i);
  return unique;
}

[[noreturn]] void fail(const fs::path& path, lxw_error error) {
  throw Error(Fault::usage, "R101",
              {fmt::format("cannot write: {}", lxw_strerror(error)), fmt::format("无法写入：{}", lxw_strerror(error))},
              {.file = path.string()});
}

fs::path temporary_file() {
  static std::atomic<unsigned> counter{0};
  return fs::temp_directory_path() / fmt::format("ecoeff-{}-{}.xlsx", ::getpid(), counter++);
}

}  // namespace

NumberShape number_shape(const std::string& text, const std::string& stars) {
  constexpr const char* kFigures = "0123456789";
  const std::size_t first = text.find_first_of(kFigures);
  if (first == std::string::npos) return {.before = text.size(), .after = stars.size()};
  const std::size_t last = text.find_last_of(kFigures);
  const std::size_t point = std::min(text.find('.', first), last + 1);
  return {.before = first,
          .whole = point - first,
          .part = last + 1 - point,
          .after = text.size() - last - 1 + stars.size()};
}

std::string number_format(const std::string& text, const std::string& stars, int decimals, const NumberShape& widest) {
  const NumberShape shape = number_shape(text, stars);
  const std::string before = replace_all(text.substr(0, shape.before), "-", "");
  const std::string after = text.substr(text.size() - (shape.after - stars.size())) + stars;
  const auto literal = [](const std::string& part) {
    return part.empty() ? std::string() : "\"" + replace_all(part, "\"", "") + "\"";
  };
  // "_x" leaves a blank as wide as x.
  const auto blanks = [](const char* blank, std::size_t have, std::size_t want) {
    std::string out;
    for (; have < want; ++have) out += blank;
    return out;
  };
  const std::string lead = blanks("_(", shape.before, widest.before) + blanks("_0", shape.whole, widest.whole);
  std::string figures = "0";
  if (decimals > 0) figures += "." + std::string(static_cast<std::size_t>(decimals), '0');
  const std::string tail =
      literal(after) + blanks("_0", shape.part, widest.part) + blanks("_)", shape.after, widest.after);
  const std::string positive = lead + literal(before) + figures + tail;
  return positive + ";" + lead + literal(before) + "\\-" + figures + tail;
}

std::string tables_xlsx(const std::vector<PaperTable>& tables, const std::string& languages) {
  const fs::path path = temporary_file();
  lxw_workbook* book = workbook_new(path.c_str());
  if (book == nullptr) fail(path, LXW_ERROR_CREATING_XLSX_FILE);
  lxw_doc_properties properties{};
  std::string author = "ecoeff";
  properties.author = author.data();
  std::string comments = tables.empty() ? "" : tables.front().provenance;
  if (!comments.empty()) properties.comments = comments.data();
  properties.created = 946684800;  // 2000-01-01
  workbook_set_properties(book, &properties);
  Looks looks(book);
  std::set<std::string> taken;
  for (const PaperTable& table : tables) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, sheet_name(table, languages, taken).c_str());
    XlsxSheet(table, languages, sheet, looks).paint();
  }
  const lxw_error error = workbook_close(book);
  std::string bytes;
  if (error == LXW_NO_ERROR) bytes = read_file(path);
  std::error_code ignored;
  fs::remove(path, ignored);
  if (error != LXW_NO_ERROR) fail(path, error);
  return bytes;
}

namespace {

std::string one_table(const PaperTable& table, const std::string& languages) { return tables_xlsx({table}, languages); }

}  // namespace

constinit const Painter kXlsxTable{
    .ending = "xlsx", .paints = one_table, .shows = {"a table for Excel, with typed numbers", "Excel 表，数字可计算"}};

}  // namespace ecoeff
