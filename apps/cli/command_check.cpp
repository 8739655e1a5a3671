#include <fmt/format.h>

#include "commands.hpp"
#include "ecoeff/report/json.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff::cli {

int run_command(const CheckArguments& arguments, const Console& console) {
  const Study study = read_study(arguments.study, report_vocabulary());
  const Notes notes = check_study(study, {.data = arguments.data});
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
  text += console.say({"the study can be run: ecoeff run " + arguments.study.string() + "\n",
                       "研究可以运行：ecoeff run " + arguments.study.string() + "\n"});
  print_result(text);
  return strict_code(notes, console);
}

}  // namespace ecoeff::cli
