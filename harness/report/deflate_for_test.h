// What deflate() made, undone.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

namespace assay {

// inflate_for_test() is the text; "" for what is no whole stream of at most `limit` octets.
inline std::string inflate_for_test(std::string_view octets, std::size_t limit) {
  std::string out(limit, '\0');
  uLongf size = limit;
  const int status = uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                                reinterpret_cast<const Bytef*>(octets.data()), octets.size());
  out.resize(status == Z_OK ? size : 0);
  return out;
}

}  // namespace assay
