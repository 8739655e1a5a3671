// The parts of a Word document around its body: content types, relations, styles, settings, properties.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ecoeff {

// What a document holds beside its text.
struct DocxContent {
  std::string body;                   // inside <w:body>
  std::vector<std::string> pictures;  // PNG; picture i (from 0) is the relation docx_picture_id(i)
  std::string title;                  // in the properties of the file
  std::string description;            // what made it: data, study, version
};

// The entries of the zip file. Styles: TableTitle, TableTitleBelow (the second title line), TableCell, TableNote,
// TableGap; Title, Heading1, Heading2, BodyText, Equation, Picture, FigureTitle, Reference.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> docx_entries(const DocxContent& content,
                                                                            const std::string& languages);
[[nodiscard]] std::string docx_picture_id(std::size_t picture);

// A run of text with its properties (the inside of <w:rPr>); nothing for no text.
[[nodiscard]] std::string docx_run(std::string_view text, std::string_view properties = {});
[[nodiscard]] std::string docx_paragraph(std::string_view style, std::string_view text, bool keep_next = false);
// A formula between its margins with its number at the right one, in a table without rules: a page of Word has no other
// way that LibreOffice knows too.
[[nodiscard]] std::string docx_equation(std::string_view formula, int number);
// Ends the pages so far: the last paragraph of a section carries its page size.
[[nodiscard]] std::string docx_section(bool landscape);

}  // namespace ecoeff
