#include "ecoeff/report/write.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/data/intake/problems.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/painters/xlsx_tables.hpp"
#include "ecoeff/report/provenance.hpp"
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

void write_scores(const StudyResult& result, Writer& out) {
  const Language language = result.study.language.starts_with("zh") ? Language::zh : Language::en;
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

// The pictures of the figures, in the language of the tables, drawn when the first of them is asked for.
class Bitmaps {
 public:
  Bitmaps(const StudyResult& result, const std::vector<Figure>& figures) : result_(result), figures_(figures) {}
  const std::vector<Bitmap>& all() {
    const Language printed = cell_language(result_.study.language);
    if (bitmaps_.empty()) {
      for (const Figure& figure : figures_)
        bitmaps_.push_back(svg_to_png(figure.svg.in(printed), {figure.title.in(printed), provenance(result_)}));
    }
    return bitmaps_;
  }

 private:
  const StudyResult& result_;
  const std::vector<Figure>& figures_;
  std::vector<Bitmap> bitmaps_;
};

// The painters of the list that the study asks for.
Painters chosen_painters(const StudyResult& result, const Painters& list) {
  Painters chosen;
  const auto& formats = result.study.report.formats;
  for (const Painter* painter : list) {
    const bool asked = !formats || std::find(formats->begin(), formats->end(), painter->ending) != formats->end();
    if (painter->always || asked) chosen.push_back(painter);
  }
  return chosen;
}

template <class Paint, class Body>
void each_of(const Painters& painters, const Body& body) {
  for (const Painter* painter : painters) {
    if (const Paint* paint = std::get_if<Paint>(&painter->paints)) body(*paint, std::string(painter->ending));
  }
}

void write_tables(const StudyResult& result, const std::vector<PaperTable>& tables, const Painters& chosen,
                  Writer& out) {
  const std::string& language = result.study.language;
  for (const PaperTable& table : tables) {
    each_of<PaintTable>(chosen, [&](PaintTable paint, const std::string& ending) {
      out.write(fmt::format("tables/table{}_{}.{}", table.number, table.id, ending), paint(table, language));
    });
  }
  if (tables.empty()) return;
  each_of<PaintTables>(chosen, [&](PaintTables paint, const std::string& ending) {
    out.write("tables." + ending, paint(tables, language));
  });
}

// Figures of further widths say theirs in their names; of several languages, the second does.
void write_figures(const StudyResult& result, const std::vector<Figure>& figures, Bitmaps& bitmaps, bool first,
                   const Painters& chosen, Writer& out) {
  const std::string& languages = result.study.language;
  const std::string made_from = provenance(result);
  for (const Figure& figure : figures) {
    const std::string stem =
        fmt::format("figures/fig{}_{}{}", figure.number, figure.id, first ? "" : fmt::format("_{}", figure.page.name));
    const auto write = [&](const PaintFigure& of, Language language, const std::string& ending) {
      const auto bitmap = [&]() -> const Bitmap& {
        return bitmaps.all()[static_cast<std::size_t>(&figure - figures.data())];
      };
      out.write(stem + ending, of.paint({figure, language, {figure.title.in(language), made_from}, bitmap}));
    };
    each_of<PaintFigure>(chosen, [&](const PaintFigure& of, const std::string& ending) {
      const Language printed = cell_language(languages);
      write(of, printed, "." + ending);
      if (of.each_language && languages == "zh+en") write(of, Language::en, ".en." + ending);
    });
  }
}

// What to tell whoever asked for pictures that need fonts.
Notes picture_notes(const StudyResult& result, const Painters& chosen) {
  const bool drawn =
      std::any_of(chosen.begin(), chosen.end(), [](const Painter* painter) { return painter->needs_fonts; });
  return drawn && result.study.language != "en" ? chinese_font_notes() : Notes{};
}

}  // namespace

// The warnings about the data, with their places.
static Notes problems_of_data(const Notes& notes) {
  Notes out;
  std::copy_if(notes.begin(), notes.end(), std::back_inserter(out),
               [](const Note& note) { return note.code.starts_with('D') && note.severity == Severity::warning; });
  return out;
}

std::vector<std::string> write_outputs(const StudyResult& result, OutputFolder& folder, const Progress& progress,
                                       Notes* notes, const ReportLists& lists) {
  refuse_unknown_words(result.study, report_vocabulary(lists));
  Writer out(folder);
  const auto done = [&](const char* en, const char* zh) { report_step(progress, {{en, zh}, 1, 1}); };
  const Painters chosen = chosen_painters(result, lists.painters);
  if (notes != nullptr) append(*notes, picture_notes(result, chosen));
  const std::vector<PaperTable> tables = build_tables(result);
  write_tables(result, tables, chosen, out);
  done("tables written", "表格已写出");
  write_scores(result, out);
  out.write("panel.csv", to_csv(result.panel.table));
  out.write("filled.csv", to_csv(filled_table(result)));
  if (result.joined_names.rows() > 0) out.write("names.csv", to_csv(result.joined_names));
  if (result.join_losses.rows() > 0) out.write("join.csv", to_csv(result.join_losses));
  if (const Notes look = problems_of_data(result.notes); !look.empty())
    out.write("problems.csv",
              to_csv(problems_table({}, look, result.study.language == "en" ? Language::en : Language::zh)));
  if (result.odd_cells.rows() > 0) out.write("odd.csv", to_csv(result.odd_cells));
  if (!result.indexes.empty())
    out.write("index_weights.xlsx", tables_xlsx(weight_tables(result), result.study.language));
  done("scores and data written", "得分与数据已写出");
  const std::vector<std::string>& widths = result.study.report.figure_widths;
  const std::vector<Figure> figures = build_figures(result, figure_page(widths.front()), lists.figures);
  Bitmaps bitmaps(result, figures);
  write_figures(result, figures, bitmaps, true, chosen, out);
  for (std::size_t w = 1; w < widths.size(); ++w) {
    const std::vector<Figure> further = build_figures(result, figure_page(widths[w]), lists.figures);
    Bitmaps further_bitmaps(result, further);
    write_figures(result, further, further_bitmaps, false, chosen, out);
  }
  each_of<PaintReport>(chosen, [&](PaintReport paint, const std::string& ending) {
    out.write("report." + ending,
              paint({result, tables, figures, [&]() -> const std::vector<Bitmap>& { return bitmaps.all(); }}));
  });
  done("figures and report written", "图与报告已写出");
  for (const ReplicateProgram* program : lists.programs) {
    if (program->is_asked_for(result.study)) out.write(std::string(program->file), program->script(result));
  }
  out.write("results.json", results_json(result));
  folder.write("manifest.json", manifest_json(result, out.hashes()));
  std::vector<std::string> names;
  for (const auto& [name, hash] : out.hashes()) names.push_back(name);
  names.emplace_back("manifest.json");
  return names;
}

}  // namespace ecoeff
