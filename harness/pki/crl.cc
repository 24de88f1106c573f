#include "harness/pki/crl.h"

#include <fmt/format.h>

#include "harness/pki/certificate.h"
#include "harness/pki/extension_values.h"
#include "harness/pki/names.h"

namespace assay {
namespace {

// The serial numbers of filler: eight octets, the first of them this one, the last four a count.
constexpr std::uint8_t kFillerSerial = 0x2a;

SignedPart part_of(const CrlProfile& profile) {
  return {fmt::format("CRL '{}'", profile.name), ""};
}

// All entries of certificates that the profile does not name, as one piece.
der::Node filler_node(const CrlProfile& profile) {
  const Bytes entry = der::encode(der::sequence(
      der::primitive(0x02, {kFillerSerial, 0, 0, 0, 0, 0, 0, 0}), der::time(profile.this_update)));
  constexpr std::size_t kCountAt = 2 + 2 + 4;  // after two headers and four octets of the serial
  const auto count = static_cast<std::size_t>(profile.filler);
  Bytes all;
  all.reserve(count * entry.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t start = all.size();
    append(all, entry);
    for (std::size_t octet = 0; octet < 4; ++octet) {
      all[start + kCountAt + octet] = static_cast<std::uint8_t>(i >> (8 * (3 - octet)));
    }
  }
  return der::raw(std::move(all));
}

Result<std::vector<der::Node>> entry_extensions(const RevokedCertificate& entry,
                                                const RevokedFacts& facts) {
  std::vector<der::Node> extensions;
  if (entry.reason) {
    extensions.push_back(extension_node(der::Oid::kCrlReasons, false,
                                        der::enumerated(static_cast<int>(*entry.reason))));
  }
  if (entry.invalidity_date) {
    extensions.push_back(extension_node(der::Oid::kInvalidityDate, false,
                                        der::generalized_time(*entry.invalidity_date)));
  }
  if (!entry.issuer.empty()) {
    ASSAY_TRY(name, name_node(facts.issuer));
    // RFC 5280 section 5.3.3: always critical.
    extensions.push_back(extension_node(der::Oid::kCertificateIssuer, true,
                                        der::sequence(der::context_explicit(4, std::move(name)))));
  }
  ASSAY_TRY(raw, raw_extension_nodes(entry.extensions));
  for (der::Node& each : raw) extensions.push_back(std::move(each));
  return extensions;
}

Result<der::Node> entry_node(const CrlProfile& profile, const RevokedCertificate& entry,
                             const RevokedFacts& facts) {
  std::vector<der::Node> members;
  members.push_back(der::primitive(0x02, facts.serial).as("userCertificate"));
  members.push_back(der::time(entry.at.value_or(profile.this_update)).as("revocationDate"));
  ASSAY_TRY(extensions, entry_extensions(entry, facts));
  if (!extensions.empty() && profile.version > 1) {
    members.push_back(der::sequence(std::move(extensions)).as("crlEntryExtensions"));
  }
  return der::sequence(std::move(members));
}

Result<der::Node> scope_node(const IssuingDistributionPoint& scope) {
  std::vector<der::Node> members;
  ASSAY_TRY(name, point_name_node(scope.name));
  if (name) members.push_back(*std::move(name));
  const auto flag = [&members](unsigned tag, bool set, std::string_view label) {
    if (set) members.push_back(der::implicit(tag, der::boolean(true)).as(std::string(label)));
  };
  flag(1, scope.only_users, "onlyContainsUserCerts");
  flag(2, scope.only_cas, "onlyContainsCACerts");
  if (scope.only_some_reasons) {
    members.push_back(reasons_node(3, *scope.only_some_reasons).as("onlySomeReasons"));
  }
  flag(4, scope.indirect, "indirectCRL");
  flag(5, scope.only_attributes, "onlyContainsAttributeCerts");
  return der::sequence(std::move(members));
}

Result<std::vector<der::Node>> crl_extensions(const CrlProfile& profile, const CrlParts& parts) {
  std::vector<der::Node> all;
  if (profile.authority_key_id.present) {
    ASSAY_TRY(authority, authority_key_id_node(profile.authority_key_id, parts.authority));
    all.push_back(std::move(authority));
  }
  const auto number = [&all](der::Oid oid, const std::optional<CrlNumber>& value) {
    if (value) all.push_back(extension_node(oid, value->critical, der::integer(value->value)));
  };
  number(der::Oid::kCrlNumber, profile.number);
  number(der::Oid::kDeltaCrlIndicator, profile.delta_base);
  if (const auto& scope = profile.issuing_distribution_point) {
    ASSAY_TRY(node, scope_node(*scope));
    all.push_back(
        extension_node(der::Oid::kIssuingDistributionPoint, scope->critical, std::move(node)));
  }
  if (const auto& freshest = profile.freshest_crl) {
    ASSAY_TRY(node, distribution_points_node(*freshest));
    all.push_back(extension_node(der::Oid::kFreshestCrl, freshest->critical, std::move(node)));
  }
  ASSAY_TRY(raw, raw_extension_nodes(profile.extensions));
  for (der::Node& each : raw) all.push_back(std::move(each));
  return all;
}

Result<std::vector<der::Node>> entry_nodes(const CrlProfile& profile, const CrlParts& parts) {
  std::vector<der::Node> entries;
  if (profile.filler > 0) entries.push_back(filler_node(profile));
  for (std::size_t i = 0; i < profile.revoked.size(); ++i) {
    ASSAY_TRY(entry, entry_node(profile, profile.revoked[i], parts.revoked[i]));
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<der::Node> tbs_node(const CrlProfile& profile, const CrlParts& parts) {
  ASSAY_TRY(issuer, name_node(parts.issuer_name));
  const SignatureAlgorithm claimed = profile.tbs_signature_algorithm.value_or(parts.algorithm);
  std::vector<der::Node> members;
  if (profile.version > 1) members.push_back(der::integer(profile.version - 1).as("version"));
  members.push_back(tree_of(algorithm_identifier(claimed)).as("signature"));
  members.push_back(std::move(issuer).as("issuer"));
  members.push_back(der::time(profile.this_update).as("thisUpdate"));
  if (profile.next_update) members.push_back(der::time(*profile.next_update).as("nextUpdate"));
  ASSAY_TRY(entries, entry_nodes(profile, parts));
  // RFC 5280 section 5.1.2.6: the list is absent where nothing is revoked.
  if (!entries.empty()) {
    members.push_back(der::sequence(std::move(entries)).as("revokedCertificates"));
  }
  ASSAY_TRY(extensions, crl_extensions(profile, parts));
  if (!extensions.empty() && profile.version > 1) {
    members.push_back(
        der::context_explicit(0, der::sequence(std::move(extensions))).as("crlExtensions"));
  }
  return der::sequence(std::move(members)).as("tbs");
}

}  // namespace

Result<UnsignedCrl> build_crl(const CrlProfile& profile, const CrlParts& parts) {
  ASSAY_TRY(tbs, tbs_node(profile, parts));
  UnsignedCrl crl;
  crl.tree = der::sequence(std::move(tbs),
                           tree_of(algorithm_identifier(parts.algorithm)).as("signatureAlgorithm"),
                           der::bit_string({}).as("signature"));
  ASSAY_TRY(octets, edit_before(profile.der, part_of(profile), crl.tree));
  crl.tbs = std::move(octets);
  return crl;
}

Result<Bytes> finish_crl(const CrlProfile& profile, UnsignedCrl crl, Bytes signature) {
  ASSAY_TRY(encoded,
            finish_tree(
                profile.der, part_of(profile), std::move(crl.tree), std::move(signature),
                profile.corrupt_signature ? SignatureBits::kLastFlipped : SignatureBits::kAsMade));
  append(encoded, profile.trailing);
  return encoded;
}

}  // namespace assay
