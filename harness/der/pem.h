// PEM, the textual encoding of RFC 7468.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"

namespace assay::der {

struct PemBlock {
  std::string label;     // "CERTIFICATE"
  Bytes der;             // not looked into: any octets
  std::size_t line = 0;  // of its BEGIN line, from 1

  bool operator==(const PemBlock&) const = default;
};

inline constexpr std::size_t kMaxPemText = 64U << 20;  // octets
inline constexpr std::size_t kMaxPemBlocks = 100'000;

// read_pem() takes all blocks of `text` in order. Text around them is passed over, line ends may be
// LF, CRLF or CR, blanks at line ends and blank lines do not matter, lines have any width. Headers
// inside a block (RFC 1421, "Proc-Type: 4,ENCRYPTED") are an Error, as no reader of ours decrypts.
// Also Errors, each with its line: a block without END or with another label's, octets that are no
// base64, more than kMaxPemText or kMaxPemBlocks. No block at all is an empty list.
Result<std::vector<PemBlock>> read_pem(std::string_view text);

// write_pem() writes lines of 64 characters that end in LF.
std::string write_pem(std::string_view label, BytesView der);

// pem_size() is the size of what write_pem() writes with line ends of `line_end` characters.
std::size_t pem_size(std::string_view label, std::size_t der_size, std::size_t line_end = 1);

// write_pem_into() writes the same to `out`, of pem_size() characters or more, and returns what
// follows. `line_end` stands for LF: "\\n" where the text goes into JSON.
char* write_pem_into(std::string_view label, BytesView der, char* out,
                     std::string_view line_end = "\n");

}  // namespace assay::der
