#include "ecoeff/panel/xtabond2.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/panel/gmm_instruments.hpp"
#include "ecoeff/panel/gmm_words.hpp"

namespace ecoeff {
namespace {

// `first-last` in the order of the table, and `stub*`; other words stay as they are.
std::vector<std::string> expand_columns(const std::string& word, const Table& table) {
  const std::vector<std::string> names = table.names();
  if (table.has(word)) return {word};
  if (word.ends_with('*')) {
    const std::string stub = word.substr(0, word.size() - 1);
    std::vector<std::string> out;
    std::copy_if(names.begin(), names.end(), std::back_inserter(out),
                 [&](const std::string& name) { return name.starts_with(stub); });
    if (!out.empty()) return out;
  }
  const std::size_t dash = word.find('-');
  if (dash != std::string::npos && word.find('(') == std::string::npos) {
    const auto first = std::find(names.begin(), names.end(), word.substr(0, dash));
    const auto last = std::find(names.begin(), names.end(), word.substr(dash + 1));
    if (first != names.end() && last != names.end() && first <= last) return {first, last + 1};
  }
  return {word};
}

std::string expand_list(std::string_view list, const Table& table) {
  std::vector<std::string> out;
  for (const std::string& word : gmm_words(list, list)) {
    for (std::string& name : expand_columns(word, table)) out.push_back(std::move(name));
  }
  return join(out, " ");
}

// The inside of gmm() or iv() with its list of variables expanded.
std::string expand_group(const std::string& inside, const Table& table) {
  const std::size_t comma = top_level_comma(inside);
  const std::string options = comma == std::string::npos ? "" : inside.substr(comma);
  return expand_list(std::string_view(inside).substr(0, comma), table) + options;
}

int whole_number(const std::string& value, const std::string& option, std::string_view line) {
  const std::optional<double> number = parse_number(value);
  if (!number || *number < 0 || *number > 1000 || *number != static_cast<double>(static_cast<int>(*number))) {
    refuse_gmm_word(option, line, {"a whole number is needed", "需要一个整数"});
  }
  return static_cast<int>(*number);
}

bool read_switch(const std::string& name, DynamicGmmOptions& options) {
  if (shortens(name, "twostep", 3)) {
    options.steps = 2;
  } else if (shortens(name, "robust", 1)) {
    options.robust = true;
  } else if (shortens(name, "small", 2)) {
    options.small = true;
  } else if (shortens(name, "noconstant", 3)) {
    options.constant = false;
  } else if (shortens(name, "noleveleq", 3)) {
    options.system = false;
  } else if (shortens(name, "orthogonal", 2)) {
    options.orthogonal = true;
  } else {
    return shortens(name, "nodiffsargan", 3);
  }
  return true;
}

void read_option(const std::string& word, std::string_view line, const Table& table, DynamicGmmModel& model) {
  const auto [name, value] = split_option(word);
  if (value.empty()) {
    if (read_switch(name, model.options)) return;
  } else if (shortens(name, "gmmstyle", 3)) {
    model.gmm.push_back(parse_gmm_group(expand_group(value, table)));
    return;
  } else if (shortens(name, "ivstyle", 2)) {
    model.iv.push_back(parse_iv_group(expand_group(value, table)));
    return;
  } else if (name == "h") {
    model.options.h = whole_number(value, word, line);
    return;
  } else if (shortens(name, "artests", 2)) {
    model.options.ar_tests = whole_number(value, word, line);
    return;
  }
  refuse_gmm_word(word, line, {"this option of xtabond2 is not known here", "这里不支持 xtabond2 的这个选项"});
}

}  // namespace

DynamicGmmModel parse_xtabond2(std::string_view line, const Table& table) {
  line = trim(line);
  if (line.starts_with("xtabond2 ")) line.remove_prefix(9);
  DynamicGmmModel model;
  model.options.steps = 1;
  model.options.robust = false;
  const std::size_t comma = top_level_comma(line);
  std::vector<std::string> terms = gmm_terms(expand_list(line.substr(0, comma), table), line);
  if (terms.size() < 2) {
    refuse_gmm_word(line.substr(0, comma), line,
                    {"an outcome and its regressors are needed", "需要被解释变量和解释变量"});
  }
  model.outcome = std::move(terms.front());
  model.regressors.assign(std::make_move_iterator(terms.begin() + 1), std::make_move_iterator(terms.end()));
  if (comma != std::string_view::npos) {
    for (const std::string& word : gmm_words(line.substr(comma + 1), line)) read_option(word, line, table, model);
  }
  return model;
}

std::string xtabond2_line(const DynamicGmmModel& model) {
  const DynamicGmmOptions& options = model.options;
  std::string line = "xtabond2 " + model.outcome + " " + join(model.regressors, " ") + ",";
  for (const GmmGroup& group : model.gmm) line += " " + describe_group(group);
  for (const IvGroup& group : model.iv) line += " " + describe_group(group);
  if (!options.system) line += " noleveleq";
  if (options.system && !options.constant) line += " noconstant";
  if (options.orthogonal) line += " orthogonal";
  if (options.h) line += fmt::format(" h({})", *options.h);
  if (options.steps == 2) line += " twostep";
  if (options.robust) line += " robust";
  if (options.small) line += " small";
  if (options.ar_tests != 2) line += fmt::format(" artests({})", options.ar_tests);
  return line;
}

}  // namespace ecoeff
