// The files inside a zip archive, by name.
#pragma once

#include <zip.h>

#include <map>
#include <string>

namespace ecoeff::testing {

inline std::map<std::string, std::string> zip_parts(const std::string& bytes) {
  std::map<std::string, std::string> parts;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) return parts;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(zip_get_num_entries(archive, 0)); ++i) {
    zip_stat_t facts;
    zip_stat_index(archive, i, 0, &facts);
    std::string text(facts.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, i, 0);
    if (file != nullptr && zip_fread(file, text.data(), facts.size) == static_cast<zip_int64_t>(facts.size))
      parts[facts.name] = text;
    if (file != nullptr) zip_fclose(file);
  }
  zip_discard(archive);
  return parts;
}

}  // namespace ecoeff::testing
