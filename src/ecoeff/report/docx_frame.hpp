// The parts of a Word document around its body: content types, relations, styles, settings, properties.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ecoeff {

// The entries of the zip file; `body` is what stands inside <w:body>. Styles: TableTitle, TableTitleBelow (the second
// title line), TableCell, TableNote, TableGap.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> docx_entries(const std::string& body,
                                                                            const std::string& languages);

}  // namespace ecoeff
