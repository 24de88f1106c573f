#include "targets/wolfssl/reasons.h"

#include "targets/wolfssl/handles.h"

namespace assay::wolfssl {
namespace {

struct Row {
  const char* name;
  int code;
  Reason reason;
};

#define ROW(code, reason) \
  { #code, code, Reason::reason }

constexpr Row kRows[] = {
    // wolfcrypt/error-crypt.h: decoding
    ROW(BUFFER_E, kMalformed),
    ROW(ALGO_ID_E, kMalformed),
    ROW(ASN_PARSE_E, kMalformed),
    ROW(ASN_VERSION_E, kMalformed),
    ROW(ASN_GETINT_E, kMalformed),
    ROW(ASN_RSA_KEY_E, kMalformed),
    ROW(ASN_OBJECT_ID_E, kMalformed),
    ROW(ASN_TAG_NULL_E, kMalformed),
    ROW(ASN_EXPECT_0_E, kMalformed),
    ROW(ASN_BITSTR_E, kMalformed),
    ROW(ASN_DATE_SZ_E, kMalformed),
    ROW(ASN_TIME_E, kMalformed),
    ROW(ASN_INPUT_E, kMalformed),
    ROW(ASN_SIG_OID_E, kMalformed),
    ROW(ASN_ALT_NAME_E, kMalformed),
    ROW(ASN_ECC_KEY_E, kMalformed),
    ROW(ASN_PATHLEN_SIZE_E, kMalformed),
    ROW(ASN_COUNTRY_SIZE_E, kMalformed),
    ROW(EXTKEYUSAGE_E, kMalformed),
    ROW(CERTPOLICIES_E, kMalformed),
    // wolfcrypt/error-crypt.h: judging
    ROW(ASN_BEFORE_DATE_E, kNotYetValid),
    ROW(ASN_AFTER_DATE_E, kExpired),
    ROW(ASN_NO_SIGNER_E, kUnknownIssuer),
    ROW(ASN_SELF_SIGNED_E, kUnknownIssuer),
    ROW(ASN_SIG_CONFIRM_E, kBadSignature),
    ROW(ASN_PATHLEN_INV_E, kPathLength),
    ROW(ASN_CRIT_EXT_E, kCriticalExtension),
    ROW(ASN_NAME_INVALID_E, kNameConstraints),
    ROW(KEYUSAGE_E, kKeyUsage),
    ROW(ASN_UNKNOWN_OID_E, kWeakAlgorithm),
    ROW(ASN_SIG_HASH_E, kWeakAlgorithm),
    ROW(ASN_SIG_KEY_E, kWeakAlgorithm),
    ROW(HASH_TYPE_E, kWeakAlgorithm),
    ROW(ECC_CURVE_OID_E, kWeakAlgorithm),
    ROW(RSA_KEY_SIZE_E, kWeakKey),
    ROW(ASN_CRL_CONFIRM_E, kRevocationUnknown),
    ROW(ASN_CRL_NO_SIGNER_E, kRevocationUnknown),
    ROW(CRL_CERT_DATE_ERR, kRevocationUnknown),
    // wolfssl/error-ssl.h
    ROW(BUFFER_ERROR, kMalformed),
    // Octets left over in a handshake message. The peers of a case write well-formed ones, of which
    // ProcessPeerCerts (internal.c) reads MAX_CHAIN_DEPTH certificates and leaves the rest.
    ROW(DECODE_E, kDepth),
    ROW(PEER_KEY_ERROR, kWeakKey),
    ROW(ECC_KEY_SIZE_E, kWeakKey),
    ROW(DOMAIN_NAME_MISMATCH, kNameMismatch),
    ROW(IPADDR_MISMATCH, kNameMismatch),
    ROW(NOT_CA_ERROR, kNotACa),
    ROW(KEYUSE_SIGNATURE_E, kKeyUsage),
    ROW(KEYUSE_ENCIPHER_E, kKeyUsage),
    ROW(EXTKEYUSE_AUTH_E, kExtendedKeyUsage),
    ROW(MAX_CHAIN_ERROR, kDepth),
    ROW(HANDSHAKE_SIZE_ERROR, kBudget),
    ROW(CRL_CERT_REVOKED, kRevoked),
    ROW(CRL_MISSING, kRevocationUnknown),
    ROW(OCSP_CERT_REVOKED, kRevoked),
    ROW(OCSP_CERT_UNKNOWN, kRevocationUnknown),
    // Handshake codes that say nothing about the chain
    ROW(WOLFSSL_FATAL_ERROR, kOther),
    ROW(WOLFSSL_BAD_FILE, kOther),
    ROW(MEMORY_E, kOther),
    ROW(FATAL_ERROR, kOther),
    ROW(MATCH_SUITE_ERROR, kOther),
    ROW(NO_PEER_CERT, kOther),
    ROW(NO_PEER_VERIFY, kOther),
    ROW(VERIFY_CERT_ERROR, kOther),
    ROW(VERIFY_SIGN_ERROR, kOther),
    ROW(VERSION_ERROR, kOther),
    ROW(UNSUPPORTED_EXTENSION, kOther),
    ROW(SIG_VERIFY_E, kOther),
};
#undef ROW

const Row* find(int code) {
  for (const Row& row : kRows) {
    if (row.code == code) return &row;
  }
  return nullptr;
}

}  // namespace

Reason reason_of(int code) {
  const Row* row = find(code);
  return row == nullptr ? Reason::kOther : row->reason;
}

std::string native_of(int code) {
  const Row* row = find(code);
  std::string text = row == nullptr ? "" : row->name;
  if (row != nullptr) text += ' ';
  text += '(';
  text += std::to_string(code);
  text += ')';
  return text;
}

std::string words_of(int code) {
  const char* text = wolfSSL_ERR_reason_error_string(static_cast<unsigned long>(code));
  return text == nullptr ? "" : text;
}

Verdict rejection(int code, int first_code) {
  Verdict verdict = rejected(reason_of(code), native_of(code), words_of(code));
  if (first_code == 0 || first_code == code) return verdict;
  verdict.native += ", first " + native_of(first_code);
  verdict.words = words_of(first_code) + "; then " + verdict.words;
  if (reason_of(first_code) != Reason::kOther) verdict.reason = reason_of(first_code);
  return verdict;
}

}  // namespace assay::wolfssl
