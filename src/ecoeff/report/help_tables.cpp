#include "ecoeff/report/help_tables.hpp"

#include <algorithm>

#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/study/tables/column_keys.hpp"
#include "ecoeff/study/tables/table_kind.hpp"

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

HelpTable figure_help(const FigureKinds& kinds) {
  HelpTable table = start("figures", {{"figure", "图"}, {"shows", "内容"}, {"needs", "所需结果"}});
  for (const FigureKind* kind : kinds) add(table, {code(kind->id), kind->shows.text(), kind->needs.text()});
  return table;
}

std::string files_of(const Painter& painter) {
  const std::string ending(painter.ending);
  if (std::holds_alternative<PaintTable>(painter.paints)) return "tables/table1_ID." + ending;
  if (std::holds_alternative<PaintTables>(painter.paints)) return "tables." + ending;
  if (std::holds_alternative<PaintFigure>(painter.paints)) return "figures/fig1_ID." + ending;
  return "report." + ending;
}

HelpTable format_help(const Painters& painters) {
  HelpTable table = start("formats", {{"word", "词"}, {"file", "文件"}, {"what it is", "内容"}});
  for (const Painter* painter : painters) {
    const Text word = painter->always ? Text{"always", "总是写出"} : code(painter->ending);
    add(table, {word, code(files_of(*painter)), painter->shows.text()});
  }
  return table;
}

// A table of words and what each stands for.
template <class Kind>
HelpTable word_help(const std::string& name, const Text& head, const std::vector<const Kind*>& kinds,
                    std::string_view Kind::*word, Words Kind::*shows) {
  HelpTable table = start(name, {{"word", "词"}, head});
  for (const Kind* kind : kinds) add(table, {code(kind->*word), (kind->*shows).text()});
  return table;
}

HelpTable kind_help(const TableKinds& kinds) {
  HelpTable table = start("table-kinds", {{"kind", "类型"}, {"shows", "内容"}, {"`of` names", "`of` 指"}});
  for (const TableKind* kind : kinds) add(table, {code(kind->id), kind->shows.text(), kind->of.text()});
  return table;
}

HelpTable key_help(const TableKinds& kinds) {
  HelpTable table = start("table-keys", {{"kind", "类型"}, {"key", "键"}, {"meaning", "含义"}, {"default", "默认"}});
  for (const TableKind* kind : kinds) {
    for (const TableKey& key : kind->keys)
      add(table, {code(kind->id), code(key.name), key.help.text(), key.otherwise.text()});
  }
  return table;
}

HelpTable column_help() {
  HelpTable table = start("column-keys", {{"key", "键"}, {"meaning", "含义"}, {"default", "默认"}});
  for (const ColumnKey& key : column_keys()) add(table, {code(key.name), key.help.text(), key.otherwise.text()});
  return table;
}

template <class Method>
HelpTable method_help(const std::string& name, const Text& head, const std::vector<const Method*>& methods) {
  HelpTable table = start(name, {head, {"what it is", "内容"}});
  for (const Method* method : methods) add(table, {code(method->about.name), method->about.help});
  return table;
}

// Every estimator but the one that takes its instruments as command-line strings.
std::vector<const Estimator*> in_studies() {
  std::vector<const Estimator*> all = estimators().all();
  std::erase_if(all, [](const Estimator* one) { return !one->traits.in_studies; });
  return all;
}

// What study files may say to all methods; what several share stands once, with the names of those that take it.
template <class Method>
HelpTable option_help(const std::string& name, const std::vector<const Method*>& methods) {
  HelpTable table =
      start(name, {{"key", "键"}, {"of", "方法"}, {"meaning", "含义"}, {"values", "取值"}, {"default", "默认"}});
  std::vector<std::string> said;
  for (const Method* method : methods) {
    for (const Option& option : method->options) {
      const std::string key = option.place();
      if (!option.in_studies || std::find(said.begin(), said.end(), key) != said.end()) continue;
      said.push_back(key);
      std::vector<std::string> takers;
      for (const Method* other : methods) {
        if (std::any_of(other->options.begin(), other->options.end(),
                        [&](const Option& one) { return one.in_studies && one.place() == key; }))
          takers.push_back("`" + other->about.name + "`");
      }
      add(table,
          {code(key), {join(takers, ", "), join(takers, "、")}, option.help, option.range(), both(option.otherwise)});
    }
  }
  return table;
}

// The options of scores with the models that take each.
HelpTable score_option_help() {
  HelpTable table =
      start("score-options",
            {{"key", "键"}, {"models", "模型"}, {"meaning", "含义"}, {"values", "取值"}, {"default", "默认"}});
  for (const ScoreOption& one : score_options()) {
    if (!one.option.in_studies) continue;
    std::vector<std::string> takers = models_that_take(one.option.key);
    for (std::string& name : takers) name = "`" + name + "`";
    const bool everybody = takers.size() == score_model_list().all().size();
    add(table, {code(one.option.key), everybody ? Text{"all", "全部"} : Text{join(takers, ", "), join(takers, "、")},
                help_by_model(one), one.option.range(), both(one.option.otherwise)});
  }
  return table;
}

template <class Method>
HelpTable title_list(const std::string& name, const std::vector<const Method*>& methods) {
  std::vector<std::string> en, zh;
  for (const Method* method : methods) {
    en.push_back(method->about.title.en);
    zh.push_back(method->about.title.zh);
  }
  return {name, {join(en, ", "), join(zh, "、")}};
}

}  // namespace

std::vector<HelpTable> readme_lists() {
  return {title_list("score-models", score_model_list().all()), title_list("index-methods", index_methods().all()),
          title_list("estimators", estimators().all())};
}

std::vector<HelpTable> help_tables(const ReportLists& lists) {
  const Text note{"as the note of a table says it", "表注中的说法"};
  return {figure_help(lists.figures),
          format_help(lists.painters),
          word_help("widths", {"width", "图宽"}, lists.pages, &FigurePage::name, &FigurePage::shows),
          word_help("programs", {"what is written", "写出内容"}, lists.programs, &ReplicateProgram::word,
                    &ReplicateProgram::shows),
          word_help("styles", {"look", "样式"}, lists.styles, &StyleKind::word, &StyleKind::shows),
          word_help("rows", {"row", "行"}, lists.rows, &TableRowKind::word, &TableRowKind::label),
          word_help("below", note, lists.below, &BelowKind::word, &BelowKind::note),
          word_help("r2", note, lists.r2, &R2Kind::word, &R2Kind::note),
          kind_help(lists.table_kinds),
          key_help(lists.table_kinds),
          column_help(),
          method_help("score-models", {"model", "模型"}, score_model_list().all()),
          score_option_help(),
          method_help("index-methods", {"method", "方法"}, index_methods().all()),
          option_help("index-options", index_methods().all()),
          method_help("estimators", {"model", "模型"}, in_studies()),
          option_help("estimator-options", in_studies())};
}

}  // namespace ecoeff
