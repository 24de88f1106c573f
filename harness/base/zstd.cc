#include "harness/base/zstd.h"

#include <zstd.h>

#include <utility>

#include "harness/base/check.h"

namespace assay {
namespace {

// Certificates repeat what their neighbours say: the window of level 3, 2 MiB, holds some hundred
// cases, and more effort finds little more.
constexpr int kLevel = 3;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

struct ZstdWriter::State {
  explicit State(Sink to) : sink(std::move(to)), context(ZSTD_createCCtx()) {
    ASSAY_CHECK(context != nullptr);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    buffer.resize(ZSTD_CStreamOutSize());
  }

  Result<void> push(std::string_view data, ZSTD_EndDirective how) {
    ZSTD_inBuffer in{data.data(), data.size(), 0};
    for (;;) {
      ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
      const std::size_t left = ZSTD_compressStream2(context.get(), &out, &in, how);
      if (ZSTD_isError(left) != 0) {
        return harness_error(std::string("zstd: ") + ZSTD_getErrorName(left));
      }
      ASSAY_CHECK_OK(sink({buffer.data(), out.pos}));
      const bool done = how == ZSTD_e_end ? left == 0 : in.pos == in.size;
      if (done) return {};
    }
  }

  Sink sink;
  std::unique_ptr<ZSTD_CCtx, Free> context;
  std::string buffer;
};

ZstdWriter::ZstdWriter(Sink sink) : state_(std::make_unique<State>(std::move(sink))) {}
ZstdWriter::ZstdWriter(ZstdWriter&&) noexcept = default;
ZstdWriter::~ZstdWriter() = default;

Result<void> ZstdWriter::write(std::string_view data) {
  return state_->push(data, ZSTD_e_continue);
}

Result<void> ZstdWriter::finish() { return state_->push({}, ZSTD_e_end); }

bool is_zstd(std::string_view octets) { return octets.starts_with("\x28\xb5\x2f\xfd"); }

Result<std::string> read_zstd(std::string_view octets, std::size_t limit) {
  const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  ASSAY_CHECK(context != nullptr);
  std::string content;
  std::string block(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer in{octets.data(), octets.size(), 0};
  for (;;) {
    ZSTD_outBuffer out{block.data(), block.size(), 0};
    const std::size_t wanted = ZSTD_decompressStream(context.get(), &out, &in);
    if (ZSTD_isError(wanted) != 0) {
      return input_error(std::string("no sound zstd file: ") + ZSTD_getErrorName(wanted));
    }
    if (out.pos > limit - content.size()) {
      return input_error("decompresses to more than the limit of " + std::to_string(limit) +
                         " octets");
    }
    content.append(block.data(), out.pos);
    if (in.pos == in.size && wanted == 0) return content;
    // A full block may have more behind it though the input is used up.
    if (in.pos < in.size || out.pos == out.size) continue;
    return input_error("a zstd file that is cut");
  }
}

}  // namespace assay
