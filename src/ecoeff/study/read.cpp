#include "ecoeff/study/read.hpp"
#include "ecoeff/panel/degrees_convention.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/study/check_names.hpp"
#include "ecoeff/study/read_numbers.hpp"
#include "ecoeff/study/read_options.hpp"
#include "ecoeff/study/read_parts.hpp"
#include "ecoeff/study/read_score.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "ecoeff/study/toml_section.hpp"
#include "ecoeff/study/vocabulary.hpp"

namespace ecoeff {

namespace {

void read_head(Section s) {
  Study& study = s.study();
  study.title = s.bilingual("title");
  study.language = s.choice("language", study.language, {"zh", "en", "zh+en"});
  const std::int64_t seed = s.integer("seed", static_cast<std::int64_t>(study.seed));
  if (seed < 0) s.fail("S104", {"seed cannot be negative", "seed 不能为负"}, study.positions["study.seed"]);
  study.seed = static_cast<std::uint64_t>(seed);
  s.finish();
}

MissingPolicy missing_policy(const std::string& word) {
  if (word == "linear") return MissingPolicy::linear;
  if (word == "linear+edges") return MissingPolicy::linear_and_edges;
  return MissingPolicy::keep;
}

bool is_year(double value) { return std::floor(value) == value && std::abs(value) <= 1e9; }

ZeroMissing read_zero_missing(Section s) {
  ZeroMissing rule;
  for (const double year : s.numbers("years")) {
    if (!is_year(year)) {
      s.fail("S104", {"years are a list of whole numbers, as [2003, 2006]", "years 为整数年份的列表，如 [2003, 2006]"},
             s.study().positions[s.path() + ".years"]);
    }
    rule.years.push_back(static_cast<int>(year));
  }
  rule.columns = s.one_or_more("columns");
  if (rule.columns.empty()) {
    s.fail(
        "S105",
        {"zero_missing needs columns: whose zeros are missing values", "zero_missing 缺少 columns：哪些列的零表示缺失"},
        s.position());
  }
  s.finish();
  return rule;
}

void read_data(Section s) {
  DataSpec& data = s.study().data;
  data.file = s.text("file", "");
  data.sheet = s.text("sheet", "");
  data.encoding = s.choice("encoding", "", {"", "utf-8", "gb18030"});
  read_parts(s);
  data.unit = data.parts.empty() ? s.required_text("unit") : s.text("unit", unit_of_parts(data.parts));
  data.time = s.text("time", time_of_parts(data.parts));
  const std::vector<double> years = s.numbers("years");
  if (!years.empty()) {
    if (years.size() != 2 || years[0] > years[1] || !is_year(years[0]) || !is_year(years[1])) {
      s.fail("S104", {"years must be [first, last]", "years 应写成 [首年, 末年]"}, s.study().positions["data.years"]);
    }
    data.years = {static_cast<int>(years[0]), static_cast<int>(years[1])};
  }
  data.keep = s.text("keep", "");
  data.missing = missing_policy(s.choice("missing", "keep", {"keep", "linear", "linear+edges"}));
  data.marks = s.texts("marks");
  if (auto zeros = s.section("zero_missing")) data.zero_missing = read_zero_missing(*zeros);
  data.source = s.bilingual("source");
  data.unit_name = s.bilingual("unit_name");
  s.finish();
}

std::vector<std::pair<std::string, std::string>> read_names(Section s) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [key, node] : s.entries()) out.emplace_back(key, s.text_value(key, *node));
  return out;
}

// "教育投入", "-污染" or { column, unit, sign, group }.
std::vector<Indicator> read_indicators(Section& s) {
  std::vector<Indicator> out;
  const TomlNode* list = s.array("indicators");
  if (list == nullptr) return out;
  for (const TomlNode& element : list->items) {
    Indicator indicator;
    if (element.kind == TomlNode::Kind::text) {
      indicator.column = s.text_value("indicators", element);
      indicator.positive = !indicator.column.starts_with('-');
      if (indicator.column.starts_with('-') || indicator.column.starts_with('+')) indicator.column.erase(0, 1);
    } else if (element.kind == TomlNode::Kind::table) {
      Section one(element, fmt::format("{}.indicators[{}]", s.path(), out.size() + 1), s.study());
      indicator.column = one.required_text("column");
      indicator.unit = one.text("unit", "");
      indicator.positive = one.choice("sign", "+", {"+", "-"}) == "+";
      const std::string group = one.text("group", "");
      if (!group.empty()) indicator.group = split(group, '/');
      one.finish();
    } else {
      s.fail_type("indicators", element, {"a column or { column = ... }", "列名，或 { column = ... }"});
    }
    out.push_back(std::move(indicator));
  }
  return out;
}

IndexSpec read_index(const std::string& name, Section s) {
  IndexSpec spec;
  spec.name = name;
  spec.at = s.position();
  const IndexMethod& method =
      index_method(s.choice("method", index_methods().names().front(), index_methods().words()));
  spec.method = method.about.name;
  spec.indicators = read_indicators(s);
  const std::string same = s.text("same_indicators_as", "");
  if (!same.empty()) {
    const auto& known = s.study().indexes;
    const auto other = std::find_if(known.begin(), known.end(), [&](const IndexSpec& i) { return i.name == same; });
    if (other == known.end()) {
      s.fail("S107",
             {fmt::format("there is no index \"{}\" above this one", same), fmt::format("此前没有定义指数“{}”", same)},
             s.study().positions[s.path() + ".same_indicators_as"]);
    }
    spec.indicators = other->indicators;
  }
  if (spec.indicators.empty()) {
    s.fail("S105", {fmt::format("{} needs indicators", s.path()), fmt::format("{} 缺少 indicators", s.path())},
           spec.at);
  }
  spec.options = read_options(s, method.options);
  s.finish();
  return spec;
}

// Calls one(name, section) for each named sub-section, in the order of the file.
template <class One>
void each_named(Section s, const One& one) {
  for (const auto& [name, node] : s.entries()) {
    std::optional<Section> inner = s.section(name);
    one(name, *inner);
  }
}

// The name of a score or an index becomes a part of file names.
void require_file_name(const std::string& name, const Section& s) {
  const bool safe =
      !name.empty() && name.size() <= 100 && name.front() != '.' && std::none_of(name.begin(), name.end(), [](char c) {
        return std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos ||
               static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
      });
  if (safe) return;
  s.fail("S104",
         {fmt::format("\"{}\" becomes a file name: none of / \\ : * ? \" < > |, no point in front, at most 100 bytes",
                      name),
          fmt::format("“{}”用作文件名：不能含 / \\ : * ? \" < > |，不能以点开头，至多 100 字节", name)},
         s.position());
}

void read_model(Section s, const Vocabulary& vocabulary) {
  ModelSpec model;
  model.at = s.position();
  model.formula = s.required_text("formula");
  std::vector<std::string> focus = s.one_or_more("focus");
  model.focus = focus.empty() ? s.required_text("focus") : focus.front();
  if (!focus.empty()) model.more_focus.assign(focus.begin() + 1, focus.end());
  model.vce = s.text("vce", model.vce);
  model.weights = s.text("weights", model.weights);
  model.dof = s.choice("dof", model.dof, degrees_words());
  model.constant = s.choice("constant", model.constant, {"mean", "base-year"});
  model.r2 = s.choice("r2", model.r2, vocabulary.r2.words);
  model.stars = s.numbers("stars", model.stars);
  if (!std::all_of(model.stars.begin(), model.stars.end(), [](double p) { return p > 0 && p < 1; })) {
    s.fail("S104",
           {"stars are levels between 0 and 1, as [0.1, 0.05, 0.01]",
            "stars 应为 0 与 1 之间的水平，例如 [0.1, 0.05, 0.01]"},
           s.study().positions["model.stars"]);
  }
  std::sort(model.stars.rbegin(), model.stars.rend());
  model.below = s.choice("below", model.below, vocabulary.below.words);
  model.digits = read_digits(s, model.digits);
  model.show_controls = s.flag("show_controls", model.show_controls);
  model.replications = s.whole("reps", model.replications);
  require_replications(s, "reps", model.replications);
  model.group_replications = s.whole("group_reps", model.group_replications);
  require_replications(s, "group_reps", model.group_replications);
  s.finish();
  s.study().model = model;
}

TableSpec read_table_spec(Section s, std::size_t number, const Vocabulary& vocabulary, const TableKinds& kinds) {
  TableSpec table;
  table.at = s.position();
  table.id = s.text("id", fmt::format("table{}", number));
  const bool safe = !table.id.empty() && table.id.size() <= 64 &&
                    std::all_of(table.id.begin(), table.id.end(),
                                [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
  if (!safe) {
    s.fail("S104",
           {"a table's id becomes a file name: letters, digits, - and _ only",
            "表的 id 用作文件名，只能含字母、数字、- 和 _"},
           s.study().positions[s.path() + ".id"]);
  }
  std::vector<std::string> known;
  for (const TableKind* kind : kinds) known.emplace_back(kind->id);
  table.kind = s.choice("kind", known.front(), known);
  table.of = s.text("of", "");
  table.title = s.bilingual("title");
  for (const TableKey& key : table_kind(table.kind, kinds).keys) key.read(s, std::string(key.name), table, vocabulary);
  s.finish();
  return table;
}

// What a style means for keys of [model] that the author left out.
void apply_style(Study& study, const Vocabulary& vocabulary) {
  const auto& all = vocabulary.style_meanings;
  const auto style =
      std::find_if(all.begin(), all.end(), [&](const StyleMeaning& one) { return one.style == study.report.style; });
  if (!study.model || style == all.end()) return;
  const auto set = [&](const std::string& key, auto& value, const auto& meant, const std::string& printed) {
    if (!meant || study.positions.contains("model." + key)) return;
    value = *meant;
    for (auto& [name, used] : study.defaults) {
      if (name == "model." + key) used = printed;
    }
  };
  set("below", study.model->below, style->below, style->below.value_or(""));
  set("stars", study.model->stars, style->stars,
      fmt::format("{}", fmt::join(style->stars.value_or(std::vector<double>{}), ", ")));
  set("show_controls", study.model->show_controls, style->show_controls,
      style->show_controls.value_or(false) ? "true" : "false");
}

void require_each_once(Section& s, const std::vector<std::string>& widths, const std::vector<std::string>& known) {
  if (!widths.empty() && std::set<std::string>(widths.begin(), widths.end()).size() == widths.size()) return;
  std::vector<std::string> quoted;
  for (const std::string& word : known) quoted.push_back("\"" + word + "\"");
  const Text among{known.empty() ? "widths" : join(quoted, ", ") + " or both",
                   known.empty() ? "图宽" : join(quoted, "、") + " 或两者"};
  s.fail("S104", {"figure_widths are " + among.en + ", each once", "figure_widths 为 " + among.zh + "，各写一次"},
         s.study().positions["report.figure_widths"]);
}

void read_report(Section s, const Vocabulary& vocabulary) {
  ReportSpec& report = s.study().report;
  const auto checked = [&](const std::string& key, const WordList& known) {
    const std::vector<std::string> words = s.texts(key, known.otherwise);
    refuse_unknown_in(s.study(), key, words, known);
    return words;
  };
  // Left out, and without a vocabulary, the choice is the report's.
  const auto chosen = [&](const std::string& key, const WordList& known) -> std::optional<std::vector<std::string>> {
    if (!s.has(key) && known.words.empty()) return std::nullopt;
    return checked(key, known);
  };
  report.formats = chosen("formats", vocabulary.formats);
  report.figures = chosen("figures", vocabulary.figures);
  if (const auto widths = chosen("figure_widths", vocabulary.figure_widths)) report.figure_widths = *widths;
  require_each_once(s, report.figure_widths, vocabulary.figure_widths.words);
  report.replicate = checked("replicate", vocabulary.replicate);
  report.style = s.choice("style", report.style, vocabulary.styles.words);
  report.rows = checked("rows", vocabulary.rows);
  for (const auto& [row, test] : vocabulary.row_tests) {
    if (std::find(report.rows.begin(), report.rows.end(), row) != report.rows.end() &&
        std::find(report.tests.begin(), report.tests.end(), test) == report.tests.end())
      report.tests.push_back(test);
  }
  report.variables = s.choice("variables", report.variables, {"names", "labels"});
  const std::vector<std::string> places{"table", "end", "report"};
  const std::string place = s.choice("notes", places.front(), places);
  report.notes = static_cast<NotesPlace>(std::find(places.begin(), places.end(), place) - places.begin());
  s.finish();
  apply_style(s.study(), vocabulary);
}

}  // namespace

Study parse_study(std::string_view toml_text, const std::filesystem::path& path, const Vocabulary& vocabulary,
                  const TableKinds& kinds) {
  Study study;
  study.path = path;
  study.sha256 = sha256(toml_text);
  if (toml_text.starts_with("\xEF\xBB\xBF")) toml_text.remove_prefix(3);
  refuse_too_large(toml_text, path);
  const TomlNode document = parse_toml(toml_text, path);
  Section root(document, "", study);
  if (auto s = root.section("study")) read_head(*s);
  auto data = root.section("data");
  if (!data) root.fail("S105", {"the section [data] is missing", "缺少 [data] 一节"}, {});
  read_data(*data);
  if (auto s = root.section("columns")) study.columns = read_names(*s);
  if (auto s = root.section("derive")) study.derive = read_names(*s);
  if (auto s = root.section("labels")) {
    for (const auto& [key, node] : s->entries()) study.labels[key] = s->bilingual_value(key, *node);
  }
  if (auto s = root.section("units")) {
    for (const auto& [key, value] : read_names(*s)) study.units[key] = value;
  }
  if (auto s = root.section("scores")) {
    each_named(*s, [&](const std::string& name, Section one) {
      require_file_name(name, one);
      study.scores.push_back(read_score(name, one));
    });
  }
  if (auto s = root.section("index")) {
    each_named(*s, [&](const std::string& name, Section one) {
      require_file_name(name, one);
      study.indexes.push_back(read_index(name, one));
    });
  }
  if (auto s = root.section("model")) read_model(*s, vocabulary);
  for (Section t : root.sections("table"))
    study.tables.push_back(read_table_spec(t, study.tables.size() + 1, vocabulary, kinds));
  if (auto s = root.section("report")) read_report(*s, vocabulary);
  root.finish();
  check_names(study, kinds);
  return study;
}

Study read_study(const std::filesystem::path& path, const Vocabulary& vocabulary) {
  try {
    return parse_study(read_file(path), path, vocabulary);
  } catch (Error& error) {
    if (error.fault == Fault::data) error.fault = Fault::study;
    throw;
  }
}

}  // namespace ecoeff
