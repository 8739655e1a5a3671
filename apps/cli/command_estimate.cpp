#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/panel/model.hpp"
#include "ecoeff/report/estimate_json.hpp"

namespace ecoeff::cli {
namespace {

std::string row(const std::string& name, std::size_t width, std::initializer_list<double> values) {
  const std::size_t used = display_width(name);
  std::string out = std::string(used < width ? width - used : 0, ' ') + name + " |";
  for (const double v : values) out += fmt::format("{:>13}", is_missing(v) ? "." : fmt::format("{:.7g}", v));
  return out + "\n";
}

std::string four(double value) { return is_missing(value) ? "." : fmt::format("{:.4f}", value); }

// "= 0.0312", "< 0.0001".
std::string p_four(double p) { return p < 0.00005 ? "< 0.0001" : "= " + four(p); }

std::string printed_test(const NamedTest& test, const Console& console) {
  const TestResult& r = test.result;
  if (is_missing(r.statistic)) return fmt::format("{} [{}]: .\n", console.say(test.label), test.name);
  const std::string kind = is_missing(r.df)    ? is_missing(r.df2) ? "z" : fmt::format("t({})", r.df2)
                              : is_missing(r.df2) ? fmt::format("chi2({})", r.df)
                                               : fmt::format("F({}, {})", r.df, r.df2);
  const std::string p = is_missing(r.p) ? "" : ", p " + p_four(r.p);
  return fmt::format("{} [{}]: {} = {:.4f}{}\n", console.say(test.label), test.name, kind, r.statistic, p);
}

std::string printed_wild(const WildTest& wild, const Console& console) {
  return fmt::format("{} {}: t = {:.4f}, p {}, [{:.7g}, {:.7g}], {} {}\n",
                     console.say({"wild cluster bootstrap of", "wild cluster bootstrap"}), wild.name, wild.statistic,
                     p_four(wild.p), wild.low, wild.high, wild.replications,
                     wild.enumerated ? console.say({"sign vectors, all there are", "个符号向量（全部）"})
                                     : console.say({"draws", "次抽样"}));
}

std::string printed_regressors(const std::vector<RegressorCheck>& checks, std::size_t width, const Console& console) {
  if (checks.empty()) return "";
  std::string out = std::string(width, ' ') + " |";
  for (const Text& head : {Text{"VIF", "VIF"}, Text{"VIF within", "组内 VIF"}, Text{"sd", "标准差"},
                           Text{"sd within", "组内标准差"}, Text{"share within", "组内占比"}}) {
    const std::string word = console.say(head);
    out += std::string(13 - std::min<std::size_t>(13, display_width(word)), ' ') + word;
  }
  out += "\n";
  for (const RegressorCheck& c : checks) out += row(c.name, width, {c.vif, c.vif_within, c.sd, c.sd_within, c.within});
  return out;
}

// A table in Stata's order: coefficient, standard error, statistic, p, interval.
std::string printed(const Estimate& e, const Console& console) {
  std::size_t width = std::max<std::size_t>(12, display_width(e.outcome) + 1);
  for (const std::string& name : e.names) width = std::max(width, display_width(name) + 1);
  const bool normal = std::isinf(e.df_r);
  std::string out =
      fmt::format("{}: {}    N = {}{}    vce: {}{}\n", console.say({"model", "模型"}), e.model, e.n,
                  e.groups > 0 ? fmt::format("    {} = {}", console.say({"groups", "个体数"}), e.groups) : "", e.vce,
                  normal ? "" : fmt::format("    df = {}", e.df_r));
  for (const auto& [name, value] : e.r2)
    out += fmt::format("R2 {} = {}    ", name, is_missing(value) ? "." : fmt::format("{:.6f}", value));
  if (!e.r2.empty()) out += "\n";
  const std::string rule = std::string(width, '-') + "-+" + std::string(78, '-') + "\n";
  out += rule + std::string(width - std::min(width, display_width(e.outcome)), ' ') + e.outcome + " |";
  for (const char* head : {"coef", "se", normal ? "z" : "t", "p", "[95%", "95%]"}) out += fmt::format("{:>13}", head);
  out += "\n" + rule;
  for (const std::string& name : e.names) {
    const auto [low, high] = e.interval(name);
    out += row(name, width, {e.coefficient(name), e.se(name), e.statistic(name), e.p(name), low, high});
  }
  out += rule;
  if (!e.omitted.empty())
    out += fmt::format("{}: {}\n", console.say({"omitted (collinear)", "因共线被剔除"}), join(e.omitted, ", "));
  for (const auto& [name, value] : e.parameters)
    out += fmt::format("{} = {}\n", name, is_missing(value) ? "." : fmt::format("{:.7g}", value));
  for (const WildTest& wild : e.wild) out += printed_wild(wild, console);
  for (const NamedTest& test : e.tests) out += printed_test(test, console);
  out += printed_regressors(e.regressors, width, console);
  if (e.gmm) {
    out += fmt::format("{}: {}\n", console.say({"instruments", "工具变量数"}), e.gmm->instruments);
    for (const ArTest& ar : e.gmm->ar) out += fmt::format("AR({}): z = {}, p {}\n", ar.order, four(ar.z), p_four(ar.p));
    for (const auto& [name, test] : {std::pair{"Sargan", &e.gmm->sargan}, std::pair{"Hansen", &e.gmm->hansen}})
      out += fmt::format("{}: chi2({}) = {}, p {}\n", name, test->df, four(test->statistic), p_four(test->p));
  }
  return out;
}

}  // namespace

int run_command(const EstimateArguments& arguments, const Console& console) {
  const Formula formula = parse_formula(arguments.formula);
  const Panel panel = open_panel(arguments.from, formula, console);
  ModelOptions options = arguments.options;
  options.linear.seed = console.flags().seed.value_or(options.linear.seed);
  options.linear.threads = console.flags().threads;
  const Estimate estimate = fit_model(panel, formula, options);
  const std::string text = console.flags().json ? estimate_json(estimate) + "\n" : printed(estimate, console);
  if (console.flags().output.empty() || console.flags().output == "-") {
    print_result(text);
  } else {
    write_file(console.flags().output, text);
  }
  console.print_notes(estimate.notes);
  return strict_code(estimate.notes, console);
}

}  // namespace ecoeff::cli
