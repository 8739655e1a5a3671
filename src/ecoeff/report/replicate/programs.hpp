// The programs in whose language a study can be written again, one constant each; programs.cpp lists them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/study/result.hpp"
#include "ecoeff/study/words.hpp"

namespace ecoeff {

struct ReplicateProgram {
  std::string_view word;  // in report.replicate
  std::string_view name;
  std::string_view file;
  std::string (*script)(const StudyResult&);  // the whole study
  Words shows;                                // one line

  [[nodiscard]] bool is_asked_for(const Study& study) const;
};

extern const ReplicateProgram kStataProgram;
extern const ReplicateProgram kRProgram;

using ReplicatePrograms = std::vector<const ReplicateProgram*>;
[[nodiscard]] const ReplicatePrograms& replicate_programs();

}  // namespace ecoeff
