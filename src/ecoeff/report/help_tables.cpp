#include "ecoeff/report/help_tables.hpp"

namespace ecoeff {
namespace {

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += cell.empty() ? " |" : " " + replace_all(cell, "|", "\\|") + " |";
  return line + "\n";
}

// Appends a row to both languages; a cell is words in both.
void add(HelpTable& table, const std::vector<Text>& cells) {
  std::vector<std::string> en, zh;
  for (const Text& cell : cells) {
    en.push_back(cell.in(Language::en));
    zh.push_back(cell.in(Language::zh));
  }
  table.markdown.en += row(en);
  table.markdown.zh += row(zh);
}

HelpTable start(const std::string& name, const std::vector<Text>& heads) {
  HelpTable table{.name = name};
  add(table, heads);
  std::string rule = "|";
  for (std::size_t i = 0; i < heads.size(); ++i) rule += "---|";
  table.markdown.en += rule + "\n";
  table.markdown.zh += rule + "\n";
  return table;
}

Text code(std::string_view word) { return both("`" + std::string(word) + "`"); }

}  // namespace

HelpTable figure_help(const FigureKinds& kinds) {
  HelpTable table = start("figures", {{"figure", "图"}, {"shows", "内容"}, {"needs", "所需结果"}});
  for (const FigureKind* kind : kinds) add(table, {code(kind->id), kind->shows.text(), kind->needs.text()});
  return table;
}

std::vector<HelpTable> help_tables() { return {figure_help(figure_kinds())}; }

}  // namespace ecoeff
