#include "ecoeff/frontier/proof_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

using Json = nlohmann::ordered_json;
using solver::Label;
using solver::Rational;
using solver::Witness;

constexpr const char* kKind = "ecoeff scores";
constexpr int kVersion = 1;

std::string hexadecimal(double x) { return fmt::format("{:a}", x); }

Json hexadecimals(const std::vector<double>& numbers) {
  Json out = Json::array();
  for (const double x : numbers) out.push_back(hexadecimal(x));
  return out;
}

std::string text_of(const Label& label) {
  switch (label.kind) {
    case Label::Kind::own: return fmt::format("c{}", label.index);
    case Label::Kind::reference: return fmt::format("r{}", label.index + 1);
    case Label::Kind::artificial: return fmt::format("a{}", label.index);
  }
  return "";
}

Json document(const Witness& witness, std::size_t row, const std::string& part) {
  Json out{{"row", row + 1}, {"part", part}, {"program", witness.program}};
  if (witness.infeasible) out["infeasible"] = true;
  if (!witness.basis.empty()) {
    out["point"] = Json::array();
    for (const Label& label : witness.basis) out["point"].push_back(text_of(label));
  }
  if (!witness.multipliers.empty()) out["multipliers"] = hexadecimals(witness.multipliers);
  if (!witness.price.empty()) {
    out["prices"] = Json::array();
    for (const Rational& p : witness.price) out["prices"].push_back(p.str());
  }
  return out;
}

// What a line that is no part of a proof is thrown as; turned into F474 with its place.
struct NoProof {};

double number(const Json& json) {
  const std::string& text = json.get_ref<const std::string&>();
  char* end = nullptr;
  const double x = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') throw NoProof();
  return x;
}

std::vector<double> numbers(const Json& json) {
  std::vector<double> out;
  for (const Json& entry : json) out.push_back(number(entry));
  return out;
}

bool is_whole(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
}

Rational fraction(const Json& json) {
  const std::string& text = json.get_ref<const std::string&>();
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view below = slash < text.size() ? std::string_view(text).substr(slash + 1) : "1";
  const bool zero = below.find_first_not_of("-0") == std::string_view::npos;
  if (!is_whole(std::string_view(text).substr(0, slash)) || !is_whole(below) || zero) throw NoProof();
  return Rational(text);
}

Label label(const Json& json) {
  const std::string& text = json.get_ref<const std::string&>();
  if (text.size() < 2 || text.size() > 12 || text[1] == '-' || !is_whole(std::string_view(text).substr(1)))
    throw NoProof();
  const std::size_t index = std::stoull(text.substr(1));
  if (text[0] == 'c') return {Label::Kind::own, index};
  if (text[0] == 'a') return {Label::Kind::artificial, index};
  if (text[0] != 'r' || index == 0) throw NoProof();
  return {Label::Kind::reference, index - 1};
}

Witness witness_of(const Json& json) {
  Witness out{.program = json.at("program").get<std::string>(), .infeasible = json.value("infeasible", false)};
  if (json.contains("point")) {
    for (const Json& entry : json.at("point")) out.basis.push_back(label(entry));
  }
  if (json.contains("multipliers")) out.multipliers = numbers(json.at("multipliers"));
  if (json.contains("prices")) {
    for (const Json& entry : json.at("prices")) out.price.push_back(fraction(entry));
  }
  return out;
}

void take_line(const Json& json, ProofFile& out) {
  const auto part = json.at("part").get<std::string>();
  if (json.contains("given"))
    return out.book->set_given(part, json.at("given").get<std::string>(), numbers(json.at("values")));
  const auto row = json.at("row").get<std::size_t>();
  if (row == 0 || row > out.rows) throw NoProof();
  solver::Witnesses& its = out.book->part(part, out.rows)[row - 1];
  if (json.contains("numbers"))
    return its.keep_numbers(json.at("numbers").get<std::string>(), numbers(json.at("values")));
  its.add(witness_of(json));
  ++out.programs;
}

void take_header(const Json& json, ProofFile& out) {
  if (json.at("proof") != kKind || json.at("version") != kVersion) throw NoProof();
  out.rows = json.at("rows").get<std::size_t>();
  out.question = json.at("question").get<std::vector<std::string>>();
  constexpr std::size_t kMostRows = 100'000'000;
  if (out.rows == 0 || out.rows > kMostRows) throw NoProof();
}

}  // namespace

void write_proofs(const ProofBook& book, std::size_t rows, const std::vector<std::string>& question,
                  const std::function<void(std::string_view)>& append) {
  const auto line = [&](const Json& json) { append(json.dump() + "\n"); };
  line({{"proof", kKind}, {"version", kVersion}, {"rows", rows}, {"question", question}});
  for (const auto& [key, values] : book.all_given())
    line({{"part", key.first}, {"given", key.second}, {"values", hexadecimals(values)}});
  for (const auto& [part, all] : book.parts()) {
    for (std::size_t row = 0; row < all.size(); ++row) {
      for (const Witness& witness : all[row].all()) line(document(witness, row, part));
      for (const auto& [name, values] : all[row].numbers())
        line({{"row", row + 1}, {"part", part}, {"numbers", name}, {"values", hexadecimals(values)}});
    }
  }
}

ProofFile read_proofs(std::string_view text, const std::string& file) {
  ProofFile out{.book = std::make_shared<ProofBook>(true)};
  std::size_t line = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view here = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
    if (here.empty()) continue;
    try {
      const Json json = Json::parse(here);
      line == 1 ? take_header(json, out) : take_line(json, out);
    } catch (const std::exception&) {
      line = 0;
    } catch (const NoProof&) {
      line = 0;
    }
    if (line > 0) continue;
    throw Error(Fault::data, "F474",
                {fmt::format("this is no line of a proof: {:.60}", here), fmt::format("这一行不是证明：{:.60}", here)},
                {.file = file},
                {"ecoeff score --certify -o scores.csv writes scores.proof.jsonl beside its output",
                 "ecoeff score --certify -o scores.csv 会在输出旁写出 scores.proof.jsonl"});
  }
  if (out.rows == 0) throw Error(Fault::data, "F474", {"the proof file is empty", "证明文件为空"}, {.file = file});
  return out;
}

}  // namespace ecoeff
