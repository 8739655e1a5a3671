#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/clean.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/frontier/proof_file.hpp"
#include "names.hpp"
#include "score_csv.hpp"
#include "sink.hpp"

namespace ecoeff::cli {

void refuse_missing(const Panel& panel, const std::vector<std::string>& features) {
  for (const std::string& name : features) {
    const auto values = panel.table.numbers(name);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (is_missing(values[i])) {
        throw Error(Fault::data, "D112", {"this cell is missing", "该单元格缺失"}, panel.table.where(i, name),
                    {"fill it, or use --missing linear (interpolate inside the unit) or --missing drop",
                     "请补全，或使用 --missing linear（单元内线性插值）或 --missing drop（不参与测算）"});
      }
    }
  }
}

namespace {

// The launcher started several processes, each of which would score everything and write the same file.
[[noreturn]] void refuse_strangers(Ranks& ranks) {
  ranks.agreed = true;
  const std::size_t size = launched().size;
  throw Error(Fault::usage, "F500",
              {fmt::format("{} processes were started side by side, and they do not know of each other", size),
               fmt::format("同时启动了 {} 个进程，但它们彼此不知情", size)},
              {},
              knows_ranks() ? Text{"start the program with the mpirun of the Open MPI that it was built with",
                                   "请用构建本程序时所用 Open MPI 的 mpirun 启动"}
                            : Text{"start one process, or build the program with Open MPI (cmake --preset mpi)",
                                   "请只启动一个进程，或用 Open MPI 构建本程序（cmake --preset mpi）"});
}

// Exit code 5 when something has no certificate.
template <class Rows>
int code_of(const Rows& rows) {
  const bool uncertified = std::ranges::any_of(rows, [](const auto& r) { return r.status == RowStatus::uncertified; });
  return uncertified ? exit_code(Fault::estimator) : 0;
}

// A csv goes out in pieces; other forms need the whole table.
void deliver_scores(const Panel& panel, const ScoreResult& result, const Console& console) {
  const CommonFlags& flags = console.flags();
  const std::string ending = lower_ascii(std::filesystem::path(flags.output).extension().string());
  if (flags.json || ending == ".xlsx" || ending == ".dta")
    return deliver(score_table(panel, result, flags.language), console);
  Sink sink(flags.output);
  ScoreCsv csv(panel, result, flags.language, [&](std::size_t row) { return frontier::row_name(panel, row); },
               {.byte_order_mark = sink.is_file()});
  for (std::string piece = csv.next(); !piece.empty(); piece = csv.next()) sink.append(piece);
  sink.commit();
  if (sink.is_file()) console.line({"wrote " + flags.output, "已写入 " + flags.output});
}

// The proof beside the output, where one was kept; it appears with commit(), after the table.
class ProofOutput {
 public:
  ProofOutput(const ScoreOptions& options, std::size_t rows, const ScoreArguments& arguments,
              const std::string& output) {
    if (options.proofs == nullptr) return;
    path_ = proof_beside(output);
    file_ = std::make_unique<OutputFile>(path_);
    std::vector<std::string> words = arguments.words;
    std::ranges::replace(words, arguments.from.file.string(), arguments.from.file.filename().string());
    write_proofs(*options.proofs, rows, words, [&](std::string_view line) { file_->append(line); });
  }
  void commit(const Console& console) const {
    if (file_ == nullptr) return;
    file_->commit();
    console.line({"wrote " + path_.string(), "已写入 " + path_.string()});
  }

 private:
  std::filesystem::path path_;
  std::unique_ptr<OutputFile> file_;
};

}  // namespace

ScoreQuestion score_question(const ScoreArguments& arguments, const Console& console) {
  ScoreQuestion out{.panel = open_panel(arguments.from, console), .options = arguments.options, .notes = {}};
  std::vector<std::string> features;
  for (auto* names : {&out.options.inputs, &out.options.good, &out.options.bad}) {
    resolve_names(*names, out.panel.table);
    features.insert(features.end(), names->begin(), names->end());
  }
  if (arguments.missing == "linear") (void)fill_missing(out.panel, features, MissingPolicy::linear, out.notes);
  if (arguments.missing != "drop") refuse_missing(out.panel, features);
  return out;
}

std::filesystem::path proof_beside(std::filesystem::path table) { return table.replace_extension(".proof.jsonl"); }

int run_command(const ScoreArguments& arguments, const Console& console) {
  if (launched().size > 1) {
    const std::unique_ptr<Ranks> ranks = start_ranks();
    if (ranks->size() != launched().size) refuse_strangers(*ranks);
    CommonFlags flags = console.flags();
    flags.quiet = flags.quiet || !ranks->first();
    return score_on_ranks(*ranks, arguments, Console(flags));
  }
  ScoreQuestion question = score_question(arguments, console);
  const Panel& panel = question.panel;
  ScoreOptions& options = question.options;
  const CommonFlags& flags = console.flags();
  const bool proves = options.certify && !flags.json && names_file(flags.output);
  if (proves) options.proofs = std::make_shared<ProofBook>();
  Notes notes = std::move(question.notes);
  int code = 0;
  if (is_productivity(options.model)) {
    const ProductivityResult result = productivity(panel, options, console.progress());
    append(notes, result.notes);
    const ProofOutput proof(options, panel.rows(), arguments, flags.output);
    deliver(productivity_table(panel, result, flags.language), console);
    proof.commit(console);
    code = code_of(result.rows);
  } else {
    const ScoreResult result = score(panel, options, console.progress());
    append(notes, result.notes);
    const ProofOutput proof(options, panel.rows(), arguments, flags.output);
    deliver_scores(panel, result, console);
    proof.commit(console);
    code = result.uncertified_extras > 0 ? exit_code(Fault::estimator) : code_of(result.rows.scores());
  }
  console.print_notes(notes);
  return strict_code(notes, console, code);
}

}  // namespace ecoeff::cli
