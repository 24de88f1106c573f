#include "harness/oracle/purpose.h"

#include <algorithm>
#include <string>

#include "harness/oracle/pss.h"

namespace assay::oracle {
namespace {

using der::Oid;

// NIST SP 800-131A: no signatures are to be made with SHA-1 after 2013.
constexpr UnixTime kSha1Sunset = 1'388'534'400;
// The same: an RSA key of less is not even to verify what was signed long ago.
constexpr std::size_t kMinModulusBits = 1024;

struct AlgorithmWord {
  SignatureAlgorithm algorithm;
  std::string_view word;
};

// The words of Question::signature_algorithms.
constexpr AlgorithmWord kAlgorithmWords[] = {
    {SignatureAlgorithm::kMd5WithRsa, "RSA_WITH_MD5"},
    {SignatureAlgorithm::kSha1WithRsa, "RSA_WITH_SHA1"},
    {SignatureAlgorithm::kSha224WithRsa, "RSA_WITH_SHA224"},
    {SignatureAlgorithm::kSha256WithRsa, "RSA_WITH_SHA256"},
    {SignatureAlgorithm::kSha384WithRsa, "RSA_WITH_SHA384"},
    {SignatureAlgorithm::kSha512WithRsa, "RSA_WITH_SHA512"},
    {SignatureAlgorithm::kEcdsaWithSha1, "ECDSA_WITH_SHA1"},
    {SignatureAlgorithm::kEcdsaWithSha224, "ECDSA_WITH_SHA224"},
    {SignatureAlgorithm::kEcdsaWithSha256, "ECDSA_WITH_SHA256"},
    {SignatureAlgorithm::kEcdsaWithSha384, "ECDSA_WITH_SHA384"},
    {SignatureAlgorithm::kEcdsaWithSha512, "ECDSA_WITH_SHA512"},
    {SignatureAlgorithm::kEd25519, "ED25519"},
    {SignatureAlgorithm::kEd448, "ED448"},
    {SignatureAlgorithm::kDsaWithSha1, "DSA_WITH_SHA1"},
    {SignatureAlgorithm::kDsaWithSha224, "DSA_WITH_SHA224"},
    {SignatureAlgorithm::kDsaWithSha256, "DSA_WITH_SHA256"},
    {SignatureAlgorithm::kEcdsaWithSha3224, "ECDSA_WITH_SHA3_224"},
    {SignatureAlgorithm::kEcdsaWithSha3256, "ECDSA_WITH_SHA3_256"},
    {SignatureAlgorithm::kEcdsaWithSha3384, "ECDSA_WITH_SHA3_384"},
    {SignatureAlgorithm::kEcdsaWithSha3512, "ECDSA_WITH_SHA3_512"},
    {SignatureAlgorithm::kRsaWithSha3224, "RSA_WITH_SHA3_224"},
    {SignatureAlgorithm::kRsaWithSha3256, "RSA_WITH_SHA3_256"},
    {SignatureAlgorithm::kRsaWithSha3384, "RSA_WITH_SHA3_384"},
    {SignatureAlgorithm::kRsaWithSha3512, "RSA_WITH_SHA3_512"},
};
static_assert(std::size(kAlgorithmWords) == std::size(EnumNames<SignatureAlgorithm>::kNames));

// Empty for what no signature is checked with.
std::string_view word_of(const AlgorithmId& id) {
  const auto algorithm = signature_algorithm(id);
  if (!algorithm) return pss_parameters(id) ? "RSASSA_PSS" : "";
  return std::ranges::find(kAlgorithmWords, *algorithm, &AlgorithmWord::algorithm)->word;
}

bool is_allowed(const AlgorithmId& id, const std::vector<std::string>& allowed) {
  const std::string_view word = word_of(id);
  return !word.empty() && std::ranges::find(allowed, word) != allowed.end();
}

// AnyUse: whether anyExtendedKeyUsage is taken for the purpose asked for.
enum class AnyUse : std::uint8_t { kTaken, kRefused };

bool serves(const Certificate& one, BytesView purpose, AnyUse any = AnyUse::kTaken) {
  const auto& purposes = one.extensions.purposes;
  return !purposes || lists_purpose(*purposes, purpose) ||
         (any == AnyUse::kTaken &&
          lists_purpose(*purposes, der::octets(Oid::kAnyExtendedKeyUsage)));
}

bool serves_all(const Certificate& one, const std::vector<std::string>& demanded) {
  return std::ranges::all_of(demanded, [&](const std::string& text) {
    const auto oid = der::oid_from_text(text);
    return oid && serves(one, *oid);
  });
}

std::optional<unsigned> usage_bit(std::string_view word) {
  constexpr std::string_view kWords[] = {"digitalSignature", "contentCommitment", "keyEncipherment",
                                         "dataEncipherment", "keyAgreement",      "keyCertSign",
                                         "cRLSign",          "encipherOnly",      "decipherOnly"};
  const auto* const at = std::ranges::find(kWords, word);
  if (at == std::end(kWords)) return std::nullopt;
  return static_cast<unsigned>(at - std::begin(kWords));
}

bool has_usages(const Certificate& one, const std::vector<std::string>& demanded) {
  const auto& key_usage = one.extensions.key_usage;
  return !key_usage || std::ranges::all_of(demanded, [&](const std::string& word) {
    const auto bit = usage_bit(word);
    return bit && key_usage->has(*bit);
  });
}

// The uses that RFC 5280 section 4.2.1.12 finds consistent with serverAuth and clientAuth; it asks
// only where both extensions are there.
bool may_serve(const Certificate& one, bool server) {
  const auto& key_usage = one.extensions.key_usage;
  if (!key_usage || !one.extensions.purposes) return true;
  return key_usage->has_any({usage::kDigitalSignature, usage::kKeyAgreement}) ||
         (server && key_usage->has(usage::kKeyEncipherment));
}

}  // namespace

bool check_ca(Judge& judge, const Certificate& certificate) {
  const auto& basic = certificate.extensions.basic_constraints;
  // rfc5280-6.1.4-k-v1
  return judge.holds(OracleCheck::kVersionOfCa, certificate.version == 3) &&
         // rfc5280-6.1.4-k
         judge.holds(OracleCheck::kCa, certificate.version < 3 || (basic && basic->ca));
}

bool check_signs(Judge& judge, const Certificate& certificate) {
  const auto& key_usage = certificate.extensions.key_usage;
  // rfc5280-6.1.4-n
  return judge.holds(OracleCheck::kKeyCertSign,
                     !key_usage || key_usage->has(usage::kKeyCertSign)) &&
         // rfc5280-6.1.4-o
         judge.holds(OracleCheck::kCriticalOfCa, !certificate.extensions.unknown_critical());
}

// sp800-131a-3-length
bool check_key_strength(Judge& judge, const Certificate& certificate) {
  return judge.holds(OracleCheck::kKeyBroken, certificate.key.kind != KeyKind::kRsa ||
                                                  modulus_bits(certificate.key) >= kMinModulusBits);
}

bool check_signature_algorithm(Judge& judge, const Certificate& certificate,
                               const Question& question) {
  const DigestUse digest = digest_use(certificate.outer_algorithm);
  const bool sunset = digest == DigestUse::kSha1 && question.time >= kSha1Sunset;
  // rfc6151-2
  return judge.holds(OracleCheck::kDigestBroken, digest != DigestUse::kBroken) &&
         // sp800-131a-3
         judge.holds(OracleCheck::kSha1Sunset, !sunset) &&
         // cabf-br-7.1.3.2
         judge.holds(OracleCheck::kSha1, digest != DigestUse::kSha1) &&
         // rfc8446-4.2.3
         judge.holds(OracleCheck::kSignatureAlgorithm,
                     question.signature_algorithms.empty() ||
                         is_allowed(certificate.outer_algorithm, question.signature_algorithms));
}

bool check_purpose(Judge& judge, PathView path, const Question& question,
                   const LatitudeSet& otherwise) {
  const AnyUse any = otherwise.has(Latitude::kAnyPurpose) ? AnyUse::kRefused : AnyUse::kTaken;
  const Certificate& leaf = *path.front();
  const bool server = question.purpose == Purpose::kServerAuth;
  const BytesView purpose = der::octets(server ? Oid::kServerAuth : Oid::kClientAuth);
  for (std::size_t position = path.size() - 1; position-- > 1;) {
    judge.move_to(position);
    // rfc5280-4.2.1.12-ca
    if (!judge.holds(OracleCheck::kPurposeOfCa, serves(*path[position], purpose))) return false;
  }
  judge.move_to(0);
  // Counted as a path length constraint counts them: self-issued ones are free.
  const auto between =
      std::ranges::count_if(path.subspan(1, path.size() - 2),
                            [](const Certificate* one) { return !one->is_self_issued; });
  // rfc5280-4.2.1.12
  return judge.holds(OracleCheck::kPurpose, serves(leaf, purpose, any)) &&
         // rfc5280-4.2.1.12-consistent
         judge.holds(OracleCheck::kUsageOfPurpose, may_serve(leaf, server)) &&
         // rfc5280-6.2
         judge.holds(OracleCheck::kCallerUsage, has_usages(leaf, question.key_usages)) &&
         judge.holds(OracleCheck::kCallerPurpose, serves_all(leaf, question.extended_key_usages)) &&
         judge.holds(OracleCheck::kDepth, between <= question.max_depth.value_or(INT32_MAX));
}

}  // namespace assay::oracle
