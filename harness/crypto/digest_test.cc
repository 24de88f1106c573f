#include "harness/crypto/digest.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay {
namespace {

struct DigestRow {
  const char* name;
  DigestAlgorithm algorithm;
  const char* abc;  // of the message "abc": RFC 1321 section A.5, FIPS 180 examples
};

constexpr DigestRow kDigests[] = {
    {"md5", DigestAlgorithm::kMd5, "900150983cd24fb0d6963f7d28e17f72"},
    {"sha1", DigestAlgorithm::kSha1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {"sha224", DigestAlgorithm::kSha224,
     "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
    {"sha256", DigestAlgorithm::kSha256,
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"sha384", DigestAlgorithm::kSha384,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
     "8086072ba1e7cc2358baeca134c825a7"},
    {"sha512", DigestAlgorithm::kSha512,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
};

class DigestTest : public testing::TestWithParam<DigestRow> {};

TEST_P(DigestTest, of_abc_is_the_published_one) {
  EXPECT_EQ(hex(digest(GetParam().algorithm, as_bytes("abc"))), GetParam().abc);
}

TEST_P(DigestTest, is_named_as_its_row) {
  EXPECT_EQ(name_of(GetParam().algorithm), GetParam().name);
}

INSTANTIATE_TEST_SUITE_P(Published, DigestTest, testing::ValuesIn(kDigests), RowName());

TEST(Digest, of_nothing) {
  EXPECT_EQ(hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace assay
