#include "exact/instance.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "ecoeff/base/number.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff::exact {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::string part;
  for (std::istringstream in(text); std::getline(in, part, at);) out.push_back(part);
  if (text.ends_with(at)) out.emplace_back();
  return out;
}

std::string typed(const OptionValue& value) {
  if (const auto* words = std::get_if<std::vector<std::string>>(&value)) return join(*words, ",");
  return std::get<std::string>(value);
}

const ScoreOption* option_of(const std::string& flag) {
  for (const ScoreOption& one : score_options()) {
    if (one.option.flag() == flag) return &one;
  }
  return nullptr;
}

void set_word(const std::string& flag, const std::string& word, Instance& out) {
  ScoreOptions& o = out.options;
  if (flag == "--inputs") o.inputs = split(word, ',');
  if (flag == "--good") o.good = split(word, ',');
  if (flag == "--bad") o.bad = split(word, ',');
  const ScoreOption* one = option_of(flag);
  if (one == nullptr) return;
  const auto value = read_value(one->option, word);
  if (!value) throw std::runtime_error("a seed with " + flag + " " + word);
  one->set(*value, o);
}

Instance read_seed(const std::filesystem::path& file, const std::vector<std::string>& words) {
  Instance out;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "--model") out.options = default_score_options(words[i + 1]);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--scale") {
      out.options.scale = true;
    } else if (i + 1 < words.size() && words[i].starts_with("--")) {
      set_word(words[i], words[i + 1], out);
    }
  }
  Data& d = out.data;
  d.inputs = out.options.inputs.size();
  d.good = out.options.good.size();
  d.bad = out.options.bad.size();
  d.z.resize(d.features());
  if (!out.options.weights.empty()) d.weight.assign(d.features(), 1);
  for (const auto& [column, weight] : out.options.weights) d.weight.at(std::stoul(column.substr(1))) = weight;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = split(line, ',');
    out.unit.push_back(cells.at(0));
    out.year.push_back(std::stoi(cells.at(1)));
    out.group.push_back(cells.at(2));
    for (std::size_t f = 0; f < d.features(); ++f) d.z[f].push_back(parse_number(cells.at(3 + f)).value());
  }
  return out;
}

}  // namespace

Panel panel_of(const Instance& instance) {
  Table table;
  table.set_text("id", instance.unit);
  table.set_numbers("year", std::vector<double>(instance.year.begin(), instance.year.end()));
  table.set_text("group", instance.group);
  for (std::size_t f = 0; f < instance.data.features(); ++f)
    table.set_numbers(fmt::format("f{}", f), instance.data.z[f]);
  return {std::move(table), "id", "year"};
}

std::string command_of(const Instance& instance) {
  const ScoreOptions& o = instance.options;
  std::string out = fmt::format("--unit id --time year --model {} --inputs {} --good {}", o.model, join(o.inputs, ","),
                                join(o.good, ","));
  if (!o.bad.empty()) out += " --bad " + join(o.bad, ",");
  const ScoreOptions plain = default_score_options(o.model);
  for (const ScoreOption& one : score_options()) {
    const OptionValue value = one.get(o);
    if (value == one.get(plain)) continue;
    out += " " + one.option.flag();
    if (!std::holds_alternative<bool>(value)) out += " " + typed(value);
  }
  return out;
}

void save(const Instance& instance, const std::filesystem::path& folder, const std::string& name) {
  std::filesystem::create_directories(folder);
  std::ofstream out(folder / (name + ".csv"));
  out << "id,year,group";
  for (std::size_t f = 0; f < instance.data.features(); ++f) out << ",f" << f;
  for (std::size_t i = 0; i < instance.rows(); ++i) {
    out << '\n' << instance.unit[i] << ',' << instance.year[i] << ',' << instance.group[i];
    for (const auto& column : instance.data.z) out << ',' << format_shortest(column[i]);
  }
  out << '\n';
  std::ofstream(folder / "seeds.txt", std::ios::app) << name << ".csv " << command_of(instance) << '\n';
}

std::vector<Seed> read_seeds(const std::filesystem::path& folder) {
  std::vector<Seed> out;
  std::ifstream in(folder / "seeds.txt");
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> words = split(line, ' ');
    if (words.size() < 2) continue;
    out.push_back({words[0], read_seed(folder / words[0], words)});
  }
  return out;
}

}  // namespace ecoeff::exact
