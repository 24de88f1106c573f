// Zstandard (RFC 8878): writing a stream piece by piece, reading a whole file within a limit.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "harness/base/output_file.h"
#include "harness/base/result.h"

namespace assay {

// ZstdWriter compresses into one frame with a checksum. Equal pieces in equal order give equal
// octets (of one release of libzstd); the memory it holds does not depend on the length.
class ZstdWriter {
 public:
  explicit ZstdWriter(Sink sink);
  ZstdWriter(ZstdWriter&&) noexcept;
  ZstdWriter& operator=(ZstdWriter&&) = delete;
  ~ZstdWriter();

  Result<void> write(std::string_view data);

  // finish() ends the frame; nothing may follow.
  Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// is_zstd() tells whether octets begin with the magic number of a frame.
bool is_zstd(std::string_view octets);

// read_zstd() is the content of all frames. Errors: octets that are no frame, cut or damaged, and a
// content of more than `limit` octets, which is noticed before it is held.
Result<std::string> read_zstd(std::string_view octets, std::size_t limit);

}  // namespace assay
