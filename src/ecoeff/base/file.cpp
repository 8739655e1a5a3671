#include "ecoeff/base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void throw_unwritable(const fs::path& path, int reason) {
  throw Error(
      Fault::usage, "R101",
      {fmt::format("cannot write: {}", std::strerror(reason)), fmt::format("无法写入：{}", std::strerror(reason))},
      {.file = path.string()},
      {"check that the folder exists, that you may write there and that the disk is not full",
       "请检查文件夹是否存在、是否有写权限、磁盘是否已满"});
}

void write_bytes(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) throw_unwritable(path, errno);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      const int reason = errno;
      ::close(file);
      throw_unwritable(path, reason);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0) throw_unwritable(path, errno);
}

fs::path temporary_beside(const fs::path& path) {
  static std::atomic<unsigned> counter{0};
  const fs::path absolute = fs::absolute(path).lexically_normal();
  return absolute.parent_path() / fmt::format(".{}.ecoeff-{}-{}", absolute.filename().string(), ::getpid(), counter++);
}

}  // namespace

std::string read_file(const fs::path& path) {
  const auto fail = [&](const char* code, Text message) {
    throw Error(Fault::data, code, std::move(message), {.file = path.string()});
  };
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) fail("D102", {"this is a folder, not a file", "这是文件夹，不是文件"});
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) fail("D101", {"there is no such file", "文件不存在"});
  if (file < 0)
    fail("D103",
         {fmt::format("cannot read: {}", std::strerror(errno)), fmt::format("无法读取：{}", std::strerror(errno))});
  std::string bytes;
  struct stat facts {};
  if (::fstat(file, &facts) == 0 && facts.st_size > 0) bytes.reserve(static_cast<std::size_t>(facts.st_size) + 1);
  std::size_t used = 0;
  for (;;) {
    if (bytes.size() < used + 65536) bytes.resize(std::max<std::size_t>(bytes.capacity(), used + 65536));
    const ssize_t got = ::read(file, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const int reason = errno;
      ::close(file);
      fail("D103",
           {fmt::format("cannot read: {}", std::strerror(reason)), fmt::format("无法读取：{}", std::strerror(reason))});
    }
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  ::close(file);
  bytes.resize(used);
  return bytes;
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

void write_file(const fs::path& path, std::string_view bytes) {
  std::error_code unknown;
  if (fs::exists(path, unknown) && !fs::is_regular_file(path, unknown) && !fs::is_directory(path, unknown)) {
    write_bytes(path, bytes);  // a device or a pipe must not be replaced by a file
    return;
  }
  const fs::path temporary = temporary_beside(path);
  try {
    write_bytes(temporary, bytes);
  } catch (Error& error) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    error.where.file = path.string();
    throw;
  }
  std::error_code failed;
  fs::rename(temporary, path, failed);
  if (failed) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw_unwritable(path, failed.value());
  }
}

OutputFolder::OutputFolder(const fs::path& final_place) : final_(fs::absolute(final_place).lexically_normal()) {
  if (!final_.has_filename()) final_ = final_.parent_path();
  std::error_code code;
  if (fs::exists(final_, code) && !fs::is_directory(final_, code)) {
    throw Error(Fault::usage, "R102",
                {"a file stands where the output folder should be", "输出文件夹的位置上已有同名文件"},
                {.file = final_.string()});
  }
  if (fs::exists(final_, code) && !fs::is_empty(final_, code) && !fs::exists(final_ / "manifest.json", code)) {
    throw Error(
        Fault::usage, "R103",
        {"the output folder is not empty and was not written by ecoeff", "输出文件夹非空，且不是 ecoeff 写出的"},
        {.file = final_.string()}, {"choose another folder with -o", "请用 -o 另选文件夹"});
  }
  fs::create_directories(final_.parent_path(), code);
  temporary_ = temporary_beside(final_);
  if (!fs::create_directory(temporary_, code)) throw_unwritable(final_, code ? code.value() : EEXIST);
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!committed_) fs::remove_all(temporary_, ignored);
}

fs::path OutputFolder::place(const std::string& relative_name) {
  const fs::path name = fs::path(relative_name).lexically_normal();
  if (name.empty() || name.is_absolute() || *name.begin() == "..") {
    throw Error(Fault::internal, "R104", {"a file name leaves the output folder", "文件名超出了输出文件夹"},
                {.file = relative_name});
  }
  std::error_code failed;
  fs::create_directories((temporary_ / name).parent_path(), failed);
  if (failed) throw_unwritable(final_ / name, failed.value());
  return temporary_ / name;
}

void OutputFolder::write(const std::string& relative_name, std::string_view bytes) {
  const fs::path target = place(relative_name);
  try {
    write_bytes(target, bytes);
  } catch (Error& error) {
    error.where.file = (final_ / relative_name).string();
    throw;
  }
}

void OutputFolder::commit() {
  const fs::path old = temporary_beside(final_);
  std::error_code failed;
  const bool replaces = fs::exists(final_);
  if (replaces) {
    fs::rename(final_, old, failed);
    if (failed) throw_unwritable(final_, failed.value());
  }
  fs::rename(temporary_, final_, failed);
  if (failed) {
    std::error_code ignored;
    if (replaces) fs::rename(old, final_, ignored);
    throw_unwritable(final_, failed.value());
  }
  committed_ = true;
  std::error_code ignored;
  if (replaces) fs::remove_all(old, ignored);
}

}  // namespace ecoeff
