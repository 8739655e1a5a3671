#include "arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/version.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/panel/covariance_kinds.hpp"
#include "ecoeff/panel/degrees_convention.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/model_tests.hpp"
#include "method_options.hpp"
#include "names.hpp"

namespace ecoeff::cli {
namespace {

// What the options are bound to while CLI11 parses; turned into Arguments afterwards.
struct Raw {
  CommonFlags common;
  std::string language;
  NewArguments make;
  std::vector<std::string> from;
  DataArguments panel;
  CheckArguments check;
  RunArguments run;
  std::string data;
  DescribeArguments describe;
  IndexArguments index;
  ScoreArguments score;
  ProveArguments prove;
  EstimateArguments estimate;
  VerifyArguments verify;
  std::string verify_study;
  StataArguments stata;
  ExplainArguments explain;
  bool no_constant = false;
  TypedOptions index_options;
  TypedOptions score_options;
  TypedOptions estimator_options;
};

class Builder {
 public:
  Builder(CLI::App& app, Raw& raw, bool chinese) : app_(app), raw_(raw), chinese_(chinese) {}

  void build() {
    app_.description(say("the eco-efficiency study as one command: scores, index, regressions, tables, report",
                         "一条命令完成生态效率研究：效率测算、指数、回归、表格、报告"));
    app_.set_version_flag("--version", std::string("ecoeff ") + kVersion);
    app_.require_subcommand(1);
    add_study_commands();
    add_describe();
    add_index();
    add_score();
    add_prove();
    add_estimate();
    add_stata();
    CLI::App* explain = command("explain", say("what a diagnostic code means", "解释一个诊断代码"));
    explain->add_option("CODE", raw_.explain.code, "D111, P523 ...")->required();
  }

 private:
  std::string say(const char* en, const char* zh) const { return chinese_ ? zh : en; }

  CLI::App* command(const char* name, const std::string& description) {
    CLI::App* sub = app_.add_subcommand(name, description);
    CommonFlags& c = raw_.common;
    sub->add_flag("--json", c.json, say("one JSON document on stdout", "向标准输出写一个 JSON 文档"));
    sub->add_flag("--quiet", c.quiet, say("no progress, no notes", "不显示进度和说明"));
    sub->add_flag("--strict", c.strict, say("a warning makes the exit code 5", "出现警告时退出码为 5"));
    sub->add_option("--lang", raw_.language, "zh | en");
    sub->add_option("--threads", c.threads, say("threads (default 1, 0 = all cores)", "线程数（默认 1，0 为全部核心）"))
        ->check(CLI::Range(0, 1024));
    sub->add_option("--seed", c.seed, say("seed of random draws", "随机数种子"));
    sub->add_option("-o,--output", c.output, say("where to write (- = stdout)", "输出位置（- 为标准输出）"));
    return sub;
  }

  void add_file(CLI::App* sub, FileArguments& from, bool panel) {
    sub->add_option("FILE", from.file, say("csv, xlsx or dta", "csv、xlsx 或 dta 文件"))->required();
    sub->add_option("--sheet", from.sheet, say("sheet of an xlsx file", "xlsx 的工作表"));
    sub->add_option("--encoding", from.encoding, "utf-8 | gb18030");
    sub->add_option("--keep", from.keep, say("only rows for which this holds", "只用满足该条件的行"));
    if (panel) {
      sub->add_option("--unit", from.unit, say("column of the unit (xtset)", "个体（地区）列"));
      sub->add_option("--time", from.time, say("column of the period (xtset)", "时间列"));
    }
  }

  // "entropy: weights by ...; pca: ..."
  template <class List>
  std::string described(const List& methods) const {
    std::vector<std::string> lines;
    for (const auto* method : methods.all())
      lines.push_back(method->about.name + ": " + method->about.help.in(chinese_ ? Language::zh : Language::en));
    return join(lines, chinese_ ? "；" : "; ");
  }

  // "lower limit: at least 0, default 1 (tobit, truncated)"
  std::string help_of(const SharedOption& shared) const {
    const Option& option = shared.option;
    std::vector<std::string> facts;
    const std::string range = option.range().in(chinese_ ? Language::zh : Language::en);
    if (!range.empty()) facts.push_back(range);
    if (option.type != Option::Type::flag && !option.otherwise.empty())
      facts.push_back(say("default ", "默认 ") + option.otherwise);
    return (option.turns_off() ? say("not: ", "不用：") : "") +
           replace_all(option.help.in(chinese_ ? Language::zh : Language::en), "`", "") +
           (facts.empty() ? "" : say(": ", "：") + join(facts, say(", ", "，"))) +
           (shared.methods.empty() ? "" : say(" (", "（") + join(shared.methods, say(", ", "、")) + say(")", "）"));
  }

  // A flag for every option; help names the methods that know it.
  void add_options(CLI::App* sub, const std::vector<SharedOption>& options, TypedOptions& typed) {
    for (const SharedOption& shared : options) {
      const Option& option = shared.option;
      const std::string key = option.key, flag = option.flag();
      if (option.type == Option::Type::flag) {
        const std::string means = option.turns_off() ? "false" : "true";
        sub->add_flag_callback(
            flag,
            [&typed, key, flag, means] {
              typed[key] = {flag, means};
            },
            help_of(shared));
      } else if (option.type == Option::Type::texts || option.type == Option::Type::pairs) {
        sub->add_option_function<std::vector<std::string>>(
            flag,
            [&typed, key, flag](const std::vector<std::string>& lists) {
              typed[key] = {flag, join(lists, ",")};
            },
            help_of(shared));
      } else if (option.type == Option::Type::lines) {
        sub->add_option_function<std::vector<std::string>>(
               flag,
               [&typed, key, flag](const std::vector<std::string>& lines) {
                 typed[key] = {flag, join(lines, "\n")};
               },
               help_of(shared))
            ->expected(1)
            ->take_all();
      } else {
        sub->add_option_function<std::string>(
            flag,
            [&typed, key, flag](const std::string& text) {
              typed[key] = {flag, text};
            },
            help_of(shared));
      }
    }
  }

  void add_study_commands() {
    CLI::App* make = command("new", say("a study folder: study.toml and data", "新建研究文件夹：study.toml 与数据"));
    make->add_option("NAME", raw_.make.name, say("the folder", "文件夹名"));
    make->add_option("--from", raw_.from, say("data files to start from", "从这些数据文件开始"))->expected(1, -1);
    make->add_option("--sheet", raw_.make.sheet, say("only this sheet of the files", "只读取该工作表"));
    make->add_option("--words", raw_.make.words,
                     say("a csv dictionary of your own: word, role, name", "自备的词典 csv：word、role、name"));
    make->callback([&raw = raw_] {
      // "new --from DATA NAME": the last of the list is the folder.
      if (raw.make.name.empty() && raw.from.size() > 1) {
        raw.make.name = raw.from.back();
        raw.from.pop_back();
      }
      if (raw.make.name.empty()) throw CLI::RequiredError("NAME");
    });
    CLI::App* panel = command(
        "data", say("write the panel of a study, joined from its files", "写出研究的面板数据（由各数据文件合并而成）"));
    panel->add_option("STUDY", raw_.panel.study, "study.toml")->required();
    panel->add_option("--data", raw_.data, say("use this data file", "改用该数据文件"));
    panel->add_flag("--filled", raw_.panel.filled, say("with gaps filled as the study says", "按研究文件补齐缺失值"));
    panel->add_flag("--derived", raw_.panel.derived,
                    say("with the columns of [derive] that need no score", "加上 [derive] 中不依赖得分的列"));
    CLI::App* check =
        command("check", say("read study and data, say what is wrong, run nothing", "检查研究文件与数据，不运行"));
    check->add_option("STUDY", raw_.check.study, "study.toml")->required();
    check->add_option("--data", raw_.data, say("use this data file", "改用该数据文件"));
    CLI::App* run = command("run", say("the whole study: scores, index, tables, figures, report",
                                       "运行整个研究：得分、指数、表格、图、报告"));
    run->add_option("STUDY", raw_.run.study, "study.toml")->required();
    run->add_option("--data", raw_.data, say("use this data file", "改用该数据文件"));
    CLI::App* verify = command("verify", say("run the study again and compare the output folder file by file",
                                             "重新运行研究，并与输出文件夹逐个文件比对"));
    verify->add_option("OUT", raw_.verify.folder, say("the output folder", "输出文件夹"))->required();
    verify->add_option("STUDY", raw_.verify_study,
                       say("study.toml; default: beside the folder", "研究文件；默认在输出文件夹旁"));
    verify->add_option("--data", raw_.data, say("use this data file", "改用该数据文件"));
  }

  void add_describe() {
    CLI::App* sub = command("describe", say("descriptive statistics", "描述性统计"));
    add_file(sub, raw_.describe.from, false);
    sub->add_option("--columns", raw_.describe.columns, say("columns (default: all numbers)", "列（默认全部数值列）"));
  }

  void add_index() {
    CLI::App* sub = command("index", say("many indicators to one index", "由多个指标合成指数"));
    IndexArguments& a = raw_.index;
    add_file(sub, a.from, true);
    sub->add_option("--positive", a.positive, say("indicators, larger is better", "正向指标"));
    sub->add_option("--negative", a.negative, say("indicators, smaller is better", "负向指标"));
    sub->add_option("--method", a.method, described(index_methods()));
    add_options(sub, shared_options(index_methods()), raw_.index_options);
  }

  void add_score() {
    CLI::App* sub = command("score", say("inputs and outputs to efficiency scores", "由投入产出测算效率"));
    ScoreArguments& a = raw_.score;
    add_file(sub, a.from, true);
    sub->add_option("--inputs", a.options.inputs, say("inputs", "投入"))->required();
    sub->add_option("--good", a.options.good, say("desirable outputs", "期望产出"))->required();
    sub->add_option("--bad", a.options.bad, say("undesirable outputs", "非期望产出"));
    sub->add_option("--model", a.options.model, described(score_model_list()));
    add_options(sub, shared_score_options(), raw_.score_options);
    sub->add_option("--missing", a.missing, "error | linear | drop");
  }

  void add_prove() {
    CLI::App* sub =
        command("prove", say("check the proof of every score without a solver", "不用求解器，逐行核验得分的证明"));
    sub->add_option("SCORES", raw_.prove.table,
                    say("the table that score --certify -o wrote; its proof is beside it",
                        "score --certify -o 写出的表格，证明文件在其旁"))
        ->required();
    sub->add_option("DATA", raw_.prove.data, say("the data that were scored", "测算所用的数据文件"))->required();
  }

  void add_estimate() {
    CLI::App* sub = command("estimate", say("one regression", "一次回归估计"));
    EstimateArguments& a = raw_.estimate;
    add_file(sub, a.from, true);
    sub->add_option("--formula", a.formula, "'y ~ x1 + x2 | unit + time'")->required();
    ModelOptions& o = a.options;
    sub->add_option("--model", o.model, described(estimators()));
    std::vector<std::string> kinds;
    for (const CovarianceKind* kind : covariance_kinds().all()) kinds.push_back(kind->syntax());
    sub->add_option("--vce", o.linear.vce, join(kinds, " | "));
    sub->add_option("--reps", o.linear.replications, say("draws of a bootstrap", "自助法抽样次数"))
        ->check(CLI::Range(1, 10'000'000));
    sub->add_flag("--keep-singletons", o.linear.keep_singletons, say("keep singleton groups", "保留单例组"));
    sub->add_option("--weights", o.linear.weights, "aw=C | pw=C | fw=C");
    sub->add_option("--dof", o.linear.dof, join(degrees_words(), " | "));
    sub->add_flag("--base-year-constant", o.linear.base_year_constant,
                  say("_cons as xtreg with i.year", "常数项与含 i.year 的 xtreg 一致"));
    sub->add_flag("--nocons", raw_.no_constant, say("no constant", "不含常数项"));
    sub->add_option("--tests", o.tests, join(model_tests().names(), ",") + say("; wald(x1 x2)", "；wald(x1 x2)"));
    add_options(sub, shared_options(estimators()), raw_.estimator_options);
  }

  void add_stata() {
    CLI::App* sub = command(
        "stata", say("runs lines of Stata on a file, or a do-file", "在数据文件上运行 Stata 命令行，或运行 do 文件"));
    StataArguments& a = raw_.stata;
    sub->add_option("--do", a.do_file,
                    say("a do-file; it reads data beside it, or FILE", "do 文件；读取其旁的数据，或 FILE"));
    sub->add_option("FILE", a.file, say("csv, xlsx or dta", "csv、xlsx 或 dta 文件"));
    sub->add_option("LINES", a.lines,
                    say("'xtset id year' 'xtreg y x, fe vce(robust)' ...; one argument may hold several lines",
                        "'xtset id year' 'xtreg y x, fe vce(robust)' ...；一个参数可含多行"));
    sub->add_option("--sheet", a.sheet, say("sheet of an xlsx file", "xlsx 的工作表"));
    sub->add_option("--encoding", a.encoding, "utf-8 | gb18030");
  }

  CLI::App& app_;
  Raw& raw_;
  bool chinese_;
};

void require_lines(const StataArguments& stata) {
  const bool lines = !stata.file.empty() && !stata.lines.empty();
  if (stata.do_file.empty() ? lines : stata.lines.empty()) return;
  throw Error(
      Fault::usage, "U101",
      {"stata takes FILE and LINES, or --do and perhaps FILE", "stata 需要 FILE 与 LINES，或 --do 与可选的 FILE"});
}

// The place of `word` in the choices; error U102 with a did-you-mean.
std::size_t choose(const char* option, const std::string& word, const std::vector<std::string>& choices) {
  const auto at = std::find(choices.begin(), choices.end(), word);
  if (at != choices.end()) return static_cast<std::size_t>(at - choices.begin());
  const std::string near = did_you_mean(word, choices);
  throw Error(
      Fault::usage, "U102",
      {fmt::format("{} cannot be \"{}\"; it is one of {}", option, word, join(choices, ", ")),
       fmt::format("{} 不能是“{}”；可选：{}", option, word, join(choices, "、"))},
      {},
      near.empty() ? Text{} : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要写“{}”？", near)});
}

void choose_score_options(Raw& raw) {
  ScoreOptions& o = raw.score.options;
  set_score_options(values_of(raw.score_options, o.model, options_read_for(o.model)), o);
  (void)choose("--missing", raw.score.missing, {"error", "linear", "drop"});
  o.threads = raw.common.threads;
}

// Lists come from CLI11 as they were written: names with commas are no lists.
void split_all(Raw& raw) {
  ScoreOptions& o = raw.score.options;
  for (auto* lists : {&raw.describe.columns, &raw.index.positive, &raw.index.negative, &o.inputs, &o.good, &o.bad,
                      &raw.estimate.options.tests})
    split_lists(*lists);
}

Command command_of(const std::string& name, Raw& raw) {
  const auto optional_path = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::filesystem::path>(text);
  };
  if (name == "new") {
    raw.make.from.assign(raw.from.begin(), raw.from.end());
    return raw.make;
  }
  if (name == "data") {
    raw.panel.data = optional_path(raw.data);
    return raw.panel;
  }
  if (name == "check") {
    raw.check.data = optional_path(raw.data);
    return raw.check;
  }
  if (name == "run") {
    raw.run.data = optional_path(raw.data);
    return raw.run;
  }
  if (name == "describe") return raw.describe;
  if (name == "index") {
    if (raw.index.method.empty()) raw.index.method = index_methods().names().front();
    (void)choose("--method", raw.index.method, index_methods().words());
    const IndexMethod& method = index_method(raw.index.method);
    raw.index.options = values_of(raw.index_options, method.about.name, method.options);
    return raw.index;
  }
  if (name == "score") {
    choose_score_options(raw);
    return raw.score;
  }
  if (name == "prove") return raw.prove;
  if (name == "estimate") {
    ModelOptions& o = raw.estimate.options;
    (void)choose("--model", o.model, model_names());
    o.linear.constant = o.dynamic.constant = !raw.no_constant;
    const Estimator& method = estimator(o.model);
    take_options(method, values_of(raw.estimator_options, method.about.name, method.options), o);
    return raw.estimate;
  }
  if (name == "verify") {
    raw.verify.study = optional_path(raw.verify_study);
    raw.verify.data = optional_path(raw.data);
    return raw.verify;
  }
  if (name == "stata") {
    require_lines(raw.stata);
    return raw.stata;
  }
  return raw.explain;
}

[[noreturn]] void refuse(const CLI::ParseError& error, int argc, const char* const* argv) {
  static const std::vector<std::string> kCommands{"new",   "check", "data",     "run",   "describe", "index",
                                                  "score", "prove", "estimate", "stata", "verify",   "explain"};
  Text hint{"ecoeff --help lists the commands, ecoeff COMMAND --help their options",
            "ecoeff --help 列出命令，ecoeff 命令 --help 列出选项"};
  if (argc > 1 && std::find(kCommands.begin(), kCommands.end(), argv[1]) == kCommands.end() && argv[1][0] != '-') {
    const std::string near = did_you_mean(argv[1], kCommands);
    if (!near.empty()) hint = {fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要用“{}”？", near)};
    throw Error(Fault::usage, "U102",
                {fmt::format("there is no command \"{}\"", argv[1]), fmt::format("没有“{}”这个命令", argv[1])}, {},
                hint);
  }
  throw Error(Fault::usage, "U101", {error.what(), fmt::format("命令行有误：{}", error.what())}, {}, hint);
}

// The words of a command, without those that say where its output goes.
std::vector<std::string> words_of(int argc, const char* const* argv) {
  static constexpr std::string_view kOutput[] = {"-o", "--output"};
  std::vector<std::string> out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const std::size_t equals = word.find('=');
    const bool is_output = std::ranges::find(kOutput, word.substr(0, equals)) != std::end(kOutput);
    if (is_output && equals == std::string_view::npos) ++i;
    if (!is_output && !(word.starts_with("-o") && !word.starts_with("--"))) out.emplace_back(word);
  }
  return out;
}

Language from_word(std::string_view word) { return word.starts_with("zh") ? Language::zh : Language::en; }

}  // namespace

Language find_language(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word.starts_with("--lang=")) return from_word(word.substr(7));
    if (word == "--lang" && i + 1 < argc) return from_word(argv[i + 1]);
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return from_word(value);
  }
  return Language::en;
}

Parsed parse_arguments(int argc, const char* const* argv) {
  Raw raw;
  raw.common.language = find_language(argc, argv);
  CLI::App app("", "ecoeff");
  Builder(app, raw, raw.common.language == Language::zh).build();
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return {std::nullopt, chosen.empty() ? app.help() : chosen.front()->help()};
  } catch (const CLI::CallForVersion&) {
    return {std::nullopt, std::string("ecoeff ") + kVersion + "\n"};
  } catch (const CLI::ParseError& error) {
    refuse(error, argc, argv);
  }
  if (!raw.language.empty()) (void)choose("--lang", raw.language, {"zh", "en"});
  split_all(raw);
  raw.score.words = words_of(argc, argv);
  const std::string name = app.get_subcommands().front()->get_name();
  return {Arguments{raw.common, command_of(name, raw)}, ""};
}

}  // namespace ecoeff::cli
