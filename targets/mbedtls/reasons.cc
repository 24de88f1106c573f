#include "targets/mbedtls/reasons.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

#include "targets/mbedtls/handles.h"

namespace assay::mbedtls {
namespace {

constexpr std::size_t kWordsSize = 1024;

struct Flag {
  const char* name;
  std::uint32_t flag;
  Reason reason;
};

#define FLAG(name, reason) \
  { #name, MBEDTLS_X509_##name, reason }

// In order of priority: where several flags are set, the first row that is set gives the Reason.
// First what breaks the path itself, then what is refused of its certificates, then validity, then
// what the caller asked of the leaf, last the CRLs' own faults.
//
// BADCERT_NOT_TRUSTED is one flag for "no issuer", a bad signature, a parent without cA or
// keyCertSign and an exceeded path length: a candidate with such a fault is passed over as if it
// were not there (library/x509_crt.c:x509_crt_find_parent_in).
constexpr Flag kFlags[] = {
    FLAG(BADCERT_NOT_TRUSTED, Reason::kUnknownIssuer),
    FLAG(BADCERT_REVOKED, Reason::kRevoked),
    FLAG(BADCERT_BAD_MD, Reason::kWeakAlgorithm),
    FLAG(BADCERT_BAD_PK, Reason::kWeakAlgorithm),
    FLAG(BADCERT_BAD_KEY, Reason::kWeakKey),
    FLAG(BADCERT_FUTURE, Reason::kNotYetValid),
    FLAG(BADCERT_EXPIRED, Reason::kExpired),
    FLAG(BADCERT_KEY_USAGE, Reason::kKeyUsage),
    FLAG(BADCERT_EXT_KEY_USAGE, Reason::kExtendedKeyUsage),
    FLAG(BADCERT_NS_CERT_TYPE, Reason::kKeyUsage),
    FLAG(BADCERT_CN_MISMATCH, Reason::kNameMismatch),
    FLAG(BADCRL_NOT_TRUSTED, Reason::kRevocationUnknown),
    FLAG(BADCRL_EXPIRED, Reason::kRevocationUnknown),
    FLAG(BADCRL_FUTURE, Reason::kRevocationUnknown),
    FLAG(BADCRL_BAD_MD, Reason::kRevocationUnknown),
    FLAG(BADCRL_BAD_PK, Reason::kRevocationUnknown),
    FLAG(BADCRL_BAD_KEY, Reason::kRevocationUnknown),
    FLAG(BADCERT_MISSING, Reason::kOther),
    FLAG(BADCERT_SKIP_VERIFY, Reason::kOther),
    FLAG(BADCERT_OTHER, Reason::kOther),
};
#undef FLAG

struct Code {
  int code;
  Reason reason;
};

// Codes that name their cause; all others take the caller's Reason. An unknown critical extension
// shares its code with an extension that is no SEQUENCE, the rarer of the two by far
// (library/x509_crt.c:x509_get_crt_ext).
constexpr Code kCodes[] = {
    {MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG,
     Reason::kCriticalExtension},
    {MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE, Reason::kCriticalExtension},
    {MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG + MBEDTLS_ERR_OID_NOT_FOUND, Reason::kWeakAlgorithm},
    {MBEDTLS_ERR_PK_UNKNOWN_NAMED_CURVE, Reason::kWeakAlgorithm},
    {MBEDTLS_ERR_PK_UNKNOWN_PK_ALG, Reason::kWeakKey},
    // Of the handshake: a Certificate message that cannot be read, a signature by the leaf's key.
    {kBadCertificate, Reason::kMalformed},
#ifdef MBEDTLS_ERR_SSL_DECODE_ERROR
    {MBEDTLS_ERR_SSL_DECODE_ERROR, Reason::kMalformed},
#endif
    {MBEDTLS_ERR_RSA_VERIFY_FAILED, Reason::kBadSignature},
    {MBEDTLS_ERR_ECP_VERIFY_FAILED, Reason::kBadSignature},
    // The chain is longer than MBEDTLS_X509_MAX_INTERMEDIATE_CA.
    {MBEDTLS_ERR_X509_FATAL_ERROR, Reason::kBudget},
};

// Codes are a high part, a multiple of 0x80, and a low one (error.h). These high parts, and all of
// X.509's, come from decoding a certificate.
constexpr int kDecoding[] = {MBEDTLS_ERR_PK_KEY_INVALID_VERSION, MBEDTLS_ERR_PK_KEY_INVALID_FORMAT,
                             MBEDTLS_ERR_PK_INVALID_PUBKEY, MBEDTLS_ERR_PK_INVALID_ALG};

bool is_decoding(int code) {
  const int high = -(-code & ~0x7f);
  if (high <= MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE && high > MBEDTLS_ERR_X509_FATAL_ERROR) {
    return true;
  }
  return std::find(std::begin(kDecoding), std::end(kDecoding), high) != std::end(kDecoding);
}

std::string hex_text(const char* format, unsigned value) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, value);
  return buffer.data();
}

std::string flag_names(std::uint32_t flags) {
  std::string names;
  for (const Flag& each : kFlags) {
    if ((flags & each.flag) == 0) continue;
    flags &= ~each.flag;
    names += (names.empty() ? "" : "|") + std::string(each.name);
  }
  if (flags != 0) names += (names.empty() ? "" : "|") + hex_text("0x%x", flags);
  return names;
}

std::string flag_words(std::uint32_t flags) {
  std::array<char, kWordsSize> buffer{};
  mbedtls_x509_crt_verify_info(buffer.data(), buffer.size(), "", flags);
  std::string words(buffer.data());
  while (!words.empty() && words.back() == '\n') words.pop_back();
  for (std::size_t at = 0; (at = words.find('\n', at)) != std::string::npos; at += 2) {
    words.replace(at, 1, "; ");
  }
  return words;
}

}  // namespace

std::string code_name(int code) { return hex_text("-0x%04X", static_cast<unsigned>(-code)); }

std::string code_words(int code) {
  std::array<char, kWordsSize> buffer{};
  mbedtls_strerror(code, buffer.data(), buffer.size());
  return buffer.data();
}

Verdict flags_verdict(std::uint32_t flags) {
  if (flags == 0) return accepted();
  Reason reason = Reason::kOther;
  for (const Flag& each : kFlags) {
    if ((flags & each.flag) == 0) continue;
    reason = each.reason;
    break;
  }
  return rejected(reason, flag_names(flags), flag_words(flags));
}

Verdict code_verdict(int code, Reason otherwise) {
  Reason reason = is_decoding(code) ? Reason::kMalformed : otherwise;
  for (const Code& each : kCodes) {
    if (each.code == code) reason = each.reason;
  }
  return rejected(reason, code_name(code), code_words(code));
}

}  // namespace assay::mbedtls
