#include "ecoeff/base/error.hpp"

#include <fmt/format.h>

#include <utility>

namespace ecoeff {

Error::Error(Fault fault_, std::string code_, Text message_, Where where_, Text hint_)
    : fault(fault_),
      code(std::move(code_)),
      message(std::move(message_)),
      where(std::move(where_)),
      hint(std::move(hint_)),
      what_(describe(*this, Language::en)) {}

int exit_code(Fault fault) {
  switch (fault) {
    case Fault::usage: return 2;
    case Fault::study: return 3;
    case Fault::data: return 4;
    case Fault::estimator: return 5;
    case Fault::interrupted: return 130;
    case Fault::internal: break;
  }
  return 1;
}

std::string describe(const Where& where, Language language) {
  const bool zh = language == Language::zh;
  std::string out = where.file;
  const auto add = [&](const std::string& part) {
    if (!out.empty()) out += zh ? "，" : ", ";
    out += part;
  };
  if (!where.sheet.empty()) add(fmt::format(fmt::runtime(zh ? "工作表 {}" : "sheet {}"), where.sheet));
  if (where.row > 0) add(fmt::format(fmt::runtime(zh ? "第 {} 行" : "row {}"), where.row));
  if (!where.column.empty()) add(fmt::format(fmt::runtime(zh ? "列 {}" : "column {}"), where.column));
  if (!where.value.empty()) add(fmt::format(fmt::runtime(zh ? "值“{}”" : "value \"{}\""), where.value));
  return out;
}

std::string describe(const Error& error, Language language) {
  const bool zh = language == Language::zh;
  std::string out = error.code;
  const std::string place = describe(error.where, language);
  if (!place.empty()) out += " " + place;
  out += zh ? "：" : ": ";
  out += error.message.in(language);
  if (!error.hint.empty()) out += "\n  " + error.hint.in(language);
  return out;
}

}  // namespace ecoeff
