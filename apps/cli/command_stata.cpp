#include <fmt/format.h>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/report/estimate_json.hpp"
#include "ecoeff/stata/session.hpp"

namespace ecoeff::cli {
namespace {

// What the lines gave so far: a list of estimates with --json, else the lines and what they printed.
class Record {
 public:
  explicit Record(const Console& console) : console_(console) {}

  void add(const stata::Outcome& outcome) {
    const std::string shown = outcome.quiet ? "" : console_.say(outcome.output);
    if (console_.flags().json) {
      if (outcome.fitted) {
        estimates_.emplace_back(outcome.fitted, outcome.fitted->estimate);
      } else if (!shown.empty()) {
        console_.line(both(". " + outcome.line + "\n" + shown));
      }
    } else if (!outcome.quiet) {
      text_ += ". " + outcome.line + "\n" + shown + "\n";
    }
    for (auto& [fitted, estimate] : estimates_) {
      if (fitted == outcome.about)
        estimate.tests.insert(estimate.tests.end(), outcome.tests.begin(), outcome.tests.end());
    }
    append(notes_, outcome.fitted ? outcome.fitted->estimate.notes : outcome.notes);
  }

  void deliver() const {
    std::string list;
    for (const auto& [fitted, estimate] : estimates_) list += (list.empty() ? "" : ",\n") + estimate_json(estimate);
    const std::string text = console_.flags().json ? "[" + list + "]\n" : text_;
    if (console_.flags().output.empty() || console_.flags().output == "-") {
      print_result(text);
    } else {
      write_file(console_.flags().output, text);
    }
    console_.print_notes(notes_);
  }

  [[nodiscard]] const Notes& notes() const { return notes_; }

 private:
  const Console& console_;
  std::vector<std::pair<std::shared_ptr<const stata::Fitted>, Estimate>> estimates_;  // with the tests of later lines
  std::string text_;
  Notes notes_;
};

stata::Session session_of(const StataArguments& arguments, const Console& console) {
  if (!arguments.do_file.empty()) return stata::start_session(arguments.do_file.parent_path(), arguments.file);
  ReadResult read = read_table(arguments.file, {.sheet = arguments.sheet, .encoding = arguments.encoding});
  console.print_notes(read.notes);
  return stata::start_session(std::move(read.table));
}

std::vector<std::string> texts_of(const StataArguments& arguments) {
  if (arguments.do_file.empty()) return arguments.lines;
  std::string text = read_file(arguments.do_file);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return {std::move(text)};
}

}  // namespace

// A line that fails ends the session, as in a do-file; what was finished before it is shown.
int run_command(const StataArguments& arguments, const Console& console) {
  stata::Session session = session_of(arguments, console);
  Record record(console);
  for (const std::string& text : texts_of(arguments)) {
    for (const std::string& line : stata::split_lines(text)) {
      try {
        record.add(stata::run_line(session, line));
      } catch (const Error&) {
        record.deliver();
        console.line(both(". " + line));
        throw;
      }
    }
  }
  record.deliver();
  return strict_code(record.notes(), console);
}

}  // namespace ecoeff::cli
