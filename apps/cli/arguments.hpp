// The command line as values. CLI11 is used in arguments.cpp alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/method/option.hpp"
#include "ecoeff/panel/model.hpp"

namespace ecoeff::cli {

struct CommonFlags {
  bool json = false;
  bool quiet = false;
  bool strict = false;
  Language language = Language::en;
  unsigned threads = 1;
  std::optional<std::uint64_t> seed;
  std::string output;  // "" = the command's own default, "-" = stdout
};

// Where a command reads its table from.
struct FileArguments {
  std::filesystem::path file;
  std::string sheet;
  std::string encoding;
  std::string keep;
  std::string unit;
  std::string time;
};

struct NewArguments {
  std::string name;
  std::vector<std::filesystem::path> from;
  std::string sheet;
  std::filesystem::path words;  // of a dictionary of the user's
};
struct DataArguments {
  std::filesystem::path study;
  std::optional<std::filesystem::path> data;
  bool filled = false;
  bool derived = false;
};
struct CheckArguments {
  std::filesystem::path study;
  std::optional<std::filesystem::path> data;
};
struct RunArguments {
  std::filesystem::path study;
  std::optional<std::filesystem::path> data;
};
struct DescribeArguments {
  FileArguments from;
  std::vector<std::string> columns;
};
struct IndexArguments {
  FileArguments from;
  std::vector<std::string> positive;
  std::vector<std::string> negative;
  std::string method;  // a name of index_methods()
  OptionValues options;
};
struct ScoreArguments {
  FileArguments from;
  ScoreOptions options;
  std::string missing = "error";   // error | linear | drop
  std::vector<std::string> words;  // the command as it was written, the program and --output left out
};
struct ProveArguments {
  std::filesystem::path table;
  std::filesystem::path data;
};
struct EstimateArguments {
  FileArguments from;
  std::string formula;
  ModelOptions options;
};
struct VerifyArguments {
  std::filesystem::path folder;
  std::optional<std::filesystem::path> study;  // default: beside the folder, by the manifest's name
  std::optional<std::filesystem::path> data;
};
struct StataArguments {
  std::filesystem::path do_file;  // instead of lines; it reads its own data, or `file`
  std::filesystem::path file;
  std::string sheet;
  std::string encoding;
  std::vector<std::string> lines;
};
struct ExplainArguments {
  std::string code;
};

using Command =
    std::variant<NewArguments, CheckArguments, DataArguments, RunArguments, DescribeArguments, IndexArguments,
                 ScoreArguments, ProveArguments, EstimateArguments, StataArguments, VerifyArguments, ExplainArguments>;

struct Arguments {
  CommonFlags common;
  Command command;
};

// The language asked for by --lang, else by LC_ALL, LC_MESSAGES, LANG; needed before anything can be said.
[[nodiscard]] Language find_language(int argc, const char* const* argv);

// Either the arguments, or finished text for stdout (--help, --version). Errors: U101 what CLI11 refuses; U102 an
// unknown command or a value outside a choice (did-you-mean).
struct Parsed {
  std::optional<Arguments> arguments;
  std::string help;
};
[[nodiscard]] Parsed parse_arguments(int argc, const char* const* argv);

}  // namespace ecoeff::cli
