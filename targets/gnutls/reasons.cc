#include "targets/gnutls/reasons.h"

#include "targets/gnutls/handles.h"

namespace assay::gnutls {
namespace {

struct Bit {
  const char* name;
  unsigned bit;
  Reason reason;
};

#define BIT(name, reason) \
  { #name, GNUTLS_CERT_##name, reason }

// In order of priority: where several bits are set, the first row that is set gives the Reason.
// First what breaks the path itself, then what its certificates forbid, then validity, then what
// the caller asked of the leaf: a path that was never built says little about the leaf's name.
//
// SIGNER_CONSTRAINTS_FAILURE is one bit for path length, keyCertSign, name constraints and TLS
// features (lib/x509/verify.c:verify_crt): it says that the signer's constraints were violated, not
// which, hence kOther.
constexpr Bit kBits[] = {
    BIT(SIGNATURE_FAILURE, Reason::kBadSignature),
    BIT(SIGNER_NOT_FOUND, Reason::kUnknownIssuer),
    BIT(SIGNER_NOT_CA, Reason::kNotACa),
    BIT(REVOKED, Reason::kRevoked),
    BIT(UNKNOWN_CRIT_EXTENSIONS, Reason::kCriticalExtension),
    BIT(INSECURE_ALGORITHM, Reason::kWeakAlgorithm),
    BIT(NOT_ACTIVATED, Reason::kNotYetValid),
    BIT(EXPIRED, Reason::kExpired),
    BIT(PURPOSE_MISMATCH, Reason::kExtendedKeyUsage),
    BIT(UNEXPECTED_OWNER, Reason::kNameMismatch),
    BIT(REVOCATION_DATA_SUPERSEDED, Reason::kRevocationUnknown),
    BIT(REVOCATION_DATA_ISSUED_IN_FUTURE, Reason::kRevocationUnknown),
    BIT(INVALID_OCSP_STATUS, Reason::kRevocationUnknown),
    BIT(MISSING_OCSP_STATUS, Reason::kRevocationUnknown),
    BIT(SIGNER_CONSTRAINTS_FAILURE, Reason::kOther),
    BIT(MISMATCH, Reason::kOther),
};
#undef BIT

struct Code {
  int code;
  Reason reason;
};

// Errors that say what was wrong with a certificate; all others stay kOther.
constexpr Code kCodes[] = {
    {GNUTLS_E_CERTIFICATE_ERROR, Reason::kMalformed},
    {GNUTLS_E_X509_CERTIFICATE_ERROR, Reason::kMalformed},
    {GNUTLS_E_ASN1_ELEMENT_NOT_FOUND, Reason::kMalformed},
    {GNUTLS_E_ASN1_IDENTIFIER_NOT_FOUND, Reason::kMalformed},
    {GNUTLS_E_ASN1_DER_ERROR, Reason::kMalformed},
    {GNUTLS_E_ASN1_VALUE_NOT_FOUND, Reason::kMalformed},
    {GNUTLS_E_ASN1_GENERIC_ERROR, Reason::kMalformed},
    {GNUTLS_E_ASN1_VALUE_NOT_VALID, Reason::kMalformed},
    {GNUTLS_E_ASN1_TAG_ERROR, Reason::kMalformed},
    {GNUTLS_E_ASN1_TAG_IMPLICIT, Reason::kMalformed},
    {GNUTLS_E_ASN1_TYPE_ANY_ERROR, Reason::kMalformed},
    {GNUTLS_E_ASN1_SYNTAX_ERROR, Reason::kMalformed},
    {GNUTLS_E_ASN1_DER_OVERFLOW, Reason::kMalformed},
    {GNUTLS_E_ASN1_TIME_ERROR, Reason::kMalformed},
    {GNUTLS_E_UNEXPECTED_PACKET_LENGTH, Reason::kMalformed},
    {GNUTLS_E_CONSTRAINT_ERROR, Reason::kBudget},
    {GNUTLS_E_KEY_USAGE_VIOLATION, Reason::kKeyUsage},
    {GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM, Reason::kWeakAlgorithm},
    {GNUTLS_E_INSUFFICIENT_SECURITY, Reason::kWeakAlgorithm},
    {GNUTLS_E_PK_SIG_VERIFY_FAILED, Reason::kBadSignature},
};

std::string status_names(unsigned status) {
  std::string names;
  unsigned left = status & ~static_cast<unsigned>(GNUTLS_CERT_INVALID);
  for (const Bit& each : kBits) {
    if ((left & each.bit) == 0) continue;
    left &= ~each.bit;
    names += (names.empty() ? "" : "|") + std::string(each.name);
  }
  if (left != 0) names += (names.empty() ? "" : "|") + std::to_string(left);
  // INVALID goes with every other bit; alone it is all that GnuTLS has to say.
  return names.empty() ? "INVALID" : names;
}

std::string status_words(unsigned status) {
  gnutls_datum_t text{};
  if (gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &text, 0) < 0) {
    return "";
  }
  const TextPtr owner(text.data);
  std::string words(as_text(BytesView(text.data, text.size)));
  while (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

}  // namespace

std::string error_name(int code) {
  const char* name = gnutls_strerror_name(code);
  return name != nullptr ? name : "GNUTLS_E (" + std::to_string(code) + ")";
}

Verdict status_verdict(unsigned status) {
  if (status == 0) return accepted();
  Reason reason = Reason::kOther;
  for (const Bit& each : kBits) {
    if ((status & each.bit) == 0) continue;
    reason = each.reason;
    break;
  }
  return rejected(reason, status_names(status), status_words(status));
}

Verdict error_verdict(int code, Reason otherwise) {
  Reason reason = otherwise;
  for (const Code& each : kCodes) {
    if (each.code == code) reason = each.reason;
  }
  return rejected(reason, error_name(code), gnutls_strerror(code));
}

}  // namespace assay::gnutls
