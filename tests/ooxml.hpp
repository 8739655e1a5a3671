// Whether a docx file is one that Word opens without repair: every part well formed and of a known type, every relation
// resolved, and the children of each element in the order that ECMA-376 (part 1, annex A) asks for. Only the elements
// that ecoeff writes are known; an unknown child is a complaint, so that nothing new goes unchecked.
#pragma once

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <vector>

namespace ecoeff::testing {

using Complaints = std::vector<std::string>;
using Parts = std::map<std::string, std::string>;  // name, bytes

// Children in the order of the schema's sequences; a name may repeat.
inline const std::map<std::string, std::vector<std::string>>& ooxml_sequences() {
  static const std::map<std::string, std::vector<std::string>> kAll{
      {"w:pPr",
       {"w:pStyle", "w:keepNext", "w:keepLines", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr",
        "w:sectPr"}},
      {"w:rPr", {"w:rFonts", "w:b", "w:bCs", "w:i", "w:color", "w:sz", "w:szCs", "w:vertAlign", "w:lang"}},
      {"w:tbl", {"w:tblPr", "w:tblGrid", "w:tr"}},
      {"w:tblPr", {"w:tblW", "w:jc", "w:tblLayout", "w:tblCellMar"}},
      {"w:tr", {"w:trPr", "w:tc"}},
      {"w:tcPr", {"w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:vAlign"}},
      {"w:tcBorders", {"w:top", "w:bottom"}},
      {"w:tc", {"w:tcPr", "w:p"}},
      {"w:sectPr", {"w:pgSz", "w:pgMar"}},
      {"w:style", {"w:name", "w:basedOn", "w:qFormat", "w:pPr", "w:rPr"}},
      {"w:styles", {"w:docDefaults", "w:style"}},
      {"w:docDefaults", {"w:rPrDefault", "w:pPrDefault"}},
      {"w:r", {"w:rPr", "w:t", "w:drawing"}},
      {"m:oMathPara", {"m:oMathParaPr", "m:oMath"}},
      {"m:f", {"m:num", "m:den"}},
      {"m:sSub", {"m:e", "m:sub"}},
      {"m:sSup", {"m:e", "m:sup"}},
      {"m:sSubSup", {"m:e", "m:sub", "m:sup"}},
      {"m:nary", {"m:naryPr", "m:sub", "m:sup", "m:e"}},
      {"m:naryPr", {"m:chr", "m:limLoc", "m:subHide", "m:supHide"}},
      {"m:d", {"m:e"}},
      {"m:rad", {"m:radPr", "m:deg", "m:e"}},
      {"m:acc", {"m:accPr", "m:e"}},
      {"m:m", {"m:mPr", "m:mr"}},
      {"m:mPr", {"m:plcHide", "m:mcs"}},
      {"m:mr", {"m:e"}},
      {"m:r", {"m:rPr", "w:rPr", "m:t"}},
      {"wp:inline", {"wp:extent", "wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"}},
      {"pic:pic", {"pic:nvPicPr", "pic:blipFill", "pic:spPr"}},
      {"pic:blipFill", {"a:blip", "a:stretch"}},
      {"pic:spPr", {"a:xfrm", "a:prstGeom"}}};
  return kAll;
}

inline void check_order(const pugi::xml_node& node, const std::string& part, Complaints& complaints) {
  const auto sequence = ooxml_sequences().find(node.name());
  if (sequence != ooxml_sequences().end()) {
    std::size_t reached = 0;
    for (const pugi::xml_node& child : node.children()) {
      const auto at = std::find(sequence->second.begin(), sequence->second.end(), child.name());
      if (at == sequence->second.end()) {
        complaints.push_back(part + ": unknown <" + child.name() + "> in <" + node.name() + ">");
        continue;
      }
      const auto place = static_cast<std::size_t>(at - sequence->second.begin());
      if (place < reached) complaints.push_back(part + ": <" + child.name() + "> too late in <" + node.name() + ">");
      reached = std::max(reached, place);
    }
  }
  for (const pugi::xml_node& child : node.children()) check_order(child, part, complaints);
}

inline void check_tables(const pugi::xml_node& document, Complaints& complaints) {
  for (const auto& found : document.select_nodes("//w:tbl")) {
    const std::size_t columns = found.node().select_nodes("w:tblGrid/w:gridCol").size();
    for (const auto& row : found.node().select_nodes("w:tr")) {
      std::size_t covered = 0;
      for (const auto& cell : row.node().select_nodes("w:tc")) {
        const pugi::xml_node span = cell.node().child("w:tcPr").child("w:gridSpan");
        covered += span ? span.attribute("w:val").as_uint() : 1;
        if (std::string(cell.node().last_child().name()) != "w:p") complaints.push_back("a cell without a paragraph");
      }
      if (covered != columns) complaints.push_back("a row that does not cover the grid");
    }
  }
}

inline std::string folder_of(const std::string& rels) {  // "word/_rels/document.xml.rels" -> "word/"
  return rels.substr(0, rels.find("_rels/"));
}

inline void check_relations(const Parts& parts, std::map<std::string, pugi::xml_document>& read,
                            Complaints& complaints) {
  std::set<std::string> known;
  for (auto& [name, document] : read) {
    if (!name.ends_with(".rels")) continue;
    for (const auto& one : document.select_nodes("//Relationship")) {
      const std::string target = folder_of(name) + one.node().attribute("Target").value();
      if (!parts.contains(target)) complaints.push_back(name + ": no part " + target);
      if (name == "word/_rels/document.xml.rels" && !known.insert(one.node().attribute("Id").value()).second)
        complaints.push_back(name + ": an Id twice");
    }
  }
  for (const auto& one : read["word/document.xml"].select_nodes("//@r:embed")) {
    if (!known.contains(one.attribute().value()))
      complaints.push_back(std::string("no relation ") + one.attribute().value());
  }
}

inline void check_types(const Parts& parts, const pugi::xml_document& types, Complaints& complaints) {
  std::set<std::string> named, endings;
  for (const auto& one : types.select_nodes("//Override")) named.insert(one.node().attribute("PartName").value());
  for (const auto& one : types.select_nodes("//Default")) endings.insert(one.node().attribute("Extension").value());
  for (const auto& [name, bytes] : parts) {
    const bool typed = named.contains("/" + name) || endings.contains(name.substr(name.rfind('.') + 1));
    if (name != "[Content_Types].xml" && !typed) complaints.push_back("no content type for " + name);
  }
  for (const std::string& name : named) {
    if (!parts.contains(name.substr(1))) complaints.push_back("a content type for " + name + ", which is not there");
  }
}

inline void check_styles(std::map<std::string, pugi::xml_document>& read, Complaints& complaints) {
  std::set<std::string> styles;
  for (const auto& one : read["word/styles.xml"].select_nodes("//w:style")) {
    if (!styles.insert(one.node().attribute("w:styleId").value()).second) complaints.push_back("a style twice");
  }
  for (const auto& one : read["word/document.xml"].select_nodes("//w:pStyle")) {
    if (!styles.contains(one.node().attribute("w:val").value()))
      complaints.push_back(std::string("no style ") + one.node().attribute("w:val").value());
  }
}

[[nodiscard]] inline Complaints check_docx(const Parts& parts) {
  Complaints complaints;
  std::map<std::string, pugi::xml_document> read;
  for (const auto& [name, bytes] : parts) {
    if (name.ends_with(".png")) {
      if (!bytes.starts_with("\x89PNG")) complaints.push_back(name + ": no PNG");
      continue;
    }
    const auto outcome = read[name].load_string(bytes.c_str(), pugi::parse_default);
    if (!outcome) complaints.push_back(name + ": " + outcome.description());
    for (const pugi::xml_node& root : read[name].children()) check_order(root, name, complaints);
  }
  for (const char* name : {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"}) {
    if (!parts.contains(name)) complaints.push_back(std::string("no part ") + name);
  }
  if (!complaints.empty()) return complaints;
  check_types(parts, read["[Content_Types].xml"], complaints);
  check_relations(parts, read, complaints);
  check_styles(read, complaints);
  check_tables(read["word/document.xml"], complaints);
  const pugi::xml_node body = read["word/document.xml"].child("w:document").child("w:body");
  if (std::string(body.last_child().name()) != "w:sectPr") complaints.push_back("the body does not end with w:sectPr");
  std::set<std::string> pictures;
  for (const auto& one : read["word/document.xml"].select_nodes("//wp:docPr")) {
    if (!pictures.insert(one.node().attribute("id").value()).second) complaints.push_back("a picture's id twice");
  }
  return complaints;
}

}  // namespace ecoeff::testing
