#include "harness/der/pem.h"

#include <gtest/gtest.h>

#include <random>

#include "harness/base/row_name.h"

namespace assay::der {
namespace {

TEST(WritePem, has_lines_of_64) {
  EXPECT_EQ(
      write_pem("X509 CRL", Bytes(49, 0x00)),
      "-----BEGIN X509 CRL-----\n" + std::string(64, 'A') + "\nAA==\n-----END X509 CRL-----\n");
}

TEST(WritePem, a_full_last_line_has_no_empty_one_after_it) {
  EXPECT_EQ(write_pem("A", Bytes(48, 0x00)),
            "-----BEGIN A-----\n" + std::string(64, 'A') + "\n-----END A-----\n");
}

TEST(WritePem, into_a_buffer_is_the_same_with_any_line_end) {
  for (std::size_t size = 0; size < 200; ++size) {
    const Bytes der(size, static_cast<std::uint8_t>(size));
    std::string wanted;
    for (const char c : write_pem("KEY", der)) wanted += c == '\n' ? "\\n" : std::string(1, c);
    std::string out(pem_size("KEY", size, 2) + 1, '#');
    const char* const end = write_pem_into("KEY", der, out.data(), "\\n");
    EXPECT_EQ(end, out.data() + out.size() - 1);
    EXPECT_EQ(out, wanted + "#");
  }
}

struct PemRow {
  const char* name;
  const char* text;
  std::size_t line;  // of BEGIN
};

constexpr PemRow kForms[] = {
    {"lf", "-----BEGIN A-----\nAQI=\n-----END A-----\n", 1},
    {"crlf", "-----BEGIN A-----\r\nAQI=\r\n-----END A-----\r\n", 1},
    {"cr", "-----BEGIN A-----\rAQI=\r-----END A-----\r", 1},
    {"no_line_end_at_the_end", "-----BEGIN A-----\nAQI=\n-----END A-----", 1},
    {"text_around", "subject=CN: x\n\n-----BEGIN A-----\nAQI=\n-----END A-----\nbye: bye", 3},
    {"text_around_crlf", "one\r\ntwo\r\n-----BEGIN A-----\r\nAQI=\r\n-----END A-----\r\n", 3},
    {"blanks_at_line_ends", "-----BEGIN A----- \t\nAQI= \n-----END A-----  \n", 1},
    {"blank_lines_within", "-----BEGIN A-----\n\nAQ\n\nI=\n\n-----END A-----\n", 1},
    {"lines_of_any_width", "-----BEGIN A-----\nA\nQ\nI\n=\n-----END A-----\n", 1},
};

class PemFormTest : public testing::TestWithParam<PemRow> {};

TEST_P(PemFormTest, is_read) {
  const auto blocks = read_pem(GetParam().text);
  ASSERT_TRUE(blocks) << blocks.error().message;
  EXPECT_EQ(*blocks, (std::vector<PemBlock>{{"A", {1, 2}, GetParam().line}}));
}

INSTANTIATE_TEST_SUITE_P(Rfc7468, PemFormTest, testing::ValuesIn(kForms), RowName());

struct BadPemRow {
  const char* name;
  const char* text;
  const char* message;
};

constexpr BadPemRow kBadPem[] = {
    {"no_end", "x\n-----BEGIN A-----\nAQI=\n", "line 2: BEGIN A has no END"},
    {"end_of_another", "-----BEGIN A-----\nAQI=\n-----END B-----\n",
     "line 3: END B for the BEGIN A of line 1"},
    {"begin_within", "-----BEGIN A-----\nAQI=\n-----BEGIN A-----\n",
     "line 3: BEGIN inside the block that begins at line 1"},
    {"end_alone", "\n-----END A-----\n", "line 2: END without BEGIN"},
    {"foreign_character", "-----BEGIN A-----\nAQI=\nAQ*=\n-----END A-----\n", "line 3: not base64"},
    {"cut_group", "\n-----BEGIN A-----\nAQI\n-----END A-----\n",
     "line 2: the block is base64 that ends within a group"},
    {"header", "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAQI=\n-----END A-----\n",
     "line 2: a header inside a block: encrypted or RFC 1421 PEM is not read"},
};

class BadPemTest : public testing::TestWithParam<BadPemRow> {};

TEST_P(BadPemTest, is_an_error_with_its_line) {
  const auto blocks = read_pem(GetParam().text);
  ASSERT_FALSE(blocks);
  EXPECT_EQ(blocks.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(Rfc7468, BadPemTest, testing::ValuesIn(kBadPem), RowName());

TEST(ReadPem, a_text_without_blocks_has_none) {
  EXPECT_EQ(read_pem("nothing\nhere"), std::vector<PemBlock>());
  EXPECT_EQ(read_pem(""), std::vector<PemBlock>());
}

TEST(ReadPem, an_empty_block_has_no_octets) {
  EXPECT_EQ(read_pem("-----BEGIN A-----\n-----END A-----\n"),
            (std::vector<PemBlock>{{"A", {}, 1}}));
}

TEST(ReadPem, a_text_beyond_the_limit_is_an_error) {
  EXPECT_TRUE(read_pem(std::string(kMaxPemText, 'x')));
  EXPECT_FALSE(read_pem(std::string(kMaxPemText + 1, 'x')));
}

TEST(ReadPem, blocks_beyond_the_limit_are_an_error) {
  std::string text;
  for (std::size_t i = 0; i < kMaxPemBlocks; ++i) text += "-----BEGIN A-----\n-----END A-----\n";
  const auto blocks = read_pem(text);
  ASSERT_TRUE(blocks);
  EXPECT_EQ(blocks->size(), kMaxPemBlocks);
  EXPECT_FALSE(read_pem(text + "-----BEGIN A-----\n-----END A-----\n"));
}

TEST(Pem, random_octets_read_back) {
  std::mt19937 random(7468);
  std::string text;
  std::vector<Bytes> written;
  for (std::size_t size = 0; size < 200; ++size) {
    Bytes octets(size);
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(random());
    text += "between\n" + write_pem("CERTIFICATE", octets);
    written.push_back(std::move(octets));
  }
  const auto blocks = read_pem(text);
  ASSERT_TRUE(blocks) << blocks.error().message;
  ASSERT_EQ(blocks->size(), written.size());
  for (std::size_t i = 0; i < written.size(); ++i) EXPECT_EQ((*blocks)[i].der, written[i]);
}

}  // namespace
}  // namespace assay::der
