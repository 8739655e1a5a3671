#include <fmt/format.h>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/report/write.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff::cli {

int run_command(const RunArguments& arguments, const Console& console) {
  const Study study = read_study(arguments.study, report_vocabulary());
  const std::string place =
      console.flags().output.empty() ? (arguments.study.parent_path() / "out").string() : console.flags().output;
  if (place == "-") {
    throw Error(Fault::usage, "U104",
                {"run writes a folder; -o needs its name", "run 输出一个文件夹；请用 -o 给出名称"});
  }
  OutputFolder folder(place);
  const Progress progress = console.progress();
  const StudyResult result = run_study(
      study, {.data = arguments.data, .threads = console.flags().threads, .seed = console.flags().seed}, progress);
  Notes notes = result.notes;
  const std::vector<std::string> written = write_outputs(result, folder, progress, &notes);
  report_step(progress, {{"", ""}, 0, 0});
  folder.commit();
  console.print_notes(notes);
  const std::string report = (folder.final_place() / "report.html").string();
  if (console.flags().json) {
    print_result(results_json(result) + "\n");
  } else {
    print_result(console.say(
        {fmt::format("{} files in {}\nopen {}\n", written.size(), folder.final_place().string(), report),
         fmt::format("共 {} 个文件，位于 {}\n请打开 {}\n", written.size(), folder.final_place().string(), report)}));
  }
  return strict_code(notes, console, result.any_refused() ? exit_code(Fault::estimator) : 0);
}

}  // namespace ecoeff::cli
