// For tests: certificates, CRLs and OCSP responses from one-line descriptions, all with P-256 keys
// that are derived from their owners' names.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "harness/base/text.h"
#include "harness/base/time.h"
#include "harness/crypto/digest.h"
#include "harness/crypto/private_key.h"
#include "harness/der/reader.h"
#include "harness/der/writer.h"
#include "harness/model/question.h"

namespace assay::oracle {

inline constexpr UnixTime kTestNow = 1'780'272'000;  // 2026-06-01
inline constexpr UnixTime kTestDay = 86'400;

inline der::Node oid_node(const std::string& text) {
  auto octets = der::oid_from_text(text);
  EXPECT_TRUE(octets) << text;
  return der::oid(octets ? *std::move(octets) : Bytes());
}

inline der::Node name_node(const std::string& common_name,
                           der::StringType type = der::StringType::kUtf8) {
  return der::sequence(
      der::set(der::nodes(der::sequence(oid_node("CN"), der::string(type, common_name)))));
}

inline der::Node extension(const std::string& oid, der::Node value, bool critical = false) {
  std::vector<der::Node> members = der::nodes(oid_node(oid));
  if (critical) members.push_back(der::boolean(true));
  members.push_back(der::octet_string_of(std::move(value)));
  return der::sequence(std::move(members));
}

inline PrivateKey key_of(const std::string& owner) {
  auto key = PrivateKey::derive(KeyType::kP256, as_bytes(owner));
  EXPECT_TRUE(key);
  return *std::move(key);
}

// The bits of a public key, which key identifiers are made of.
inline Bytes key_bits(const std::string& owner) {
  const PrivateKey key = key_of(owner);
  der::Reader reader(key.spki());
  auto spki = reader.sequence();
  EXPECT_TRUE(spki && spki->any());
  const auto bits = spki->bit_string();
  EXPECT_TRUE(bits);
  return bits ? to_bytes(bits->octets) : Bytes();
}

inline der::Node raw_algorithm() {
  return der::raw(to_bytes(algorithm_identifier(SignatureAlgorithm::kEcdsaWithSha256)));
}

// signed_node() is SEQUENCE { tbs, algorithm, signature } by the owner's key.
inline std::vector<der::Node> signed_nodes(const der::Node& tbs, const std::string& owner) {
  const auto signature = key_of(owner).sign(SignatureAlgorithm::kEcdsaWithSha256, der::encode(tbs));
  EXPECT_TRUE(signature);
  return der::nodes(der::Node(tbs), raw_algorithm(), der::bit_string(*signature));
}

struct TestCertificate {
  std::string subject;
  std::string issuer;
  std::string key = {};         // its owner; the subject's name where it is empty
  std::string issuer_key = {};  // likewise
  bool ca = false;
  std::vector<der::Node> extensions = {};
  std::int64_t serial = 7;
  std::vector<unsigned> usage = {0, 5, 6};  // digitalSignature, keyCertSign, cRLSign
  UnixTime not_after = kTestNow + 1000 * kTestDay;
  int version = 3;                 // 1 or 3; one of version 1 has no extensions
  std::string subject_email = {};  // in the subject, after its common name
};

inline der::Node subject_node(const TestCertificate& what) {
  if (what.subject_email.empty()) return name_node(what.subject);
  const auto relative = [](const char* type, der::StringType form, const std::string& text) {
    return der::set(der::nodes(der::sequence(oid_node(type), der::string(form, text))));
  };
  return der::sequence(
      der::nodes(relative("CN", der::StringType::kUtf8, what.subject),
                 relative("emailAddress", der::StringType::kIa5, what.subject_email)));
}

inline Bytes issue(const TestCertificate& what) {
  std::vector<der::Node> extensions = what.extensions;
  if (what.ca) {
    extensions.push_back(extension("basicConstraints", der::sequence(der::boolean(true)), true));
    extensions.push_back(extension("keyUsage", der::named_bits(what.usage), true));
  }
  std::vector<der::Node> members = der::nodes(
      der::integer(what.serial), raw_algorithm(), name_node(what.issuer),
      der::sequence(der::time(kTestNow - 1000 * kTestDay), der::time(what.not_after)),
      subject_node(what), der::raw(key_of(what.key.empty() ? what.subject : what.key).spki()));
  if (what.version == 3) {
    members.insert(members.begin(), der::context_explicit(0, der::integer(2)));
  }
  if (!extensions.empty() && what.version == 3) {
    members.push_back(der::context_explicit(3, der::sequence(std::move(extensions))));
  }
  return der::encode(der::sequence(signed_nodes(
      der::sequence(std::move(members)), what.issuer_key.empty() ? what.issuer : what.issuer_key)));
}

struct TestEntry {
  std::int64_t serial = 7;
  std::vector<der::Node> extensions = {};
};

struct TestCrl {
  std::string issuer;
  std::string key = {};
  std::vector<TestEntry> revoked = {};
  std::vector<der::Node> extensions = {};
  UnixTime this_update = kTestNow - kTestDay;
  UnixTime next_update = kTestNow + kTestDay;
};

inline Bytes issue(const TestCrl& what) {
  std::vector<der::Node> members =
      der::nodes(der::integer(1), raw_algorithm(), name_node(what.issuer),
                 der::time(what.this_update), der::time(what.next_update));
  std::vector<der::Node> entries;
  for (const TestEntry& each : what.revoked) {
    std::vector<der::Node> entry = der::nodes(der::integer(each.serial), der::time(kTestNow));
    if (!each.extensions.empty()) entry.push_back(der::sequence(std::vector(each.extensions)));
    entries.push_back(der::sequence(std::move(entry)));
  }
  if (!entries.empty()) members.push_back(der::sequence(std::move(entries)));
  if (!what.extensions.empty()) {
    members.push_back(der::context_explicit(0, der::sequence(std::vector(what.extensions))));
  }
  return der::encode(der::sequence(
      signed_nodes(der::sequence(std::move(members)), what.key.empty() ? what.issuer : what.key)));
}

// Question of a server's path: anchors, pool and leaf, no name asked for.
inline Question test_question(Bytes leaf, std::vector<Bytes> pool, std::vector<Bytes> anchors) {
  Question question;
  question.leaf = std::move(leaf);
  question.pool = std::move(pool);
  question.anchors = std::move(anchors);
  question.time = kTestNow;
  return question;
}

}  // namespace assay::oracle
