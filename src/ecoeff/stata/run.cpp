// Which word runs which command.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/macros.hpp"
#include "ecoeff/stata/passed_over.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/returned.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

struct Command {
  std::string_view name;
  std::size_t least;  // letters that are enough
  Outcome (*run)(Session&, const Line&);
};

constexpr std::array kCommands{
    Command{"xtset", 5, run_xtset},
    Command{"tsset", 5, run_xtset},
    Command{"generate", 1, run_generate},
    Command{"replace", 7, run_replace},
    Command{"keep", 4, run_keep},
    Command{"drop", 4, run_drop},
    Command{"rename", 3, run_rename},
    Command{"count", 3, run_count},
    Command{"sort", 2, run_sort},
    Command{"winsor2", 7, run_winsor2},
    Command{"summarize", 2, run_summarize},
    Command{"tabstat", 7, run_tabstat},
    Command{"regress", 3, run_regress},
    Command{"areg", 4, run_areg},
    Command{"xtreg", 5, run_xtreg},
    Command{"reghdfe", 7, run_reghdfe},
    Command{"ivregress", 9, run_ivregress},
    Command{"ivreg2", 6, run_ivreg2},
    Command{"ivreghdfe", 9, run_ivreghdfe},
    Command{"tobit", 5, run_tobit},
    Command{"xttobit", 7, run_xttobit},
    Command{"qreg", 4, run_qreg},
    Command{"hausman", 4, run_hausman},
    Command{"xttest0", 7, run_xttest0},
    Command{"xttest3", 7, run_xttest3},
    Command{"xtserial", 8, run_xtserial},
    Command{"xtabond2", 8, run_xtabond2},
    Command{"estimates", 3, run_estimates},
    Command{"test", 2, run_test},
    Command{"testparm", 8, run_testparm},
    Command{"boottest", 8, run_boottest},
    Command{"global", 2, run_global},
    Command{"local", 3, run_local},
    Command{"import", 6, run_import},
    Command{"use", 1, run_use},
    Command{"clear", 5, run_clear},
    Command{"preserve", 8, run_preserve},
    Command{"restore", 7, run_restore},
    Command{"egen", 4, run_egen},
    Command{"correlate", 3, run_correlate},
    Command{"pwcorr", 5, run_pwcorr},
    Command{"spearman", 8, run_spearman},
    Command{"table", 5, run_table},
    Command{"matrix", 3, run_matrix},
    Command{"newey", 5, run_newey},
    Command{"truncreg", 8, run_truncreg},
    Command{"ppmlhdfe", 8, run_ppmlhdfe},
    Command{"esttab", 6, run_esttab},
};

// Commands that old do-files hold and that are not followed here.
constexpr std::array<std::string_view, 26> kForeign{
    "save",     "export",   "insheet", "merge", "append",   "reshape", "collapse", "encode",  "decode",
    "destring", "tostring", "label",   "gsort", "#delimit", "order",   "set",      "outreg2", "estout",
    "logout",   "predict",  "margins", "graph", "scatter",  "display", "list",     "describe"};

[[noreturn]] void refuse_command(const Line& line) {
  if (std::find(kForeign.begin(), kForeign.end(), line.command) != kForeign.end()) {
    refuse("T702", line.command, line.text, {"this command of Stata is not run here", "这里不运行 Stata 的这个命令"},
           {"take the line out, or prepare the data before", "请删去该行，或事先整理好数据"});
  }
  std::vector<std::string> names;
  for (const Command& command : kCommands) names.emplace_back(command.name);
  refuse("T701", line.command, line.text, {"this command is not known", "未知的命令"}, nearest(line.command, names));
}

// Commands that need no data, or bring them.
constexpr std::array<std::string_view, 5> kWithoutData{"import", "use", "clear", "global", "local"};

void require_data(const Session& session, const Command& command, const Line& line) {
  if (std::find(kWithoutData.begin(), kWithoutData.end(), command.name) != kWithoutData.end()) return;
  if (!visible_names(session.table()).empty()) return;
  refuse("T790", line.command, line.text, {"there are no data yet", "尚未读入数据"},
         {"read them before: use or import delimited", "请先用 use 或 import delimited 读入"});
}

}  // namespace

Outcome run_line(Session& session, std::string_view text) {
  if (std::optional<Outcome> passed = pass_over(text)) return std::move(*passed);
  const Line line = parse_line(put_returned(session, expand_macros(session, text)));
  for (const Command& command : kCommands) {
    if (!abbreviates(line.command, command.name, command.least)) continue;
    require_data(session, command, line);
    Outcome outcome = command.run(session, line);
    if (line.store && !outcome.fitted)
      refuse("T702", "eststo", line.text, {"only estimates are stored", "只能存储估计结果"});
    return outcome;
  }
  refuse_command(line);
}

}  // namespace ecoeff::stata
