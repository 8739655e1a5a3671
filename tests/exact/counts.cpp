#include "exact/counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ecoeff::exact {

bool Counts::read(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return true;
  std::string word, model;
  std::uint64_t seed = 0;
  in >> word >> seed >> word >> model >> word >> next_;
  if (seed != seed_ || model != (model_.empty() ? "all" : model_)) return false;
  in.ignore();
  for (std::string text; std::getline(in, text);) {
    std::istringstream parts(text);
    Line line;
    std::string name, kind;
    parts >> name >> line.instances >> line.rows >> line.unknown >> line.worst;
    for (std::size_t count = 0; parts >> kind >> count;) line.kinds[kind] = count;
    line_[name] = line;
  }
  return true;
}

void Counts::write(const std::filesystem::path& file) const {
  const std::filesystem::path fresh = file.string() + ".part";
  {
    std::ofstream out(fresh);
    out << "seed " << seed_ << " model " << (model_.empty() ? "all" : model_) << " next " << next_ << '\n';
    for (const auto& [name, line] : line_) {
      out << fmt::format("{} {} {} {} {:.3g}", name, line.instances, line.rows, line.unknown, line.worst);
      for (const auto& [kind, count] : line.kinds) out << ' ' << kind << ' ' << count;
      out << '\n';
    }
  }
  std::filesystem::rename(fresh, file);
}

void Counts::add(const std::string& model, const Checked& checked) {
  ++next_;
  Line& line = line_[model];
  ++line.instances;
  line.rows += checked.rows;
  line.unknown += checked.unknown;
  line.worst = std::max(line.worst, checked.worst);
  for (const Disagreement& one : checked.disagreements) ++line.kinds[one.kind];
}

std::size_t Counts::rows() const {
  std::size_t rows = 0;
  for (const auto& [name, line] : line_) rows += line.rows;
  return rows;
}

std::size_t Counts::disagreements() const {
  std::size_t all = 0;
  for (const auto& [name, line] : line_) {
    for (const auto& [kind, count] : line.kinds) all += count;
  }
  return all;
}

std::string Counts::table() const {
  std::string out =
      fmt::format("{:<22}{:>10}{:>10}{:>10}{:>10}  disagreements\n", "model", "instances", "rows", "unknown", "worst");
  for (const auto& [name, line] : line_) {
    out += fmt::format("{:<22}{:>10}{:>10}{:>10}{:>10.1e} ", name, line.instances, line.rows, line.unknown, line.worst);
    for (const auto& [kind, count] : line.kinds) out += fmt::format(" {} {}", kind, count);
    out += '\n';
  }
  return out + fmt::format("{} rows, {} disagreements, next instance {}\n", rows(), disagreements(), next_);
}

}  // namespace ecoeff::exact
