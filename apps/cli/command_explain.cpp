#include "commands.hpp"
#include "ecoeff/base/codes.hpp"
#include "ecoeff/base/error.hpp"

namespace ecoeff::cli {

int run_command(const ExplainArguments& arguments, const Console& console) {
  const auto page = find_code(arguments.code);
  if (!page) {
    const std::string near = did_you_mean(arguments.code, known_codes());
    throw Error(Fault::usage, "U106", {"there is no code " + arguments.code, "没有代码 " + arguments.code}, {},
                {near.empty() ? "a code is a letter and three digits, such as D111" : "did you mean " + near + "?",
                 near.empty() ? "代码由一个字母和三位数字组成，例如 D111" : "您是不是要查 " + near + "？"});
  }
  print_result(describe(*page, console.flags().language));
  return 0;
}

}  // namespace ecoeff::cli
