// ecoeff: the command line. What each command does stands in command_*.cpp; nothing is computed here.
#include <exception>
#include <new>

#include "arguments.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "ecoeff/base/error.hpp"
#include "ecoeff/base/freed_memory.hpp"
#include "ecoeff/base/ranks.hpp"

int main(int argc, char** argv) {
  using namespace ecoeff;
  keep_freed_memory();
  bool reads_study = false;
  const Language language = cli::find_language(argc, argv);
  try {
    const cli::Parsed parsed = cli::parse_arguments(argc, argv);
    if (!parsed.arguments) {
      cli::print_result(parsed.help);
      return 0;
    }

    reads_study = std::holds_alternative<cli::CheckArguments>(parsed.arguments->command) ||
                  std::holds_alternative<cli::DataArguments>(parsed.arguments->command) ||
                  std::holds_alternative<cli::RunArguments>(parsed.arguments->command) ||
                  std::holds_alternative<cli::VerifyArguments>(parsed.arguments->command);
    cli::catch_interrupts();
    const cli::Console console(parsed.arguments->common);
    return std::visit([&](const auto& command) { return cli::run_command(command, console); },
                      parsed.arguments->command);
  } catch (Error& error) {
    // All ranks of a run have met the same error. The first one says it and fails alone: a launcher that sees another
    // fail kills the first one before it has spoken.
    if (launched().rank > 0) return 0;
    cli::print_error(error, language);
    // Without a study file, what a study could have wrong was asked for on the command line.
    if (error.fault == Fault::study && !reads_study) error.fault = Fault::usage;
    return exit_code(error.fault);
  } catch (const std::bad_alloc&) {
    cli::print_error(Error(Fault::internal, "U201", {"not enough memory", "内存不足"}), language);
  } catch (const std::exception& error) {
    cli::print_error(Error(Fault::internal, "U200",
                           {std::string("a fault in ecoeff itself: ") + error.what(),
                            std::string("ecoeff 内部错误：") + error.what()}),
                     language);
  }
  return 1;
}
