#include "harness/base/zstd.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

std::string compress(std::initializer_list<std::string_view> pieces) {
  std::string out;
  ZstdWriter writer([&out](std::string_view octets) -> Result<void> {
    out += octets;
    return {};
  });
  for (const std::string_view piece : pieces) EXPECT_TRUE(writer.write(piece));
  EXPECT_TRUE(writer.finish());
  return out;
}

// Incompressible enough to fill the library's buffers.
std::string noise(std::size_t size) {
  std::string text;
  std::uint32_t state = 1;
  while (text.size() < size) {
    state = state * 1664525U + 1013904223U;
    text += static_cast<char>(state >> 24);
  }
  return text;
}

TEST(Zstd, what_was_written_is_read_back) {
  for (const std::size_t size : {0U, 1U, 131072U, 262144U, 1000000U}) {
    const std::string text = noise(size);
    const std::string packed = compress({text.substr(0, size / 3), "", text.substr(size / 3)});
    EXPECT_TRUE(is_zstd(packed));
    const auto read = read_zstd(packed, size);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, text);
  }
}

TEST(Zstd, several_frames_are_one_content) {
  EXPECT_EQ(read_zstd(compress({"one "}) + compress({"two"}), 100).value(), "one two");
}

TEST(Zstd, the_limit_is_met_and_not_exceeded) {
  const std::string bomb = compress({std::string(10'000'000, '\0')});
  EXPECT_LT(bomb.size(), 2000U);
  EXPECT_TRUE(read_zstd(bomb, 10'000'000));
  const auto read = read_zstd(bomb, 9'999'999);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "decompresses to more than the limit of 9999999 octets");
}

TEST(Zstd, cut_and_damaged_files_are_errors_of_one_line) {
  const std::string whole = compress({noise(1000)});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto read = read_zstd(whole.substr(0, size), 1000);
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().message, "a zstd file that is cut");
  }
  std::string damaged = whole;
  damaged[500] = static_cast<char>(damaged[500] ^ 1);
  const auto read = read_zstd(damaged, 1000);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("no sound zstd file"), std::string::npos);
}

TEST(Zstd, an_error_of_the_sink_is_that_of_the_writer) {
  ZstdWriter writer([](std::string_view) { return Result<void>(harness_error("full")); });
  const auto written = writer.write(noise(1'000'000));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "full");
}

}  // namespace
}  // namespace assay
