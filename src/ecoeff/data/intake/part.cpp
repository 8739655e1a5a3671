#include "ecoeff/data/intake/part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/side_by_side.hpp"

namespace ecoeff {
namespace {

namespace fs = std::filesystem;

bool fits(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t back = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      back = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++back;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool is_pattern(const fs::path& part) { return part.string().find_first_of("*?") != std::string::npos; }

// Temporary files of Excel ("~$book.xlsx") and hidden ones are nobody's data.
bool is_left_over(const std::string& name) { return name.starts_with("~$") || name.starts_with('.'); }

// The blocks that a part takes of one file.
class FileReader {
 public:
  FileReader(const PartSpec& spec, std::size_t part, const PartOptions& options, PartsRead& out)
      : spec_(spec), part_(part), options_(options), out_(out) {}

  void read(const fs::path& path) {
    Workbook book = read_workbook(path, {.encoding = spec_.encoding, .decimal = options_.decimal});
    append(out_.notes, book.notes);
    out_.hashes.emplace_back(book.file, book.sha256);
    const bool all =
        spec_.sheets.empty() || std::find(spec_.sheets.begin(), spec_.sheets.end(), "*") != spec_.sheets.end();
    if (!all) require_sheets(book);
    std::size_t found = 0;
    for (SheetGrid& grid : book.sheets) {
      const bool named = std::find(spec_.sheets.begin(), spec_.sheets.end(), grid.sheet) != spec_.sheets.end();
      if (!all && !named && !grid.sheet.empty()) continue;
      found += read_sheet(std::move(grid), named);
    }
    if (found == 0) refuse({.file = book.file});
  }

 private:
  std::size_t read_sheet(SheetGrid grid, bool required) {
    std::vector<SheetGrid> tables = side_by_side(std::move(grid), options_.marks);
    std::size_t found = 0;
    for (SheetGrid& table : tables) found += read_table(std::move(table), required, tables.size() == 1);
    return found;
  }

  std::size_t read_table(SheetGrid grid, bool required, bool alone) {
    const ShapeHints hints{.shape = spec_.shape,
                           .header = spec_.header,
                           .unit = spec_.unit,
                           .time = spec_.time,
                           .unit_from = spec_.unit_from,
                           .indicator = spec_.indicator,
                           .marks = options_.marks};
    std::vector<Block> blocks;
    try {
      blocks = find_blocks(grid, hints);
      if (blocks.empty() && required) refuse({.file = grid.file, .sheet = grid.sheet});
    } catch (const Error& error) {
      out_.problems.add(error);
      return 1;
    }
    const auto shared = std::make_shared<const SheetGrid>(std::move(grid));
    for (const Block& block : blocks) {
      try {
        out_.tables.push_back(part_table(shared, block, spec_, part_, alone && blocks.size() == 1));
      } catch (const Error& error) {
        out_.problems.add(error);
        continue;
      }
      out_.problems.append(out_.tables.back().problems);
      say_block(out_.tables.back());
    }
    return blocks.size();
  }

  [[noreturn]] static void refuse(const Where& where) {
    throw Error(
        Fault::data, "D151",
        {"no table can be told here: no row of heads with numbers below", "此处找不到表格：没有其下为数字的标题行"},
        where,
        {"in the part: header = ROW (or [ROW, ROW]) and shape = \"long\", \"wide\" or \"indicators\"",
         "在该 part 中写：header = 行号（或 [行号, 行号]），以及 shape = \"long\"、\"wide\" 或 \"indicators\""});
  }

  void require_sheets(const Workbook& book) const {
    std::vector<std::string> names;
    for (const SheetGrid& grid : book.sheets) names.push_back(grid.sheet);
    for (const std::string& sheet : spec_.sheets) {
      if (std::find(names.begin(), names.end(), sheet) != names.end() || (names.size() == 1 && names[0].empty()))
        continue;
      const std::string near = did_you_mean(sheet, names);
      throw Error(Fault::data, "D109",
                  {fmt::format("there is no sheet \"{}\" that holds data", sheet),
                   fmt::format("没有含数据的工作表“{}”", sheet)},
                  {.file = book.file, .sheet = sheet},
                  near.empty() ? Text{"the sheets are: " + join(names, ", "), "工作表有：" + join(names, "、")}
                               : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("是否应为“{}”？", near)});
    }
  }

  // Which rows were taken for what.
  void say_block(const PartTable& table) {
    const SheetGrid& grid = *table.grid;
    const Block& block = table.block;
    const auto rows = [&](const std::vector<std::size_t>& list) {
      std::vector<std::string> numbers;
      for (const std::size_t r : list) {
        if (numbers.size() == 8) {
          numbers.emplace_back("...");
          break;
        }
        numbers.push_back(fmt::format("{}", grid.row_number(r)));
      }
      return join(numbers, ", ");
    };
    std::string en = fmt::format("read as {}: header {}", shape_word(block.shape), rows(block.header));
    std::string zh = fmt::format("按 {} 读取：标题行 {}", shape_word(block.shape), rows(block.header));
    const auto more = [&](const std::vector<std::size_t>& list, const char* what, const char* what_zh) {
      if (list.empty()) return;
      en += fmt::format("; {} {}", what, rows(list));
      zh += fmt::format("；{} {}", what_zh, rows(list));
    };
    more(block.titles, "titles", "表名行");
    if (block.unit_row) more({*block.unit_row}, "units of measurement", "单位行");
    more(block.subtotals, "subtotals left out", "不计入的合计行");
    more(block.skipped, "headings left out", "不计入的小标题行");
    more(block.notes, "notes", "注释行");
    out_.notes.push_back({Severity::info, "D180", {en, zh}, {.file = grid.file, .sheet = grid.sheet}});
    if (block.filled_down + block.filled_merged == 0) return;
    out_.notes.push_back(
        {Severity::info,
         "D185",
         {fmt::format("{} of names or years {} filled down ({} of them in merged cells)",
                      counted(block.filled_down + block.filled_merged, "cell"),
                      agree(block.filled_down + block.filled_merged, "was", "were"), block.filled_merged),
          fmt::format("{} 个名称或年份单元格按上方内容补全（其中合并单元格 {} 个）",
                      block.filled_down + block.filled_merged, block.filled_merged)},
         {.file = grid.file, .sheet = grid.sheet}});
  }

  const PartSpec& spec_;
  std::size_t part_;
  const PartOptions& options_;
  PartsRead& out_;
};

// Names of columns and scale that nothing in the part has.
void require_names(const PartSpec& spec, const std::vector<PartTable>& tables, std::size_t first, Problems& problems) {
  std::vector<std::string> known;
  std::set<std::string> all;
  for (std::size_t t = first; t < tables.size(); ++t) {
    for (const PartColumn& column : tables[t].columns) {
      all.insert(column.name);
      all.insert(column.head);
      all.insert(split_measure(column.head).name);
      known.push_back(column.head);
    }
  }
  const auto require = [&](const std::string& name, const char* code, Fault fault) {
    if (all.contains(name) || all.contains(without_inner_blanks(name))) return;
    const std::string near = did_you_mean(name, known);
    problems.add(Error(
        fault, code, {fmt::format("the part has no column \"{}\"", name), fmt::format("该 part 没有列“{}”", name)},
        {.file = spec.at.file, .row = spec.at.row, .value = name},
        near.empty() ? Text{"its columns are: " + join(known, ", "), "其列有：" + join(known, "、")}
                     : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("是否应为“{}”？", near)}));
  };
  for (const auto& [name, head] : spec.columns) require(head, "D110", Fault::study);
  for (const auto& [name, factor] : spec.scale) require(name, "S240", Fault::study);
}

}  // namespace

std::vector<fs::path> files_of(const fs::path& pattern, const Where& at) {
  std::vector<fs::path> found{fs::path()};
  for (const fs::path& part : pattern) {
    std::vector<fs::path> next;
    for (const fs::path& base : found) {
      if (!is_pattern(part)) {
        next.push_back(base / part);
        continue;
      }
      std::error_code failed;
      for (const auto& entry : fs::directory_iterator(base.empty() ? fs::path(".") : base, failed)) {
        const std::string name = entry.path().filename().string();
        if (fits(part.string(), name) && !is_left_over(name)) next.push_back(base / name);
      }
    }
    found = std::move(next);
  }
  std::sort(found.begin(), found.end());
  if (!found.empty()) return found;
  throw Error(
      Fault::data, "D159",
      {fmt::format("no file fits \"{}\"", pattern.string()), fmt::format("没有与“{}”相符的文件", pattern.string())}, at,
      {"the pattern is taken from the folder of study.toml", "路径以 study.toml 所在文件夹为起点"});
}

PartsRead read_parts(const std::vector<PartSpec>& specs, const fs::path& folder, const PartOptions& options) {
  PartsRead out;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const std::size_t first = out.tables.size();
    const fs::path named = specs[i].file;
    FileReader reader(specs[i], i, options, out);
    try {
      for (const fs::path& file : files_of(named.is_absolute() ? named : folder / named, specs[i].at)) {
        try {
          reader.read(file);
        } catch (const Error& error) {
          if (error.fault == Fault::interrupted) throw;
          out.problems.add(error);
        }
      }
    } catch (const Error& error) {
      if (error.fault == Fault::interrupted) throw;
      out.problems.add(error);
    }
    if (out.tables.size() > first) require_names(specs[i], out.tables, first, out.problems);
  }
  if (out.tables.empty()) out.problems.throw_all();
  return out;
}

}  // namespace ecoeff
