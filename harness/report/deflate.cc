#include "harness/report/deflate.h"

#include <zlib.h>

#include "harness/base/check.h"

namespace assay {

std::string deflate(std::string_view text) {
  uLongf size = compressBound(text.size());
  std::string out(size, '\0');
  // The output is as long as any input can need, so that memory alone could fail.
  const int status =
      compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_DEFAULT_COMPRESSION);
  ASSAY_CHECK(status == Z_OK);
  out.resize(size);
  return out;
}

}  // namespace assay
