// Whether an output folder is what its manifest says, and whether the study still makes it.
//
// Two comparisons by SHA-256: the files on disk with manifest.json, which shows edits; and manifest.json with the
// hashes of a new run from the same study, data and seed, which shows results that cannot be made again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "ecoeff/base/error.hpp"

namespace ecoeff {

struct Manifest {
  std::string version;
  std::uint64_t seed = 1;
  std::string study_file;  // name without folders
  std::string study_sha256;
  std::string data_file;
  std::string data_sha256;
  std::map<std::string, std::string> files;  // name, SHA-256
};
// Error R130 when the text is not a manifest.
[[nodiscard]] Manifest read_manifest(const std::string& json, const std::string& file);

struct Verification {
  std::size_t files = 0;             // of the manifest
  std::vector<std::string> edited;   // on disk, not as the manifest says
  std::vector<std::string> missing;  // in the manifest, not on disk
  std::vector<std::string> unknown;  // on disk, not in the manifest
  std::vector<std::string> differ;   // the new run makes them otherwise, or not at all
  std::vector<std::string> added;    // made by the new run alone

  [[nodiscard]] bool good() const { return edited.empty() && missing.empty() && differ.empty() && added.empty(); }
};
// `again`: the manifest of the new run. Errors D101-D103 for a file that cannot be read.
[[nodiscard]] Verification verify_folder(const std::filesystem::path& folder, const Manifest& manifest,
                                         const Manifest& again);
[[nodiscard]] std::string verification_json(const Verification& verification);

}  // namespace ecoeff
