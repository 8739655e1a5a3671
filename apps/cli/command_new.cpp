#include <fmt/format.h>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/write.hpp"
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

}  // namespace

int run_command(const NewArguments& arguments, const Console& console) {
  const std::filesystem::path folder = arguments.name;
  refuse_existing(folder);
  OutputFolder out(folder);
  if (arguments.from) {
    const ReadResult read = read_table(*arguments.from);
    console.print_notes(read.notes);
    const std::string name = arguments.from->filename().string();
    out.write(name, read_file(*arguments.from));
    out.write("study.toml", starter_study(read.table, name));
  } else {
    out.write("yellow_river.xlsx", to_xlsx(yellow_river_table(), "模拟数据"));
    out.write("study.toml", yellow_river_study_toml());
  }
  out.commit();
  const std::string study = (folder / "study.toml").string();
  print_result(
      console.say({fmt::format("made {0}\nnext: ecoeff {1} {0}\n", study, arguments.from ? "check" : "run"),
                   fmt::format("已创建 {0}\n下一步：ecoeff {1} {0}\n", study, arguments.from ? "check" : "run")}));
  return 0;
}

}  // namespace ecoeff::cli
