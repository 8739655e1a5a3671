#include <fmt/format.h>

#include <filesystem>

#include "ecoeff/base/version.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/pages/html_parts.hpp"
#include "ecoeff/report/replicate/programs.hpp"

namespace ecoeff::html {
namespace {

std::string script(const std::string& name, const std::string& text) {
  return "<details class=\"more\"><summary>" + svg::escape(name) + "</summary><pre class=\"code\" tabindex=\"0\">" +
         svg::escape(text) + "</pre></details>\n";
}

}  // namespace

std::string script_fold(const StudyResult& result, const std::string& stata, const std::string& r) {
  std::string inside;
  const auto add = [&](const ReplicateProgram& program, const std::string& lines) {
    if (lines.empty() || !program.is_asked_for(result.study)) return;
    inside += "<p class=\"program\">" + std::string(program.name) + "</p><pre class=\"code\" tabindex=\"0\">" +
              svg::escape(lines) + "</pre>";
  };
  add(kStataProgram, stata);
  add(kRProgram, r);
  if (inside.empty()) return inside;
  return "<details class=\"more\"><summary>" + say({"The same in Stata and R", "Stata 与 R 中的相同命令"}) +
         "</summary>" + inside + "</details>\n";
}

Section replicate_section(const StudyResult& result) {
  Section section{"replicate", {"Stata and R", "Stata 与 R 复现"}, {}};
  for (const ReplicateProgram* program : replicate_programs()) {
    if (program->is_asked_for(result.study))
      section.html += script(std::string(program->file), program->script(result));
  }
  if (section.html.empty()) return section;
  section.html = reading({"The regressions of this study in the language of other programs; scores and indices are "
                          "read from panel.csv. The same lines "
                          "stand in the files of these names.",
                          "用其他软件重做本研究的回归：效率值与指数读自 panel.csv；同名文件中有相同内容。"}) +
                 section.html;
  return section;
}

Section manifest_section(const StudyResult& result) {
  Section section{"manifest", {"Manifest", "运行清单"}, {}};
  section.html +=
      reading({"With the same data, study file, version and seed every number comes out the same; manifest.json holds "
               "this in full.",
               "数据、研究文件、版本与随机种子相同，则全部数字相同；完整内容见 manifest.json。"});
  std::vector<Fact> facts{
      {{"version", "版本"}, "ecoeff " + std::string(kVersion)},
      {{"seed", "随机种子"}, std::to_string(result.study.seed)},
      {{"data", "数据"}, svg::escape(std::filesystem::path(result.data_file).filename().string())},
      {{"SHA-256 of the data", "数据 SHA-256"}, "<span class=\"hash\">" + svg::escape(result.data_sha256) + "</span>"}};
  if (!result.study.path.empty())
    facts.push_back({{"study file", "研究文件"}, svg::escape(result.study.path.filename().string())});
  facts.push_back({{"SHA-256 of the study file", "研究文件 SHA-256"},
                   "<span class=\"hash\">" + svg::escape(result.study.sha256) + "</span>"});
  section.html += scroll_box("manifest", fact_table(facts));
  if (!result.study.defaults.empty()) {
    std::string body;
    for (const auto& [key, value] : result.study.defaults) {
      body += "<tr><td><span class=\"code\">" + svg::escape(key) + "</span></td><td><span class=\"code\">" +
              svg::escape(value) + "</span></td></tr>\n";
    }
    section.html += "<details class=\"more\"><summary>" +
                    say({fmt::format("{} defaults that were used", result.study.defaults.size()),
                         fmt::format("采用的 {} 项默认值", result.study.defaults.size())}) +
                    "</summary>" +
                    scroll_box("defaults", "<table class=\"plain defaults\"><thead><tr><th scope=\"col\">" +
                                               say({"key left out", "未写的键"}) + "</th><th scope=\"col\">" +
                                               say({"value used", "采用的值"}) + "</th></tr></thead><tbody>" + body +
                                               "</tbody></table>") +
                    "</details>\n";
  }
  return section;
}

}  // namespace ecoeff::html
