#include "ecoeff/report/write.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/data/write.hpp"
#include "ecoeff/report/figures/figure.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/pages/docx_report.hpp"
#include "ecoeff/report/pages/html_report.hpp"
#include "ecoeff/report/painters/render.hpp"
#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/painters/writers.hpp"
#include "ecoeff/report/provenance.hpp"
#include "ecoeff/report/replicate/replicate.hpp"
#include "ecoeff/report/tables/build_tables.hpp"
#include "ecoeff/report/tables/weights_table.hpp"
#include "ecoeff/report/vocabulary.hpp"

namespace ecoeff {
namespace {

// Writes files and remembers their hashes for the manifest.
class Writer {
 public:
  explicit Writer(OutputFolder& folder) : folder_(folder) {}
  void write(const std::string& name, const std::string& bytes) {
    folder_.write(name, bytes);
    hashes_.emplace_back(name, sha256(bytes));
  }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& hashes() const { return hashes_; }

 private:
  OutputFolder& folder_;
  std::vector<std::pair<std::string, std::string>> hashes_;
};

bool wanted(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}
bool wanted(const std::optional<std::vector<std::string>>& list, const std::string& word) {
  return !list || wanted(*list, word);
}

void write_tables(const StudyResult& result, const std::vector<PaperTable>& tables, Writer& out) {
  const std::string& language = result.study.language;
  const auto& formats = result.study.report.formats;
  for (const PaperTable& table : tables) {
    const std::string stem = fmt::format("tables/table{}_{}", table.number, table.id);
    if (wanted(formats, "html")) out.write(stem + ".html", table_page(table, language));
    if (wanted(formats, "md")) out.write(stem + ".md", table_markdown(table, language));
    if (wanted(formats, "tex")) out.write(stem + ".tex", table_latex(table, language));
    if (wanted(formats, "rtf")) out.write(stem + ".rtf", table_rtf(table, language));
    if (wanted(formats, "xlsx")) out.write(stem + ".xlsx", tables_xlsx({table}, language));
    if (wanted(formats, "docx")) out.write(stem + ".docx", tables_docx({table}, language));
  }
  if (wanted(formats, "docx") && !tables.empty()) out.write("tables.docx", tables_docx(tables, language));
}

void write_scores(const StudyResult& result, Writer& out) {
  const Language language = result.study.language == "en" ? Language::en : Language::zh;
  for (const ScoreOutcome& score : result.scores) {
    const std::string stem = result.scores.size() == 1 ? "scores" : "scores_" + score.spec.name;
    const Table table = score_table(result.panel, score.result, language);
    out.write(stem + ".csv", to_csv(table));
    out.write(stem + ".dta", to_dta(table));
    out.write(stem + ".xlsx", to_xlsx(table, stem));
  }
  for (const ProductivityOutcome& index : result.productivity)
    out.write("productivity_" + index.spec.name + ".csv",
              to_csv(productivity_table(result.panel, index.result, language)));
}

Table filled_table(const StudyResult& result) {
  Table table;
  std::vector<std::string> units;
  std::vector<std::string> columns;
  std::vector<std::string> ways;
  std::vector<double> times;
  std::vector<double> values;
  for (const FilledCell& cell : result.filled) {
    units.push_back(result.panel.unit_names()[static_cast<std::size_t>(result.panel.unit()[cell.row])]);
    times.push_back(result.panel.time()[cell.row]);
    columns.push_back(cell.column);
    values.push_back(cell.value);
    ways.emplace_back(cell.edge ? "carried" : "interpolated");
  }
  table.set_text(result.panel.unit_column(), units);
  if (!result.panel.time_column().empty()) table.set_numbers(result.panel.time_column(), times);
  table.set_text("column", columns);
  table.set_numbers("value", values);
  table.set_text("how", ways);
  return table;
}

// The drawing with what made it, for its own file.
std::string signed_svg(const std::string& svg, const std::string& made_from) {
  const std::size_t end = svg.find(">\n");
  if (end == std::string::npos) return svg;
  return svg.substr(0, end + 2) + "<metadata>" + svg::escape(made_from) + "</metadata>\n" + svg.substr(end + 2);
}

// One a figure, in the language of the tables, when a format wants them.
std::vector<Bitmap> draw_bitmaps(const StudyResult& result, const std::vector<Figure>& figures, bool in_word) {
  std::vector<Bitmap> bitmaps;
  if (!in_word && !wanted(result.study.report.formats, "png")) return bitmaps;
  const Language printed = cell_language(result.study.language);
  const std::string made_from = provenance(result);
  for (const Figure& figure : figures)
    bitmaps.push_back(svg_to_png(figure.svg.in(printed), {figure.title.in(printed), made_from}));
  return bitmaps;
}

// SVG in every language of the study; PDF and PNG, which are for printing, in the language of the tables. Figures of
// further widths say theirs in their names.
void write_figures(const StudyResult& result, const std::vector<Figure>& figures, const std::vector<Bitmap>& bitmaps,
                   bool first, Writer& out) {
  const std::string& language = result.study.language;
  const auto& formats = result.study.report.formats;
  const Language printed = cell_language(language);
  const std::string made_from = provenance(result);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Figure& figure = figures[i];
    const std::string stem =
        fmt::format("figures/fig{}_{}{}", figure.number, figure.id, first ? "" : fmt::format("_{}", figure.page.name));
    if (language != "en") out.write(stem + ".svg", signed_svg(figure.svg.zh, made_from));
    if (language != "zh")
      out.write(stem + (language == "en" ? ".svg" : ".en.svg"), signed_svg(figure.svg.en, made_from));
    if (wanted(formats, "pdf"))
      out.write(stem + ".pdf", svg_to_pdf(figure.svg.in(printed), {figure.title.in(printed), made_from}));
    if (wanted(formats, "png")) out.write(stem + ".png", bitmaps[i].png);
  }
}

// What to tell whoever asked for pictures that need fonts.
Notes picture_notes(const StudyResult& result) {
  const auto& formats = result.study.report.formats;
  const bool drawn = wanted(formats, "pdf") || wanted(formats, "png") || wanted(formats, "docx");
  return drawn && result.study.language != "en" ? chinese_font_notes() : Notes{};
}

}  // namespace

std::vector<std::string> write_outputs(const StudyResult& result, OutputFolder& folder, const Progress& progress,
                                       Notes* notes) {
  refuse_unknown_words(result.study, report_vocabulary());
  Writer out(folder);
  const auto done = [&](const char* en, const char* zh) { report_step(progress, {{en, zh}, 1, 1}); };
  if (notes != nullptr) append(*notes, picture_notes(result));
  const std::vector<PaperTable> tables = build_tables(result);
  write_tables(result, tables, out);
  done("tables written", "表格已写出");
  write_scores(result, out);
  out.write("panel.csv", to_csv(result.panel.table));
  out.write("filled.csv", to_csv(filled_table(result)));
  if (!result.indexes.empty())
    out.write("index_weights.xlsx", tables_xlsx(weight_tables(result), result.study.language));
  done("scores and data written", "得分与数据已写出");
  const std::vector<std::string>& widths = result.study.report.figure_widths;
  const std::vector<Figure> figures = build_figures(result, figure_page(widths.front()));
  const bool in_word = wanted(result.study.report.formats, "docx");
  const std::vector<Bitmap> bitmaps = draw_bitmaps(result, figures, in_word);
  write_figures(result, figures, bitmaps, true, out);
  for (std::size_t w = 1; w < widths.size(); ++w) {
    const std::vector<Figure> further = build_figures(result, figure_page(widths[w]));
    write_figures(result, further, draw_bitmaps(result, further, false), false, out);
  }
  if (in_word) out.write("report.docx", report_docx(result, tables, figures, bitmaps));
  out.write("report.html", html_report(result, tables, figures));
  done("figures and report written", "图与报告已写出");
  if (wanted(result.study.report.replicate, "stata")) out.write("replicate.do", replicate_stata(result));
  if (wanted(result.study.report.replicate, "r")) out.write("replicate.R", replicate_r(result));
  out.write("results.json", results_json(result));
  folder.write("manifest.json", manifest_json(result, out.hashes()));
  std::vector<std::string> names;
  for (const auto& [name, hash] : out.hashes()) names.push_back(name);
  names.emplace_back("manifest.json");
  return names;
}

}  // namespace ecoeff
