// What the stacks answered on package revisions that Debian no longer offers, or has replaced
// since: the deviations must go on explaining them there, and must be silent where the package was
// mended.
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/base/build_tree.h"
#include "harness/base/row_name.h"
#include "harness/run/deviations.h"

namespace assay {
namespace {

constexpr char kOpenssl19[] = "3.0.19-1~deb12u2";
constexpr char kOpenssl20[] = "3.0.20-1~deb12u2";
constexpr char kOpenssl22[] = "3.0.22-1~deb12u2";
constexpr char kGnutls6[] = "3.7.9-2+deb12u6";
constexpr char kGnutls7[] = "3.7.9-2+deb12u7";
constexpr char kOutside[] = "SIGNER_CONSTRAINTS_FAILURE";

struct Recorded {
  const char* name;
  const char* target;
  const char* differs_on;
  const char* mended_in;
  const char* id;
  Verdict verdict;
};

const Recorded kRecorded[] = {
    {"delta_crl_alone_of_the_leaf", "openssl", kOpenssl19, kOpenssl22,
     "rfc5280/crl/crl-delta-alone/leaf.of-leaf-one", accepted("OK (0)")},
    {"delta_crl_alone_of_the_ca", "openssl", kOpenssl20, kOpenssl22,
     "rfc5280/crl/crl-delta-alone/ca.of-chain-five", accepted("OK (0)")},
    {"delta_crl_alone_in_an_own_build", "openssl", "3.0.19", "3.0.22",
     "rfc5280/crl/crl-delta-alone/leaf.of-leaf-one", accepted("OK (0)")},
    {"excluded_name_in_capitals", "gnutls", kGnutls6, kGnutls7,
     "rfc5280/name-constraints/nc-dns-case-excluded/upper-mixed", accepted()},
    {"excluded_mail_host_in_capitals", "gnutls", kGnutls6, kGnutls7,
     "rfc5280/name-constraints/nc-email-host-excluded/lower-capitals", accepted()},
    {"permitted_name_in_capitals", "gnutls", kGnutls6, kGnutls7,
     "rfc5280/name-constraints/nc-dns-trailing-dot-or-case/lower-upper.case",
     rejected(Reason::kOther, kOutside)},
    {"permitted_mailbox_in_capitals", "gnutls", kGnutls6, kGnutls7,
     "rfc5280/name-constraints/nc-email-mailbox/upper-capitals",
     rejected(Reason::kOther, kOutside)},
    {"permitted_name_in_an_own_build", "gnutls", "3.7.9", kGnutls7,
     "rfc5280/name-constraints/nc-dns-case-of-name/upper-mixed",
     rejected(Reason::kOther, kOutside)},
    {"common_name_beside_a_uri", "gnutls", kGnutls6, kGnutls7,
     "rfc9525/common-names/san-present-other-type-cn/uri", accepted()},
};

class RecordedTest : public testing::TestWithParam<Recorded> {
 protected:
  static bool explains(const Recorded& row, const char* release) {
    static const auto entries = load_deviations(source_dir() + "/targets");
    EXPECT_TRUE(entries) << entries.error().message;
    return std::any_of(entries->begin(), entries->end(), [&](const Deviation& entry) {
      return entry.selects(row.target, release, row.id, "verify") && entry.pins(row.verdict);
    });
  }
};

TEST_P(RecordedTest, is_explained_on_its_revision_and_not_where_it_was_mended) {
  EXPECT_TRUE(explains(GetParam(), GetParam().differs_on));
  EXPECT_FALSE(explains(GetParam(), GetParam().mended_in));
}

INSTANTIATE_TEST_SUITE_P(Deviations, RecordedTest, testing::ValuesIn(kRecorded), RowName());

}  // namespace
}  // namespace assay
