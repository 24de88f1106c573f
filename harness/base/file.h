// Files: whole reads with a named limit, atomic writes, folders. Every Error names the path, the
// cause, and what to do where that is not plain.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"

namespace assay {

// kFileLimit is the limit, in octets, of files that people write: catalogues, PEM, deviations.
inline constexpr std::size_t kFileLimit = std::size_t{16} << 20;

// FileMode is the permission of a new file before the process's umask.
enum class FileMode : unsigned {
  kPublic = 0644,
  kPrivate = 0600,     // private keys
  kExecutable = 0755,  // scripts
};

// read_file() is the whole content of a file, pipe or device. Errors: a missing or unreadable path,
// a directory, more than `limit` octets, a FIFO that nobody writes to, a minute of silence, an
// interruption.
Result<std::string> read_file(const std::string& path, std::size_t limit = kFileLimit);

// write_file() puts `data` under `path` all at once: a temporary file in the same folder, fsync,
// rename. On any failure the temporary is removed and what was under `path` stays as it was.
//
// A symbolic link is followed and kept. A pipe or a device (/dev/stdout) is written in place. The
// Error of a full disk or a broken device blames the environment; one of a path blames the input.
Result<void> write_file(const std::string& path, std::string_view data,
                        FileMode mode = FileMode::kPublic);

// make_directories() makes a folder and those above it; one that exists is fine.
Result<void> make_directories(const std::string& path);

// NamedFile is a file of a folder: its path from there, and its octets.
struct NamedFile {
  std::string name;
  std::string octets;

  bool operator==(const NamedFile&) const = default;
};

// read_tree() reads the files of a folder and of the folders below whose names `is_wanted` takes,
// sorted by path; links to folders are not followed. An Error for more than `limit` octets in all.
Result<std::vector<NamedFile>> read_tree(const std::string& path, std::size_t limit,
                                         const std::function<bool(std::string_view)>& is_wanted);

// list_directory() names the entries of a folder, without "." and "..", sorted by octets.
Result<std::vector<std::string>> list_directory(const std::string& path);

}  // namespace assay
