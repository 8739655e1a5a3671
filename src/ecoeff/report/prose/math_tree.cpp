#include "ecoeff/report/prose/math_tree.hpp"

#include <array>
#include <cctype>
#include <utility>
#include <vector>

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
constexpr std::array<Entry, 13> kOperators{{{"le", "≤"},
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
                                            {"sim", "∼"},
                                            {"mid", "∣"}}};
constexpr std::array<Entry, 3> kSpaces{{{"quad", "1em"}, {"qquad", "2em"}, {",", "0.2em"}}};

template <std::size_t N>
std::string_view find(const std::array<Entry, N>& table, std::string_view name) {
  for (const auto& [key, value] : table) {
    if (key == name) return value;
  }
  return {};
}

using Kind = MathNode::Kind;

MathNode leaf(Kind kind, std::string_view text) { return {.kind = kind, .text = std::string(text)}; }

class Reader {
 public:
  explicit Reader(std::string_view tex) : tex_(tex) {}

  std::vector<std::vector<MathNode>> rows() {
    std::vector<std::vector<MathNode>> all{{MathNode{}}};
    while (at_ < tex_.size()) {
      if (tex_.substr(at_).starts_with("\\\\")) {
        at_ += 2;
        all.push_back({MathNode{}});
      } else if (tex_[at_] == '&') {
        ++at_;
        all.back().emplace_back();
      } else {
        item(all.back().back().children);
      }
    }
    return all;
  }

 private:
  void skip_blanks() {
    while (at_ < tex_.size() && tex_[at_] == ' ') ++at_;
  }

  // One atom with its sub- and superscript.
  void item(std::vector<MathNode>& to) {
    skip_blanks();
    if (at_ >= tex_.size() || tex_[at_] == '&' || tex_.substr(at_).starts_with("\\\\")) return;
    const bool limits = tex_.substr(at_).starts_with("\\sum");
    MathNode base = atom();
    MathNode below, above;
    bool scripted = false;
    for (skip_blanks(); at_ < tex_.size() && (tex_[at_] == '_' || tex_[at_] == '^'); skip_blanks()) {
      const bool is_below = tex_[at_++] == '_';
      skip_blanks();
      (is_below ? below : above) = atom();
      scripted = true;
    }
    if (!scripted) {
      to.push_back(std::move(base));
      return;
    }
    to.push_back({.kind = Kind::scripts, .children = {base, below, above}, .limits = limits});
  }

  MathNode group() {
    skip_blanks();
    if (at_ >= tex_.size() || tex_[at_] != '{') return atom();
    ++at_;
    MathNode row;
    while (at_ < tex_.size() && tex_[at_] != '}') {
      const std::size_t before = at_;
      item(row.children);
      if (at_ == before) ++at_;  // an alignment mark has no meaning here
    }
    if (at_ < tex_.size()) ++at_;
    return row;
  }

  std::string_view raw_group() {
    skip_blanks();
    const std::size_t open = tex_.find('{', at_);
    const std::size_t close = tex_.find('}', at_);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    at_ = close + 1;
    return tex_.substr(open + 1, close - open - 1);
  }

  MathNode command() {
    ++at_;
    std::size_t end = at_;
    while (end < tex_.size() && std::isalpha(static_cast<unsigned char>(tex_[end])) != 0) ++end;
    if (end == at_ && end < tex_.size()) ++end;
    const std::string_view name = tex_.substr(at_, end - at_);
    at_ = end;
    if (name == "frac") {
      MathNode above = group();
      return {.kind = Kind::fraction, .children = {std::move(above), group()}};
    }
    if (name == "sqrt") return {.kind = Kind::root, .children = {group()}};
    if (name == "text") return leaf(Kind::words, raw_group());
    if (name == "mathbf") return leaf(Kind::bold, raw_group());
    if (name == "bar" || name == "hat" || name == "tilde")
      return {.kind = Kind::accent, .text = std::string(name), .children = {group()}};
    if (const auto width = find(kSpaces, name); !width.empty()) return leaf(Kind::space, width);
    if (const auto letter = find(kLetters, name); !letter.empty()) return leaf(Kind::identifier, letter);
    if (const auto sign = find(kOperators, name); !sign.empty()) return leaf(Kind::sign, sign);
    if (name == "sum") return leaf(Kind::sign, "∑");
    if (name == "{" || name == "}") return leaf(Kind::sign, name);
    if (name == "ln") return {.children = {leaf(Kind::identifier, name), leaf(Kind::space, "0.17em")}};
    return leaf(Kind::identifier, name);  // \min and whatever is not known
  }

  MathNode atom() {
    if (at_ >= tex_.size()) return {};
    const char c = tex_[at_];
    if (c == '{') return group();
    if (c == '\\') return command();
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      std::size_t end = at_;
      while (end < tex_.size() && (std::isdigit(static_cast<unsigned char>(tex_[end])) != 0 || tex_[end] == '.')) ++end;
      const std::string_view digits = tex_.substr(at_, end - at_);
      at_ = end;
      return leaf(Kind::number, digits);
    }
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) return leaf(Kind::identifier, tex_.substr(at_++, 1));
    if (static_cast<unsigned char>(c) < 0x80) {
      ++at_;
      return leaf(Kind::sign, c == '-' ? std::string_view("−") : tex_.substr(at_ - 1, 1));
    }
    std::size_t end = at_ + 1;  // a character of more bytes
    while (end < tex_.size() && (static_cast<unsigned char>(tex_[end]) & 0xC0U) == 0x80U) ++end;
    const std::string_view character = tex_.substr(at_, end - at_);
    at_ = end;
    return leaf(Kind::identifier, character);
  }

  std::string_view tex_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::vector<MathNode>> parse_math(std::string_view tex) { return Reader(tex).rows(); }

}  // namespace ecoeff
