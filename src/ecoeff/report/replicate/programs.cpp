#include "ecoeff/report/replicate/programs.hpp"

#include <algorithm>

#include "ecoeff/report/replicate/replicate.hpp"

namespace ecoeff {

bool ReplicateProgram::is_asked_for(const Study& study) const {
  const auto& words = study.report.replicate;
  return std::find(words.begin(), words.end(), word) != words.end();
}

constinit const ReplicateProgram kStataProgram{.word = "stata",
                                               .name = "Stata",
                                               .file = "replicate.do",
                                               .script = replicate_stata,
                                               .shows = {"the study as a do-file", "以 do 文件重做本研究"}};
constinit const ReplicateProgram kRProgram{.word = "r",
                                           .name = "R",
                                           .file = "replicate.R",
                                           .script = replicate_r,
                                           .shows = {"the study as an R script", "以 R 脚本重做本研究"}};

const ReplicatePrograms& replicate_programs() {
  static const ReplicatePrograms all{&kStataProgram, &kRProgram};
  return all;
}

}  // namespace ecoeff
