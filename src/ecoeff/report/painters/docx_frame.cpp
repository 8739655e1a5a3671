#include "ecoeff/report/painters/docx_frame.hpp"

#include <fmt/format.h>

#include "ecoeff/base/version.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/painters/page_layout.hpp"

namespace ecoeff {
namespace {

constexpr const char* kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kPackage = "http://schemas.openxmlformats.org/package/2006";

std::string content_types(bool pictures) {
  const auto part = [](const char* name, const char* type) {
    return fmt::format("<Override PartName=\"/{}\" ContentType=\"application/vnd.openxmlformats-{}+xml\"/>", name,
                       type);
  };
  return std::string(kXml) + "<Types xmlns=\"" + kPackage +
         "/content-types\"><Default Extension=\"rels\" "
         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
         (pictures ? "<Default Extension=\"png\" ContentType=\"image/png\"/>" : "") +
         part("word/document.xml", "officedocument.wordprocessingml.document.main") +
         part("word/styles.xml", "officedocument.wordprocessingml.styles") +
         part("word/settings.xml", "officedocument.wordprocessingml.settings") +
         part("docProps/core.xml", "package.core-properties") +
         part("docProps/app.xml", "officedocument.extended-properties") + "</Types>";
}

std::string relations(const std::vector<std::pair<std::string, std::string>>& targets) {
  std::string out = std::string(kXml) + "<Relationships xmlns=\"" + kPackage + "/relationships\">";
  int id = 1;
  for (const auto& [type, target] : targets)
    out += fmt::format("<Relationship Id=\"rId{}\" Type=\"{}\" Target=\"{}\"/>", id++, type, target);
  return out + "</Relationships>";
}

// A paragraph style; `size` in half points.
std::string style(const char* id, const char* name, const char* paragraph, int size, bool bold) {
  return fmt::format(
      "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn "
      "w:val=\"Normal\"/>"
      "<w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}<w:sz w:val=\"{}\"/><w:szCs w:val=\"{}\"/></w:rPr></w:style>",
      id, name, paragraph, bold ? "<w:b/><w:bCs/>" : "", size, size);
}

// Word's own style of that name; headings stand in its navigation pane by their level.
std::string named_style(const char* id, const char* name, const std::string& paragraph, int size, bool bold) {
  return fmt::format(
      "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"Normal\"/>"
      "<w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}<w:sz w:val=\"{}\"/><w:szCs w:val=\"{}\"/></w:rPr></w:style>",
      id, name, paragraph, bold ? "<w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:bCs/>" : "", size, size);
}

std::string text_styles(bool zh) {
  const std::string indent = zh ? "<w:ind w:firstLineChars=\"200\" w:firstLine=\"420\"/>" : "";
  const auto heading = [](int before, int after, int level) {
    return fmt::format(
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"{}\" w:after=\"{}\"/><w:outlineLvl w:val=\"{}\"/>", before,
        after, level);
  };
  return named_style("Title", "Title", "<w:spacing w:before=\"120\" w:after=\"240\"/><w:jc w:val=\"center\"/>", 32,
                     true) +
         named_style("Heading1", "heading 1", heading(360, 160, 0), 28, true) +
         named_style("Heading2", "heading 2", heading(240, 100, 1), 24, true) +
         named_style("BodyText", "Body Text",
                     "<w:spacing w:before=\"0\" w:after=\"80\" w:line=\"320\" w:lineRule=\"auto\"/>" + indent +
                         "<w:jc w:val=\"both\"/>",
                     21, false) +
         style("Equation", "Equation", "<w:spacing w:before=\"80\" w:after=\"120\"/><w:jc w:val=\"center\"/>", 21,
               false) +
         style("EquationNumber", "Equation Number",
               "<w:spacing w:before=\"80\" w:after=\"120\"/><w:jc w:val=\"right\"/>", 21, false) +
         style("Picture", "Picture",
               "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"60\"/><w:jc w:val=\"center\"/>", 21, false) +
         style("FigureTitle", "Figure Title", "<w:spacing w:before=\"0\" w:after=\"60\"/><w:jc w:val=\"center\"/>", 21,
               true) +
         style("Reference", "Reference",
               "<w:spacing w:before=\"0\" w:after=\"60\"/><w:ind w:left=\"420\" w:hanging=\"420\"/>", 19, false);
}

std::string styles(bool zh) {
  return std::string(kXml) + "<w:styles xmlns:w=\"" + kWord + "\">" +
         fmt::format(
             "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"宋体\" "
             "w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>"
             "<w:lang w:val=\"{}\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
             "<w:pPrDefault/></w:docDefaults>",
             zh ? "en-US" : "en-GB") +
         "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>" +
         style("TableTitle", "Table Title", "<w:spacing w:before=\"360\" w:after=\"40\"/><w:jc w:val=\"center\"/>", 21,
               true) +
         style("TableTitleBelow", "Table Title Below",
               "<w:spacing w:before=\"0\" w:after=\"60\"/><w:jc w:val=\"center\"/>", 21, true) +
         style("TableCell", "Table Cell",
               "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"240\" w:lineRule=\"exact\"/>", 18, false) +
         style("TableNote", "Table Note", "<w:keepLines/><w:spacing w:before=\"30\" w:after=\"0\"/>", 17, false) +
         style("TableGap", "Table Gap", "<w:spacing w:before=\"0\" w:after=\"0\"/>", 8, false) + text_styles(zh) +
         "</w:styles>";
}

std::string core_properties(const DocxContent& content) {
  return std::string(kXml) + "<cp:coreProperties xmlns:cp=\"" + kPackage +
         "/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
         "<dc:title>" +
         svg::escape(content.title) + "</dc:title><dc:creator>ecoeff</dc:creator>" +
         (content.description.empty() ? ""
                                      : "<dc:description>" + svg::escape(content.description) + "</dc:description>") +
         "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created><dcterms:modified "
         "xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>";
}

std::string document(const std::string& body) {
  return std::string(kXml) + "<w:document xmlns:w=\"" + kWord + "\" xmlns:r=\"" + kOffice +
         "\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
         " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><w:body>\n" +
         body + "</w:body></w:document>";
}

}  // namespace

std::string docx_picture_id(std::size_t picture) { return fmt::format("rId{}", picture + 3); }

std::string docx_run(std::string_view text, std::string_view properties) {
  if (text.empty()) return {};
  return fmt::format("<w:r>{}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
                     properties.empty() ? "" : fmt::format("<w:rPr>{}</w:rPr>", properties), svg::escape(text));
}

std::string docx_paragraph(std::string_view style, std::string_view text, bool keep_next) {
  return fmt::format("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{}</w:pPr>{}</w:p>\n", style,
                     keep_next ? "<w:keepNext/>" : "", docx_run(text));
}

std::string docx_equation(std::string_view formula, int number) {
  constexpr int kNumber = 700;
  const auto cell = [](int width, std::string_view style, std::string_view inside) {
    return fmt::format(
        "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle "
        "w:val=\"{}\"/></w:pPr>{}</w:p></w:tc>",
        width, style, inside);
  };
  return fmt::format(
             "<w:tbl><w:tblPr><w:tblW w:w=\"{0}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
             "<w:gridCol w:w=\"{1}\"/><w:gridCol w:w=\"{2}\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>",
             kPortraitTwips, kPortraitTwips - kNumber, kNumber) +
         cell(kPortraitTwips - kNumber, "Equation", formula) +
         cell(kNumber, "EquationNumber", docx_run(fmt::format("({})", number))) + "</w:tr></w:tbl>\n";
}

std::string docx_section(bool landscape) {
  return fmt::format(
      "<w:sectPr><w:pgSz w:w=\"{}\" w:h=\"{}\"{}/><w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1417\" "
      "w:left=\"1417\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>",
      landscape ? 16838 : 11906, landscape ? 11906 : 16838, landscape ? " w:orient=\"landscape\"" : "");
}

std::vector<std::pair<std::string, std::string>> docx_entries(const DocxContent& content,
                                                              const std::string& languages) {
  const bool zh = languages != "en";
  const std::string office(kOffice);
  std::vector<std::pair<std::string, std::string>> related{{office + "/styles", "styles.xml"},
                                                           {office + "/settings", "settings.xml"}};
  const auto name = [](std::size_t picture) { return fmt::format("media/image{}.png", picture + 1); };
  for (std::size_t i = 0; i < content.pictures.size(); ++i) related.emplace_back(office + "/image", name(i));
  std::vector<std::pair<std::string, std::string>> entries{
      {"[Content_Types].xml", content_types(!content.pictures.empty())},
      {"_rels/.rels",
       relations({{office + "/officeDocument", "word/document.xml"},
                  {std::string(kPackage) + "/relationships/metadata/core-properties", "docProps/core.xml"},
                  {office + "/extended-properties", "docProps/app.xml"}})},
      {"word/_rels/document.xml.rels", relations(related)},
      {"word/document.xml", document(content.body)},
      {"word/styles.xml", styles(zh)},
      {"word/settings.xml",
       std::string(kXml) + "<w:settings xmlns:w=\"" + kWord +
           "\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
           "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"},
      {"docProps/core.xml", core_properties(content)},
      {"docProps/app.xml",
       std::string(kXml) +
           "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
           "<Application>ecoeff " +
           kVersion + "</Application></Properties>"},
  };
  for (std::size_t i = 0; i < content.pictures.size(); ++i)
    entries.emplace_back("word/" + name(i), content.pictures[i]);
  return entries;
}

}  // namespace ecoeff
