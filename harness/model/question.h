// Question: all that a verifier may know. Never the expectation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/text.h"
#include "harness/base/time.h"
#include "harness/model/ruleset.h"

namespace assay {

enum class NameKind { kDns, kIp, kEmail, kUri };

template <>
struct EnumNames<NameKind> {
  static constexpr std::pair<NameKind, std::string_view> kNames[] = {
      {NameKind::kDns, "dns"},
      {NameKind::kIp, "ip"},
      {NameKind::kEmail, "email"},
      {NameKind::kUri, "uri"},
  };
};

// PeerName is a reference identity (RFC 9525 section 4): what the relying party wants to reach.
// An IP address is in text form.
struct PeerName {
  NameKind kind = NameKind::kDns;
  std::string value;

  bool operator==(const PeerName&) const = default;
};

// Purpose is what the leaf will do: a TLS server's certificate is asked for kServerAuth.
enum class Purpose { kServerAuth, kClientAuth };

template <>
struct EnumNames<Purpose> {
  static constexpr std::pair<Purpose, std::string_view> kNames[] = {
      {Purpose::kServerAuth, "server-auth"},
      {Purpose::kClientAuth, "client-auth"},
  };
};

enum class RevocationMode {
  kOff,           // CRLs and OCSP responses are not looked at
  kIfPresent,     // a status that is there counts; a missing one does not
  kRequireLeaf,   // the leaf must have a good status
  kRequireChain,  // the leaf and each intermediate must have one
};

template <>
struct EnumNames<RevocationMode> {
  static constexpr std::pair<RevocationMode, std::string_view> kNames[] = {
      {RevocationMode::kOff, "off"},
      {RevocationMode::kIfPresent, "if-present"},
      {RevocationMode::kRequireLeaf, "require-leaf"},
      {RevocationMode::kRequireChain, "require-chain"},
  };
};

// PolicyInputs are the certificate-policy inputs of RFC 5280 section 6.1.1 (c), (e), (f), (g);
// policies are dotted OIDs, and an empty set stands for {anyPolicy}.
struct PolicyInputs {
  std::vector<std::string> initial_policy_set;
  bool explicit_policy = false;
  bool policy_mapping_inhibit = false;
  bool any_policy_inhibit = false;

  bool operator==(const PolicyInputs&) const = default;
};

struct Question {
  Bytes leaf;                  // DER, as sent: possibly no certificate at all
  std::vector<Bytes> pool;     // untrusted certificates, in the order they were sent
  std::vector<Bytes> anchors;  // trusted certificates
  std::vector<Bytes> crls;
  std::vector<Bytes> ocsp;
  RevocationMode revocation = RevocationMode::kOff;
  UnixTime time = 0;
  std::vector<PeerName> names;  // any one may match; empty when none is asked for
  Purpose purpose = Purpose::kServerAuth;
  std::vector<std::string> key_usages;            // that the caller demands, RFC 5280 spelling
  std::vector<std::string> extended_key_usages;   // beside `purpose`; RFC 5280 spelling or OID
  std::vector<std::string> signature_algorithms;  // the only ones allowed; limbo's spelling
  PolicyInputs policy;
  std::optional<int> max_depth;  // intermediates allowed, the self-issued ones not counted
  // Which clauses judge. Stacks have no such choice and pass it over; the oracle obeys it.
  Ruleset ruleset = Ruleset::kRfc5280;
  Bytes leaf_key;  // PKCS#8 DER, or empty when there is none

  bool operator==(const Question&) const = default;
};

}  // namespace assay
