#include "harness/der/pem.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "harness/base/base64.h"
#include "harness/base/text.h"

namespace assay::der {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";
constexpr std::size_t kLineWidth = 64;

// Takes the next line off `text`, without its end (LF, CRLF or CR) and trailing blanks.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find_first_of("\r\n");
  std::string_view line = text.substr(0, end);
  if (end == std::string_view::npos) {
    text = {};
  } else {
    const bool both = text.substr(end, 2) == "\r\n";
    text.remove_prefix(end + (both ? 2 : 1));
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line;
}

// The label of a boundary line, or nothing when it is none.
std::optional<std::string_view> label_of(std::string_view line, std::string_view start) {
  if (!line.starts_with(start) || !line.ends_with(kDashes)) return std::nullopt;
  line.remove_prefix(start.size());
  if (line.size() < kDashes.size()) return std::nullopt;
  line.remove_suffix(kDashes.size());
  return line;
}

bool is_base64_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '=' || c == ' ' || c == '\t';
  });
}

tl::unexpected<Error> at_line(std::size_t line, std::string_view what) {
  return input_error(fmt::format("line {}: {}", line, what));
}

// Scanner reads block after block; `open_` is the one it is in.
class Scanner {
 public:
  Result<void> take(std::string_view line) {
    ++line_;
    if (const auto label = label_of(line, kBegin)) return begin(*label);
    if (const auto label = label_of(line, kEnd)) return end(*label);
    return open_ ? body(line) : Result<void>();
  }

  Result<std::vector<PemBlock>> finish() && {
    if (open_) {
      return at_line(open_->line, fmt::format("BEGIN {} has no END", one_line(open_->label, 60)));
    }
    return std::move(blocks_);
  }

 private:
  Result<void> begin(std::string_view label) {
    if (open_) {
      return at_line(line_,
                     fmt::format("BEGIN inside the block that begins at line {}", open_->line));
    }
    if (blocks_.size() == kMaxPemBlocks) {
      return at_line(line_, fmt::format("more than {} blocks", kMaxPemBlocks));
    }
    open_ = PemBlock{std::string(label), {}, line_};
    base64_.clear();
    return {};
  }

  Result<void> body(std::string_view line) {
    if (line.find(':') != std::string_view::npos) {
      return at_line(line_, "a header inside a block: encrypted or RFC 1421 PEM is not read");
    }
    if (!is_base64_line(line)) return at_line(line_, "not base64");
    base64_ += line;
    return {};
  }

  Result<void> end(std::string_view label) {
    if (!open_) return at_line(line_, "END without BEGIN");
    if (label != open_->label) {
      return at_line(line_, fmt::format("END {} for the BEGIN {} of line {}", one_line(label, 60),
                                        one_line(open_->label, 60), open_->line));
    }
    auto der = from_base64(base64_);
    if (!der) return at_line(open_->line, "the block is " + der.error().message);
    open_->der = *std::move(der);
    blocks_.push_back(*std::move(open_));
    open_.reset();
    return {};
  }

  std::size_t line_ = 0;
  std::optional<PemBlock> open_;
  std::string base64_;
  std::vector<PemBlock> blocks_;
};

}  // namespace

Result<std::vector<PemBlock>> read_pem(std::string_view text) {
  if (text.size() > kMaxPemText) {
    return input_error(
        fmt::format("PEM text of {} octets, more than {}", text.size(), kMaxPemText));
  }
  Scanner scanner;
  while (!text.empty()) ASSAY_CHECK_OK(scanner.take(take_line(text)));
  return std::move(scanner).finish();
}

std::size_t pem_size(std::string_view label, std::size_t der_size, std::size_t line_end) {
  const std::size_t body = base64_size(der_size);
  const std::size_t lines = (body + kLineWidth - 1) / kLineWidth + 2;
  return kBegin.size() + kEnd.size() + 2 * (label.size() + kDashes.size()) + body +
         lines * line_end;
}

char* write_pem_into(std::string_view label, BytesView der, char* out, std::string_view line_end) {
  constexpr std::size_t kLineOctets = kLineWidth / 4 * 3;
  const auto put = [&out](std::string_view text) {
    std::memcpy(out, text.data(), text.size());
    out += text.size();
  };
  const auto boundary = [&](std::string_view start) {
    for (const std::string_view part : {start, label, kDashes, line_end}) put(part);
  };
  boundary(kBegin);
  for (std::size_t i = 0; i < der.size(); i += kLineOctets) {
    out = base64_into(der.subspan(i, std::min(kLineOctets, der.size() - i)), out);
    put(line_end);
  }
  boundary(kEnd);
  return out;
}

std::string write_pem(std::string_view label, BytesView der) {
  std::string text(pem_size(label, der.size()), '\0');
  write_pem_into(label, der, text.data());
  return text;
}

}  // namespace assay::der
