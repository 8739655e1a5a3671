#include "ecoeff/report/pages/plain_table.hpp"

#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/pages/html_parts.hpp"

namespace ecoeff::html {

std::string cell(const std::string& inside, bool number) {
  return std::string(number ? "<td class=\"number\">" : "<td>") + inside + "</td>";
}

std::string code_cell(std::string_view code) {
  return cell("<span class=\"code\">" + svg::escape(std::string(code)) + "</span>");
}

std::string header(const std::vector<Text>& names, std::size_t numbers_from) {
  std::string row;
  for (std::size_t i = 0; i < names.size(); ++i) {
    row +=
        std::string("<th scope=\"col\"") + (i >= numbers_from ? " class=\"number\">" : ">") + say(names[i]) + "</th>";
  }
  return "<thead><tr>" + row + "</tr></thead>";
}

std::string table(const std::string& name, const std::string& head, const std::string& body, bool wide) {
  return scroll_box(name, std::string("<table class=\"plain") + (wide ? " wide" : "") + "\">" + head + "<tbody>" +
                              body + "</tbody></table>");
}

}  // namespace ecoeff::html
