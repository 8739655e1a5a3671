#include "ecoeff/study/starter_parts.hpp"

#include <fmt/format.h>

#include "ecoeff/base/text.hpp"

namespace ecoeff {
namespace {

// Whether two parts differ in their sheets alone.
bool same_but_sheet(const PartSpec& a, const PartSpec& b) {
  return a.file == b.file && a.shape == b.shape && a.header == b.header && a.unit == b.unit && a.time == b.time &&
         a.indicator == b.indicator && a.time_from == b.time_from && a.unit_from == b.unit_from && a.value.empty() &&
         b.value.empty() && !a.sheets.empty() && !b.sheets.empty();
}

std::string part_toml(const PartSpec& part, bool value_is_guess) {
  std::string out = "[[data.part]]\nfile = " + toml_text(part.file) + "\n";
  const auto line = [&](const char* key, const std::string& value, const char* comment) {
    if (!value.empty()) out += fmt::format("{} = {}{}\n", key, value, comment);
  };
  const auto text = [](const std::string& value) { return value.empty() ? std::string() : toml_text(value); };
  if (part.sheets.size() == 1) line("sheet", toml_text(part.sheets.front()), "");
  if (part.sheets.size() > 1) line("sheet", toml_list(part.sheets), "");
  if (part.shape) line("shape", toml_text(shape_word(*part.shape)), "   # check: long, wide or indicators");
  std::vector<std::string> rows;
  for (const std::size_t row : part.header) rows.push_back(fmt::format("{}", row));
  if (rows.size() == 1) line("header", rows.front(), "   # check: the row of the heads");
  if (rows.size() > 1) line("header", "[" + join(rows, ", ") + "]", "   # check: the rows of the heads");
  line("unit", text(part.unit), "   # check");
  line("time", text(part.time), "   # check");
  line("indicator", text(part.indicator), "   # check: the column of the indicators' names");
  line("value", text(part.value), value_is_guess ? "   # check: what the values are called" : "");
  line("time_from", text(part.time_from), "   # check: the year stands in the name");
  line("unit_from", text(part.unit_from), "   # check: the place stands in the name");
  return out + "\n";
}

}  // namespace

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += std::string("\\") + c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string toml_list(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) out.push_back(toml_text(name));
  return "[" + join(out, ", ") + "]";
}

std::string parts_toml(const Findings& findings) {
  std::string out;
  const std::vector<PartSpec>& parts = findings.parts;
  for (std::size_t i = 0; i < parts.size();) {
    PartSpec part = parts[i];
    std::size_t end = i + 1;
    while (end < parts.size() && same_but_sheet(parts[i], parts[end])) {
      part.sheets.insert(part.sheets.end(), parts[end].sheets.begin(), parts[end].sheets.end());
      ++end;
    }
    out += part_toml(part, findings.value_is_guess[i]);
    i = end;
  }
  if (findings.match == NameMatch::china) {
    out +=
        "[data.names]\nmatch = \"china\"   # check: full and short names (山西, 山西省) are one place; see "
        "names.csv\n\n";
  }
  return out;
}

}  // namespace ecoeff
