// The reader over certificates, CRLs and OCSP responses of the world: which it takes, which it
// refuses, and by which rule.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "harness/base/file.h"
#include "harness/der/pem.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/crl.h"
#include "harness/oracle/ocsp.h"

namespace assay::oracle {
namespace {

// Of the Debian package python3-cryptography-vectors.
constexpr char kFolder[] = "/usr/lib/python3/dist-packages/cryptography_vectors/x509/";

struct Row {
  const char* file;
  const char* found;  // what stops a reading; "taken"; or what a taken one has
};

// Refused, or taken with a fault that rules: each with the rule. All others of the folder are taken
// whole.
const Row kCertificates[] = {
    // RFC 5280 section 4.1.2.5.1: a UTCTime has seconds.
    {"badasn1time.pem", "offset 107: UTCTime not YYMMDDHHMMSSZ (RFC 5280 4.1.2.5.1)"},
    // A TBSCertificate alone.
    {"cryptography-scts-tbs-precert.der", "offset 4: expected SEQUENCE, found [0] constructed"},
    // The poison is there to be recognised by nobody (RFC 6962 section 3.1).
    {"cryptography.io.precert.pem", "critical"},
    // RFC 5280 section 4.2.1.6: a dNSName is an IA5String.
    {"utf8-dnsname.pem", "subjectAltName: offset 60: an octet that is no ASCII character"},
    // An INTEGER (0..MAX) of -1.
    {"custom/inhibit_any_policy_negative.pem",
     "inhibitAnyPolicy: offset 0: a number outside its range"},
    // RFC 5280 section 4.1.2.1: versions are 1, 2 and 3.
    {"custom/invalid_version.pem", "offset 8: a version that the standard does not define"},
    // RFC 5280 section 4.2.1.10: an address and a mask in the style of RFC 4632.
    {"custom/nc_invalid_ip4_netmask.der", "nameConstraints: offset 6: an address mask with a hole"},
    {"custom/nc_invalid_ip_netmask.pem", "nameConstraints: offset 6: an address mask with a hole"},
    {"custom/nc_ip_invalid_length.pem",
     "nameConstraints: offset 6: an IP address of the wrong length"},
    // RFC 5280 section 4.2: no extension twice.
    {"custom/two_basic_constraints.pem", "offset 482: the same extension a second time"},
    {"custom/unsupported_extension_critical.pem", "critical"},
    // The example of RFC 8410 section 10.2 writes a critical of FALSE out: no DER (X.690 11.5). Its
    // cA of FALSE would have been read.
    {"ed25519/ed25519-rfc8410.pem", "offset 189: a DEFAULT value encoded (X.690 11.5)"},
    // Odd, and read: what is wrong with them is their issuer's, or nobody here uses it.
    {"wosign-bc-invalid.pem", "taken"},  // a path length without cA
    {"v1_cert.pem", "taken"},
    {"unique_identifier.pem", "taken"},
    {"bigoid.pem", "taken"},                      // an arc of 126 bits
    {"scottishpower-bitstring-dn.pem", "taken"},  // a BIT STRING in a name
    {"san_x400address.der", "taken"},
    {"san_edipartyname.der", "taken"},
    {"custom/cp_invalid.pem", "taken"},  // a policy's notice of the wrong type
    {"custom/cp_invalid2.der", "taken"},
    {"custom/invalid-sct-length.der", "taken"},
    {"custom/invalid_utf8_common_name.pem", "taken"},
    {"custom/bad_country.pem", "taken"},  // of three letters
    {"custom/negative_serial.pem", "taken"},
    {"custom/post2000utctime.pem", "taken"},
    {"custom/ec_no_named_curve.pem", "taken"},  // no key that verifies anything
    {"custom/unsupported_subject_public_key_info.pem", "taken"},
    {"custom/alternate-rsa-sha1-oid.der", "taken"},
};

const Row kLists[] = {
    {"custom/crl_bad_version.pem", "offset 7: a version that the standard does not define"},
    // RFC 5280 section 4.2, of the entries' extensions too.
    {"custom/crl_dup_entry_ext.pem", "offset 138: the same extension a second time"},
    {"custom/crl_inval_cert_issuer_entry_ext.pem", "offset 0: SEQUENCE missing"},
    {"custom/crl_invalid_time.der", "offset 47: UTCTime not YYMMDDHHMMSSZ (RFC 5280 4.1.2.5.1)"},
    {"custom/crl_md2_unknown_crit_entry_ext.pem", "critical"},
    // RFC 5280 section 5.3.1: a reason that the enumeration does not have.
    {"custom/crl_unsupported_reason.pem", "offset 0: a number outside its range"},
    {"custom/crl_all_reasons.pem", "taken"},
    {"custom/crl_almost_10k.pem", "taken"},
    {"custom/crl_delta_crl_indicator.pem", "taken"},
    {"custom/crl_empty.pem", "taken"},
    {"custom/crl_empty_no_sequence.der", "taken"},
    {"custom/crl_ian_aia_aki.pem", "taken"},
    {"custom/crl_idp_fullname_indirect_crl.pem", "taken"},
    {"custom/crl_idp_relative_user_all_reasons.pem", "taken"},
    {"custom/crl_no_next_update.pem", "taken"},
    {"custom/crl_unrecognized_extension.der", "taken"},
};

const Row kResponses[] = {
    {"ocsp/resp-response-type-unknown-oid.der", "offset 4: an alternative that does not exist"},
    {"ocsp/resp-successful-no-response-bytes.der", "offset 5: [0] constructed missing"},
    {"ocsp/resp-unauthorized.der", "offset 2: a number outside its range"},
    {"ocsp/resp-unknown-response-status.der", "offset 2: a number outside its range"},
    {"ocsp/ocsp-army.deps.mil-resp.der", "taken"},  // of twenty certificates
    {"ocsp/resp-delegate-unknown-cert.der", "taken"},
    {"ocsp/resp-invalid-signature-oid.der", "taken"},
    {"ocsp/resp-responder-key-hash.der", "taken"},
    {"ocsp/resp-revoked-no-next-update.der", "taken"},
    {"ocsp/resp-revoked-reason.der", "taken"},
    {"ocsp/resp-revoked.der", "taken"},
    {"ocsp/resp-sct-extension.der", "taken"},
    {"ocsp/resp-sha256.der", "taken"},
    {"ocsp/resp-single-extension-reason.der", "taken"},
    {"ocsp/resp-unknown-extension.der", "taken"},
    {"ocsp/resp-unknown-hash-alg.der", "taken"},  // about nobody whom we could name
};

// The first certificate or CRL of a PEM file, or a DER file whole; empty for what is neither.
Bytes der_of(const std::string& file) {
  const auto text = read_file(kFolder + file);
  if (!text) return {};
  if (!file.ends_with(".pem")) return to_bytes(as_bytes(*text));
  const auto blocks = der::read_pem(*text);
  if (!blocks) return {};
  const auto at = std::ranges::find_if(*blocks, [](const der::PemBlock& block) {
    return block.label == "CERTIFICATE" || block.label == "X509 CRL";
  });
  return at != blocks->end() ? at->der : Bytes();
}

std::string reading_of_certificate(const std::string& file) {
  const Bytes der = der_of(file);
  const auto read = read_certificate(der);
  if (!read) return to_text(read.error());
  if (const auto& fault = read->extensions.fault()) {
    return std::string(der::entry(fault->id).name) + ": " + to_text(fault->error);
  }
  return read->extensions.unknown_critical() ? "critical" : "taken";
}

std::string reading_of_list(const std::string& file) {
  const Bytes der = der_of(file);
  const auto read = read_crl(der);
  if (!read) return to_text(read.error());
  return read->has_unknown_critical ? "critical" : "taken";
}

std::string reading_of_response(const std::string& file) {
  const Bytes der = der_of(file);
  const auto read = read_ocsp(der);
  return read ? "taken" : to_text(read.error());
}

class WorldTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::ifstream(std::string(kFolder) + "v1_cert.pem")) {
      GTEST_SKIP() << "python3-cryptography-vectors is not installed";
    }
  }
};

TEST_F(WorldTest, certificates_are_read_or_refused_for_their_reason) {
  for (const Row& row : kCertificates) {
    EXPECT_EQ(reading_of_certificate(row.file), row.found) << row.file;
  }
}

TEST_F(WorldTest, certificates_without_a_row_are_taken_whole) {
  std::size_t taken = 0;
  for (const std::string folder : {"", "custom/", "ed25519/", "ed448/"}) {
    const auto files = list_directory(kFolder + folder);
    ASSERT_TRUE(files);
    for (const std::string& name : *files) {
      const std::string file = folder + name;
      const bool listed =
          std::ranges::any_of(kCertificates, [&](const auto& row) { return row.file == file; });
      if (listed || name.find("crl") != std::string::npos || der_of(file).empty()) continue;
      EXPECT_EQ(reading_of_certificate(file), "taken") << file;
      ++taken;
    }
  }
  EXPECT_GT(taken, 60U);
}

TEST_F(WorldTest, lists_are_read_or_refused_for_their_reason) {
  for (const Row& row : kLists) EXPECT_EQ(reading_of_list(row.file), row.found) << row.file;
}

TEST_F(WorldTest, responses_are_read_or_refused_for_their_reason) {
  for (const Row& row : kResponses) {
    EXPECT_EQ(reading_of_response(row.file), row.found) << row.file;
  }
}

}  // namespace
}  // namespace assay::oracle
