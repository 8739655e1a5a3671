#include "ecoeff/report/verify.hpp"

#include <algorithm>

#include "ecoeff/base/file.hpp"

namespace ecoeff {

Verification verify_folder(const std::filesystem::path& folder, const Manifest& manifest, const Manifest& again) {
  namespace fs = std::filesystem;
  Verification out{.files = manifest.files.size()};
  for (const auto& [name, hash] : manifest.files) {
    const fs::path path = folder / name;
    if (!fs::is_regular_file(path)) {
      out.missing.push_back(name);
    } else if (sha256(read_file(path)) != hash) {
      out.edited.push_back(name);
    }
    const auto made = again.files.find(name);
    if (made == again.files.end() || made->second != hash) out.differ.push_back(name);
  }
  for (const auto& [name, hash] : again.files) {
    if (!manifest.files.contains(name)) out.added.push_back(name);
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().lexically_relative(folder).generic_string();
    if (name != "manifest.json" && !manifest.files.contains(name)) out.unknown.push_back(name);
  }
  std::sort(out.unknown.begin(), out.unknown.end());
  return out;
}

}  // namespace ecoeff
