// What the program says: results on stdout, progress and notes on stderr; and Ctrl-C.
#pragma once

#include <string>
#include <string_view>

#include "arguments.hpp"
#include "ecoeff/base/note.hpp"
#include "ecoeff/base/progress.hpp"

namespace ecoeff::cli {

class Console {
 public:
  explicit Console(const CommonFlags& flags);

  // A callback that draws a bar (terminal only), prints one line a finished step, and cancels after Ctrl-C.
  [[nodiscard]] Progress progress() const;
  // All notes when there are few, else the warnings and a count of the rest.
  void print_notes(const Notes& notes) const;
  void line(const Text& text) const;  // stderr, unless --quiet
  [[nodiscard]] std::string say(const Text& text) const { return text.in(flags_.language); }
  [[nodiscard]] const CommonFlags& flags() const { return flags_; }

 private:
  void note(const Note& note) const;
  CommonFlags flags_;
  bool terminal_;
  bool colour_;
};

// stdout, all of it or Error R101 (a full disk, a closed pipe).
void print_result(std::string_view text);
void print_error(const Error& error, Language language);
// After this, Ctrl-C (SIGINT, SIGTERM) cancels at the next progress report; a second one ends the program at once.
void catch_interrupts();

}  // namespace ecoeff::cli
