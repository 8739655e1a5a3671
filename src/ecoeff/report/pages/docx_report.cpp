#include "ecoeff/report/pages/docx_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/pages/odd_values.hpp"
#include "ecoeff/report/painters/docx_frame.hpp"
#include "ecoeff/report/painters/docx_tables.hpp"
#include "ecoeff/report/painters/minus.hpp"
#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/painters/render.hpp"
#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/painters/zip_archive.hpp"
#include "ecoeff/report/prose/math_word.hpp"
#include "ecoeff/report/prose/method_text.hpp"
#include "ecoeff/report/prose/narrative.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/provenance.hpp"
#include "ecoeff/report/tables/table_papers.hpp"

namespace ecoeff {
namespace {

constexpr double kEmuPerCm = 360000;
constexpr double kPictureCm = 16;  // the text width of an upright page
constexpr std::size_t kMostOddRows = 60;
constexpr double kMostPictureCm = 20;  // leaves room for its title

// All results of regressions stand in one part of the draft.
bool is_of_models(const Figure& figure) {
  return figure.kind->part == FigurePart::association || figure.kind->part == FigurePart::models;
}

// The cells that look wrong, as a table without a number.
PaperTable odd_paper(const StudyResult& result) {
  const auto cell = [](Text text) { return Cell{.text = std::move(text), .stars = {}, .align = Align::left}; };
  PaperTable table{.id = "odd", .title = {"Cells that look wrong", "疑似有误的单元格"}};
  table.columns = 3;
  table.head = {TableRow{{cell({"Rule", "规则"}), cell({"Column", "列"}), cell({"Cells", "单元格"})}}};
  for (const OddFinding& one : result.odd) {
    if (one.tier != OddTier::wrong || table.body.size() == kMostOddRows) continue;
    table.body.push_back(TableRow{{cell({std::string(one.rule->title.en), std::string(one.rule->title.zh)}),
                                   cell(name_of(result, one.column)), cell(one.what)}});
  }
  return table;
}

class Draft {
 public:
  Draft(const StudyResult& result, const std::vector<PaperTable>& tables, const std::vector<Figure>& figures,
        const std::vector<Bitmap>& bitmaps)
      : result_(result),
        tables_(tables),
        figures_(figures),
        bitmaps_(bitmaps),
        languages_(result.study.language),
        language_(cell_language(result.study.language)) {}

  std::string write() {
    const std::string title = say(result_.study.title.empty() ? Text{"A study", "一项研究"} : result_.study.title);
    body_ += docx_paragraph("Title", title);
    design();
    results();
    closing();
    end_landscape();
    body_ += docx_section(false);
    return zip_bytes(docx_entries(
        {.body = body_, .pictures = pictures_, .title = title, .description = say(made_from(result_))}, languages_));
  }

 private:
  [[nodiscard]] std::string say(const Text& text) const {
    return with_minus(language_ == Language::zh ? tidy_chinese(text.in(language_)) : text.in(language_));
  }
  void heading(const char* style, const std::string& number, const Text& text) {
    end_landscape();
    body_ += docx_paragraph(style, number + "  " + say(text));
  }
  void section(const Text& text) {
    part_ = 0;
    heading("Heading1", std::to_string(++section_), text);
  }
  void subsection(const Text& text) { heading("Heading2", fmt::format("{}.{}", section_, ++part_), text); }
  void paragraph(const std::optional<Text>& text) {
    if (!text || text->empty()) return;
    end_landscape();
    body_ += docx_paragraph("BodyText", say(*text));
  }

  // A page that lies on its side ends where upright text begins again.
  void end_landscape() {
    if (!landscape_) return;
    body_ += "<w:p><w:pPr><w:pStyle w:val=\"TableGap\"/>" + docx_section(true) + "</w:pPr></w:p>\n";
    landscape_ = false;
  }

  void table(const PaperTable& table) {
    const DocxTableBlock block = docx_table(table, languages_);
    if (block.landscape && !landscape_)
      body_ += "<w:p><w:pPr><w:pStyle w:val=\"TableGap\"/>" + docx_section(false) + "</w:pPr></w:p>\n";
    if (!block.landscape) end_landscape();
    landscape_ = block.landscape;
    body_ += block.xml + docx_paragraph("TableGap", "");
  }

  void method_block(const MethodBlock& block) {
    const std::string text = block.kind == MethodBlock::Kind::formula ? block.text.in(language_) : say(block.text);
    if (block.kind == MethodBlock::Kind::heading) {
      subsection(block.text);
    } else if (block.kind == MethodBlock::Kind::formula) {
      end_landscape();
      body_ += docx_equation(math_word(text, true), block.number);
    } else {
      end_landscape();
      body_ += "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr>";
      for (const MethodPiece& piece : cut_paragraph(text)) {
        body_ += piece.kind == MethodPiece::Kind::formula ? math_word(piece.text)
                 : piece.kind == MethodPiece::Kind::code
                     ? docx_run(piece.text, "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/><w:sz w:val=\"19\"/>")
                     : docx_run(piece.text);
      }
      body_ += "</w:p>\n";
    }
  }

  void picture(const Text& title, const Bitmap& bitmap, double wanted) {
    const double natural = wanted * bitmap.height / bitmap.width;
    const double height = std::min(natural, kMostPictureCm);
    const double width = wanted * height / natural;
    pictures_.push_back(bitmap.png);
    body_ += "<w:p><w:pPr><w:pStyle w:val=\"Picture\"/></w:pPr>" +
             drawing(title, std::llround(width * kEmuPerCm), std::llround(height * kEmuPerCm)) + "</w:p>\n";
  }

  void figure(const Figure& one) {
    end_landscape();
    const Bitmap& bitmap = bitmaps_[static_cast<std::size_t>(&one - figures_.data())];
    picture(one.title, bitmap, std::min(one.page.width_cm, kPictureCm));
    const std::string zh = fmt::format("图 {}  {}", one.number, one.title.in(Language::zh));
    const std::string en = fmt::format("Figure {}. {}", one.number, one.title.in(Language::en));
    if (languages_ != "en") body_ += docx_paragraph("FigureTitle", zh, true);
    if (languages_ != "zh") body_ += docx_paragraph("FigureTitle", en, true);
    body_ += docx_paragraph("TableNote", (language_ == Language::zh ? "注：" : "Note: ") + say(one.how_to_read));
  }

  [[nodiscard]] std::string drawing(const Text& title, long long width, long long height) const {
    const std::size_t number = pictures_.size();
    return fmt::format(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{0}\" cy=\"{1}\"/>"
        "<wp:docPr id=\"{2}\" name=\"Figure {2}\" descr=\"{3}\"/><wp:cNvGraphicFramePr/>"
        "<a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData "
        "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
        "<pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr>"
        "<pic:cNvPr id=\"{2}\" name=\"image{2}.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        "<a:blip r:embed=\"{4}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        "<a:off x=\"0\" y=\"0\"/><a:ext cx=\"{0}\" cy=\"{1}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        width, height, number, svg::escape(say(title)), docx_picture_id(number - 1));
  }

  void figures_of(FigurePart part) {
    for (const Figure& one : figures_) {
      if (one.kind->part == part) figure(one);
    }
  }

  [[nodiscard]] const PaperTable* painted(const TableResult& table) const {
    for (const PaperTable& one : tables_) {
      if (one.number == table.number) return &one;
    }
    return nullptr;
  }

  // Whether a table shows results of scoring and stands behind every table of definitions and variables: it belongs to
  // the results then, and the numbers stay in order.
  [[nodiscard]] bool is_of_results(const TableResult& table) const {
    const auto shows_scores = [](const TableResult& one) { return table_paper(one.spec.kind).of_results; };
    return shows_scores(table) && std::none_of(result_.tables.begin(), result_.tables.end(), [&](const auto& other) {
             const bool defines = !stands_in(other, TablePlace::models) && !shows_scores(other);
             return other.number > table.number ? defines : stands_in(other, TablePlace::models);
           });
  }

  void tables_of_results() {
    for (const TableResult& one : result_.tables) {
      if (!is_of_results(one)) continue;
      if (const PaperTable* paper = painted(one)) table(*paper);
    }
  }

  // The tables of scores, indexes and variables, by number.
  void tables_of_variables() {
    for (const TableResult& one : result_.tables) {
      if (stands_in(one, TablePlace::models) || is_of_results(one)) continue;
      if (stands_in(one, TablePlace::describe)) paragraph(description_sentence(result_, one));
      if (const PaperTable* paper = painted(one)) table(*paper);
    }
  }

  // What is wrong in the data: the picture of the series, and a table of the cells.
  void odd_values() {
    const Text sentence = html::odd_sentence(result_);
    if (sentence.empty()) return;
    paragraph(sentence);
    if (const Text svg = html::odd_picture(result_); !svg.empty()) {
      const Bitmap bitmap = svg_to_png(svg.in(language_), {.title = "odd values", .made_from = ""});
      picture({"Series with odd values", "含异常值的序列"}, bitmap, kPictureCm);
    }
    body_ += docx_table(odd_paper(result_), languages_).xml + docx_paragraph("TableGap", "");
  }

  // Section 3 of the paper: data, scores, index, model.
  void design() {
    section_ = 2;
    section({"Research design", "研究设计"});
    bool data_said = false;
    const auto say_data = [&] {
      if (data_said) return;
      data_said = true;
      paragraph(data_paragraph(result_));
      odd_values();
    };
    const MethodText method = method_text(result_);
    for (const MethodBlock& block : method.blocks) {
      const bool is_heading = block.kind == MethodBlock::Kind::heading;
      if (is_heading && !data_said && block.text.en != "Data") {
        subsection({"Data", "数据"});
        say_data();
      }
      method_block(block);
      if (is_heading) say_data();
    }
    if (!data_said) say_data();
    sources_ = method.sources;
    const bool only_models = std::all_of(result_.tables.begin(), result_.tables.end(), [&](const TableResult& one) {
      return stands_in(one, TablePlace::models) || is_of_results(one);
    });
    if (only_models) return;
    subsection({"Variables", "变量说明"});
    tables_of_variables();
  }

  // Section 4: scores, index, one subsection a regression table.
  void results() {
    section({"Results", "实证结果与分析"});
    if (!result_.scores.empty() || !result_.productivity.empty()) {
      subsection({"Efficiency", "效率测算结果"});
      for (const ScoreOutcome& outcome : result_.scores) {
        paragraph(score_sentence(result_, outcome));
        paragraph(score_warnings(result_, outcome));
        paragraph(slack_sentence(result_, outcome));
      }
      tables_of_results();
      figures_of(FigurePart::scores);
    }
    if (!result_.indexes.empty()) {
      subsection({"Index", "综合指数"});
      for (const IndexOutcome& outcome : result_.indexes) paragraph(index_sentence(result_, outcome));
      figures_of(FigurePart::indexes);
    }
    for (const TableResult& one : result_.tables) {
      if (!stands_in(one, TablePlace::models)) continue;
      subsection(one.spec.title.empty() ? Text{"Regression", "回归结果"} : one.spec.title);
      paragraph(table_sentence(result_, one));
      if (result_.study.report.notes == NotesPlace::below) paragraph(table_warnings(result_, one));
      if (const PaperTable* paper = painted(one)) table(*paper);
    }
    cautions();
    if (std::none_of(figures_.begin(), figures_.end(), is_of_models)) return;
    subsection({"All results in figures", "结果图示"});
    if (!result_.indexes.empty()) {
      for (const ScoreOutcome& outcome : result_.scores)
        paragraph(association_sentence(result_, outcome, result_.indexes.front()));
    }
    paragraph(all_columns_sentence(result_));
    for (const Figure& one : figures_) {
      if (is_of_models(one)) figure(one);
    }
  }

  // What the estimates of all tables warn of, where the study wants it said once.
  void cautions() {
    bool first = true;
    for (const PaperTable& table : tables_) {
      for (const Text& one : table.cautions) {
        if (first) subsection({"Notes to the tables", "表格说明"});
        first = false;
        paragraph(caution_of_table(table, one));
      }
    }
  }

  void closing() {
    if (const std::optional<Text> text = conclusion(result_)) {
      section({"Conclusion (draft)", "结论（草稿）"});
      paragraph(text);
    }
    if (!sources_.empty()) {
      end_landscape();
      body_ += docx_paragraph("Heading1", language_ == Language::zh ? "参考文献" : "References");
      for (const Source& one : sorted(sources_)) body_ += docx_paragraph("Reference", std::string(one.text));
    }
    end_landscape();
    body_ += docx_paragraph("TableNote", say(made_from(result_)));
  }

  const StudyResult& result_;
  const std::vector<PaperTable>& tables_;
  const std::vector<Figure>& figures_;
  const std::vector<Bitmap>& bitmaps_;
  std::string languages_;
  Language language_;
  std::string body_;
  std::vector<std::string> pictures_;
  Sources sources_;
  bool landscape_ = false;
  int section_ = 0;
  int part_ = 0;
};

}  // namespace

std::string report_docx(const StudyResult& result, const std::vector<PaperTable>& tables,
                        const std::vector<Figure>& figures, const std::vector<Bitmap>& bitmaps) {
  return Draft(result, tables, figures, bitmaps).write();
}

namespace {

std::string paint(const ReportToPaint& report) {
  return report_docx(report.result, report.tables, report.figures, report.bitmaps());
}

}  // namespace

constinit const Painter kDocxReport{
    .ending = "docx",
    .paints = paint,
    .needs_fonts = true,
    .shows = {"a first draft of the paper, with formulas, tables and figures", "论文初稿，含公式、表与图"}};

}  // namespace ecoeff
