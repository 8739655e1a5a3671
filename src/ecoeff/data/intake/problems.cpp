#include "ecoeff/data/intake/problems.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

namespace ecoeff {

void Problems::add(Error error) {
  said_.push_back(error);
  all_.push_back(std::move(error));
}

void Problems::add(Error summary, const std::vector<Error>& cells) {
  said_.push_back(std::move(summary));
  all_.insert(all_.end(), cells.begin(), cells.end());
}

void Problems::append(const Problems& more) {
  said_.insert(said_.end(), more.said_.begin(), more.said_.end());
  all_.insert(all_.end(), more.all_.begin(), more.all_.end());
}

void Problems::throw_all() const {
  if (said_.empty()) return;
  Error first = said_.front();
  std::set<std::string> hinted{first.code};  // what to do is said once for each kind
  for (std::size_t i = 1; i < said_.size() && i < kProblemsSaid; ++i) {
    Error other = said_[i];
    if (!hinted.insert(other.code).second) other.hint = {};
    first.hint.en += (first.hint.en.empty() ? "also " : "\nalso ") + describe(other, Language::en);
    first.hint.zh += (first.hint.zh.empty() ? "还有 " : "\n还有 ") + describe(other, Language::zh);
  }
  if (said_.size() > kProblemsSaid) {
    const std::size_t more = said_.size() - kProblemsSaid;
    first.hint.en += fmt::format("\nand {} more; `ecoeff check STUDY.toml -o problems.csv` lists all", more);
    first.hint.zh += fmt::format("\n另有 {} 处；`ecoeff check STUDY.toml -o problems.csv` 列出全部", more);
  }
  throw ManyErrors(Error(first.fault, first.code, first.message, first.where, first.hint), all_);
}

std::vector<Error> errors_in(const Error& error) {
  const auto* many = dynamic_cast<const ManyErrors*>(&error);
  return many == nullptr || many->all.empty() ? std::vector<Error>{error} : many->all;
}

Table problems_table(const std::vector<Error>& errors, const Notes& notes, Language language) {
  std::vector<std::string> severity, code, file, sheet, column, value, message;
  std::vector<double> row;
  const auto add = [&](const char* how, const std::string& which, const Where& where, const Text& what) {
    severity.emplace_back(how);
    code.push_back(which);
    file.push_back(where.file);
    sheet.push_back(where.sheet);
    row.push_back(where.row == 0 ? kMissing : static_cast<double>(where.row));
    column.push_back(where.column);
    value.push_back(where.value);
    message.push_back(what.in(language));
  };
  for (const Error& error : errors) add("error", error.code, error.where, error.message);
  for (const Note& note : notes)
    add(note.severity == Severity::warning ? "warning" : "note", note.code, note.where, note.message);
  Table out;
  out.set_text("severity", severity);
  out.set_text("code", code);
  out.set_text("file", file);
  out.set_text("sheet", sheet);
  out.set_numbers("row", row);
  out.set_text("column", column);
  out.set_text("value", value);
  out.set_text("message", message);
  return out;
}

}  // namespace ecoeff
