#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/frontier/check_scores.hpp"
#include "ecoeff/frontier/proof_file.hpp"
#include "ecoeff/report/json.hpp"

namespace ecoeff::cli {
namespace {

constexpr std::size_t kNamed = 20;

// The command that the proof says it answers, of the data given.
ScoreArguments question_of(const ProofFile& proof, const std::string& file, const std::filesystem::path& data) {
  std::vector<const char*> words{"ecoeff"};
  for (const std::string& word : proof.question) words.push_back(word.c_str());
  std::optional<ScoreArguments> out;
  try {
    const Parsed parsed = parse_arguments(static_cast<int>(words.size()), words.data());
    if (parsed.arguments && std::holds_alternative<ScoreArguments>(parsed.arguments->command))
      out = std::get<ScoreArguments>(parsed.arguments->command);
  } catch (const Error&) {
    out.reset();
  }
  if (!out) {
    throw Error(Fault::data, "F474",
                {"the command in the first line is not one of ecoeff score", "首行的命令不是 ecoeff score 的命令"},
                {.file = file});
  }
  out->from.file = data;
  return *out;
}

std::string line_of(const Disproof& wrong, Language language) {
  const bool zh = language == Language::zh;
  const std::string what = wrong.proved.empty()
                               ? std::string(zh ? "没有成立的证明" : "nothing of it is proved")
                               : fmt::format(fmt::runtime(zh ? "证明得到 {}" : "the proof gives {}"), wrong.proved);
  return fmt::format(fmt::runtime(zh ? "第 {} 行 {}：{} 为 {}，{}" : "row {}, {}: {} is {}, {}"), wrong.row + 1,
                     wrong.name, wrong.column, wrong.printed.empty() ? (zh ? "空" : "empty") : wrong.printed, what);
}

std::string list_of(const std::vector<Disproof>& wrong, Language language) {
  std::string out;
  for (std::size_t i = 0; i < std::min(wrong.size(), kNamed); ++i) out += "\n  " + line_of(wrong[i], language);
  if (wrong.size() > kNamed) {
    out += language == Language::zh ? fmt::format("\n  另有 {} 处", wrong.size() - kNamed)
                                    : fmt::format("\n  and {} more", wrong.size() - kNamed);
  }
  return out;
}

}  // namespace

int run_command(const ProveArguments& arguments, const Console& console) {
  const std::string file = proof_beside(arguments.table).string();
  const ProofFile proof = read_proofs(read_file(file), file);
  ScoreQuestion question = score_question(question_of(proof, file, arguments.data), console);
  if (question.panel.rows() != proof.rows) {
    throw Error(Fault::data, "F475",
                {fmt::format("the proof is of {} rows, the data have {}", proof.rows, question.panel.rows()),
                 fmt::format("证明为 {} 行，数据有 {} 行", proof.rows, question.panel.rows())},
                {.file = file});
  }
  question.options.proofs = proof.book;
  question.options.threads = console.flags().threads;
  const Table printed = read_table(arguments.table, {}).table;
  const ScoreCheck found = check_scores(question.panel, question.options, printed);
  if (console.flags().json) print_result(score_check_json(found, proof.programs));
  const std::size_t wrong = found.wrong_rows();
  if (wrong == 0) {
    if (!console.flags().json) {
      print_result(
          console.say({fmt::format("{} of {} rows are proved: {} checked, the bounds at most {:.1e} apart\n",
                                   found.rows, found.rows, counted(proof.programs, "program"), found.widest),
                       fmt::format("{} 行（共 {} 行）全部得到证明：核验 {} 个规划的解，上下界最多相差 {:.1e}\n",
                                   found.rows, found.rows, proof.programs, found.widest)}));
    }
    return 0;
  }
  throw Error(Fault::data, "F476",
              {fmt::format("{} of {} rows {} not what {} proof says", wrong, found.rows, agree(wrong, "is", "are"),
                           agree(wrong, "its", "their")) +
                   list_of(found.wrong, Language::en),
               fmt::format("{} 行（共 {} 行）与其证明不符", wrong, found.rows) + list_of(found.wrong, Language::zh)},
              {.file = arguments.table.string()});
}

}  // namespace ecoeff::cli
