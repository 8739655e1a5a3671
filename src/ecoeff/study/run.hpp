// The main job: read, clean, derive, score, index, estimate. Nothing is written here.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "ecoeff/base/progress.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct RunOptions {
  std::optional<std::filesystem::path> data;  // overrides the study's file
  unsigned threads = 1;
  std::optional<std::uint64_t> seed;
};

// What `ecoeff check` says: the columns that the study needs and the data lacks (each with a did-you-mean), gaps,
// duplicate keys, open "# check" marks. Runs no model. Throws the first error that makes going on impossible.
[[nodiscard]] Notes check_study(const Study& study, const RunOptions& options);

// A table column or group that cannot be estimated is refused by name and the rest goes on (ColumnResult::refused).
[[nodiscard]] StudyResult run_study(const Study& study, const RunOptions& options, const Progress& progress = {});

}  // namespace ecoeff
