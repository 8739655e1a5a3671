#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "ecoeff/panel/describe.hpp"
#include "ecoeff/report/json.hpp"
#include "names.hpp"

namespace ecoeff::cli {
namespace {

std::string pad(const std::string& text, std::size_t width, bool right) {
  const std::size_t used = display_width(text);
  const std::string blank(used < width ? width - used : 0, ' ');
  return right ? blank + text : text + blank;
}

Table as_table(const std::vector<Description>& rows) {
  Table table;
  std::vector<std::string> names;
  for (const Description& d : rows) names.push_back(d.column);
  table.set_text("column", names);
  const auto add = [&](const char* name, auto value) {
    std::vector<double> values;
    for (const Description& d : rows) values.push_back(static_cast<double>(value(d)));
    table.set_numbers(name, std::move(values));
  };
  add("n", [](const Description& d) { return d.n; });
  add("missing", [](const Description& d) { return d.missing; });
  add("mean", [](const Description& d) { return d.mean; });
  add("sd", [](const Description& d) { return d.sd; });
  add("min", [](const Description& d) { return d.minimum; });
  add("p25", [](const Description& d) { return d.p25; });
  add("median", [](const Description& d) { return d.median; });
  add("p75", [](const Description& d) { return d.p75; });
  add("max", [](const Description& d) { return d.maximum; });
  return table;
}

std::string printed(const std::vector<Description>& rows, Language language) {
  const bool zh = language == Language::zh;
  std::size_t width = 10;
  for (const Description& d : rows) width = std::max(width, display_width(d.column) + 2);
  std::string out = pad(zh ? "变量" : "variable", width, false);
  const std::vector<const char*> heads =
      zh ? std::vector<const char*>{"样本量", "缺失", "均值", "标准差", "最小值", "中位数", "最大值"}
         : std::vector<const char*>{"N", "missing", "mean", "sd", "min", "median", "max"};
  for (const char* head : heads) out += pad(head, 13, true);
  out += "\n";
  for (const Description& d : rows) {
    out += pad(d.column, width, false) + fmt::format("{:>13}{:>13}", d.n, d.missing);
    for (const double v : {d.mean, d.sd, d.minimum, d.median, d.maximum})
      out += fmt::format("{:>13}", is_missing(v) ? "." : fmt::format("{:.6g}", v));
    out += "\n";
  }
  return out;
}

}  // namespace

int run_command(const DescribeArguments& arguments, const Console& console) {
  const Panel panel = open_panel(arguments.from, console);
  std::vector<std::string> columns = arguments.columns;
  resolve_names(columns, panel.table);
  if (columns.empty()) {
    for (const Column& c : panel.table.columns()) {
      if (!c.is_text && c.name != panel.unit_column()) columns.push_back(c.name);
    }
  }
  const std::vector<Description> rows = describe_columns(panel.table, columns);
  const bool to_file = !console.flags().output.empty() && console.flags().output != "-";
  if (to_file || console.flags().json) {
    deliver(as_table(rows), console);
  } else {
    print_result(printed(rows, console.flags().language));
  }
  return 0;
}

}  // namespace ecoeff::cli
