#include "harness/der/oid.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <vector>

#include "harness/base/text.h"

namespace assay::der {
namespace {

using enum OidKind;

constexpr OidEntry kTable[] = {
    {Oid::kCommonName, kAttributeType, "commonName", "CN", "2.5.4.3"},
    {Oid::kSurname, kAttributeType, "surname", "SN", "2.5.4.4"},
    {Oid::kSerialNumber, kAttributeType, "serialNumber", "", "2.5.4.5"},
    {Oid::kCountryName, kAttributeType, "countryName", "C", "2.5.4.6"},
    {Oid::kLocalityName, kAttributeType, "localityName", "L", "2.5.4.7"},
    {Oid::kStateOrProvinceName, kAttributeType, "stateOrProvinceName", "ST", "2.5.4.8"},
    {Oid::kStreetAddress, kAttributeType, "streetAddress", "street", "2.5.4.9"},
    {Oid::kOrganizationName, kAttributeType, "organizationName", "O", "2.5.4.10"},
    {Oid::kOrganizationalUnitName, kAttributeType, "organizationalUnitName", "OU", "2.5.4.11"},
    {Oid::kTitle, kAttributeType, "title", "", "2.5.4.12"},
    {Oid::kName, kAttributeType, "name", "", "2.5.4.41"},
    {Oid::kGivenName, kAttributeType, "givenName", "GN", "2.5.4.42"},
    {Oid::kInitials, kAttributeType, "initials", "", "2.5.4.43"},
    {Oid::kGenerationQualifier, kAttributeType, "generationQualifier", "", "2.5.4.44"},
    {Oid::kDnQualifier, kAttributeType, "dnQualifier", "", "2.5.4.46"},
    {Oid::kPseudonym, kAttributeType, "pseudonym", "", "2.5.4.65"},
    {Oid::kUserId, kAttributeType, "userId", "UID", "0.9.2342.19200300.100.1.1"},
    {Oid::kDomainComponent, kAttributeType, "domainComponent", "DC", "0.9.2342.19200300.100.1.25"},
    {Oid::kEmailAddress, kAttributeType, "emailAddress", "E", "1.2.840.113549.1.9.1"},

    {Oid::kSubjectDirectoryAttributes, kExtension, "subjectDirectoryAttributes", "", "2.5.29.9"},
    {Oid::kSubjectKeyIdentifier, kExtension, "subjectKeyIdentifier", "", "2.5.29.14"},
    {Oid::kKeyUsage, kExtension, "keyUsage", "", "2.5.29.15"},
    {Oid::kPrivateKeyUsagePeriod, kExtension, "privateKeyUsagePeriod", "", "2.5.29.16"},
    {Oid::kSubjectAltName, kExtension, "subjectAltName", "", "2.5.29.17"},
    {Oid::kIssuerAltName, kExtension, "issuerAltName", "", "2.5.29.18"},
    {Oid::kBasicConstraints, kExtension, "basicConstraints", "", "2.5.29.19"},
    {Oid::kNameConstraints, kExtension, "nameConstraints", "", "2.5.29.30"},
    {Oid::kCrlDistributionPoints, kExtension, "cRLDistributionPoints", "", "2.5.29.31"},
    {Oid::kCertificatePolicies, kExtension, "certificatePolicies", "", "2.5.29.32"},
    {Oid::kPolicyMappings, kExtension, "policyMappings", "", "2.5.29.33"},
    {Oid::kAuthorityKeyIdentifier, kExtension, "authorityKeyIdentifier", "", "2.5.29.35"},
    {Oid::kPolicyConstraints, kExtension, "policyConstraints", "", "2.5.29.36"},
    {Oid::kExtKeyUsage, kExtension, "extKeyUsage", "extendedKeyUsage", "2.5.29.37"},
    {Oid::kFreshestCrl, kExtension, "freshestCRL", "", "2.5.29.46"},
    {Oid::kInhibitAnyPolicy, kExtension, "inhibitAnyPolicy", "", "2.5.29.54"},
    {Oid::kAuthorityInfoAccess, kExtension, "authorityInfoAccess", "", "1.3.6.1.5.5.7.1.1"},
    {Oid::kSubjectInfoAccess, kExtension, "subjectInfoAccess", "", "1.3.6.1.5.5.7.1.11"},
    {Oid::kTlsFeature, kExtension, "tlsFeature", "", "1.3.6.1.5.5.7.1.24"},
    {Oid::kOcspNoCheck, kExtension, "ocspNoCheck", "noCheck", "1.3.6.1.5.5.7.48.1.5"},
    {Oid::kNoRevAvail, kExtension, "noRevAvail", "", "2.5.29.56"},
    {Oid::kSignedCertificateTimestamps, kExtension, "signedCertificateTimestampList", "",
     "1.3.6.1.4.1.11129.2.4.2"},
    {Oid::kPrecertificatePoison, kExtension, "precertificatePoison", "", "1.3.6.1.4.1.11129.2.4.3"},
    {Oid::kNetscapeCertType, kExtension, "netscapeCertType", "", "2.16.840.1.113730.1.1"},

    {Oid::kCrlNumber, kCrlExtension, "cRLNumber", "", "2.5.29.20"},
    {Oid::kCrlReasons, kCrlExtension, "reasonCode", "cRLReasons", "2.5.29.21"},
    {Oid::kInvalidityDate, kCrlExtension, "invalidityDate", "", "2.5.29.24"},
    {Oid::kDeltaCrlIndicator, kCrlExtension, "deltaCRLIndicator", "", "2.5.29.27"},
    {Oid::kIssuingDistributionPoint, kCrlExtension, "issuingDistributionPoint", "", "2.5.29.28"},
    {Oid::kCertificateIssuer, kCrlExtension, "certificateIssuer", "", "2.5.29.29"},

    {Oid::kAnyExtendedKeyUsage, kExtendedKeyUsage, "anyExtendedKeyUsage", "", "2.5.29.37.0"},
    {Oid::kServerAuth, kExtendedKeyUsage, "serverAuth", "", "1.3.6.1.5.5.7.3.1"},
    {Oid::kClientAuth, kExtendedKeyUsage, "clientAuth", "", "1.3.6.1.5.5.7.3.2"},
    {Oid::kCodeSigning, kExtendedKeyUsage, "codeSigning", "", "1.3.6.1.5.5.7.3.3"},
    {Oid::kEmailProtection, kExtendedKeyUsage, "emailProtection", "", "1.3.6.1.5.5.7.3.4"},
    {Oid::kTimeStamping, kExtendedKeyUsage, "timeStamping", "", "1.3.6.1.5.5.7.3.8"},
    {Oid::kOcspSigning, kExtendedKeyUsage, "OCSPSigning", "", "1.3.6.1.5.5.7.3.9"},

    {Oid::kAnyPolicy, kPolicy, "anyPolicy", "", "2.5.29.32.0"},
    {Oid::kPolicyQualifierCps, kPolicy, "id-qt-cps", "cps", "1.3.6.1.5.5.7.2.1"},
    {Oid::kPolicyQualifierUserNotice, kPolicy, "id-qt-unotice", "unotice", "1.3.6.1.5.5.7.2.2"},
    {Oid::kAccessOcsp, kAccessMethod, "id-ad-ocsp", "ocsp", "1.3.6.1.5.5.7.48.1"},
    {Oid::kAccessCaIssuers, kAccessMethod, "id-ad-caIssuers", "caIssuers", "1.3.6.1.5.5.7.48.2"},
    {Oid::kOcspBasic, kOcsp, "id-pkix-ocsp-basic", "", "1.3.6.1.5.5.7.48.1.1"},
    {Oid::kOcspNonce, kOcsp, "id-pkix-ocsp-nonce", "", "1.3.6.1.5.5.7.48.1.2"},
    {Oid::kSmtpUtf8Mailbox, kOtherName, "id-on-SmtpUTF8Mailbox", "", "1.3.6.1.5.5.7.8.9"},
    {Oid::kDnsSrv, kOtherName, "id-on-dnsSRV", "", "1.3.6.1.5.5.7.8.7"},

    {Oid::kRsaEncryption, kPublicKey, "rsaEncryption", "", "1.2.840.113549.1.1.1"},
    {Oid::kRsaPss, kPublicKey, "id-RSASSA-PSS", "rsassaPss", "1.2.840.113549.1.1.10"},
    {Oid::kEcPublicKey, kPublicKey, "id-ecPublicKey", "", "1.2.840.10045.2.1"},
    {Oid::kEcDh, kPublicKey, "id-ecDH", "", "1.3.132.1.12"},
    {Oid::kDsa, kPublicKey, "id-dsa", "", "1.2.840.10040.4.1"},
    {Oid::kX25519, kPublicKey, "id-X25519", "x25519", "1.3.101.110"},
    {Oid::kX448, kPublicKey, "id-X448", "x448", "1.3.101.111"},
    {Oid::kEd25519, kPublicKey, "id-Ed25519", "ed25519", "1.3.101.112"},
    {Oid::kEd448, kPublicKey, "id-Ed448", "ed448", "1.3.101.113"},
    {Oid::kMlDsa44, kPublicKey, "id-ml-dsa-44", "mldsa44", "2.16.840.1.101.3.4.3.17"},
    {Oid::kMlDsa65, kPublicKey, "id-ml-dsa-65", "mldsa65", "2.16.840.1.101.3.4.3.18"},
    {Oid::kMlDsa87, kPublicKey, "id-ml-dsa-87", "mldsa87", "2.16.840.1.101.3.4.3.19"},
    {Oid::kMlKem768, kPublicKey, "id-alg-ml-kem-768", "mlkem768", "2.16.840.1.101.3.4.4.2"},

    {Oid::kP256, kCurve, "secp256r1", "p256", "1.2.840.10045.3.1.7"},
    {Oid::kP384, kCurve, "secp384r1", "p384", "1.3.132.0.34"},
    {Oid::kP521, kCurve, "secp521r1", "p521", "1.3.132.0.35"},
    {Oid::kSecp256k1, kCurve, "secp256k1", "", "1.3.132.0.10"},
    {Oid::kP192, kCurve, "secp192r1", "p192", "1.2.840.10045.3.1.1"},
    {Oid::kP224, kCurve, "secp224r1", "p224", "1.3.132.0.33"},
    {Oid::kBrainpoolP256r1, kCurve, "brainpoolP256r1", "", "1.3.36.3.3.2.8.1.1.7"},

    {Oid::kMd2WithRsa, kSignature, "md2WithRSAEncryption", "", "1.2.840.113549.1.1.2"},
    {Oid::kMd4WithRsa, kSignature, "md4WithRSAEncryption", "", "1.2.840.113549.1.1.3"},
    {Oid::kMd5WithRsa, kSignature, "md5WithRSAEncryption", "", "1.2.840.113549.1.1.4"},
    {Oid::kSha1WithRsa, kSignature, "sha1WithRSAEncryption", "", "1.2.840.113549.1.1.5"},
    {Oid::kSha224WithRsa, kSignature, "sha224WithRSAEncryption", "", "1.2.840.113549.1.1.14"},
    {Oid::kSha256WithRsa, kSignature, "sha256WithRSAEncryption", "", "1.2.840.113549.1.1.11"},
    {Oid::kSha384WithRsa, kSignature, "sha384WithRSAEncryption", "", "1.2.840.113549.1.1.12"},
    {Oid::kSha512WithRsa, kSignature, "sha512WithRSAEncryption", "", "1.2.840.113549.1.1.13"},
    {Oid::kDsaWithSha1, kSignature, "id-dsa-with-sha1", "", "1.2.840.10040.4.3"},
    {Oid::kDsaWithSha224, kSignature, "id-dsa-with-sha224", "", "2.16.840.1.101.3.4.3.1"},
    {Oid::kDsaWithSha256, kSignature, "id-dsa-with-sha256", "", "2.16.840.1.101.3.4.3.2"},
    {Oid::kEcdsaWithSha1, kSignature, "ecdsa-with-SHA1", "", "1.2.840.10045.4.1"},
    {Oid::kEcdsaWithSha224, kSignature, "ecdsa-with-SHA224", "", "1.2.840.10045.4.3.1"},
    {Oid::kEcdsaWithSha256, kSignature, "ecdsa-with-SHA256", "", "1.2.840.10045.4.3.2"},
    {Oid::kEcdsaWithSha384, kSignature, "ecdsa-with-SHA384", "", "1.2.840.10045.4.3.3"},
    {Oid::kEcdsaWithSha512, kSignature, "ecdsa-with-SHA512", "", "1.2.840.10045.4.3.4"},
    {Oid::kEcdsaWithSha3224, kSignature, "id-ecdsa-with-sha3-224", "", "2.16.840.1.101.3.4.3.9"},
    {Oid::kEcdsaWithSha3256, kSignature, "id-ecdsa-with-sha3-256", "", "2.16.840.1.101.3.4.3.10"},
    {Oid::kEcdsaWithSha3384, kSignature, "id-ecdsa-with-sha3-384", "", "2.16.840.1.101.3.4.3.11"},
    {Oid::kEcdsaWithSha3512, kSignature, "id-ecdsa-with-sha3-512", "", "2.16.840.1.101.3.4.3.12"},
    {Oid::kRsaWithSha3224, kSignature, "id-rsassa-pkcs1-v1_5-with-sha3-224", "",
     "2.16.840.1.101.3.4.3.13"},
    {Oid::kRsaWithSha3256, kSignature, "id-rsassa-pkcs1-v1_5-with-sha3-256", "",
     "2.16.840.1.101.3.4.3.14"},
    {Oid::kRsaWithSha3384, kSignature, "id-rsassa-pkcs1-v1_5-with-sha3-384", "",
     "2.16.840.1.101.3.4.3.15"},
    {Oid::kRsaWithSha3512, kSignature, "id-rsassa-pkcs1-v1_5-with-sha3-512", "",
     "2.16.840.1.101.3.4.3.16"},

    {Oid::kMd5, kDigest, "id-md5", "md5", "1.2.840.113549.2.5"},
    {Oid::kSha1, kDigest, "id-sha1", "sha1", "1.3.14.3.2.26"},
    {Oid::kSha224, kDigest, "id-sha224", "sha224", "2.16.840.1.101.3.4.2.4"},
    {Oid::kSha256, kDigest, "id-sha256", "sha256", "2.16.840.1.101.3.4.2.1"},
    {Oid::kSha384, kDigest, "id-sha384", "sha384", "2.16.840.1.101.3.4.2.2"},
    {Oid::kSha512, kDigest, "id-sha512", "sha512", "2.16.840.1.101.3.4.2.3"},
    {Oid::kSha3224, kDigest, "id-sha3-224", "sha3-224", "2.16.840.1.101.3.4.2.7"},
    {Oid::kSha3256, kDigest, "id-sha3-256", "sha3-256", "2.16.840.1.101.3.4.2.8"},
    {Oid::kSha3384, kDigest, "id-sha3-384", "sha3-384", "2.16.840.1.101.3.4.2.9"},
    {Oid::kSha3512, kDigest, "id-sha3-512", "sha3-512", "2.16.840.1.101.3.4.2.10"},
    {Oid::kMgf1, kDigest, "id-mgf1", "mgf1", "1.2.840.113549.1.1.8"},
};
constexpr std::size_t kTableSize = std::size(kTable);
constexpr std::size_t kLongestKnown = 16;  // octets; encode_known() does not compile beyond

struct Encoded {
  std::array<std::uint8_t, kLongestKnown> octets{};
  std::size_t size = 0;

  constexpr BytesView view() const { return BytesView(octets).first(size); }

  constexpr void push_back(std::uint8_t octet) { octets[size++] = octet; }
};

// Base 128, most significant group first, all but the last marked (X.690 section 8.19.2).
template <typename Octets>
constexpr void put_arc(Octets& to, std::uint64_t arc) {
  int groups = 1;
  for (std::uint64_t rest = arc >> 7; rest != 0; rest >>= 7) ++groups;
  for (int i = groups - 1; i >= 0; --i) {
    const auto low = static_cast<std::uint8_t>(arc >> (7 * i) & 0x7f);
    to.push_back(static_cast<std::uint8_t>(i == 0 ? low : low | 0x80));
  }
}

// For the table's own texts, at compile time: oid_from_dotted() is the one that checks.
constexpr Encoded encode_known(std::string_view dotted) {
  Encoded encoded;
  std::uint64_t first = 0;
  std::uint64_t arc = 0;
  int arcs = 0;
  for (std::size_t i = 0; i <= dotted.size(); ++i) {
    if (i < dotted.size() && dotted[i] != '.') {
      arc = arc * 10 + static_cast<std::uint64_t>(dotted[i] - '0');
      continue;
    }
    if (++arcs == 1) {
      first = arc;
    } else {
      put_arc(encoded, arcs == 2 ? first * 40 + arc : arc);
    }
    arc = 0;
  }
  return encoded;
}

constexpr std::array<Encoded, kTableSize> encode_table() {
  std::array<Encoded, kTableSize> all{};
  for (std::size_t i = 0; i < kTableSize; ++i) all[i] = encode_known(kTable[i].dotted);
  return all;
}
constexpr auto kEncoded = encode_table();

constexpr bool table_is_in_order() {
  for (std::size_t i = 0; i < kTableSize; ++i) {
    if (static_cast<std::size_t>(kTable[i].id) != i) return false;
  }
  return true;
}
static_assert(table_is_in_order());
static_assert(static_cast<std::size_t>(Oid::kMgf1) + 1 == kTableSize);

constexpr bool less(BytesView a, BytesView b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

constexpr std::array<std::uint8_t, kTableSize> sort_table() {
  std::array<std::uint8_t, kTableSize> order{};
  for (std::size_t i = 0; i < kTableSize; ++i) order[i] = static_cast<std::uint8_t>(i);
  std::sort(order.begin(), order.end(), [](std::uint8_t a, std::uint8_t b) {
    return less(kEncoded[a].view(), kEncoded[b].view());
  });
  return order;
}
constexpr auto kByOctets = sort_table();

std::optional<std::uint64_t> read_arc(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t arc = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), arc);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return arc;
}

}  // namespace

std::span<const OidEntry> oid_table() { return kTable; }

const OidEntry& entry(Oid id) { return kTable[static_cast<std::size_t>(id)]; }

BytesView octets(Oid id) { return kEncoded[static_cast<std::size_t>(id)].view(); }

std::optional<Oid> known(BytesView content) {
  const auto at = std::lower_bound(
      kByOctets.begin(), kByOctets.end(), content,
      [](std::uint8_t i, BytesView wanted) { return less(kEncoded[i].view(), wanted); });
  if (at == kByOctets.end() || less(content, kEncoded[*at].view())) return std::nullopt;
  return static_cast<Oid>(*at);
}

std::optional<Oid> named(std::string_view text) {
  if (text.empty()) return std::nullopt;
  for (const OidEntry& each : kTable) {
    if (each.name == text || each.alias == text || each.dotted == text) return each.id;
  }
  return std::nullopt;
}

Result<Bytes> oid_from_dotted(std::string_view dotted) {
  const auto refuse = [&](const char* why) {
    return input_error("object identifier '" + one_line(dotted, 80) + "': " + why);
  };
  std::vector<std::uint64_t> arcs;
  for (const std::string_view part : split(dotted, '.')) {
    const auto arc = read_arc(part);
    if (!arc) return refuse("an arc is a decimal number below 2^64 without leading zeros");
    arcs.push_back(*arc);
  }
  if (arcs.size() < 2) return refuse("it takes at least two arcs, as in 2.5");
  if (arcs[0] > 2) return refuse("the first arc is 0, 1 or 2 (X.690 8.19.4)");
  if (arcs[0] < 2 && arcs[1] > 39) return refuse("the second arc is at most 39 (X.690 8.19.4)");
  if (arcs[1] > std::numeric_limits<std::uint64_t>::max() - 80) {
    return refuse("the second arc is too large");
  }
  Bytes content;
  put_arc(content, arcs[0] * 40 + arcs[1]);
  for (std::size_t i = 2; i < arcs.size(); ++i) put_arc(content, arcs[i]);
  return content;
}

Result<Bytes> oid_from_text(std::string_view text) {
  if (const auto id = named(text)) return to_bytes(octets(*id));
  if (!text.empty() && text.front() >= '0' && text.front() <= '9') return oid_from_dotted(text);
  std::vector<std::string_view> candidates;
  for (const OidEntry& each : kTable) {
    candidates.push_back(each.name);
    if (!each.alias.empty()) candidates.push_back(each.alias);
  }
  return unknown_word("object identifier", text, candidates);
}

OidFault check_oid(BytesView content, std::size_t& at) {
  at = 0;
  if (content.empty()) return OidFault::kEmpty;
  std::size_t start = 0;
  for (at = 0; at < content.size(); ++at) {
    // X.690 section 8.19.2: the leading octet of a subidentifier shall not be 80.
    if (at == start && content[at] == 0x80) return OidFault::kNotMinimal;
    // Ten groups hold 70 bits: the first of ten may only say 1.
    if (at - start == 9 && content[start] > 0x81) return OidFault::kTooLarge;
    if (at - start >= 10) return OidFault::kTooLarge;
    if ((content[at] & 0x80) == 0) start = at + 1;
  }
  if (start == content.size()) return OidFault::kNone;
  at = start;
  return OidFault::kTruncated;
}

Result<std::string> oid_to_dotted(BytesView content) {
  std::size_t at = 0;
  if (check_oid(content, at) != OidFault::kNone) {
    return input_error("not an object identifier (X.690 8.19): " +
                       hex(content.first(std::min<std::size_t>(content.size(), 40))));
  }
  std::string dotted;
  std::uint64_t arc = 0;
  for (const std::uint8_t octet : content) {
    arc = arc << 7 | (octet & 0x7f);
    if ((octet & 0x80) != 0) continue;
    if (dotted.empty()) {
      const std::uint64_t first = std::min<std::uint64_t>(arc / 40, 2);
      dotted = std::to_string(first);
      arc -= first * 40;
    }
    dotted += "." + std::to_string(arc);
    arc = 0;
  }
  return dotted;
}

std::string oid_text(BytesView content) {
  if (const auto id = known(content)) return std::string(entry(*id).name);
  if (auto dotted = oid_to_dotted(content)) return *std::move(dotted);
  return hex(content);
}

}  // namespace assay::der
