#include "ecoeff/report/docx_frame.hpp"

#include <fmt/format.h>

#include "ecoeff/base/version.hpp"

namespace ecoeff {
namespace {

constexpr const char* kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kPackage = "http://schemas.openxmlformats.org/package/2006";

std::string content_types() {
  const auto part = [](const char* name, const char* type) {
    return fmt::format("<Override PartName=\"/{}\" ContentType=\"application/vnd.openxmlformats-{}+xml\"/>", name,
                       type);
  };
  return std::string(kXml) + "<Types xmlns=\"" + kPackage +
         "/content-types\"><Default Extension=\"rels\" "
         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
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
         style("TableGap", "Table Gap", "<w:spacing w:before=\"0\" w:after=\"0\"/>", 8, false) + "</w:styles>";
}

std::string core_properties(bool zh) {
  return std::string(kXml) + "<cp:coreProperties xmlns:cp=\"" + kPackage +
         "/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
         "<dc:title>" +
         (zh ? "表格" : "Tables") +
         "</dc:title><dc:creator>ecoeff</dc:creator><dcterms:created "
         "xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created><dcterms:modified "
         "xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> docx_entries(const std::string& body, const std::string& languages) {
  const bool zh = languages != "en";
  const std::string office(kOffice);
  return {
      {"[Content_Types].xml", content_types()},
      {"_rels/.rels",
       relations({{office + "/officeDocument", "word/document.xml"},
                  {std::string(kPackage) + "/relationships/metadata/core-properties", "docProps/core.xml"},
                  {office + "/extended-properties", "docProps/app.xml"}})},
      {"word/_rels/document.xml.rels",
       relations({{office + "/styles", "styles.xml"}, {office + "/settings", "settings.xml"}})},
      {"word/document.xml",
       std::string(kXml) + "<w:document xmlns:w=\"" + kWord + "\"><w:body>\n" + body + "</w:body></w:document>"},
      {"word/styles.xml", styles(zh)},
      {"word/settings.xml",
       std::string(kXml) + "<w:settings xmlns:w=\"" + kWord +
           "\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
           "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"},
      {"docProps/core.xml", core_properties(zh)},
      {"docProps/app.xml",
       std::string(kXml) +
           "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
           "<Application>ecoeff " +
           kVersion + "</Application></Properties>"},
  };
}

}  // namespace ecoeff
