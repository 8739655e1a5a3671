// matrix name = r(C), matrix name = r(C)' (transposed), matrix list name [, format(%9.3f)].
#include <algorithm>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/number_format.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

// "r(C)" or the name of a matrix.
const NamedMatrix& find_matrix(const Session& session, const std::string& word, const Line& line) {
  const bool returned = word.starts_with("r(") && word.ends_with(')');
  const auto& all = returned ? session.returned_matrices : session.matrices;
  const auto at = all.find(returned ? word.substr(2, word.size() - 3) : word);
  if (at != all.end()) return at->second;
  std::vector<std::string> names;
  for (const auto& [name, matrix] : session.matrices) names.push_back(name);
  for (const auto& [name, matrix] : session.returned_matrices) names.push_back("r(" + name + ")");
  refuse("T713", word, line.text, {"there is no such matrix", "没有这个矩阵"},
         names.empty() ? Text{} : nearest(word, names));
}

NamedMatrix transposed(const NamedMatrix& m) {
  NamedMatrix out{.rows = m.columns, .columns = m.rows};
  out.values.assign(m.columns.size(), std::vector<double>(m.rows.size(), kMissing));
  for (std::size_t i = 0; i < m.rows.size(); ++i) {
    for (std::size_t j = 0; j < m.columns.size(); ++j) out.values[j][i] = m.values[i][j];
  }
  return out;
}

std::string painted(const NamedMatrix& m, std::optional<int> digits) {
  std::size_t width = 12;
  for (const std::string& name : m.rows) width = std::max(width, display_width(name));
  const auto cell = [](const std::string& name) { return std::max<std::size_t>(11, display_width(name) + 1); };
  std::string out = pad_left("", width);
  for (const std::string& name : m.columns) out += pad_left(name, cell(name));
  out += "\n";
  for (std::size_t i = 0; i < m.rows.size(); ++i) {
    out += pad_left(m.rows[i], width);
    for (std::size_t j = 0; j < m.columns.size(); ++j)
      out += pad_left(digits ? stata_fixed(m.values[i][j], *digits) : stata_number(m.values[i][j]), cell(m.columns[j]));
    out += "\n";
  }
  return out;
}

}  // namespace

Outcome run_matrix(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  OptionReader options(line);
  const std::optional<std::string> format = options.value("format", 6);
  options.finish();
  const std::vector<std::string> words = words_of(line.body);
  if (words.size() == 2 && abbreviates(words[0], "list", 1)) {
    const std::optional<int> digits =
        format ? std::optional<int>(digits_of_format(*format, line)) : std::optional<int>();
    return {
        .line = line.text, .quiet = line.quiet, .output = both(painted(find_matrix(session, words[1], line), digits))};
  }
  const std::size_t equal = line.body.find('=');
  const std::string name(trim(line.body.substr(0, equal)));
  std::string source(equal == std::string::npos ? "" : trim(line.body.substr(equal + 1)));
  if (name.empty() || source.empty() || format || name.find_first_of(" (") != std::string::npos)
    refuse("T717", line.body, line.text,
           {"matrix takes name = r(C), name = r(C)' or list name here",
            "此处的 matrix 应写作 名称 = r(C)、名称 = r(C)' 或 list 名称"});
  const bool turned = source.ends_with('\'');
  if (turned) source = trim(std::string_view(source).substr(0, source.size() - 1));
  const NamedMatrix& found = find_matrix(session, source, line);
  session.matrices[name] = turned ? transposed(found) : NamedMatrix(found);
  return {.line = line.text, .quiet = line.quiet};
}

}  // namespace ecoeff::stata
