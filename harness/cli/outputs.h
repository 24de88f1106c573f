// Outputs: the files that a run is to fill, opened before it and each written whatever becomes of
// the others.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/base/output_file.h"
#include "harness/base/result.h"
#include "harness/run/results.h"

namespace assay {

// kStandardOutput is the path that means standard output.
inline constexpr std::string_view kStandardOutput = "-";

// open_output() opens a file, or standard output for "-".
Result<OutputFile> open_output(const std::string& path, FileMode mode = FileMode::kPublic);

class Outputs {
 public:
  using Render = std::function<std::string(const Results&)>;

  // add() opens `path`, which `flag` names, for what `render` makes. Errors: as of
  // OutputFile::open, and a path that is another output's too.
  Result<void> add(const std::string& flag, const std::string& path, Render render);

  // on_standard_output() tells whether one of them is standard output.
  [[nodiscard]] bool on_standard_output() const { return on_standard_output_; }

  // write() renders and writes each. The Error is the first one; it names all.
  Result<void> write(const Results& results);

 private:
  struct Output {
    std::string flag;
    std::string path;
    std::string identity;
    OutputFile file;
    Render render;
  };

  std::vector<Output> outputs_;
  bool on_standard_output_ = false;
};

}  // namespace assay
