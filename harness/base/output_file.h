// OutputFile: a file that is written piece by piece and appears under its name all at once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "harness/base/file.h"
#include "harness/base/result.h"

namespace assay {

// Sink takes the next octets of a stream, whatever is behind it.
using Sink = std::function<Result<void>(std::string_view)>;

// Durability: whether a file is on the disk before it gets its name, or soon after: one of many
// that can be made again need not wait.
enum class Durability { kOnDisk, kSoon };

// OutputFile is write_file() for what is too large to be held: the same paths, modes and Errors.
// Until commit() nothing is seen under `path`; without it nothing ever is, and no temporary stays,
// not even of a process that was killed, where the file system knows files without a name.
class OutputFile {
 public:
  static Result<OutputFile> open(const std::string& path, FileMode mode = FileMode::kPublic);

  OutputFile(OutputFile&&) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  // write() appends. A pipe or a device gets the octets at once.
  Result<void> write(std::string_view data);

  // commit() puts the octets under the name; nothing may follow.
  Result<void> commit(Durability durability = Durability::kOnDisk);

 private:
  struct State;
  explicit OutputFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// write_soon() is write_file() that does not wait for the disk: for one of very many files.
Result<void> write_soon(const std::string& path, std::string_view data, FileMode mode);

}  // namespace assay
