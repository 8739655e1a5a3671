#include "ecoeff/report/painters/painters.hpp"

#include <algorithm>

namespace ecoeff {

const Painters& painters() {
  static const Painters all{&kHtmlTable,  &kDocxTable, &kXlsxTable, &kLatexTable, &kMarkdownTable, &kRtfTable,
                            &kDocxTables, &kSvgFigure, &kPdfFigure, &kPngFigure,  &kDocxReport,    &kHtmlReport};
  return all;
}

std::vector<std::string> formats_of(const Painters& painters) {
  std::vector<std::string> words;
  for (const Painter* painter : painters) {
    if (!painter->always && std::find(words.begin(), words.end(), painter->ending) == words.end())
      words.emplace_back(painter->ending);
  }
  return words;
}

}  // namespace ecoeff
