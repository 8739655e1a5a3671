// import delimited, use and clear: data from files. A file that is not where the line says is looked for by its name in
// the do-file's folder; where it is not there either, the data file of the command line stands for it.
#include <fmt/format.h>

#include <filesystem>

#include "ecoeff/data/read.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

std::string unquoted(const std::string& word) {
  const bool quoted = word.size() >= 2 && word.front() == '"' && word.back() == '"';
  return quoted ? word.substr(1, word.size() - 2) : word;
}

std::filesystem::path found(const Session& session, const std::string& name, const Line& line) {
  // Do-files of Windows write backslashes.
  const std::filesystem::path typed = replace_all(name, "\\", "/");
  for (const std::filesystem::path& path : {session.folder / typed, session.folder / typed.filename(), session.data}) {
    if (!path.empty() && std::filesystem::is_regular_file(path)) return path;
  }
  refuse("T791", name, line.text, {"there is no such file beside the do-file", "do 文件旁没有这个文件"});
}

Outcome show_size(Session& session, const Line& line, Table table, const Notes& notes) {
  session.unit.clear();
  session.time.clear();
  set_table(session, std::move(table));
  const std::size_t columns = visible_names(session.table()).size();
  const std::size_t rows = session.panel.rows();
  return {.line = line.text,
          .quiet = line.quiet,
          .output = {fmt::format("({} vars, {} obs)\n", columns, rows),
                     fmt::format("（{} 个变量，{} 个观测值）\n", columns, rows)},
          .notes = notes};
}

// The places of columns in "1 3 5/7", from 0.
std::vector<std::size_t> places(const std::string& list, std::size_t columns, const Line& line) {
  std::vector<std::size_t> out;
  const auto place = [&](const std::string& word) {
    const std::optional<double> n = parse_number(word);
    if (!n || *n < 1 || *n > static_cast<double>(columns))
      refuse("T704", "stringcols(" + list + ")", line.text, {"there is no such column", "没有这一列"});
    return static_cast<std::size_t>(*n);
  };
  for (const std::string& word : words_of(list)) {
    const std::size_t slash = word.find('/');
    const std::size_t last = place(slash == std::string::npos ? word : word.substr(slash + 1));
    for (std::size_t i = place(word.substr(0, slash)); i <= last; ++i) out.push_back(i - 1);
  }
  return out;
}

void name_columns(Table& table, const std::vector<std::string>& names, const Line& line) {
  if (names.size() != table.columns().size()) {
    refuse("T705", line.body, line.text,
           {fmt::format("{} names are given for {} columns", names.size(), table.columns().size()),
            fmt::format("给出 {} 个名称，而文件有 {} 列", names.size(), table.columns().size())});
  }
  Table named;
  named.file = table.file;
  named.source = table.source;
  for (std::size_t i = 0; i < names.size(); ++i) {
    require_new_name(named, names[i], line.text);
    Column column = table.columns()[i];
    column.name = names[i];
    named.set(std::move(column));
  }
  table = std::move(named);
}

// Options of import delimited that change nothing where every number is a double and headers keep their case.
void take_idle_options(OptionReader& options, const Line& line) {
  (void)options.flag("clear", 5);
  (void)options.flag("asdouble", 8);
  if (const auto which = options.value("case", 4); which && *which != "preserve")
    refuse("T704", "case(" + *which + ")", line.text, {"names keep their case here", "此处变量名保留大小写"},
           {"write case(preserve)", "请写 case(preserve)"});
}

}  // namespace

Outcome run_import(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  std::vector<std::string> words = words_of(line.body);
  if (words.empty() || !abbreviates(words.front(), "delimited", 5))
    refuse("T702", words.empty() ? line.command : words.front(), line.text,
           {"import delimited is read here; other files are opened by use",
            "此处支持 import delimited；其他文件请用 use"});
  words.erase(words.begin());
  OptionReader options(line);
  take_idle_options(options, line);
  const std::string encoding = lower_ascii(unquoted(options.value("encoding", 3).value_or("")));
  const std::string header = options.value("varnames", 3).value_or("1");
  const std::string rows = options.value("rowrange", 3).value_or("");
  const std::string texts = options.value("stringcols", 7).value_or("");
  options.finish();
  std::vector<std::string> names;
  while (words.size() > 1) {
    if (words.front() != "using") names.push_back(words.front());
    words.erase(words.begin());
  }
  if (words.empty()) refuse("T705", line.command, line.text, {"a file is needed", "缺少文件名"});
  if (header != "1" || (!rows.empty() && rows != "2" && rows != "2:"))
    refuse("T704", header != "1" ? "varnames(" + header + ")" : "rowrange(" + rows + ")", line.text,
           {"the first row is read as the header here", "此处首行作为变量名读取"});
  if (names.empty() != rows.empty())
    refuse("T705", line.body, line.text,
           {"names of variables go with rowrange(2), which passes over the header",
            "给出变量名时请同时写 rowrange(2)，以跳过首行"});
  ReadResult read = read_table(found(session, unquoted(words.front()), line), {.encoding = encoding});
  for (const std::size_t at : places(texts, read.table.columns().size(), line)) {
    const std::string name = read.table.columns()[at].name;
    read.table.show_names(name);  // "01" as it is spelled
    read.table.set_text(name, read.table.texts(name));
  }
  if (!names.empty()) name_columns(read.table, names, line);
  return show_size(session, line, std::move(read.table), read.notes);
}

Outcome run_use(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  OptionReader options(line);
  (void)options.flag("clear", 5);
  options.finish();
  const std::vector<std::string> words = words_of(line.body);
  if (words.size() != 1)
    refuse("T705", line.body, line.text, {"use takes one file, whole", "use 只接受一个文件，且读取全部"});
  std::string name = unquoted(words.front());
  if (!std::filesystem::path(name).has_extension()) name += ".dta";
  ReadResult read = read_table(found(session, name, line));
  return show_size(session, line, std::move(read.table), read.notes);
}

// The next line reads data; until then nothing is lost here.
namespace {

// Whether the data came with the command line and no line has set, estimated or kept anything: old do-files begin with
// `clear all`.
bool is_fresh(const Session& session) {
  const bool given = session.folder.empty() && session.data.empty() && !visible_names(session.table()).empty();
  return given && session.unit.empty() && session.last == nullptr && session.stored.empty() && session.saved.empty() &&
         session.returned.empty() && session.matrices.empty();
}

}  // namespace

Outcome run_clear(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  refuse_options(line);
  if (!line.body.empty() && line.body != "all")
    refuse("T705", line.body, line.text, {"clear or clear all", "应写作 clear 或 clear all"});
  if (is_fresh(session)) {
    Outcome kept{.line = line.text, .quiet = line.quiet};
    kept.notes.push_back({Severity::info,
                          "T813",
                          {"clear at the head of the lines was passed over: the data are those of the command line",
                           "已略过开头的 clear：数据为命令行给出的文件"},
                          {}});
    return kept;
  }
  Session empty = start_session(session.folder, session.data);
  if (line.body.empty()) empty.stored = std::move(session.stored);
  empty.macros = std::move(session.macros);
  session = std::move(empty);
  return {.line = line.text, .quiet = line.quiet};
}

Outcome run_preserve(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_options(line);
  if (!session.saved.empty())
    refuse("T792", line.command, line.text, {"the data are preserved already", "数据已处于 preserve 状态"});
  session.saved.push_back({session.panel, session.unit, session.time});
  return {.line = line.text, .quiet = line.quiet};
}

Outcome run_restore(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_options(line);
  if (session.saved.empty())
    refuse("T792", line.command, line.text, {"nothing is preserved", "没有 preserve 的数据可恢复"});
  Saved saved = std::move(session.saved.back());
  session.saved.pop_back();
  session.panel = std::move(saved.panel);
  session.unit = std::move(saved.unit);
  session.time = std::move(saved.time);
  session.sample.clear();
  return {.line = line.text, .quiet = line.quiet};
}

}  // namespace ecoeff::stata
