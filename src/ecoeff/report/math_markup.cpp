#include "ecoeff/report/math_markup.hpp"

#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/report/svg.hpp"

namespace ecoeff {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

constexpr std::array<Entry, 18> kLetters{{{"alpha", "α"},
                                          {"beta", "β"},
                                          {"gamma", "γ"},
                                          {"delta", "δ"},
                                          {"epsilon", "ε"},
                                          {"eta", "η"},
                                          {"theta", "θ"},
                                          {"lambda", "λ"},
                                          {"mu", "μ"},
                                          {"rho", "ρ"},
                                          {"sigma", "σ"},
                                          {"tau", "τ"},
                                          {"phi", "φ"},
                                          {"Delta", "Δ"},
                                          {"Lambda", "Λ"},
                                          {"infty", "∞"},
                                          {"ell", "ℓ"},
                                          {"nu", "ν"}}};
constexpr std::array<Entry, 12> kOperators{{{"le", "≤"},
                                            {"ge", "≥"},
                                            {"ne", "≠"},
                                            {"in", "∈"},
                                            {"cdot", "·"},
                                            {"times", "×"},
                                            {"dots", "…"},
                                            {"prime", "′"},
                                            {"to", "→"},
                                            {"approx", "≈"},
                                            {"pm", "±"},
                                            {"sim", "∼"}}};
constexpr std::array<Entry, 3> kAccents{{{"bar", "¯"}, {"hat", "^"}, {"tilde", "~"}}};
constexpr std::array<Entry, 3> kSpaces{{{"quad", "1em"}, {"qquad", "2em"}, {",", "0.2em"}}};

template <std::size_t N>
std::string_view find(const std::array<Entry, N>& table, std::string_view name) {
  for (const auto& [key, value] : table) {
    if (key == name) return value;
  }
  return {};
}

class Reader {
 public:
  explicit Reader(std::string_view tex) : tex_(tex) {}

  // Rows of cells, for lines broken by \\ and aligned at &.
  std::vector<std::vector<std::string>> rows() {
    std::vector<std::vector<std::string>> all{{""}};
    while (at_ < tex_.size()) {
      if (tex_.substr(at_).starts_with("\\\\")) {
        at_ += 2;
        all.push_back({""});
      } else if (tex_[at_] == '&') {
        ++at_;
        all.back().emplace_back();
      } else {
        all.back().back() += item();
      }
    }
    return all;
  }

 private:
  static std::string element(std::string_view name, std::string_view inside) {
    return "<" + std::string(name) + ">" + std::string(inside) + "</" + std::string(name) + ">";
  }
  static std::string row(const std::string& inside) { return element("mrow", inside); }

  void skip_blanks() {
    while (at_ < tex_.size() && tex_[at_] == ' ') ++at_;
  }

  // One atom with its sub- and superscript.
  std::string item() {
    skip_blanks();
    if (at_ >= tex_.size() || tex_[at_] == '&' || tex_.substr(at_).starts_with("\\\\")) return {};
    const bool limits = tex_.substr(at_).starts_with("\\sum");
    const std::string base = atom();
    std::string below;
    std::string above;
    for (skip_blanks(); at_ < tex_.size() && (tex_[at_] == '_' || tex_[at_] == '^'); skip_blanks()) {
      const bool is_below = tex_[at_++] == '_';
      skip_blanks();
      (is_below ? below : above) = atom();
    }
    if (below.empty() && above.empty()) return base;
    if (above.empty()) return element(limits ? "munder" : "msub", base + below);
    if (below.empty()) return element(limits ? "mover" : "msup", base + above);
    return element(limits ? "munderover" : "msubsup", base + below + above);
  }

  std::string group() {
    skip_blanks();
    if (at_ >= tex_.size() || tex_[at_] != '{') return atom();
    ++at_;
    std::string inside;
    while (at_ < tex_.size() && tex_[at_] != '}') {
      const std::size_t before = at_;
      inside += item();
      if (at_ == before) ++at_;  // an alignment mark has no meaning here
    }
    if (at_ < tex_.size()) ++at_;
    return row(inside);
  }

  std::string_view raw_group() {
    skip_blanks();
    const std::size_t open = tex_.find('{', at_);
    const std::size_t close = tex_.find('}', at_);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    at_ = close + 1;
    return tex_.substr(open + 1, close - open - 1);
  }

  std::string command() {
    ++at_;
    std::size_t end = at_;
    while (end < tex_.size() && std::isalpha(static_cast<unsigned char>(tex_[end])) != 0) ++end;
    if (end == at_ && end < tex_.size()) ++end;
    const std::string_view name = tex_.substr(at_, end - at_);
    at_ = end;
    if (name == "frac") {
      const std::string above = group();
      return element("mfrac", above + group());
    }
    if (name == "sqrt") return element("msqrt", group());
    if (name == "text") return element("mtext", svg::escape(raw_group()));
    if (name == "mathbf") return "<mi mathvariant=\"bold\">" + svg::escape(raw_group()) + "</mi>";
    if (const auto mark = find(kAccents, name); !mark.empty()) {
      const std::string base = group();
      return "<mover accent=\"true\">" + base + element("mo", mark) + "</mover>";
    }
    if (const auto width = find(kSpaces, name); !width.empty())
      return "<mspace width=\"" + std::string(width) + "\"></mspace>";
    if (const auto letter = find(kLetters, name); !letter.empty()) return element("mi", letter);
    if (const auto sign = find(kOperators, name); !sign.empty()) return element("mo", sign);
    if (name == "sum") return element("mo", "∑");
    if (name == "{" || name == "}") return element("mo", name);
    if (name == "ln") return element("mi", name) + "<mspace width=\"0.17em\"></mspace>";
    return element("mi", svg::escape(name));  // \min and whatever is not known
  }

  std::string atom() {
    if (at_ >= tex_.size()) return row({});
    const char c = tex_[at_];
    if (c == '{') return group();
    if (c == '\\') return command();
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      std::size_t end = at_;
      while (end < tex_.size() && (std::isdigit(static_cast<unsigned char>(tex_[end])) != 0 || tex_[end] == '.')) ++end;
      const std::string_view digits = tex_.substr(at_, end - at_);
      at_ = end;
      return element("mn", digits);
    }
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) return element("mi", tex_.substr(at_++, 1));
    if (static_cast<unsigned char>(c) < 0x80) {
      ++at_;
      return element("mo", c == '-' ? std::string("−") : svg::escape(std::string_view(&c, 1)));
    }
    std::size_t end = at_ + 1;  // a character of more bytes
    while (end < tex_.size() && (static_cast<unsigned char>(tex_[end]) & 0xC0U) == 0x80U) ++end;
    const std::string_view character = tex_.substr(at_, end - at_);
    at_ = end;
    return element("mi", character);
  }

  std::string_view tex_;
  std::size_t at_ = 0;
};

}  // namespace

std::string math_markup(std::string_view tex, bool block) {
  const auto rows = Reader(tex).rows();
  std::string inside;
  if (rows.size() == 1 && rows[0].size() == 1) {
    inside = "<mrow>" + rows[0][0] + "</mrow>";
  } else {
    inside = "<mtable displaystyle=\"true\" columnalign=\"left\">";
    for (const auto& row : rows) {
      inside += "<mtr>";
      for (const std::string& cell : row) inside += "<mtd>" + cell + "</mtd>";
      inside += "</mtr>";
    }
    inside += "</mtable>";
  }
  return std::string("<math") + (block ? " display=\"block\"" : "") + "><semantics>" + inside +
         "<annotation encoding=\"application/x-tex\">" + svg::escape(tex) + "</annotation></semantics></math>";
}

}  // namespace ecoeff
