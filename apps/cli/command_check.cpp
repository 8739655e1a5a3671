#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/intake/problems.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/report/json.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff::cli {

namespace {

// `-o problems.csv`: errors, warnings and notes with their places, a row each.
void write_problems(const std::vector<Error>& errors, const Notes& notes, const Console& console) {
  const std::string& output = console.flags().output;
  if (output.empty() || output.front() == '-') return;
  write_file(output, to_csv(problems_table(errors, notes, console.flags().language)));
  console.line({"wrote " + output, "已写入 " + output});
}

Notes checked(const CheckArguments& arguments, const Console& console) {
  try {
    return check_study(read_study(arguments.study, report_vocabulary()), {.data = arguments.data});
  } catch (const Error& error) {
    const std::vector<Error> errors = errors_in(error);
    write_problems(errors, {}, console);
    if (console.flags().json) print_result(problems_json(errors, {}, console.flags().language));
    throw;
  }
}

}  // namespace

int run_command(const CheckArguments& arguments, const Console& console) {
  const Notes notes = checked(arguments, console);
  write_problems({}, notes, console);
  if (console.flags().json) {
    print_result(notes_json(notes, console.flags().language));
    return strict_code(notes, console);
  }
  std::string text;
  for (const Note& note : notes) {
    const std::string place = describe(note.where, console.flags().language);
    text += fmt::format("{} {}{}{}{}\n", note.severity == Severity::warning ? "!" : "·", note.code,
                        place.empty() ? "" : " " + place, console.say({": ", "："}), console.say(note.message));
  }
  const auto warnings =
      std::count_if(notes.begin(), notes.end(), [](const Note& note) { return note.severity == Severity::warning; });
  const std::string run = "ecoeff run " + arguments.study.string() + "\n";
  text += warnings == 0 ? console.say({"the study can be run: " + run, "研究可以运行：" + run})
                        : console.say({fmt::format("look at the {} marked ! first; then: {}",
                                                   counted(static_cast<std::size_t>(warnings), "line"), run),
                                       fmt::format("请先处理以上 {} 处标有 ! 的提示，然后运行：{}", warnings, run)});
  print_result(text);
  return strict_code(notes, console);
}

}  // namespace ecoeff::cli
