// Wire: how structs become octets between the supervisor and a worker (targets/PROTOCOL.md).
//
// Little endian, fixed widths, lengths in 32 bits. A Reader never trusts what it reads: past the
// end it answers zeros and remembers that it failed, and the caller asks ok() once at the end.
#pragma once

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/check.h"

namespace assay {

class WireWriter {
 public:
  void u8(std::uint8_t value) { out_.push_back(value); }
  void u16(std::uint16_t value) { integer(value); }
  void u32(std::uint32_t value) { integer(value); }
  void u64(std::uint64_t value) { integer(value); }
  void i64(std::int64_t value) { integer(static_cast<std::uint64_t>(value)); }

  void bytes(BytesView value) {
    ASSAY_CHECK(value.size() <= std::numeric_limits<std::uint32_t>::max());
    u32(static_cast<std::uint32_t>(value.size()));
    append(out_, value);
  }
  void text(std::string_view value) { bytes(as_bytes(value)); }

  template <typename List, typename WriteOne>
  void list(const List& values, WriteOne write_one) {
    u32(static_cast<std::uint32_t>(values.size()));
    for (const auto& value : values) write_one(value);
  }

  Bytes take() { return std::move(out_); }

 private:
  template <typename T>
  void integer(T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
  }

  Bytes out_;
};

class WireReader {
 public:
  explicit WireReader(BytesView in) : in_(in) {}

  std::uint8_t u8() { return integer<std::uint8_t>(); }
  std::uint16_t u16() { return integer<std::uint16_t>(); }
  std::uint32_t u32() { return integer<std::uint32_t>(); }
  std::uint64_t u64() { return integer<std::uint64_t>(); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }

  BytesView view() {
    const std::size_t size = u32();
    if (size > in_.size()) {
      failed_ = true;
      return {};
    }
    const BytesView value = in_.first(size);
    in_ = in_.subspan(size);
    return value;
  }
  Bytes bytes() { return to_bytes(view()); }
  std::string text() { return std::string(as_text(view())); }

  template <typename T, typename ReadOne>
  std::vector<T> list(ReadOne read_one) {
    std::vector<T> values;
    const std::uint32_t count = u32();
    // Each element takes an octet at least, so a count beyond the rest is a lie.
    if (count > in_.size()) failed_ = true;
    for (std::uint32_t i = 0; i < count && !failed_; ++i) values.push_back(read_one());
    return values;
  }

  // enumeration() reads a value of an enum that ends at `last`.
  template <typename E>
  E enumeration(E last) {
    const std::uint8_t value = u8();
    if (value > static_cast<std::uint8_t>(last)) failed_ = true;
    return failed_ ? E{} : static_cast<E>(value);
  }

  // ok() tells whether everything was there and nothing is left over.
  bool ok() const { return !failed_ && in_.empty(); }

 private:
  template <typename T>
  T integer() {
    if (in_.size() < sizeof(T)) {
      failed_ = true;
      in_ = {};
    }
    if (failed_) return 0;
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      value = static_cast<T>(value | static_cast<T>(in_[i]) << (8 * i));
    }
    in_ = in_.subspan(sizeof(T));
    return value;
  }

  BytesView in_;
  bool failed_ = false;
};

}  // namespace assay
