#include "targets/openssl/reasons.h"

#include <openssl/x509_vfy.h>

namespace assay::openssl {
namespace {

struct Row {
  int code;
  const char* name;
  Reason reason;
};

#define ROW(name, reason) \
  { X509_V_ERR_##name, #name, reason }

// All codes of openssl/x509_vfy.h (3.0) that X509_verify_cert can give.
constexpr Row kRows[] = {
    ROW(UNSPECIFIED, Reason::kOther),
    ROW(UNABLE_TO_GET_ISSUER_CERT, Reason::kUnknownIssuer),
    ROW(UNABLE_TO_GET_CRL, Reason::kRevocationUnknown),
    ROW(UNABLE_TO_DECRYPT_CERT_SIGNATURE, Reason::kBadSignature),
    ROW(UNABLE_TO_DECRYPT_CRL_SIGNATURE, Reason::kRevocationUnknown),
    ROW(UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, Reason::kMalformed),
    ROW(CERT_SIGNATURE_FAILURE, Reason::kBadSignature),
    ROW(CRL_SIGNATURE_FAILURE, Reason::kRevocationUnknown),
    ROW(CERT_NOT_YET_VALID, Reason::kNotYetValid),
    ROW(CERT_HAS_EXPIRED, Reason::kExpired),
    ROW(CRL_NOT_YET_VALID, Reason::kRevocationUnknown),
    ROW(CRL_HAS_EXPIRED, Reason::kRevocationUnknown),
    ROW(ERROR_IN_CERT_NOT_BEFORE_FIELD, Reason::kMalformed),
    ROW(ERROR_IN_CERT_NOT_AFTER_FIELD, Reason::kMalformed),
    ROW(ERROR_IN_CRL_LAST_UPDATE_FIELD, Reason::kRevocationUnknown),
    ROW(ERROR_IN_CRL_NEXT_UPDATE_FIELD, Reason::kRevocationUnknown),
    ROW(OUT_OF_MEM, Reason::kOther),
    ROW(DEPTH_ZERO_SELF_SIGNED_CERT, Reason::kUnknownIssuer),
    ROW(SELF_SIGNED_CERT_IN_CHAIN, Reason::kUnknownIssuer),
    ROW(UNABLE_TO_GET_ISSUER_CERT_LOCALLY, Reason::kUnknownIssuer),
    ROW(UNABLE_TO_VERIFY_LEAF_SIGNATURE, Reason::kUnknownIssuer),
    ROW(CERT_CHAIN_TOO_LONG, Reason::kDepth),
    ROW(CERT_REVOKED, Reason::kRevoked),
    ROW(NO_ISSUER_PUBLIC_KEY, Reason::kMalformed),
    ROW(PATH_LENGTH_EXCEEDED, Reason::kPathLength),
    ROW(INVALID_PURPOSE, Reason::kExtendedKeyUsage),
    ROW(CERT_UNTRUSTED, Reason::kUnknownIssuer),
    ROW(CERT_REJECTED, Reason::kExtendedKeyUsage),
    ROW(SUBJECT_ISSUER_MISMATCH, Reason::kUnknownIssuer),
    ROW(AKID_SKID_MISMATCH, Reason::kUnknownIssuer),
    ROW(AKID_ISSUER_SERIAL_MISMATCH, Reason::kUnknownIssuer),
    ROW(KEYUSAGE_NO_CERTSIGN, Reason::kKeyUsage),
    ROW(UNABLE_TO_GET_CRL_ISSUER, Reason::kRevocationUnknown),
    ROW(UNHANDLED_CRITICAL_EXTENSION, Reason::kCriticalExtension),
    ROW(KEYUSAGE_NO_CRL_SIGN, Reason::kRevocationUnknown),
    ROW(UNHANDLED_CRITICAL_CRL_EXTENSION, Reason::kRevocationUnknown),
    ROW(INVALID_NON_CA, Reason::kNotACa),
    ROW(PROXY_PATH_LENGTH_EXCEEDED, Reason::kPathLength),
    ROW(KEYUSAGE_NO_DIGITAL_SIGNATURE, Reason::kKeyUsage),
    ROW(PROXY_CERTIFICATES_NOT_ALLOWED, Reason::kCriticalExtension),
    ROW(INVALID_EXTENSION, Reason::kMalformed),
    ROW(INVALID_POLICY_EXTENSION, Reason::kPolicy),
    ROW(NO_EXPLICIT_POLICY, Reason::kPolicy),
    ROW(DIFFERENT_CRL_SCOPE, Reason::kRevocationUnknown),
    ROW(UNSUPPORTED_EXTENSION_FEATURE, Reason::kMalformed),
    ROW(UNNESTED_RESOURCE, Reason::kOther),
    ROW(PERMITTED_VIOLATION, Reason::kNameConstraints),
    ROW(EXCLUDED_VIOLATION, Reason::kNameConstraints),
    ROW(SUBTREE_MINMAX, Reason::kNameConstraints),
    ROW(APPLICATION_VERIFICATION, Reason::kOther),
    ROW(UNSUPPORTED_CONSTRAINT_TYPE, Reason::kNameConstraints),
    ROW(UNSUPPORTED_CONSTRAINT_SYNTAX, Reason::kNameConstraints),
    ROW(UNSUPPORTED_NAME_SYNTAX, Reason::kNameConstraints),
    ROW(CRL_PATH_VALIDATION_ERROR, Reason::kRevocationUnknown),
    ROW(PATH_LOOP, Reason::kUnknownIssuer),
    ROW(HOSTNAME_MISMATCH, Reason::kNameMismatch),
    ROW(EMAIL_MISMATCH, Reason::kNameMismatch),
    ROW(IP_ADDRESS_MISMATCH, Reason::kNameMismatch),
    ROW(EE_KEY_TOO_SMALL, Reason::kWeakKey),
    ROW(CA_KEY_TOO_SMALL, Reason::kWeakKey),
    ROW(CA_MD_TOO_WEAK, Reason::kWeakAlgorithm),
    ROW(INVALID_CALL, Reason::kOther),
    ROW(STORE_LOOKUP, Reason::kOther),
    ROW(NO_VALID_SCTS, Reason::kOther),
    ROW(INVALID_CA, Reason::kNotACa),
    ROW(PATHLEN_INVALID_FOR_NON_CA, Reason::kMalformed),
    ROW(PATHLEN_WITHOUT_KU_KEY_CERT_SIGN, Reason::kMalformed),
    ROW(KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA, Reason::kKeyUsage),
    ROW(ISSUER_NAME_EMPTY, Reason::kMalformed),
    ROW(SUBJECT_NAME_EMPTY, Reason::kMalformed),
    ROW(MISSING_AUTHORITY_KEY_IDENTIFIER, Reason::kMalformed),
    ROW(MISSING_SUBJECT_KEY_IDENTIFIER, Reason::kMalformed),
    ROW(EMPTY_SUBJECT_ALT_NAME, Reason::kMalformed),
    ROW(EMPTY_SUBJECT_SAN_NOT_CRITICAL, Reason::kMalformed),
    ROW(CA_BCONS_NOT_CRITICAL, Reason::kMalformed),
    ROW(AUTHORITY_KEY_IDENTIFIER_CRITICAL, Reason::kMalformed),
    ROW(SUBJECT_KEY_IDENTIFIER_CRITICAL, Reason::kMalformed),
    ROW(CA_CERT_MISSING_KEY_USAGE, Reason::kKeyUsage),
    ROW(EXTENSIONS_REQUIRE_VERSION_3, Reason::kMalformed),
    ROW(EC_KEY_EXPLICIT_PARAMS, Reason::kWeakKey),
    ROW(SIGNATURE_ALGORITHM_MISMATCH, Reason::kMalformed),
    ROW(SIGNATURE_ALGORITHM_INCONSISTENCY, Reason::kMalformed),
};
#undef ROW

}  // namespace

Verdict verify_verdict(int code, int depth) {
  if (code == X509_V_OK) return accepted("OK (0)");
  std::string words = X509_verify_cert_error_string(code);
  if (depth >= 0) words += " (at depth " + std::to_string(depth) + ")";
  for (const Row& row : kRows) {
    if (row.code != code) continue;
    return rejected(row.reason, std::string(row.name) + " (" + std::to_string(code) + ")",
                    std::move(words));
  }
  return rejected(Reason::kOther, "X509_V_ERR (" + std::to_string(code) + ")", std::move(words));
}

}  // namespace assay::openssl
