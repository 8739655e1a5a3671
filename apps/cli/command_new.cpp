#include <fmt/format.h>

#include <set>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/study/findings.hpp"
#include "ecoeff/study/starter.hpp"
#include "ecoeff/study/yellow_river.hpp"

namespace ecoeff::cli {
namespace {

void refuse_existing(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (std::filesystem::exists(folder, ignored) && !std::filesystem::is_empty(folder, ignored)) {
    throw Error(Fault::usage, "U105",
                {"there is already something there; nothing was changed", "该位置已有内容；未作任何改动"},
                {.file = folder.string()}, {"choose another name", "请换一个名称"});
  }
}

// One clean table is a study of one file; anything else is joined from parts. What cannot be looked at is left to the
// reader of clean tables, which says why.
struct Start {
  std::string study;
  Text found;
  Notes notes;
};

// A clean first sheet beside others that cannot be joined with it: the first sheet, as ever.
Start start_of_table(const std::filesystem::path& file, const RoleWords& words) {
  const ReadResult read = read_table(file);
  return {starter_study(read.table, file.filename().string(), words), {}, read.notes};
}

// Whether the reader of clean tables finds the numbers, too, that are written as texts ("1 026.45").
bool reads_as_table(const std::filesystem::path& file, const Findings& findings) {
  if (!findings.plain) return false;
  try {
    const Table table = read_table(file).table;
    for (const Column& column : findings.joined.table.columns()) {
      const Column* own = table.find(column.name);
      if (own != nullptr && !own->has_numbers() && column.has_numbers()) return false;
    }
    return true;
  } catch (const Error&) {
    return false;
  }
}

Start start_of(const NewArguments& arguments) {
  const bool one = arguments.from.size() == 1 && arguments.sheet.empty();
  RoleWords words;
  if (!arguments.words.empty()) words.add(arguments.words);
  try {
    const Findings findings = look_at_files(arguments.from, arguments.sheet);
    if (!one || !reads_as_table(arguments.from.front(), findings))
      return {starter_study(findings, words), describe(findings, words), findings.notes};
    Start start = start_of_table(arguments.from.front(), words);
    start.found = describe(findings, words);
    return start;
  } catch (const Error& error) {
    if (!one || error.fault == Fault::interrupted) throw;
    try {
      return start_of_table(arguments.from.front(), words);
    } catch (const Error& table_error) {
      if (error.code == "D151") throw table_error;  // no table either way: the reader of tables knows more
    }
    throw;
  }
}

void copy_files(const std::vector<std::filesystem::path>& files, OutputFolder& out) {
  std::set<std::string> names;
  for (const std::filesystem::path& file : files) {
    const std::string name = file.filename().string();
    if (!names.insert(name).second) {
      throw Error(Fault::usage, "U109", {"two of the files have the same name", "有两个文件同名"},
                  {.file = file.string()}, {"rename one of the two", "请改掉其中一个文件名"});
    }
    out.write(name, read_file(file));
  }
}

}  // namespace

int run_command(const NewArguments& arguments, const Console& console) {
  const std::filesystem::path folder = arguments.name;
  refuse_existing(folder);
  OutputFolder out(folder);
  Text found;
  if (!arguments.from.empty()) {
    const Start start = start_of(arguments);
    console.print_notes(start.notes);
    copy_files(arguments.from, out);
    out.write("study.toml", start.study);
    found = start.found;
  } else {
    out.write("yellow_river.xlsx", to_xlsx(yellow_river_table(), "模拟数据"));
    out.write("study.toml", yellow_river_study_toml());
  }
  out.commit();
  const std::string study = (folder / "study.toml").string();
  const bool of_files = !arguments.from.empty();
  print_result(console.say(found) +
               console.say({fmt::format("made {0}\nnext: ecoeff {1} {0}\n", study, of_files ? "check" : "run"),
                            fmt::format("已创建 {0}\n下一步：ecoeff {1} {0}\n", study, of_files ? "check" : "run")}));
  return 0;
}

}  // namespace ecoeff::cli
