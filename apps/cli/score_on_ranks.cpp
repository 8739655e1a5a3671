#include <fmt/format.h>

#include <functional>
#include <optional>

#include "commands.hpp"
#include "ecoeff/base/pack.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/slice_csv.hpp"
#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/schedule/spread.hpp"
#include "names.hpp"
#include "score_csv.hpp"
#include "sink.hpp"

namespace ecoeff::cli {
namespace {

constexpr std::string_view kRank = "{rank}";

[[noreturn]] void refuse(const std::string& what) {
  throw Error(Fault::usage, "F501",
              {fmt::format("{} cannot be used on several ranks", what), fmt::format("多进程运行时不能使用 {}", what)},
              {}, {"run this in one process", "请改用单个进程"});
}

void check(const ScoreArguments& arguments, const CommonFlags& flags) {
  frontier::check_spread(arguments.options);
  if (!arguments.from.keep.empty()) refuse("--keep");
  if (arguments.missing == "linear") refuse("--missing linear");
  if (flags.json) refuse("--json");
  const std::string ending = lower_ascii(std::filesystem::path(flags.output).extension().string());
  if (ending == ".xlsx" || ending == ".dta") refuse("-o " + flags.output);
}

std::filesystem::path part_path(const std::filesystem::path& pattern, std::size_t rank) {
  return replace_all(pattern.string(), kRank, std::to_string(rank));
}

// The rank's own file. A part that no rank would read is refused.
Slice read_part(Ranks& ranks, const FileArguments& from, const Console& console) {
  Slice slice;
  together(ranks, [&] {
    const std::filesystem::path beyond = part_path(from.file, ranks.size());
    std::error_code ignored;
    if (std::filesystem::exists(beyond, ignored)) {
      throw Error(Fault::usage, "F502",
                  {fmt::format("there is a part more than the {} ranks read", ranks.size()),
                   fmt::format("输入文件多于 {} 个进程", ranks.size())},
                  {.file = beyond.string()},
                  {"start a rank for every part, or remove the parts of an earlier run",
                   "请为每个分文件启动一个进程，或删除以前遗留的分文件"});
    }
    ReadResult read = read_table(part_path(from.file, ranks.rank()), {.sheet = from.sheet, .encoding = from.encoding});
    slice.table = std::move(read.table);
    slice.notes = std::move(read.notes);
  });
  for (const Notes& notes : gather_all(ranks, slice.notes)) console.print_notes(notes);
  return slice;
}

Slice read_rows(Ranks& ranks, const FileArguments& from, const Console& console) {
  if (from.file.string().find(kRank) != std::string::npos) return read_part(ranks, from, console);
  std::vector<std::string> keys{from.unit, from.time};
  std::erase(keys, "");
  together(ranks, [&] {
    if (can_be_sliced(from.file)) return;
    throw Error(Fault::usage, "F503",
                {"only a csv file in UTF-8 or GB18030 can be read in slices",
                 "只有 UTF-8 或 GB18030 编码的 csv 文件才能分段读取"},
                {.file = from.file.string()},
                {"save it as such a csv file, or give every rank a file of its own: 'part-{rank}.csv'",
                 "请另存为 csv，或为每个进程准备一个文件：'part-{rank}.csv'"});
  });
  Slice slice = read_slice(ranks, from.file, from.encoding, keys);
  console.print_notes(slice.notes);
  return slice;
}

// The same on a rank without rows, which has no headers to look at.
void resolve_on_all(Ranks& ranks, const Table* table, ScoreOptions& options) {
  for (auto* names : {&options.inputs, &options.good, &options.bad}) {
    Packer out;
    if (table != nullptr) {
      resolve_names(*names, *table);
      out.put<std::uint64_t>(names->size());
      for (const std::string& name : *names) out.put_text(name);
    }
    for (const std::string& other : gather_all(ranks, out.take())) {
      if (table != nullptr || other.empty()) continue;
      Unpacker in(other);
      names->assign(in.get<std::uint64_t>(), "");
      for (std::string& name : *names) name = in.get_text();
      break;
    }
  }
}

// Puts together the names of `options`.
std::optional<Panel> own_panel(Ranks& ranks, const ScoreArguments& arguments, ScoreOptions& options,
                               const Console& console) {
  Slice slice = read_rows(ranks, arguments.from, console);
  const std::vector<std::uint64_t> rows = gather_all(ranks, std::uint64_t{slice.table ? slice.table->rows() : 0U});
  std::size_t first = 1;
  for (std::size_t r = 0; r < ranks.rank(); ++r) first += rows[r];
  resolve_on_all(ranks, slice.table ? &*slice.table : nullptr, options);
  std::optional<Panel> panel;
  together(ranks, [&] {
    if (!slice.table) return;
    panel = make_panel(std::move(*slice.table), arguments.from, first);
    if (arguments.missing == "drop") return;
    for (const auto* list : {&options.inputs, &options.good, &options.bad}) refuse_missing(*panel, *list);
  });
  return panel;
}

// The texts of all ranks one after the other, piece by piece; `next` makes this rank's, "" at the end. The first rank
// asks for each piece, so that no more than one is under way and nobody is left waiting when it cannot write.
void write_in_order(Ranks& ranks, const std::function<std::string()>& next, const std::string& output) {
  std::exception_ptr failure;
  const auto trying = [&](const auto& body) {
    try {
      if (!failure) body();
    } catch (...) {
      failure = std::current_exception();
    }
  };
  std::optional<Sink> sink;
  if (!ranks.first()) {
    while (ranks.receive(0) == "more") {
      std::string piece;
      trying([&] { piece = next(); });
      ranks.send(0, piece);
    }
  } else {
    trying([&] {
      sink.emplace(output);
      for (std::string piece = next(); !piece.empty(); piece = next()) sink->append(piece);
    });
    for (std::size_t r = 1; r < ranks.size(); ++r) {
      for (bool more = !failure; more; more = more && !failure) {
        ranks.send(r, "more");
        const std::string piece = ranks.receive(r);
        more = !piece.empty();
        trying([&] { sink->append(piece); });
      }
      ranks.send(r, "enough");
    }
  }
  together(ranks, [&] {
    if (failure) std::rethrow_exception(failure);
  });
  together(ranks, [&] {
    if (sink) sink->commit();
  });
}

}  // namespace

int score_on_ranks(Ranks& ranks, const ScoreArguments& arguments, const Console& console) {
  together(ranks, [&] { check(arguments, console.flags()); });
  ScoreOptions options = arguments.options;
  const std::optional<Panel> panel = own_panel(ranks, arguments, options, console);
  const frontier::SpreadScores scores =
      frontier::spread_score(ranks, panel ? &*panel : nullptr, options, console.progress());
  const std::string& output = console.flags().output;
  const auto name = [&](std::size_t row) {
    return row < panel->rows() ? frontier::row_name(*panel, row) : scores.names[row - panel->rows()];
  };
  std::optional<ScoreCsv> csv;
  if (panel) {
    const bool begins = scores.first_row == 0;
    csv.emplace(*panel, scores.result, console.flags().language, name,
                CsvOptions{.byte_order_mark = begins && names_file(output), .header = begins});
  }
  write_in_order(
      ranks, [&] { return csv ? csv->next() : std::string(); }, output);
  if (names_file(output)) console.line({"wrote " + output, "已写入 " + output});
  console.print_notes(scores.notes);
  if (!ranks.first()) return 0;
  return strict_code(scores.notes, console, scores.uncertified ? exit_code(Fault::estimator) : 0);
}

}  // namespace ecoeff::cli
